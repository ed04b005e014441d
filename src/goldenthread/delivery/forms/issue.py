"""What officers fill in about issues and lessons."""

from typing import Any

from django import forms

from goldenthread.delivery.commands.issue import IssueWords
from goldenthread.delivery.commands.lesson import LessonWords
from goldenthread.delivery.forms.choice import Choices, Given, one_of
from goldenthread.delivery.forms.risk import seen_field
from goldenthread.delivery.queries.issue import IssueFilter
from goldenthread.kit.widget import DayInput


def _field(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class IssueForm(forms.Form):
    """An issue, perhaps a risk that came true."""

    title = forms.CharField(max_length=300, help_text="In a few words: what has gone wrong")
    description = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    service = forms.ChoiceField()
    owner = forms.ChoiceField(required=False, label="Who settles it")
    due = forms.DateField(required=False, label="To be settled by", widget=DayInput())
    risk = forms.CharField(
        required=False, max_length=100, help_text="The ref of the risk that came true, if it was one"
    )
    action = forms.CharField(
        required=False, max_length=100, help_text="The ref of the action that it holds up, if any"
    )

    def __init__(self, data: Given, *, services: Choices, owners: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        _field(self, "service", one_of(services))
        _field(self, "owner", owners)

    def words(self) -> IssueWords:
        """What was filled in."""
        return IssueWords(**self.cleaned_data)


class SettleForm(forms.Form):
    """How an issue was settled."""

    how = forms.CharField(label="How it was settled", widget=forms.Textarea(attrs={"rows": 3}))
    on = forms.DateField(
        label="On which day", required=False, widget=DayInput(), help_text="Today where empty"
    )
    seen = seen_field()


class IssueListForm(forms.Form):
    """Which issues to show; everything stands in the address."""

    state = forms.ChoiceField(
        required=False, choices=[("open", "Open"), ("settled", "Settled"), ("all", "All")]
    )
    service = forms.ChoiceField(required=False)
    words = forms.CharField(required=False, max_length=200, label="With the words")

    def __init__(self, data: Given, *, services: Choices) -> None:
        super().__init__(data, auto_id="filter-%s")
        _field(self, "service", [("", "Any"), *services])

    def wanted(self) -> IssueFilter:
        """The issues asked for: open ones where nothing says otherwise."""
        said = self.cleaned_data if self.is_valid() else {}
        state = said.get("state") or "open"
        return IssueFilter("" if state == "all" else state, said.get("service", ""), said.get("words", ""))


class LessonForm(forms.Form):
    """A lesson."""

    title = forms.CharField(max_length=300, help_text="What to do, or not to do, next time")
    happened = forms.CharField(label="What happened", widget=forms.Textarea(attrs={"rows": 3}))
    learned = forms.CharField(label="What was learned", widget=forms.Textarea(attrs={"rows": 3}))
    service = forms.ChoiceField()
    on = forms.DateField(label="Learned on", required=False, widget=DayInput(), help_text="Today where empty")
    action = forms.CharField(
        required=False, max_length=100, help_text="The ref of the action that it came from, if any"
    )

    def __init__(self, data: Given, *, services: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        _field(self, "service", one_of(services))

    def words(self) -> LessonWords:
        """What was filled in."""
        return LessonWords(**self.cleaned_data)


class LessonListForm(forms.Form):
    """Which lessons to show; everything stands in the address."""

    words = forms.CharField(required=False, max_length=200, label="With the words")
    service = forms.ChoiceField(required=False)

    def __init__(self, data: Given, *, services: Choices) -> None:
        super().__init__(data, auto_id="filter-%s")
        _field(self, "service", [("", "Any"), *services])
