"""What officers fill in about risks and opportunities."""

from typing import Any

from django import forms

from goldenthread.delivery.forms.choice import Choices, Given, Groups, one_of, scale_choices
from goldenthread.delivery.queries.risk import RiskFilter
from goldenthread.delivery.risk_sheet import RiskSheet
from goldenthread.delivery.risk_words import KINDS, LEVELS, STATES, RiskWords
from goldenthread.kit.widget import DayInput
from goldenthread.rules.quarter import QuarterPolicy


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def seen_field() -> forms.IntegerField:
    """The version of the record as it was when the form was opened."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput())


class RiskForm(forms.Form):
    """A risk or an opportunity. Likelihood and impact are asked of a new one; later they are reviewed."""

    kind = forms.ChoiceField(choices=list(KINDS.items()))
    title = forms.CharField(max_length=300, help_text="In a few words: what may happen")
    cause = forms.CharField(
        required=False,
        widget=_lines(2),
        help_text="Because of what? Such as: fewer people apply for care work",
    )
    event = forms.CharField(
        required=False, widget=_lines(2), help_text="What may happen? Such as: care homes hand back contracts"
    )
    effect = forms.CharField(
        required=False, widget=_lines(2), help_text="What would follow? Such as: people wait longer for care"
    )
    likelihood = forms.TypedChoiceField(coerce=int)
    impact = forms.TypedChoiceField(coerce=int)
    target_likelihood = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    target_impact = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    target_by = forms.DateField(required=False, label="Target to be reached by", widget=DayInput())
    service = forms.ChoiceField()
    owner = forms.ChoiceField(required=False)
    level = forms.ChoiceField(choices=list(LEVELS.items()), initial="service", help_text="Who watches it")
    seen = seen_field()

    def __init__(
        self,
        data: Given,
        *,
        policy: QuarterPolicy,
        services: Choices,
        owners: Choices,
        now: RiskSheet | None = None,
    ) -> None:
        super().__init__(data, initial=start_of(now) if now else None)
        self.now = now
        scales = {"likelihood": policy.likelihoods, "impact": policy.impacts}
        for name, words in scales.items():
            _choices(self, name, scale_choices(words, "Choose one"))
            _choices(self, f"target_{name}", scale_choices(words, "No target"))
        _choices(self, "service", one_of(services))
        _choices(self, "owner", owners)
        if now:
            del self.fields["likelihood"], self.fields["impact"]

    def words(self) -> RiskWords:
        """What was filled in; of a risk that is in the register already, with its rating as it is."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        if self.now:
            said |= {"likelihood": self.now.rating.likelihood, "impact": self.now.rating.impact}
        return RiskWords(**said)


def start_of(sheet: RiskSheet) -> dict[str, Any]:
    """What a form about a risk starts with."""
    said = {name: getattr(sheet, name) for name in RiskWords.__slots__ if hasattr(sheet, name)}
    target = sheet.target
    aimed = {"target_likelihood": target.likelihood, "target_impact": target.impact} if target else {}
    return {**said, **aimed, "seen": sheet.version}


class ReviewForm(forms.Form):
    """How likely and how much, looked at again."""

    likelihood = forms.TypedChoiceField(coerce=int)
    impact = forms.TypedChoiceField(coerce=int)
    why = forms.CharField(
        label="What you looked at, and what is different", widget=_lines(2), help_text="Kept with the scores"
    )
    seen = seen_field()

    def __init__(self, data: Given, *, policy: QuarterPolicy, now: RiskSheet) -> None:
        start = {"likelihood": now.rating.likelihood, "impact": now.rating.impact, "seen": now.version}
        super().__init__(data, initial=start, auto_id="review-%s")
        _choices(self, "likelihood", scale_choices(policy.likelihoods)[1:])
        _choices(self, "impact", scale_choices(policy.impacts)[1:])


class RiskActionForm(forms.Form):
    """What will be done about a risk."""

    title = forms.CharField(label="What will be done", max_length=300)
    owner = forms.ChoiceField(label="By whom", required=False)
    due = forms.DateField(label="By when", required=False, widget=DayInput())

    def __init__(self, data: Given, *, owners: Choices) -> None:
        super().__init__(data, auto_id="action-%s")
        _choices(self, "owner", owners)


class RiskLinkForm(forms.Form):
    """The plan item that a risk threatens or an opportunity helps."""

    item = forms.ChoiceField(label="Plan item")

    def __init__(self, data: Given, *, items: Groups) -> None:
        super().__init__(data, auto_id="link-%s")
        field = self.fields["item"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = items


class CloseForm(forms.Form):
    """Why a risk is taken off the open register."""

    why = forms.CharField(label="Why it no longer needs watching", max_length=300)
    seen = seen_field()

    def __init__(self, data: Given, *, now: RiskSheet) -> None:
        super().__init__(data, initial={"seen": now.version}, auto_id="close-%s")


class RegisterForm(forms.Form):
    """Which part of the register to show; everything stands in the address."""

    kind = forms.ChoiceField(required=False, choices=list(KINDS.items()))
    state = forms.ChoiceField(required=False, choices=[*STATES.items(), ("all", "All")])
    level = forms.ChoiceField(required=False, choices=[("", "Any"), *LEVELS.items()])
    service = forms.ChoiceField(required=False)
    owner = forms.ChoiceField(required=False)
    words = forms.CharField(required=False, max_length=200, label="With the words")

    def __init__(self, data: Given, *, services: Choices, owners: Choices) -> None:
        super().__init__(data, auto_id="filter-%s")
        _choices(self, "service", [("", "Any"), *services])
        _choices(self, "owner", [("", "Anyone"), *owners[1:]])

    def wanted(self) -> RiskFilter:
        """The part asked for: open risks where nothing says otherwise."""
        said = self.cleaned_data if self.is_valid() else {}
        state = said.get("state") or "open"
        return RiskFilter(
            kind=said.get("kind") or "risk",
            state="" if state == "all" else state,
            **{name: said.get(name, "") for name in ("level", "service", "owner", "words")},
        )


def _choices(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
