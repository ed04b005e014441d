"""How a person signs in: their second factor, and what was tried in their name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator

from goldenthread.people.access import Viewer
from goldenthread.people.models import FailedSignIn, User
from goldenthread.people.queries.account import SIGN_IN_ATTEMPTS, SIGN_IN_WAIT


def has_second_factor(user: Viewer) -> bool:
    """Whether the person set up an app that makes codes."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type="totp").exists())


def came_through_council(session: Mapping[str, Any]) -> bool:
    """Whether the person who asks came in through the council's own directory."""
    records = session.get("account_authentication_methods") or ()
    return any(record.get("method") == "socialaccount" for record in records)


def codes_name(username: str) -> str:
    """The name that wrong codes are counted under; no username has a colon."""
    return f"code:{username.casefold()}"[:150]


def is_out_of_codes(username: str, now: datetime) -> bool:
    """Whether too many wrong codes were tried for this person lately, from anywhere at all.

    Only whoever knows the password comes so far, so nobody else can close this door.
    """
    tried = FailedSignIn.objects.filter(username=codes_name(username), at__gt=now - SIGN_IN_WAIT)
    return tried.count() >= SIGN_IN_ATTEMPTS


def account_of_email(email: str) -> User | None:
    """The one open account with this address; None where there is none, or more than one."""
    found = list(User.objects.filter(email__iexact=email, is_active=True)[:2]) if email else []
    return found[0] if len(found) == 1 else None


def council_sign_in_name(providers: Mapping[str, Any]) -> str:
    """What the council calls its own sign-in, by the setting; empty where it has none."""
    apps = providers.get("openid_connect", {}).get("APPS", ())
    return next((str(app["name"]) for app in apps), "")
