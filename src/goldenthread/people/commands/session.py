"""Ending sessions: those of a person who left, or those on machines that a person no longer trusts."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.models import User
from goldenthread.rules.subject import Subject


def end_sessions(user: User, keep: str = "") -> int:
    """End every session of a person, save the one with this key; the number ended."""
    found = [each for each in UserSession.objects.filter(user=user) if each.session_key != keep]
    for session in found:
        session.end()
    return len(found)


@transaction.atomic
def end_other_sessions(who: Officer, keep: str) -> None:
    """A person signs out everywhere else; the session with the key `keep` stays."""
    require(who.is_active, "sign out elsewhere")
    ended = end_sessions(who, keep)
    record(who, "end_sessions", Subject("officer", who.username), None, {"sessions": ended})


def keep_session(request: HttpRequest, user: User) -> None:
    """Let the session that asks outlive a change of password, which ends all others, and know it still."""
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)
