"""What an administrator fills in to invite a person, and what that person fills in to begin."""

from collections.abc import Mapping
from typing import Any

from django import forms

from goldenthread.people.access import ROLES
from goldenthread.people.forms.person import GROUPS
from goldenthread.people.queries.person import role_title
from goldenthread.rules.subject import Subject

MOST_ROLES = 3
"""So many roles stand in the form; more are given once the account is there."""


class InvitationForm(forms.Form):
    """A person, and the roles that they are to hold."""

    username = forms.CharField(
        max_length=150,
        help_text="What they sign in with: letters, digits, and @ . + - _",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    email = forms.EmailField(label="Email address", help_text="The invitation goes there")

    def __init__(self, *args: Any, titles: Mapping[Subject, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        over = _over(titles)
        for number in range(1, MOST_ROLES + 1):
            self.fields[_name("role", number)] = forms.ChoiceField(
                label="Role" if number == 1 else f"Role {number}, if there is one",
                choices=[("", "Choose a role"), *((role, role_title(role)) for role in ROLES)],
                required=number == 1,
            )
            self.fields[_name("over", number)] = forms.ChoiceField(
                label="Over what" if number == 1 else f"Role {number}, over what",
                choices=over,
                required=False,
                help_text=_OVER if number == 1 else "",
            )

    def roles(self) -> tuple[str, ...]:
        """The roles as `people.role` reads them."""
        said = (self._role(number) for number in range(1, MOST_ROLES + 1))
        return tuple(each for each in said if each)

    def _role(self, number: int) -> str:
        role, over = (self.cleaned_data[_name(part, number)] for part in ("role", "over"))
        return f"{role}:{over}" if role and over else role


class FirstPasswordForm(forms.Form):
    """The password that an invited person chooses."""

    password = forms.CharField(
        label="Choose a password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 8 characters. Three words that do not belong together are hard to guess.",
    )


_OVER = (
    "A service lead or approver needs a service, a Cabinet Member a portfolio, a partner a partner body. "
    "A councillor may have a committee."
)


def _name(part: str, number: int) -> str:
    return "roles" if (part, number) == ("role", 1) else f"{part}_{number}"


def _over(titles: Mapping[Subject, str]) -> list[tuple[str, Any]]:
    groups = [
        (title, [(f"{kind}/{at.ref}", said) for at, said in titles.items() if at.kind == kind])
        for kind, title in GROUPS.items()
    ]
    return [("", "The whole council"), *(group for group in groups if group[1])]
