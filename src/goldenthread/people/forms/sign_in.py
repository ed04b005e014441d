"""What a person fills in to sign in, and to show again that it is they."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.utils import timezone

from goldenthread.kit.rate import without_port
from goldenthread.people.commands.account import forget_failed_sign_ins, note_failed_sign_in
from goldenthread.people.queries.account import SIGN_IN_WAIT, is_locked_out

LOCKED = (
    f"Too many attempts failed. Wait {SIGN_IN_WAIT.seconds // 60} minutes, then try again. "
    "If you forgot your password, ask an administrator."
)


class SignInForm(LoginForm):
    """Username and password; too many failures from one address close the door for a while."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, name_field="login")

    def clean(self) -> Any:
        username = self.cleaned_data.get("login") or ""
        refuse_locked_out(username)
        try:
            cleaned = super().clean()
        except ValidationError:
            note_failed_sign_in(username, asked_from(), timezone.now())
            raise
        if not self.errors:
            forget_failed_sign_ins(username, asked_from())
        return cleaned


class AgainForm(ReauthenticateForm):
    """The password once more, before something that matters; failures are counted as at the door."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self)

    def clean_password(self) -> str:
        refuse_locked_out(self.user.username)
        try:
            return str(super().clean_password())
        except ValidationError:
            note_failed_sign_in(self.user.username, asked_from(), timezone.now())
            raise


def plain(form: BaseForm, name_field: str = "") -> None:
    """Labels say what to enter: no text stands in the boxes, and nothing links to pages that are not here."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""
        if name == name_field:
            field.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


def asked_from() -> str:
    """The address that this request came from; of IPv6 its network, since one person has all of it."""
    said = without_port(str(context.request.META.get("REMOTE_ADDR", "")))
    try:
        address = ip_address(said)
    except ValueError:
        return said
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((int(address), 64), strict=False))
    return said


def refuse_locked_out(username: str) -> None:
    """Raise ValidationError where too much failed from this address lately."""
    if is_locked_out(username, asked_from(), timezone.now()):
        raise ValidationError(LOCKED, code="locked")
