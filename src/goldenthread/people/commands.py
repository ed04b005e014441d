"""What officers do about people, the council and holds; and the one way into the trail."""

import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.people.access import (
    ROLES,
    Officer,
    may_add_officer,
    may_hold_publication,
    may_set_council,
    require,
)
from goldenthread.people.models import Council, FailedSignIn, PublicationHold, RoleHeld, TrailEntry, User
from goldenthread.people.queries import SIGN_IN_WAIT, CouncilFacts, council
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.subject import Subject


def record(
    who: Officer | None,
    act: str,
    subject: Subject,
    before: Any = None,
    after: Any = None,
    note: str = "",
) -> None:
    """Write one line into the trail, inside the transaction of the act itself.

    `before` and `after` are what JSON can carry. `who` is None for the keeper at the machine.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An act and its line in the trail belong in one transaction.")
    TrailEntry(
        who=who,
        act=act,
        subject_kind=subject.kind,
        subject_ref=subject.ref,
        before=before,
        after=after,
        note=note,
    ).save()


@transaction.atomic
def set_council(who: Officer | None, facts: CouncilFacts) -> None:
    """State the council's facts. Without `who` the keeper at the machine acts, who needs no role.

    Raises Refused where the accent is no colour that text on white can be read in.
    """
    require(who is None or may_set_council(who), "change the council's facts")
    if contrast_with_white(facts.accent) < 4.5:
        what = f"{facts.accent!r} is no colour that stands out on white paper"
        do = "give a darker one as #rrggbb, with a contrast of at least 4.5 to 1"
        raise refuse(what, do, file="council", column="accent")
    before = council()
    Council.objects.update_or_create(ref=before.ref if before else facts.ref, defaults=asdict(facts))
    record(who, "set_council", Subject("council", facts.ref), before and asdict(before), asdict(facts))


@transaction.atomic
def hold_publication(
    who: Officer | None, reason: str, starts: date, ends: date, exceptions: Iterable[str] = ()
) -> None:
    """Stop all publishing from `starts` to `ends`, both included, save for the subjects named."""
    require(who is None or may_hold_publication(who), "hold publication")
    if ends < starts:
        what = f"the hold ends on {ends}, before it starts on {starts}"
        raise refuse(what, "correct one of the two days", file="publication hold", column="ends")
    body = Council.objects.order_by("id").first()
    if body is None:
        what = "no council has been set up yet"
        raise refuse(what, "set up the council first", file="publication hold")
    named = sorted(set(exceptions))
    PublicationHold(council=body, reason=reason, starts=starts, ends=ends, exceptions=named).save()
    after = {"reason": reason, "starts": str(starts), "ends": str(ends), "exceptions": named}
    record(who, "hold_publication", Subject("council", body.ref), None, after)


@transaction.atomic
def lift_hold(who: Officer | None, number: int) -> None:
    """End a hold on publishing for good; one that is gone already stays gone."""
    require(who is None or may_hold_publication(who), "lift a hold on publication")
    hold = PublicationHold.objects.select_related("council").filter(pk=number).first()
    if hold is None:
        return
    before = {"reason": hold.reason, "starts": str(hold.starts), "ends": str(hold.ends)}
    subject = Subject("council", hold.council.ref)
    hold.delete()
    record(who, "lift_hold", subject, before)


@transaction.atomic
def add_officer(username: str, password: str, roles: Iterable[str], who: Officer | None = None) -> Officer:
    """Give a person an account and roles. Without `who` the keeper at the machine acts.

    Raises Refused on an unknown role, a name that is taken, or a password that is too weak.
    """
    require(who is None or may_add_officer(who), "add officers")
    held = sorted(set(roles))
    user = User(username=username)
    _refuse_any(_faults_of(user, password, held))
    user.set_password(password)
    user.save()
    RoleHeld.objects.bulk_create(RoleHeld(user=user, role=role) for role in held)
    record(who, "add_officer", Subject("officer", username), None, {"roles": held})
    return user


@transaction.atomic
def change_roles(who: Officer | None, username: str, roles: Iterable[str]) -> None:
    """Give a person these roles, in place of those held. Raises Refused on an unknown person or role."""
    require(who is None or may_add_officer(who), "change officers' roles")
    user, now = _account(username), sorted(set(roles))
    _refuse_any(_role_faults(now))
    was = sorted(held.role for held in user.roles_held.all())
    if was == now:
        return
    user.roles_held.all().delete()
    RoleHeld.objects.bulk_create(RoleHeld(user=user, role=role) for role in now)
    record(who, "change_roles", Subject("officer", username), {"roles": was}, {"roles": now})


@transaction.atomic
def change_password(who: Officer | None, username: str, password: str) -> None:
    """Give a person a new password, and forget what they tried before. Sessions of theirs end.

    Raises Refused on an unknown person, or a password that is too weak. The trail says that it was done.
    """
    require(who is None or may_add_officer(who), "change officers' passwords")
    user = _account(username)
    _refuse_any(_password_faults(user, password))
    user.set_password(password)
    user.save(update_fields=["password"])
    FailedSignIn.objects.filter(username=username.casefold()[:150]).delete()
    record(who, "change_password", Subject("officer", username))


@transaction.atomic
def open_account(who: Officer | None, username: str, is_open: bool) -> None:
    """Close a person's account, or open it again. Roles and what they did are kept.

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
    act = "open_account" if is_open else "close_account"
    record(who, act, Subject("officer", username), {"is_open": not is_open}, {"is_open": is_open})


def _account(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise refuse("nobody has an account of that name", "see goldenthread officer list", file=username)
    return user


def _role_faults(roles: Iterable[str]) -> Iterable[Refusal]:
    for role in roles:
        if role not in ROLES:
            yield Refusal("officer", None, "roles", f"unknown role {role!r}", f"use {', '.join(ROLES)}")


def _password_faults(user: User, password: str) -> Iterable[Refusal]:
    try:
        validate_password(password, user)
    except ValidationError as fault:
        yield Refusal("officer", None, "password", " ".join(fault.messages), "choose another password")


def _faults_of(user: User, password: str, roles: Iterable[str]) -> Iterable[Refusal]:
    yield from _role_faults(roles)
    try:
        user.clean_fields(exclude=["password"])
        user.validate_unique()
    except ValidationError as fault:
        yield Refusal("officer", None, "username", " ".join(fault.messages), "choose another username")
    yield from _password_faults(user, password)


def _refuse_any(faults: Iterable[Refusal]) -> None:
    found = tuple(faults)
    if found:
        raise Refused(found)


def contrast_with_white(colour: str) -> float:
    """The WCAG 2.2 contrast ratio of `#rrggbb` on white, 1 to 21; 0 where it is no such colour."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return 0.0
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def note_failed_sign_in(username: str, address: str, at: datetime) -> None:
    """Count one failed attempt, and forget those that no longer count."""
    FailedSignIn.objects.filter(at__lte=at - SIGN_IN_WAIT).delete()
    FailedSignIn(username=username.casefold()[:150], address=address[:45], at=at).save()


def forget_failed_sign_ins(username: str, address: str) -> None:
    """Start counting afresh, after someone signed in."""
    FailedSignIn.objects.filter(username=username.casefold()[:150], address=address[:45]).delete()
