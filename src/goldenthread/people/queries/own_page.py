"""Everything that is known about one person, for that person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from goldenthread.people.models import FailedSignIn, Letter, User
from goldenthread.people.queries.invitation import InvitationSheet, invitations_of
from goldenthread.people.queries.person import person as person_named
from goldenthread.people.queries.service import ServiceTree
from goldenthread.people.queries.sign_in import codes_name
from goldenthread.people.queries.trail import TrailFilter, TrailLine, whole_trail


@dataclass(frozen=True, slots=True)
class SecondFactorKnown:
    """An app that makes codes: since when, when last used, and how many recovery codes are left."""

    since: datetime
    last_used: datetime | None
    recovery_codes: int


@dataclass(frozen=True, slots=True)
class SessionKnown:
    """One place where the person is signed in, as its browser named itself."""

    since: datetime
    address: str
    browser: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class LetterKnown:
    """A letter written to the person; what stood in it is theirs already."""

    kind: str
    subject: str
    made_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Known:
    """All. `acts` are what the person did, `acts_on` what was done to their account: the latest first."""

    username: str
    name: str
    email: str
    joined: datetime
    last_sign_in: datetime | None
    has_password: bool
    digest: bool
    roles: tuple[str, ...]
    second_factor: SecondFactorKnown | None
    council_account_since: datetime | None
    council_account_claims: Mapping[str, object]
    failed_sign_ins: int
    sessions: tuple[SessionKnown, ...]
    invitations: tuple[InvitationSheet, ...]
    letters: tuple[LetterKnown, ...]
    acts: tuple[TrailLine, ...]
    acts_on: tuple[TrailLine, ...]


def known_of(
    user: User, tree: ServiceTree, session_key: str, now: datetime, most: int | None = None
) -> Known:
    """What is known about the person; `session_key` is that of the session that asks.

    `most` is how many acts to tell; without it, all.
    """
    sheet = person_named(user.username, tree)
    council = SocialAccount.objects.filter(user=user).first()
    return Known(
        username=user.username,
        name=user.get_full_name(),
        email=user.email,
        joined=user.date_joined,
        last_sign_in=user.last_login,
        has_password=user.has_usable_password(),
        digest=user.digest,
        roles=tuple(str(role) for role in sheet.roles) if sheet else (),
        second_factor=_second_factor(user),
        council_account_since=council.date_joined if council else None,
        council_account_claims=council.extra_data if council else {},
        failed_sign_ins=_failed(user),
        sessions=_sessions(user, session_key),
        invitations=invitations_of(user.username, now),
        letters=_letters(user),
        acts=_acts(TrailFilter(who=user.username), most),
        acts_on=_acts(TrailFilter(kind="officer", ref=user.username), most),
    )


def _acts(wanted: TrailFilter, most: int | None) -> tuple[TrailLine, ...]:
    return tuple(islice(whole_trail(wanted), most))


def _second_factor(user: User) -> SecondFactorKnown | None:
    kept = {each.type: each for each in Authenticator.objects.filter(user=user)}
    if "totp" not in kept:
        return None
    codes = kept.get("recovery_codes")
    left = len(codes.wrap().get_unused_codes()) if codes else 0
    return SecondFactorKnown(kept["totp"].created_at, kept["totp"].last_used_at, left)


def _failed(user: User) -> int:
    """Attempts in this name that still count, wrong passwords and wrong codes."""
    names = (user.username.casefold()[:150], codes_name(user.username))
    return FailedSignIn.objects.filter(username__in=names).count()


def _sessions(user: User, session_key: str) -> tuple[SessionKnown, ...]:
    rows = UserSession.objects.filter(user=user).order_by("-created_at")
    return tuple(
        SessionKnown(row.created_at, row.ip, row.user_agent, row.session_key == session_key)
        for row in rows
        if row.exists()
    )


def _letters(user: User) -> tuple[LetterKnown, ...]:
    rows = Letter.objects.filter(who=user)
    if user.email:
        rows = rows | Letter.objects.filter(to=user.email)
    return tuple(LetterKnown(row.kind, row.subject, row.made_at, row.sent_at) for row in rows)
