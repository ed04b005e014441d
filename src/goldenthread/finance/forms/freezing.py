"""What officers fill in to begin a version, to freeze one and to publish it."""

from django import forms

from goldenthread.delivery.forms.choice import Given
from goldenthread.finance.forms.field import seen_field
from goldenthread.finance.forms.named import NamedForm
from goldenthread.rules.budget import VERSION_STATES


class BeginForm(NamedForm):
    """What a new version is called."""

    title = forms.CharField(max_length=300)
    ref = forms.SlugField(max_length=100, help_text="How addresses and files name it, such as budget-2026-b")


class FreezeForm(NamedForm):
    """Under which name a draft is frozen, and by whose decision."""

    state = forms.ChoiceField(
        choices=[(code, words) for code, words in VERSION_STATES.items() if code != "draft"],
        label="As what",
        help_text="An approved or amended budget must balance its first year; a consultation need not",
        widget=forms.RadioSelect(),
    )
    title = forms.CharField(
        max_length=300,
        required=False,
        help_text="As it is from now on, such as: Budget 2026/27. It cannot be changed later",
    )
    decided = forms.CharField(
        label="Who decided it, when, and the minute",
        max_length=300,
        help_text="Such as: County Council, 11 February 2021, minute 279",
    )
    seen = seen_field()


class PublishForm(NamedForm):
    """From when everybody may read a version."""

    when = forms.DateTimeField(
        required=False,
        label="From when",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Empty is at once",
    )


class ReasonForm(NamedForm):
    """Why one part of an amended budget differs."""

    reason = forms.CharField(required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Given, *, reason: str = "") -> None:
        super().__init__(data, initial={"reason": reason})
