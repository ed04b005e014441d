"""Who has an account, and who may try to sign in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from goldenthread.people.models import FailedSignIn, RoleHeld, User
from goldenthread.people.role import RoleOver
from goldenthread.rules.refusal import refuse

SIGN_IN_ATTEMPTS = 5
SIGN_IN_ATTEMPTS_FROM_ONE_ADDRESS = 30
SIGN_IN_WAIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in, or could once."""

    username: str
    roles: tuple[str, ...]
    is_open: bool


def officer_named(username: str) -> User:
    """The officer of that name, such as one who acts at the command line.

    Raises Refused where there is none who may sign in.
    """
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        what = f"there is no officer named {username!r}"
        raise refuse(what, "give the username of an officer of this council", file="--as")
    return user


def accounts() -> tuple[Account, ...]:
    """Everyone who has an account, in order, with the roles given to them."""
    rows = User.objects.order_by("username").prefetch_related("roles_held")
    return tuple(Account(row.username, tuple(_over(row.roles_held.all())), row.is_active) for row in rows)


def roles_of(user: User) -> tuple[str, ...]:
    """The roles given to a person, each as `people.role` writes it, whether or not the account is open."""
    return tuple(_over(user.roles_held.all()))


def _over(held: Iterable[RoleHeld]) -> Iterator[str]:
    return (str(RoleOver(each.role, each.scope_kind, each.scope_ref)) for each in held)


def digest_readers() -> tuple[User, ...]:
    """Everyone who may sign in, has an email address and wants the daily letter, with the roles they hold."""
    rows = User.objects.filter(is_active=True, digest=True).exclude(email="").order_by("username")
    return tuple(rows.prefetch_related("roles_held"))


def usernames() -> tuple[str, ...]:
    """Everyone who has an account, in order."""
    return tuple(User.objects.order_by("username").values_list("username", flat=True))


def is_locked_out(username: str, address: str, now: datetime) -> bool:
    """Whether this name, or many names, failed too often from this address in the last quarter of an hour."""
    tried = FailedSignIn.objects.filter(address=address[:45], at__gt=now - SIGN_IN_WAIT)
    if tried.count() >= SIGN_IN_ATTEMPTS_FROM_ONE_ADDRESS:
        return True
    return tried.filter(username=username.casefold()[:150]).count() >= SIGN_IN_ATTEMPTS
