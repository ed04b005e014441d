"""What django-allauth asks of this installation about accounts: sign-up is closed, and nothing is chatty."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

WRONG = "The username or the password is not right. Check both, with capitals as they are."
WRONG_OWN = "That is not your password. Check it, with capitals as they are."
SIGNED_IN_LATELY = 300
"""For so many seconds after signing in nobody is asked for the password again."""


class Accounts(DefaultAccountAdapter):
    """Accounts come from invitations alone, and pages say for themselves what was done."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "incorrect_password": WRONG_OWN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the page that follows says what was done."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the web server in front vouched for; no header of the browser's is believed."""
        return request.META.get("REMOTE_ADDR") or "0.0.0.0"

    def is_safe_url(self, url: str) -> bool:
        """Whether the address is on this very site."""
        return url_has_allowed_host_and_scheme(url, {context.request.get_host()})

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether to ask for the password again: not of someone who signed in a few minutes ago."""
        records = context.request.session.get("account_authentication_methods") or ()
        latest = max((float(record["at"]) for record in records), default=0.0)
        return timezone.now().timestamp() - latest > SIGNED_IN_LATELY
