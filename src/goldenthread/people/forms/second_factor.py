"""What a person fills in about their second factor: codes from an app, or recovery codes."""

from typing import TYPE_CHECKING, Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from goldenthread.people.commands.sign_in import note_wrong_code, use_code
from goldenthread.people.forms.sign_in import LOCKED, asked_from, plain, refuse_locked_out
from goldenthread.people.queries.sign_in import is_out_of_codes
from goldenthread.people.second_factor import WRONG_CODE


class _OneCode:
    """A form with one code, which is taken once and not tried for ever."""

    hint = "6 figures from the app on your phone, or one of your recovery codes"

    if TYPE_CHECKING:
        user: Any
        fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self)  # type: ignore[arg-type]
        code = self.fields["code"]
        code.label, code.help_text = "Code", self.hint
        code.widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}

    def clean_code(self) -> str:
        now = timezone.now()
        refuse_locked_out(self.user.username)
        if is_out_of_codes(self.user.username, now):
            raise ValidationError(LOCKED, code="locked")
        try:
            code = str(super().clean_code())  # type: ignore[misc]
            if not use_code(self.user, code, now):
                raise ValidationError(WRONG_CODE, code="used_code")
        except ValidationError:
            note_wrong_code(self.user.username, asked_from(), now)
            raise
        return code


class CodeForm(_OneCode, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(_OneCode, ReauthenticateForm):
    """A code once more, before something that matters."""


class SetUpForm(_OneCode, ActivateTOTPForm):
    """The first code that a new app makes, which shows that it was set up right."""

    hint = "6 figures that the app shows now"
