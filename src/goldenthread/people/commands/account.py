"""What administrators do about accounts: who may sign in, and with which roles."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.people.access import Officer, may_add_officer, require
from goldenthread.people.commands.api_token import withdraw_every_api_token
from goldenthread.people.commands.session import end_sessions
from goldenthread.people.commands.trail import record
from goldenthread.people.models import FailedSignIn, RoleHeld, User
from goldenthread.people.queries.account import SIGN_IN_WAIT, roles_of
from goldenthread.people.queries.organisation import is_named
from goldenthread.people.role import RoleOver, read_role
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.subject import Subject


@transaction.atomic
def add_officer(
    username: str, password: str, roles: Iterable[str], who: Officer | None = None, email: str = ""
) -> Officer:
    """Give a person an account and roles, as `people.role` reads them. Without `who` the keeper acts.

    Raises Refused on an unknown role, a name that is taken, or a password that is too weak.
    """
    require(who is None or may_add_officer(who), "add officers")
    said = tuple(roles)
    user = User(username=username, email=email)
    refuse_any(account_faults(user, password, said))
    held = read_roles(said)
    user.set_password(password)
    user.save()
    give_roles(user, held)
    record(who, "add_officer", Subject("officer", username), None, {"roles": [str(each) for each in held]})
    return user


@transaction.atomic
def change_roles(who: Officer | None, username: str, roles: Iterable[str]) -> None:
    """Give a person these roles, in place of those held. Raises Refused on an unknown person or role."""
    require(who is None or may_add_officer(who), "change officers' roles")
    user, said = _account(username), tuple(roles)
    was = list(roles_of(user))
    refuse_any(role_faults(each for each in said if each not in was))
    now = read_roles(said)
    after = [str(each) for each in now]
    if was == after:
        return
    user.roles_held.all().delete()
    give_roles(user, now)
    record(who, "change_roles", Subject("officer", username), {"roles": was}, {"roles": after})


@transaction.atomic
def change_password(who: Officer | None, username: str, password: str) -> None:
    """Give a person a new password, and forget what they tried before. Sessions of theirs end.

    Raises Refused on an unknown person, or a password that is too weak. The trail says that it was done.
    """
    require(who is None or may_add_officer(who), "change officers' passwords")
    user = _account(username)
    refuse_any(password_faults(user, password))
    user.set_password(password)
    user.save(update_fields=["password"])
    FailedSignIn.objects.filter(username=username.casefold()[:150]).delete()
    record(who, "change_password", Subject("officer", username))


@transaction.atomic
def open_account(who: Officer | None, username: str, is_open: bool) -> None:
    """Close a person's account, or open it again. Roles and what they did are kept; their sessions end.

    A closed account's tokens are withdrawn, and opening it again does not bring them back.

    Raises Refused where an administrator would close the account that they act with.
    """
    require(who is None or may_add_officer(who), "close accounts")
    user = _account(username)
    if who is not None and who.pk == user.pk and not is_open:
        raise refuse("nobody closes their own account", "ask another administrator", file=username)
    if user.is_active == is_open:
        return
    user.is_active = is_open
    user.save(update_fields=["is_active"])
    end_sessions(user)
    if not is_open:
        withdraw_every_api_token(who, username)
    act = "open_account" if is_open else "close_account"
    record(who, act, Subject("officer", username), {"is_open": not is_open}, {"is_open": is_open})


def _account(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise refuse("nobody has an account of that name", "see goldenthread officer list", file=username)
    return user


def read_roles(said: Iterable[str]) -> list[RoleOver]:
    """Roles as they are written, once each, in order. Raises Refused on one that cannot be read."""
    return sorted({read_role(each) for each in said})


def give_roles(user: User, held: Iterable[RoleOver]) -> None:
    """Keep these roles beside those held."""
    RoleHeld.objects.bulk_create(
        RoleHeld(user=user, role=each.role, scope_kind=each.kind, scope_ref=each.ref) for each in held
    )


def role_faults(roles: Iterable[str]) -> Iterable[Refusal]:
    """Why a role cannot be given: it is unknown, or held over something that is not here."""
    for role in roles:
        try:
            held = read_role(role)
        except Refused as refused:
            yield from refused.refusals
            continue
        if not is_named(Subject(held.kind, held.ref)):
            what = f"there is no {held.kind} {held.ref!r}"
            yield Refusal("officer", None, "roles", what, f"give the ref of a {held.kind}, or make it first")


def password_faults(user: User, password: str) -> Iterable[Refusal]:
    """Why the password is too weak for this person."""
    try:
        validate_password(password, user)
    except ValidationError as fault:
        yield Refusal("officer", None, "password", " ".join(fault.messages), "choose another password")


def account_faults(user: User, password: str, roles: Iterable[str]) -> Iterable[Refusal]:
    """Why no account can be made so: its name is taken, its password weak, a role unknown."""
    yield from role_faults(roles)
    try:
        user.clean_fields(exclude=["password"])
        user.validate_unique()
    except ValidationError as fault:
        yield Refusal("officer", None, "username", " ".join(fault.messages), "choose another username")
    yield from password_faults(user, password)


def refuse_any(faults: Iterable[Refusal]) -> None:
    """Raise Refused with all of them, where there are any."""
    found = tuple(faults)
    if found:
        raise Refused(found)


def note_failed_sign_in(username: str, address: str, at: datetime) -> None:
    """Count one failed attempt, and forget those that no longer count."""
    FailedSignIn.objects.filter(at__lte=at - SIGN_IN_WAIT).delete()
    FailedSignIn(username=username.casefold()[:150], address=address[:45], at=at).save()


def forget_failed_sign_ins(username: str, address: str) -> None:
    """Start counting afresh, after someone signed in."""
    FailedSignIn.objects.filter(username=username.casefold()[:150], address=address[:45]).delete()
