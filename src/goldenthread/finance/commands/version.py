"""Versions of the budget: begun, replaced while they are drafts, frozen under a name, and published."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.finance.access import may_keep_budget
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.storing import book_of, store
from goldenthread.finance.version_ref import why_not
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.rules.book_plain import checksum
from goldenthread.rules.budget import Book
from goldenthread.rules.refusal import refuse
from goldenthread.rules.subject import Subject

KEEP = "keep the budget"


def budget_subject(ref: str) -> Subject:
    """How the trail names a version of the budget."""
    return Subject("budget", ref)


@transaction.atomic
def begin_budget(who: Officer | None, book: Book, made_from: str = "") -> str:
    """Begin a draft that holds the book; returns its ref. Raises Refused where the ref is taken."""
    require(who is None or may_keep_budget(who), KEEP)
    if what := why_not(book.ref):
        raise refuse(what, "give this one another ref", column="ref")
    parent = BudgetVersion.objects.filter(ref=made_from).first() if made_from else None
    row = BudgetVersion(ref=book.ref, made_from=parent)
    _store(row, book)
    record(who, "begin_budget", budget_subject(book.ref), {}, {"checksum": checksum(book)})
    return row.ref


def draft_to_keep(who: Officer | None, ref: str) -> BudgetVersion:
    """The draft, held until the transaction ends. Raises Refused where it is frozen or there is none."""
    require(who is None or may_keep_budget(who), KEEP)
    row = BudgetVersion.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise refuse(f"there is no budget {ref!r}", "look in the list of budgets", column="ref")
    if row.frozen_at is not None:
        raise refuse(f"{row.title} is frozen, and never changes", "begin a new version from it", column="ref")
    return row


@transaction.atomic
def replace_budget(who: Officer | None, ref: str, book: Book, what: str = "") -> None:
    """Put another book into a draft, and work it out anew; `what` says in the trail what was done."""
    row = draft_to_keep(who, ref)
    before = checksum(book_of(row))
    row.version += 1
    _store(row, book)
    record(
        who, what or "replace_budget", budget_subject(ref), {"checksum": before}, {"checksum": checksum(book)}
    )


@transaction.atomic
def publish_budget(who: Officer | None, ref: str, when: datetime | None = None) -> None:
    """Show a frozen version to everybody, from a moment on.

    Raises Refused where it is still a draft, where it is public already, and for a moment that has passed.
    """
    require(who is None or may_keep_budget(who), KEEP)
    row, now = BudgetVersion.objects.select_for_update().filter(ref=ref).first(), timezone.now()
    if row is None:
        raise refuse(f"there is no budget {ref!r}", "look in the list of budgets", column="ref")
    if row.frozen_at is None:
        raise refuse("a draft is not published", "freeze it first", column="ref")
    if row.publish_at and row.publish_at <= now:
        what, do = "it is public already, and stays so", "publish an amended budget beside it"
        raise refuse(what, do, column="when")
    # Forms know minutes only: the minute that is running has not passed.
    if when and when < now.replace(second=0, microsecond=0):
        raise refuse("that moment has passed", "leave it empty to publish at once", column="when")
    before = {"publish_at": row.publish_at.isoformat()} if row.publish_at else {}
    row.publish_at = max(when or now, now)
    row.save(update_fields=["publish_at"])
    record(who, "publish_budget", budget_subject(ref), before, {"publish_at": row.publish_at.isoformat()})


def _store(row: BudgetVersion, book: Book) -> None:
    """Keep the book. Raises Refused where what it comes to under a scenario is too large to keep."""
    try:
        store(row, book)
    except OverflowError as error:
        what = "the plan comes to more than any council's sum under one of its scenarios"
        raise refuse(what, "look at the rates of its drivers and scenarios", column="ref") from error
