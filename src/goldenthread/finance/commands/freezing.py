"""Versions begun from another and frozen under a name; once frozen, nothing of a version ever changes."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from goldenthread.engine.budget.rule_pack import rule_packs
from goldenthread.finance.access import may_keep_budget
from goldenthread.finance.commands.version import KEEP, begin_budget, budget_subject, draft_to_keep
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.queries.virement import agreed_budget, split_virements
from goldenthread.finance.storing import book_of
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.rules.book_plain import checksum
from goldenthread.rules.budget import VERSION_STATES
from goldenthread.rules.budget_fault import book_faults
from goldenthread.rules.refusal import Refusal, Refused, refuse

AGREED = ("approved", "amended")
LONGEST_DECISION = 300
LONGEST_REASON = 500
LONGEST_PART = 400


@transaction.atomic
def begin_version(who: Officer | None, ref: str, new_ref: str, title: str) -> str:
    """Begin a draft that is a copy of any version; returns the new one's ref."""
    require(who is None or may_keep_budget(who), KEEP)
    row = BudgetVersion.objects.filter(ref=ref).first()
    if row is None:
        raise refuse(f"there is no budget {ref!r}", "look in the list of budgets", column="ref")
    return begin_budget(who, replace(book_of(row), ref=new_ref, title=title, state="draft"), made_from=ref)


@transaction.atomic
def freeze_budget(
    who: Officer | None, ref: str, state: str, decided: str, seen: int | None = None, title: str = ""
) -> str:
    """Freeze a draft as what it was decided to be, and by whom; returns its checksum. Without a title it
    keeps the one that it has.

    Raises Refused where the book cannot stand under that state: an agreed one must balance its first year,
    keep within the limits on council tax by a rule pack of its own year, and overdraw no reserve.
    """
    _hold_the_year(ref)
    row = draft_to_keep(who, ref)
    if seen is not None and seen != row.version:
        raise refuse(
            "somebody changed this draft since you opened the page", "look at it again, then freeze it"
        )
    _require_named(state, decided)
    book = replace(book_of(row), state=state, title=title.strip() or row.title)
    _require_place(row, state)
    if split := split_virements(row.first, book.changes):
        what = f"it takes in parts of the virement {split[0]}, and not all of it as it was entered"
        raise refuse(what, "begin the amended budget anew from the one in force", column="state")
    faults = book_faults(book, rule_packs())
    if faults:
        raise Refused([Refusal("", None, None, each.what, each.do) for each in faults])
    row.state, row.decided, row.frozen_at = state, decided.strip(), timezone.now()
    row.title = row.parts["title"] = book.title
    row.parts["state"] = state
    row.checksum = checksum(book)
    row.version += 1
    row.save()
    record(who, "freeze_budget", budget_subject(ref), {"state": "draft"}, _frozen(row))
    return row.checksum


@transaction.atomic
def explain_difference(who: Officer | None, ref: str, part: str, of: str, reason: str) -> None:
    """Say why one part of a draft differs from the version it was made from; nothing takes it away."""
    row = draft_to_keep(who, ref)
    if len(of) > LONGEST_PART:
        raise refuse("no part of a budget has so long a ref", "open the comparison again", column="of")
    if len(reason.strip()) > LONGEST_REASON:
        raise refuse("the reason is too long", f"shorten it to {LONGEST_REASON} characters", column="reason")
    key = f"{part}#{of}"
    before = row.reasons.get(key, "")
    row.reasons = {**row.reasons, key: reason.strip()}
    if not reason.strip():
        del row.reasons[key]
    row.save(update_fields=["reasons"])
    record(who, "explain_difference", budget_subject(ref), {key: before}, {key: reason.strip()})


@transaction.atomic
def withdraw_budget(who: Officer | None, ref: str) -> None:
    """Take back that a version will be public, before its moment; what was public stays so."""
    require(who is None or may_keep_budget(who), KEEP)
    row = BudgetVersion.objects.select_for_update().filter(ref=ref).first()
    if row is None or row.publish_at is None:
        raise refuse("it is not to be published", "there is nothing to take back", column="ref")
    if row.publish_at <= timezone.now():
        raise refuse("it is public already", "publish an amended budget beside it", column="ref")
    before = row.publish_at.isoformat()
    row.publish_at = None
    row.save(update_fields=["publish_at"])
    record(who, "withdraw_budget", budget_subject(ref), {"publish_at": before}, {"publish_at": None})


@transaction.atomic
def discard_draft(who: Officer | None, ref: str) -> None:
    """Throw a draft away. Raises Refused where another version was made from it."""
    row = draft_to_keep(who, ref)
    if row.made_into.exists():
        raise refuse("another version was made from this draft", "discard that one first", column="ref")
    before = {"title": row.title, "checksum": checksum(book_of(row))}
    row.delete()
    record(who, "discard_draft", budget_subject(ref), before, None)


def is_as_frozen(row: BudgetVersion) -> bool:
    """Whether what the version holds still has the checksum that it was frozen with."""
    return checksum(book_of(row)) == row.checksum


def amends(row: BudgetVersion) -> BudgetVersion:
    """The agreed budget of the same year that a version was made from, however many drafts lie between.

    Raises Refused where there is none.
    """
    above = row.made_from
    while above is not None and (above.frozen_at is None or above.state not in AGREED):
        above = above.made_from
    if above is None or above.first != row.first:
        what = "it was not made from an approved budget of the same year"
        raise refuse(what, "begin a new version from the approved one, then amend that", column="state")
    return above


def _hold_the_year(ref: str) -> None:
    """Hold every version of the year, so that no two are agreed at once."""
    years = BudgetVersion.objects.filter(ref=ref).values("first")
    list(
        BudgetVersion.objects.select_for_update()
        .filter(first__in=years)
        .order_by("id")
        .values_list("id", flat=True)
    )


def _require_place(row: BudgetVersion, state: str) -> None:
    """Raise Refused where another budget is in force for the year that this one does not amend."""
    now = agreed_budget(row.first)
    do = f"begin a new version from {now.ref!r}, and freeze that as amended" if now else ""
    if state == "approved" and now:
        what = f"{now.title!r} is agreed for {now.year_in_words} already"
        raise refuse(what, do, column="state")
    if state == "amended" and amends(row).ref != (now.ref if now else ""):
        what = "it was not made from the budget in force"
        raise refuse(f"{what}, which is {now.title!r}" if now else what, do, column="state")


def _require_named(state: str, decided: str) -> None:
    if state not in VERSION_STATES or state == "draft":
        names = "consultation, approved or amended"
        raise refuse(f"{state!r} is no state to freeze a budget in", f"choose {names}", column="state")
    if not decided.strip():
        do = "say who decided it, when, and the minute"
        raise refuse("it does not say who decided it", do, column="decided")
    if len(decided.strip()) > LONGEST_DECISION:
        raise refuse("this is too long", f"shorten it to {LONGEST_DECISION} characters", column="decided")


def _frozen(row: BudgetVersion) -> dict[str, str]:
    return {"state": row.state, "title": row.title, "decided": row.decided, "checksum": row.checksum}
