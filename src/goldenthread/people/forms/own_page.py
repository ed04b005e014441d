"""What a person fills in about their own account."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from goldenthread.people.access import Officer
from goldenthread.people.commands.account import note_failed_sign_in
from goldenthread.people.forms.sign_in import asked_from, refuse_locked_out
from goldenthread.people.sign_in import WRONG_OWN


class DigestForm(forms.Form):
    """Whether to be written to."""

    digest = forms.BooleanField(
        label="Write to me when I owe something, once a day at most",
        required=False,
    )


class OwnPasswordForm(forms.Form):
    """The password there is, and the one wanted; wrong ones are counted as at the door."""

    current = forms.CharField(
        label="Your password now",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label="Your new password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 8 characters. Three words that do not belong together are hard to guess.",
    )

    def __init__(self, *args: Any, who: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = who

    def clean_current(self) -> str:
        """The password there is. Raises ValidationError where it is not that one."""
        refuse_locked_out(self.who.username)
        current = str(self.cleaned_data["current"])
        if not self.who.check_password(current):
            note_failed_sign_in(self.who.username, asked_from(), timezone.now())
            raise ValidationError(WRONG_OWN, code="wrong")
        return current
