"""What officers fill in about plans."""

import re
from datetime import datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import RegexValidator
from django.utils import timezone

from goldenthread.kit.widget import DayInput, TimeInput
from goldenthread.plan.edit import ItemWords
from goldenthread.plan.state import FOLLOWS, WORDS
from goldenthread.rules.plan import HORIZONS, KINDS, READINGS, Decided, PlanItem, Succession

_plain = RegexValidator(
    re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"),
    "Delete the control character; spaces, tabs and line ends may stay.",
    inverse_match=True,
)


class UploadForm(forms.Form):
    """A plan file."""

    file = forms.FileField(
        label="Plan file",
        max_length=200,
        help_text="YAML and XLSX carry a whole plan, CSV the items alone.",
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.xlsx,.csv"}),
    )

    def clean_file(self) -> "File[bytes]":
        """The file, if it is not larger than a page takes."""
        file: File[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            most = settings.UPLOAD_LIMIT // 1024**2
            raise ValidationError(
                f"The file is larger than {most} MB. Check that it is a plan; a larger one goes in with "
                "the command: goldenthread plan import."
            )
        return file


class LinesField(forms.CharField):
    """Several entries, one on a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else "\n".join(value)

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))


class ItemForm(forms.Form):
    """The words of an item. `seen` marks the item as it was when the form was opened."""

    title = forms.CharField(max_length=500, validators=[_plain], widget=forms.Textarea(attrs={"rows": 2}))
    description = forms.CharField(
        required=False, validators=[_plain], widget=forms.Textarea(attrs={"rows": 6})
    )
    horizon = forms.CharField(
        required=False, max_length=20, help_text=f"{', '.join(HORIZONS)}, or a day as 2026-03-31"
    )
    lead = forms.CharField(
        required=False, max_length=200, validators=[_plain], help_text="Who answers for it"
    )
    partners = LinesField(required=False, validators=[_plain], help_text="One on a line")
    themes = LinesField(required=False, validators=[_plain], help_text="The refs of themes, one on a line")
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def words(self) -> ItemWords:
        """What was filled in."""
        return ItemWords(**{name: self.cleaned_data[name] for name in ItemWords.__slots__})


class NewItemForm(ItemForm):
    """A new item, of a kind."""

    kind = forms.ChoiceField(choices=[(kind, kind.replace("_", " ").capitalize()) for kind in KINDS])
    field_order = ("kind",)


def words_of(item: PlanItem) -> dict[str, Any]:
    """What a form about the item starts with."""
    return {name: getattr(item, name) for name in ItemWords.__slots__}


class StateForm(forms.Form):
    """The next state of a plan, and who decided it."""

    state = forms.ChoiceField(label="The plan is now", widget=forms.RadioSelect)
    body = forms.CharField(
        required=False,
        max_length=200,
        validators=[_plain],
        label="Decided by",
        help_text="Needed where it is adopted",
    )
    on = forms.DateField(required=False, label="On which day", widget=DayInput())
    minute = forms.CharField(
        required=False, max_length=200, validators=[_plain], help_text="Where the minutes record it"
    )

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state = self.fields["state"]
        assert isinstance(state, forms.ChoiceField)
        state.choices = [(word, WORDS[word]) for word in FOLLOWS[now]]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("state") == "adopted":
            if not said.get("body"):
                self.add_error("body", "Say who adopted it, such as County Council.")
            if not said.get("on") and "on" not in self.errors:
                self.add_error("on", "Give the day on which it was adopted.")
        return said

    def decided(self) -> Decided | None:
        """Who decided, or None where nobody is named."""
        given = Decided(self.cleaned_data["body"], self.cleaned_data["on"], self.cleaned_data["minute"])
        return None if given == Decided() else given


class PublishForm(forms.Form):
    """When a plan becomes public: now, where no day is given."""

    day = forms.DateField(required=False, widget=DayInput(), help_text="Leave empty to publish now")
    hour = forms.TimeField(required=False, label="Time", widget=TimeInput(), help_text="Midnight where empty")

    def moment(self) -> datetime | None:
        """The moment chosen, or None for now."""
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        return timezone.make_aware(datetime.combine(day, hour or time.min)) if day else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("hour") and not cleaned.get("day") and not self.errors:
            self.add_error("day", "Give the day as well as the time.")
        return cleaned


class WithdrawForm(forms.Form):
    """Why a plan is taken back."""

    why = forms.CharField(max_length=500, validators=[_plain], help_text="Kept in the trail")


class SuccessionForm(forms.Form):
    """What came before or after an item, and whose reading that is."""

    earlier = forms.CharField(
        max_length=201, help_text="An item of this plan by its ref, such as 1.6; of another as plan/item"
    )
    later = forms.CharField(required=False, max_length=201, help_text="Empty where nothing follows")
    how = forms.CharField(max_length=300, validators=[_plain], help_text="Such as: continued, merged")
    whose_reading = forms.ChoiceField(
        choices=[(READINGS[0], "The council says so"), (READINGS[1], "A reading made here")]
    )

    def link(self) -> Succession:
        """What was filled in."""
        return Succession(**self.cleaned_data)
