"""What a person fills in to make a token."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goldenthread.people.api_token import USUAL_DAYS, TokenWanted, last_day
from goldenthread.people.queries.service import ServiceTree
from goldenthread.people.role import read_role

Choices = Sequence[tuple[str, str]]


class ApiTokenForm(forms.Form):
    """A name, one of the person's roles, a service where it is to be narrower, and the last day."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=100,
        help_text=_("Such as: monthly figures for the dashboard. You will know the token by this name."),
    )
    role = forms.ChoiceField(
        label=_("Role that it reads with"),
        help_text=_("It reads what this role may read, and nothing of your other roles."),
    )
    service = forms.ChoiceField(
        label=_("Only one service"),
        required=False,
        help_text=_("Leave it open for everything that the role may read."),
    )
    expires_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("At most a year from today."),
    )

    def __init__(self, *args: Any, roles: Choices, tree: ServiceTree, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services: Choices = [("", str(_("Every service"))), *((each.ref, each.title) for each in tree)]
        for name, choices in (("role", roles), ("service", services)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)
        self.fields["expires_on"].initial = (today + timedelta(days=USUAL_DAYS)).isoformat()
        self.fields["expires_on"].widget.attrs |= {"min": str(today), "max": str(last_day(today))}

    def wanted(self) -> TokenWanted:
        """The token asked for, once the form is valid."""
        said = self.cleaned_data
        return TokenWanted(said["name"], read_role(said["role"]), said["service"], said["expires_on"])
