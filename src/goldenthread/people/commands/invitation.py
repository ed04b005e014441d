"""Inviting people: an administrator names them and their roles, and they choose their own password."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from goldenthread.people.access import Officer, may_add_officer, require
from goldenthread.people.commands.account import (
    account_faults,
    give_roles,
    read_roles,
    refuse_any,
    role_faults,
)
from goldenthread.people.commands.letter import Draft, queue_letters
from goldenthread.people.commands.trail import record
from goldenthread.people.models import Invitation, Letter, User
from goldenthread.people.queries.invitation import checksum_of, is_open
from goldenthread.people.role import RoleOver
from goldenthread.rules.refusal import Refusal, refuse
from goldenthread.rules.subject import Subject

INVITATION_LASTS = timedelta(days=7)
KIND = "invitation"
"""The kind of its letter."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom to invite. Roles are written as `people.role` reads them."""

    username: str
    email: str
    roles: tuple[str, ...]


@transaction.atomic
def invite(who: Officer | None, invited: Invited, link: Callable[[str], str], now: datetime) -> str:
    """Invite a person, and queue a letter with the link that `link` makes of the key; the key itself.

    Only its checksum is kept. Raises Refused on a name or an address that is taken, or an unknown role.
    """
    require(who is None or may_add_officer(who), "invite people")
    refuse_any(_faults_of(invited, now))
    key = secrets.token_urlsafe(32)
    held = [str(each) for each in read_roles(invited.roles)]
    Invitation(
        username=invited.username,
        email=invited.email,
        roles=[[each.role, each.kind, each.ref] for each in read_roles(invited.roles)],
        key=checksum_of(key),
        made_by=who,
        expires_at=now + INVITATION_LASTS,
    ).save()
    body = _letter(invited.username, link(key), now + INVITATION_LASTS)
    day = timezone.localdate(now)
    queue_letters([Draft(invited.email, KIND, day, "Your account for the council's plans and figures", body)])
    record(who, "invite", Subject("officer", invited.username), None, {"email": invited.email, "roles": held})
    return key


@transaction.atomic
def withdraw_invitation(who: Officer | None, number: int, now: datetime) -> None:
    """Take an invitation back; its link no longer works. Raises Refused where it is not open."""
    require(who is None or may_add_officer(who), "withdraw invitations")
    asked = Invitation.objects.select_for_update().filter(pk=number).first()
    if asked is None or asked.accepted_at or asked.withdrawn_at:
        raise refuse("that invitation is not open", "see the list of invitations")
    asked.withdrawn_at = now
    asked.save(update_fields=["withdrawn_at"])
    _remove_letter(asked)
    record(who, "withdraw_invitation", Subject("officer", asked.username))


@transaction.atomic
def accept_invitation(key: str, password: str, now: datetime) -> Officer:
    """Make the account of the person who holds the key, with the password they chose. A key works once.

    Raises Refused on a key that no longer works, a password that is too weak, or a name since taken.
    """
    asked = Invitation.objects.select_for_update().filter(key=checksum_of(key)).first()
    if asked is None or not is_open(asked, now):
        raise refuse("this link no longer works", "ask an administrator to invite you again")
    user = User(username=asked.username, email=asked.email)
    held = [RoleOver(*each) for each in asked.roles]
    refuse_any(account_faults(user, password, [str(each) for each in held]))
    user.set_password(password)
    user.save()
    give_roles(user, held)
    asked.accepted_at = now
    asked.save(update_fields=["accepted_at"])
    _remove_letter(asked)
    after = {"roles": [str(each) for each in held]}
    record(user, "accept_invitation", Subject("officer", user.username), None, after)
    return user


def _faults_of(invited: Invited, now: datetime) -> Iterable[Refusal]:
    if not invited.roles:
        yield _fault("roles", "no role is given", "give at least one: without it there is nothing to do here")
    yield from role_faults(invited.roles)
    yield from _name_faults(invited.username, now)
    try:
        validate_email(invited.email)
    except ValidationError:
        yield _fault("email", f"{invited.email!r} is no email address", "check it")
    if User.objects.filter(email__iexact=invited.email).exists():
        yield _fault("email", "somebody here has this address already", "see the list of people")


def _name_faults(username: str, now: datetime) -> Iterable[Refusal]:
    try:
        user = User(username=username)
        user.clean_fields(exclude=["password"])
    except ValidationError as fault:
        yield _fault("username", " ".join(fault.messages), "choose another username")
    if User.objects.filter(username__iexact=username).exists():
        yield _fault("username", "somebody has this username already", "choose another")
    asked = Invitation.objects.filter(username__iexact=username)
    if any(is_open(each, now) for each in asked):
        yield _fault("username", "an invitation of this name is open", "withdraw it first, to invite again")


def _fault(column: str, what: str, do: str) -> Refusal:
    return Refusal("invitation", None, column, what, do)


def _remove_letter(asked: Invitation) -> None:
    """Its letter holds the key, which is of no more use; and the next may be written the same day."""
    Letter.objects.filter(to=asked.email, kind=KIND).delete()


def _letter(username: str, address: str, until: datetime) -> str:
    last = timezone.localtime(until)
    return (
        "You are invited to the site where the council keeps its plans, measures and reports.\n\n"
        f"Your username is {username}. Choose your password here:\n\n{address}\n\n"
        f"The link works once, until {last:%-d %B %Y, %H:%M}. If you did not expect it, do nothing.\n"
    )
