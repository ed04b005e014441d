"""Invitations: those that were made, and the one that a key opens."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from goldenthread.people.models import Invitation
from goldenthread.people.role import RoleOver


@dataclass(frozen=True, slots=True)
class InvitationSheet:
    """One invitation. `state` is open, accepted, withdrawn or expired; roles as `people.role` writes them."""

    number: int
    username: str
    email: str
    roles: tuple[str, ...]
    made_by: str
    made_at: datetime
    expires_at: datetime
    state: str


def invitations(now: datetime) -> tuple[InvitationSheet, ...]:
    """Every invitation, the latest first."""
    return tuple(_sheet(asked, now) for asked in Invitation.objects.select_related("made_by"))


def invitations_of(username: str, now: datetime) -> tuple[InvitationSheet, ...]:
    """Those made for a person."""
    return tuple(each for each in invitations(now) if each.username == username)


def invitation_of_key(key: str, now: datetime) -> InvitationSheet | None:
    """The open invitation that this key belongs to; None where it no longer works, whyever."""
    asked = Invitation.objects.select_related("made_by").filter(key=checksum_of(key)).first()
    return _sheet(asked, now) if asked and is_open(asked, now) else None


def checksum_of(key: str) -> str:
    """What is kept of a key, so that whoever reads the database can make no use of it."""
    return hashlib.sha256(key.encode()).hexdigest()


def is_open(asked: Invitation, now: datetime) -> bool:
    """Whether the invitation can still be accepted."""
    return asked.accepted_at is None and asked.withdrawn_at is None and now < asked.expires_at


def state_of(asked: Invitation, now: datetime) -> str:
    """What became of the invitation, in a word."""
    if asked.accepted_at:
        return "accepted"
    if asked.withdrawn_at:
        return "withdrawn"
    return "open" if is_open(asked, now) else "expired"


def _sheet(asked: Invitation, now: datetime) -> InvitationSheet:
    return InvitationSheet(
        number=asked.pk,
        username=asked.username,
        email=asked.email,
        roles=tuple(str(RoleOver(*each)) for each in asked.roles),
        made_by=asked.made_by.username if asked.made_by else "",
        made_at=asked.made_at,
        expires_at=asked.expires_at,
        state=state_of(asked, now),
    )
