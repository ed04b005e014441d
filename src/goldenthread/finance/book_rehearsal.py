"""What a budget book from a file would do to what is held, as it is shown before anything is written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any, Final

from goldenthread.engine.budget.book_difference import book_differences
from goldenthread.engine.budget.book_file import FiledBook, refusals_of, warnings_of
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.storing import book_of
from goldenthread.finance.version_ref import why_not
from goldenthread.people.queries.service import ServiceTree
from goldenthread.rules.book_plain import checksum
from goldenthread.rules.budget import Book
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.mtfp import work_out
from goldenthread.rules.refusal import Refusal

SHOWN: Final = 200
"""Rows and faults shown of each kind; the rest are counted."""

PARTS: Final = {
    "lines": ("line", "lines"),
    "changes": ("change", "changes"),
    "funding": ("line of funding", "lines of funding"),
    "reserves": ("reserve", "reserves"),
    "drivers": ("driver", "drivers"),
    "scenarios": ("scenario", "scenarios"),
    "allocations": ("share of an outcome", "shares of outcomes"),
}


@dataclass(frozen=True, slots=True)
class BookRehearsal:
    """What bringing a book in would do, in plain values that can be kept.

    `rows` is those that would be added, changed or removed, the first of them; `counts` how many by kind.
    `totals` is each year with its gap now, empty for a new draft, and its gap then. `seen` marks what was
    looked at, so that nothing else is brought in.
    """

    title: str
    into: str
    refusals: Sequence[Mapping[str, Any]] = ()
    refused: int = 0
    warnings: Sequence[Mapping[str, Any]] = ()
    counts: Mapping[str, int] | None = None
    holds: Sequence[tuple[str, int]] = ()
    rows: Sequence[Mapping[str, Any]] = ()
    totals: Sequence[tuple[str, str, str]] = ()
    seen: str = ""
    ref: str = ""

    @property
    def may_be_brought_in(self) -> bool:
        """Whether there is something to bring in and nothing against it."""
        return not self.refused and bool(self.seen)


def rehearsal_of(
    filed: FiledBook, tree: ServiceTree, draft: BudgetVersion | None, *, strict: bool = True
) -> BookRehearsal:
    """What the book would do: into the draft, or as a new one where there is none.

    `strict` holds it to the state that its file gives it. Otherwise it is held to what a draft may be, and
    the rest stands in the warnings.
    """
    drafted = filed if strict else replace(filed, book=replace(filed.book, state="draft"))
    wrong, count = _with_ref(drafted, *refusals_of(drafted, set(tree.sheets)), draft)
    into = draft.ref if draft is not None else ""
    if count:
        return BookRehearsal(filed.book.title, into, [asdict(each) for each in wrong[:SHOWN]], count)
    book, before = as_draft(filed.book, into), book_of(draft) if draft is not None else None
    rows = list(book_differences(before, book)) if before is not None else []
    warnings = (*(() if strict else _as_stated(filed, tree)), *warnings_of(replace(filed, book=book)))
    return BookRehearsal(
        title=book.title,
        into=into,
        warnings=[asdict(each) for each in warnings[:SHOWN]],
        counts=dict(Counter(each.kind for each in rows)),
        holds=[
            (words[len(getattr(book, part)) != 1], len(getattr(book, part))) for part, words in PARTS.items()
        ],
        rows=[asdict(each) for each in rows[:SHOWN]],
        totals=_totals(book, before),
        ref=book.ref,
        seen=seen_of(book, draft) if before is None or checksum(before) != checksum(book) else "",
    )


def _as_stated(filed: FiledBook, tree: ServiceTree) -> Sequence[Refusal]:
    """What a book that comes in as a draft would be refused for under the state that its file gives it."""
    return refusals_of(filed, set(tree.sheets))[0] if filed.book.state != "draft" else ()


def as_draft(book: Book, into: str) -> Book:
    """The book as it is kept: a draft, under the ref of the draft that it takes the place of."""
    return replace(book, state="draft", ref=into or book.ref)


def seen_of(book: Book, draft: BudgetVersion | None) -> str:
    """A mark of what was looked at: the book, and the draft as it stood."""
    return f"{checksum(book)}-{draft.version if draft is not None else 0}"


def _with_ref(
    filed: FiledBook, wrong: Sequence[Refusal], count: int, draft: BudgetVersion | None
) -> tuple[Sequence[Refusal], int]:
    """A new draft has a ref of its own."""
    what = why_not(filed.book.ref) if draft is None else ""
    if not what:
        return wrong, count
    do = "give this one another ref, or upload it in place of that draft"
    return (*wrong, filed.places["book", 0].refuse("ref", what, do)), count + 1


def _totals(book: Book, before: Book | None) -> list[tuple[str, str, str]]:
    now = {each.year: each.gap for each in work_out(before).years} if before is not None else {}
    return [
        (year_name(each.year), _pounds(now.get(each.year)), _pounds(each.gap))
        for each in work_out(book).years
    ]


def _pounds(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.2f}"
