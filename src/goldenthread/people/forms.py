"""What officers fill in about signing in, holds on publishing, and the trail."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from goldenthread.kit.widget import DayInput
from goldenthread.people.commands.account import forget_failed_sign_ins, note_failed_sign_in
from goldenthread.people.queries.account import SIGN_IN_WAIT, is_locked_out, usernames

PUBLISHED = ("plan", "measure", "release")
"""The kinds of what a hold may let through."""


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


class HoldForm(forms.Form):
    """A new hold on publishing."""

    reason = forms.CharField(max_length=200, help_text="Such as: pre-election period, county elections")
    starts = forms.DateField(label="First day", widget=DayInput())
    ends = forms.DateField(label="Last day", widget=DayInput(), help_text="Held to the end of this day")
    exceptions = forms.CharField(
        label="What may be published all the same",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on a line, named as the trail names it, such as: plan strategic-statement-2015",
    )

    def clean_exceptions(self) -> list[str]:
        """The subjects named, without empty lines. One that names nothing would except nothing."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["exceptions"].splitlines()]
        named = [line for line in lines if line]
        for line in named:
            kind, _, ref = line.partition(" ")
            if kind not in PUBLISHED or not ref:
                raise ValidationError(f"'{line}' names nothing: write plan, measure or release, and its ref")
        return named


class TrailForm(forms.Form):
    """Which part of the trail to show."""

    who = forms.ChoiceField(label="Who", required=False)
    what = forms.CharField(label="About what", required=False, max_length=200)
    since = forms.DateField(label="From", required=False, widget=DayInput())
    until = forms.DateField(label="To", required=False, widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [("", "Anyone"), *((name, name) for name in usernames())]
