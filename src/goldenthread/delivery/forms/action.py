"""What officers fill in about actions, what they serve and what they wait for."""

from dataclasses import fields
from typing import Any

from django import forms

from goldenthread.delivery.commands.action import ActionWords
from goldenthread.delivery.forms.choice import Choices, Given, Groups, owner_choices
from goldenthread.delivery.sheet import (
    ACTION_STATES,
    DELIVERER_KINDS,
    DEPENDENCY_KINDS,
    ActionSheet,
)
from goldenthread.kit.widget import DayInput
from goldenthread.people.queries.organisation import partners


class ActionForm(forms.Form):
    """What an action says. `version` is the action as it was when the form was opened."""

    title = forms.CharField(
        max_length=500, label="What will be done", widget=forms.Textarea(attrs={"rows": 2})
    )
    priority = forms.ChoiceField(required=False, help_text="The priority that it stands beneath")
    owner = forms.ChoiceField(required=False)
    start = forms.DateField(required=False, label="Starts", widget=DayInput())
    due = forms.DateField(required=False, label="Due", widget=DayInput())
    forecast = forms.DateField(
        required=False,
        label="Now expected",
        widget=DayInput(),
        help_text="Empty: on the day that it is due",
    )
    state = forms.ChoiceField(choices=list(ACTION_STATES.items()))
    horizon = forms.CharField(required=False, max_length=20, help_text="Such as 1-2 years")
    partners = forms.MultipleChoiceField(required=False, label="With", widget=forms.CheckboxSelectMultiple)
    description = forms.CharField(required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, sent: Given = None, *, priorities: Choices, **kwargs: Any) -> None:
        super().__init__(sent, **kwargs)
        self._offer("priority", [("", "None"), *priorities])
        self._offer("owner", owner_choices())
        self._offer("partners", [(each.ref, each.title) for each in partners()])

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if not choices:
            del self.fields[name]

    def words(self) -> ActionWords:
        """What was filled in."""
        said: dict[str, Any] = {each.name: self.cleaned_data.get(each.name) for each in fields(ActionWords)}
        said["partners"] = tuple(said["partners"] or ())
        return ActionWords(**said)


class NewActionForm(ActionForm):
    """An action to add to a service plan."""

    serves = forms.ChoiceField(required=False, label="What it serves in the council’s plan")
    field_order = ("title", "priority", "serves")

    def __init__(self, sent: Given = None, *, items: Groups, **kwargs: Any) -> None:
        super().__init__(sent, **kwargs)
        del self.fields["forecast"]
        field = self.fields["serves"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = items


def start_of(sheet: ActionSheet, version: int) -> dict[str, Any]:
    """What a form about the action starts with."""
    said = {each.name: getattr(sheet, each.name) for each in fields(ActionWords)}
    return {**said, "partners": list(sheet.partners), "version": version}


class ServesForm(forms.Form):
    """A plan item or a measure that an action serves."""

    item = forms.ChoiceField(required=False, label="Plan item")
    measure = forms.ChoiceField(required=False, label="Or a measure that it should move")
    why = forms.CharField(required=False, max_length=300, label="How it serves it")

    def __init__(self, sent: Given = None, *, items: Groups, measures: Choices, **kwargs: Any) -> None:
        super().__init__(sent, **kwargs)
        for name, choices in (("item", items), ("measure", [("", "None"), *measures])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("item")) == bool(said.get("measure")):
            self.add_error("item", "Choose either a plan item or a measure")
        return said


class MilestoneForm(forms.Form):
    """A milestone to set."""

    title = forms.CharField(max_length=300, label="Milestone")
    baseline = forms.DateField(
        label="Planned for", widget=DayInput(), help_text="This day stays; only its forecast moves"
    )


class MoveForm(forms.Form):
    """When a milestone is now expected, or when it was reached."""

    reached = forms.DateField(required=False, label="Reached on", widget=DayInput())
    forecast = forms.DateField(required=False, label="Or now expected on", widget=DayInput())
    why = forms.CharField(required=False, max_length=300, label="Why it moved")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("reached")) == bool(said.get("forecast")):
            self.add_error("reached", "Give either the day it was reached or the day it is expected")
        return said


class DependencyForm(forms.Form):
    """What an action waits for."""

    on_kind = forms.ChoiceField(label="It waits for", choices=list(DEPENDENCY_KINDS.items()))
    on_ref = forms.CharField(
        max_length=200,
        label="Which",
        help_text="The ref of an action, which stands above its title, or of a partner; or words",
    )
    why = forms.CharField(required=False, max_length=300)
    needed_by = forms.DateField(required=False, widget=DayInput())


class EvidenceForm(forms.Form):
    """Where to see that something was done."""

    title = forms.CharField(max_length=300)
    address = forms.CharField(max_length=500, help_text="Such as https://…")
    on = forms.DateField(label="Date", widget=DayInput())


class DelivererForm(forms.Form):
    """Who delivers a plan item where it is no action."""

    by_kind = forms.ChoiceField(
        label="Delivered by", choices=list(DELIVERER_KINDS.items()), widget=forms.RadioSelect
    )
    service_plan = forms.ChoiceField(required=False, label="Which service plan, as a whole")
    partner = forms.ChoiceField(required=False, label="Which partner")
    programme = forms.CharField(required=False, max_length=200, label="Which programme")
    why = forms.CharField(required=False, max_length=300, label="On what ground")

    def __init__(self, sent: Given = None, *, plans: Choices, **kwargs: Any) -> None:
        super().__init__(sent, **kwargs)
        bodies = [(each.ref, each.title) for each in partners()]
        for name, choices in (("service_plan", plans), ("partner", bodies)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "None"), *choices]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        kind = said.get("by_kind", "")
        if kind and not said.get(kind):
            self.add_error(kind, "Say which")
        return said

    @property
    def by_ref(self) -> str:
        """The ref, or the programme's name, of the kind that was chosen."""
        found: str = self.cleaned_data[self.cleaned_data["by_kind"]]
        return found
