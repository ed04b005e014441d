"""What is kept about signing in: codes used and codes that were wrong, and changes of a second factor."""

import hashlib
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from goldenthread.people.access import Officer, may_add_officer, require
from goldenthread.people.commands.account import note_failed_sign_in
from goldenthread.people.commands.session import end_sessions
from goldenthread.people.commands.trail import record
from goldenthread.people.models import UsedCode, User
from goldenthread.people.queries.sign_in import codes_name, has_second_factor
from goldenthread.rules.refusal import refuse
from goldenthread.rules.subject import Subject

CODE_LASTS = timedelta(minutes=3)
"""Longer than any code is taken: its own half minute, and one either side."""


def use_code(user: User, code: str, now: datetime) -> bool:
    """Whether this code is used for the first time; whoever saw it typed cannot use it again."""
    UsedCode.objects.filter(at__lt=now - CODE_LASTS).delete()
    checksum = hashlib.sha256(f"{user.pk} {''.join(code.split())}".encode()).hexdigest()
    try:
        with transaction.atomic():
            UsedCode(user=user, code=checksum, at=now).save()
    except IntegrityError:
        return False
    return True


def note_wrong_code(username: str, address: str, at: datetime) -> None:
    """Count one wrong code of somebody who knew the password."""
    note_failed_sign_in(codes_name(username), address, at)


@transaction.atomic
def note_second_factor(who: Officer, act: str) -> None:
    """Write into the trail that a person set up, changed or removed their second factor."""
    require(who.is_active, "change a second factor")
    record(who, act, Subject("officer", who.username))


@transaction.atomic
def forget_second_factor(who: Officer | None, username: str) -> None:
    """Forget a person's second factor, such as one whose phone is lost. They are signed out everywhere.

    Raises Refused on an unknown person, and on one who has none.
    """
    require(who is None or may_add_officer(who), "forget a second factor")
    user = User.objects.filter(username=username).first()
    if user is None or not has_second_factor(user):
        raise refuse("nobody of that name has a second factor", "check the name", file=username)
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    record(who, "forget_second_factor", Subject("officer", username))
