"""A draft's funding, what restricted money pays for, reserves, council tax, and what it says of itself."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from goldenthread.delivery.commands.version import changes, require_unchanged
from goldenthread.delivery.free_ref import free_ref
from goldenthread.finance.commands.edit import next_version
from goldenthread.finance.commands.version import budget_subject, draft_to_keep
from goldenthread.finance.models import BudgetVersion, Line
from goldenthread.finance.part_of_book import bare_of, require_sound
from goldenthread.finance.shifted_sums import shift_sums
from goldenthread.finance.storing import read_rows
from goldenthread.people.access import Officer
from goldenthread.people.commands.trail import record
from goldenthread.rules.book_plain import plain
from goldenthread.rules.budget import Book, BudgetLine, FundingLine, FundingUse, Reserve, TaxYear
from goldenthread.rules.refusal import refuse

FRAME = ("title", "rules", "band_d", "band_d_care", "contingency", "prior_deficit", "note")
"""What a book says of itself that may be changed in a draft without working all its lines out again."""


@transaction.atomic
def put_funding(who: Officer | None, ref: str, line: FundingLine, seen: int | None = None) -> str:
    """Put a line of funding into a draft: in place of the one of its ref, or a new one; returns its ref."""
    row = _draft(who, ref, seen)
    book = bare_of(row)
    if not line.ref:
        line = replace(line, ref=free_ref(line.title, {each.ref for each in book.funding}, "funding"))
    _keep(who, "put_budget_funding", row, book, replace(book, funding=_put(book.funding, line)), line)
    return line.ref


@transaction.atomic
def remove_funding(who: Officer | None, ref: str, line: str, seen: int | None = None) -> None:
    """Take a line of funding out of a draft, with what it pays for and the pool that it is our part of."""
    row = _draft(who, ref, seen)
    book = bare_of(row)
    _require_there(line, (each.ref for each in book.funding), "line of funding")
    after = replace(
        book,
        funding=tuple(each for each in book.funding if each.ref != line),
        uses=tuple(each for each in book.uses if each.funding != line),
        pools=tuple(each for each in book.pools if each.funding != line),
    )
    _keep(who, "remove_budget_funding", row, book, after, line)


@transaction.atomic
def put_use(who: Officer | None, ref: str, use: FundingUse, seen: int | None = None) -> None:
    """Say what part of a restricted fund pays for a line in a year; nothing takes the use away."""
    row = _draft(who, ref, seen)
    book = bare_of(row)
    place = (use.funding, use.line, use.year)
    kept = [each for each in book.uses if (each.funding, each.line, each.year) != place]
    after = replace(book, uses=(*kept, *((use,) if use.amount else ())))
    _keep(who, "put_budget_use", row, book, after, use)


@transaction.atomic
def put_reserve(who: Officer | None, ref: str, reserve: Reserve, seen: int | None = None) -> str:
    """Put a reserve into a draft: in place of the one of its ref, or a new one; returns its ref."""
    row = _draft(who, ref, seen)
    book = bare_of(row)
    if not reserve.ref:
        taken = {each.ref for each in book.reserves}
        reserve = replace(reserve, ref=free_ref(reserve.title, taken, "reserve"))
    after = replace(book, reserves=_put(book.reserves, reserve))
    _keep(who, "put_budget_reserve", row, book, after, reserve)
    return reserve.ref


@transaction.atomic
def remove_reserve(who: Officer | None, ref: str, reserve: str, seen: int | None = None) -> None:
    """Take a reserve out of a draft."""
    row = _draft(who, ref, seen)
    book = bare_of(row)
    _require_there(reserve, (each.ref for each in book.reserves), "reserve")
    after = replace(book, reserves=tuple(each for each in book.reserves if each.ref != reserve))
    _keep(who, "remove_budget_reserve", row, book, after, reserve)


@transaction.atomic
def put_tax(who: Officer | None, ref: str, tax: TaxYear, seen: int | None = None) -> None:
    """Set a year's tax base and the rises of council tax in a draft."""
    row = _draft(who, ref, seen)
    book = bare_of(row)
    kept = [each for each in book.tax if each.year != tax.year]
    after = replace(book, tax=tuple(sorted([*kept, tax], key=lambda each: each.year)))
    _keep(who, "put_budget_tax", row, book, after, tax)


@transaction.atomic
def put_frame(who: Officer | None, ref: str, said: dict[str, Any], seen: int | None = None) -> None:
    """Set what a draft says of itself, of the columns of FRAME."""
    row = _draft(who, ref, seen)
    book = bare_of(row)
    after = replace(book, **{name: said[name] for name in FRAME if name in said})
    _keep(who, "put_budget_frame", row, book, after, None)


def _draft(who: Officer | None, ref: str, seen: int | None) -> BudgetVersion:
    row = draft_to_keep(who, ref)
    require_unchanged(budget_subject(ref), seen, row.version)
    return row


def _keep(who: Officer | None, act: str, row: BudgetVersion, before: Book, after: Book, what: Any) -> None:
    """Check the edit, move the sums by it, and write it down. `before` and `after` are without lines."""
    used = tuple(read_rows(BudgetLine, Line.objects.filter(budget=row, ref__in={u.line for u in after.uses})))
    require_sound(replace(before, lines=used), replace(after, lines=used), bare=True)
    shift_sums(row, before, after)
    row.title, row.parts = after.title, plain(after)
    next_version(row)
    was, now = plain(before), plain(after)
    told = [_part(side, what) for side in (was, now)] if what is not None else changes(was, now)
    record(who, act, budget_subject(row.ref), *told)


def _part(book: dict[str, Any], what: Any) -> Any:
    """The part of a book, as plain values, that an edit was about: by its ref, its year, or its place."""
    if isinstance(what, str | FundingLine | Reserve):
        ref = what if isinstance(what, str) else what.ref
        return next((each for each in (*book["funding"], *book["reserves"]) if each["ref"] == ref), None)
    said = plain(what)
    if isinstance(what, TaxYear):
        return next((each for each in book["tax"] if each["year"] == said["year"]), None)
    place = ("funding", "line", "year")
    return next((each for each in book["uses"] if all(each[name] == said[name] for name in place)), None)


def _put(held: tuple[Any, ...], new: Any) -> tuple[Any, ...]:
    if any(each.ref == new.ref for each in held):
        return tuple(new if each.ref == new.ref else each for each in held)
    return (*held, new)


def _require_there(ref: str, refs: Any, what: str) -> None:
    if ref not in set(refs):
        raise refuse(f"there is no {what} {ref!r} in this draft", "look at the draft again", column="ref")
