"""What officers and partners fill in about commitments and asks."""

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.delivery.commitment_sheet import CommitmentSheet
from goldenthread.delivery.commitment_words import KINDS, STATES, CommitmentWords, Standing
from goldenthread.delivery.forms.choice import Choices, Given, Groups
from goldenthread.delivery.forms.risk import seen_field
from goldenthread.delivery.queries.commitment import CommitmentFilter
from goldenthread.kit.widget import DayInput
from goldenthread.people.queries.organisation import PartnerSheet
from goldenthread.plan.queries import PlanSummary


def _field(form: forms.Form, name: str, choices: Choices | Groups) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def partner_choices(partners: Sequence[PartnerSheet]) -> Choices:
    """Partners by title, Government's own said to be so."""
    return [
        (each.ref, f"{each.title} (Government)" if _is_named_so(each) else each.title) for each in partners
    ]


def _is_named_so(partner: PartnerSheet) -> bool:
    return partner.kind == "government" and partner.title != "Government"


class CommitmentForm(forms.Form):
    """What was promised or asked, and with whom."""

    kind = forms.ChoiceField(choices=list(KINDS.items()), label="What it is")
    partner = forms.ChoiceField(label="With whom")
    title = forms.CharField(
        max_length=500, label="What was promised or asked", widget=forms.Textarea(attrs={"rows": 2})
    )
    description = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))
    place = forms.ChoiceField(required=False, label="The plan item that it serves")
    service = forms.ChoiceField(required=False, help_text="The service that looks after it")
    owner = forms.ChoiceField(required=False)
    due = forms.DateField(required=False, label="Due", widget=DayInput())
    seen = seen_field()

    def __init__(
        self,
        data: Given,
        *,
        partners: Sequence[PartnerSheet],
        items: Groups,
        services: Choices,
        owners: Choices,
        now: CommitmentSheet | None = None,
    ) -> None:
        super().__init__(data, initial=_start(now) if now else None)
        _field(self, "partner", partner_choices(partners))
        _field(self, "place", items)
        _field(self, "service", services)
        _field(self, "owner", owners)

    def words(self) -> CommitmentWords:
        """What was filled in."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("place", "seen")}
        plan, _, item = self.cleaned_data["place"].partition("/")
        return CommitmentWords(**said, plan=plan, item=item)


def _start(now: CommitmentSheet) -> dict[str, Any]:
    words = now.words
    said = {name: getattr(words, name) for name in CommitmentWords.__slots__}
    return {**said, "place": f"{words.plan}/{words.item}" if words.plan else "", "seen": now.version}


class StandingForm(forms.Form):
    """How a commitment stands: all that a partner changes, in a minute."""

    state = forms.ChoiceField(choices=list(STATES.items()), label="Where it stands")
    last_contact = forms.DateField(required=False, label="When you last spoke about it", widget=DayInput())
    next_step = forms.CharField(required=False, max_length=300, label="What happens next")
    next_step_due = forms.DateField(required=False, label="By when", widget=DayInput())
    note = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the council and the partner to read; it is not published",
    )
    seen = seen_field()

    def __init__(self, data: Given, *, now: CommitmentSheet) -> None:
        start = {name: getattr(now.standing, name) for name in Standing.__slots__}
        super().__init__(data, initial={**start, "seen": now.version}, auto_id="update-%s")

    def standing(self) -> Standing:
        """What was filled in."""
        return Standing(**{name: self.cleaned_data[name] for name in Standing.__slots__})


class CommitmentListForm(forms.Form):
    """Which commitments to show; everything stands in the address."""

    partner = forms.ChoiceField(required=False, label="With whom")
    kind = forms.ChoiceField(required=False, label="What", choices=[("", "Anything"), *KINDS.items()])
    state = forms.ChoiceField(
        required=False, choices=[("going", "Not ended"), *STATES.items(), ("all", "All")]
    )
    service = forms.ChoiceField(required=False)
    words = forms.CharField(required=False, max_length=200, label="With the words")

    def __init__(self, data: Given, *, partners: Sequence[PartnerSheet], services: Choices) -> None:
        super().__init__(data, auto_id="filter-%s")
        _field(self, "partner", [("", "Anyone"), *partner_choices(partners)])
        _field(self, "service", [("", "Any"), *services])
        for name, choices in (("partner", partners), ("service", services)):
            if len(choices) < 2:
                del self.fields[name]

    def wanted(self) -> CommitmentFilter:
        """Those asked for: what has not ended where nothing says otherwise."""
        said = self.cleaned_data if self.is_valid() else {}
        state = said.get("state") or "going"
        chosen = {name: said.get(name, "") for name in ("kind", "partner", "service", "words")}
        return CommitmentFilter(state="" if state == "all" else state, **chosen)


class FromPlanForm(forms.Form):
    """The plan whose asks and collaborations become commitments."""

    plan = forms.ChoiceField()
    add_partners = forms.BooleanField(
        required=False, label="Add partners that the plan names and nobody has added yet"
    )

    def __init__(self, data: Given, *, plans: Sequence[PlanSummary], may_add: bool) -> None:
        super().__init__(data)
        _field(self, "plan", [(each.ref, each.title) for each in plans])
        if not may_add:
            del self.fields["add_partners"]
