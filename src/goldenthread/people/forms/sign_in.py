"""What a person fills in to sign in."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from goldenthread.people.commands.account import forget_failed_sign_ins, note_failed_sign_in
from goldenthread.people.queries.account import SIGN_IN_WAIT, is_locked_out


class SignInForm(AuthenticationForm):
    """Username and password; too many failures from one address close the door for a while."""

    error_messages = {
        "invalid_login": "The username or the password is not right. Check both, with capitals as they are.",
        "inactive": "This account is closed. Ask an administrator.",
        "locked": (
            f"Too many attempts failed. Wait {SIGN_IN_WAIT.seconds // 60} minutes, then try again. "
            "If you forgot your password, ask an administrator."
        ),
    }

    def clean(self) -> dict[str, Any]:
        username = self.cleaned_data.get("username") or ""
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        if is_locked_out(username, address, timezone.now()):
            raise ValidationError(self.error_messages["locked"], code="locked")
        try:
            cleaned = super().clean()
        except ValidationError:
            note_failed_sign_in(username, address, timezone.now())
            raise
        forget_failed_sign_ins(username, address)
        return cleaned
