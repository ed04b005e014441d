"""What an administrator fills in to find people, and to give them a role."""

from collections.abc import Mapping
from typing import Any

from django import forms

from goldenthread.people.access import ROLES, SCOPES
from goldenthread.people.queries.person import PersonFilter, role_title
from goldenthread.people.queries.service import ServiceTree
from goldenthread.people.role import RoleOver
from goldenthread.rules.subject import Subject

GROUPS = {"service": "Services", "portfolio": "Portfolios", "committee": "Committees", "partner": "Partners"}
"""What a role may be held over that this part of the product knows by name."""


class PeopleForm(forms.Form):
    """Which people to show."""

    words = forms.CharField(label="Name or email", required=False, max_length=200)
    role = forms.ChoiceField(label="Role", required=False)
    service = forms.ChoiceField(label="With a role over", required=False)
    state = forms.ChoiceField(
        label="Account",
        required=False,
        choices=[("", "Open or closed"), ("open", "Open"), ("closed", "Closed")],
    )

    def __init__(self, *args: Any, tree: ServiceTree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "role", [("", "Any role"), *((role, role_title(role)) for role in ROLES)])
        _offer(self, "service", [("", "Any service"), *((each.ref, each.title) for each in tree)])

    def wanted(self) -> PersonFilter:
        """The people asked for; everyone where the form is empty or cannot be read."""
        return PersonFilter(**self.cleaned_data) if self.is_bound and self.is_valid() else PersonFilter()


class RoleForm(forms.Form):
    """One role more, and what it is held over."""

    roles = forms.ChoiceField(label="Role")
    over = forms.ChoiceField(
        label="Over what",
        required=False,
        help_text="A service lead or approver needs a service, a Cabinet Member a portfolio, a partner a "
        "partner body. A councillor may have a committee.",
    )
    ref = forms.CharField(
        label="Plan or area",
        required=False,
        max_length=100,
        help_text="Only for a strategy officer of one plan: its ref. Or a councillor of one area: its code.",
    )

    def __init__(self, *args: Any, titles: Mapping[Subject, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "roles", [("", "Choose a role"), *((role, role_title(role)) for role in ROLES)])
        groups = [
            (title, [(f"{kind}/{at.ref}", said) for at, said in titles.items() if at.kind == kind])
            for kind, title in GROUPS.items()
        ]
        _offer(
            self, "over", [("", "The whole council"), *((title, found) for title, found in groups if found)]
        )

    def role(self) -> str:
        """The role as `people.role` reads it."""
        role, over, ref = (self.cleaned_data[name] for name in ("roles", "over", "ref"))
        if ref:
            others = [kind for kind in SCOPES[role] if kind and kind not in GROUPS]
            return str(RoleOver(role, others[0] if others else "plan", ref))
        return f"{role}:{over}" if over else role


def _offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
