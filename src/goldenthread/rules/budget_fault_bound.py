"""What no budget book can be: texts that cannot be kept or seen, and sums that no council has."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import Any, Final

from goldenthread.rules.book_fault import BOOK, LONGEST_REF, LONGEST_TITLE, BookFault, Faults, Known
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.mtfp import Mtfp
from goldenthread.rules.unseen_letter import unseen

LONGEST_TEXT: Final = 5000
MOST: Final = Decimal(100_000_000_000)
"""A hundred thousand million pounds, which is more than any council has."""
MOST_IN_ALL: Final = MOST * 100

LONGEST: Final[Mapping[str, int]] = {
    "service": LONGEST_REF,
    "subjective": 100,
    "outturn_line": 200,
    "approval": LONGEST_TITLE,
    "plan": LONGEST_REF,
    "item": LONGEST_REF,
    "measure": 200,
    "basis": LONGEST_TITLE,
    "body": LONGEST_TITLE,
    "price_base": 20,
}
"""The longest text of a column, where it is shorter than others; of a touch's `why` too."""

PARTS: Final = (
    "lines", "changes", "funding", "uses", "pools", "tax", "reserves", "drivers", "correlations",
    "scenarios", "allocations", "touches",
)  # fmt: skip


def bound_faults(known: Known) -> Faults:
    """Texts that are too long or hold what cannot be seen, and amounts that are too large, part by part."""
    for each in _row(BOOK, 0, known.book):
        yield BookFault(BOOK, None, each.column, each.what, each.do)
    for part in PARTS:
        for at, row in enumerate(getattr(known.book, part)):
            yield from _row(part, at, row)


def total_faults(known: Known, plan: Mtfp) -> Faults:
    """A plan that comes to more than any council spends, in the first year in which it does."""
    for totals in plan.years:
        largest = max(
            abs(each) for each in (totals.net, totals.before_savings, totals.savings, totals.funding)
        )
        if largest >= MOST_IN_ALL:
            what = f"the plan comes to £{largest:,.0f} in {year_name(totals.year)}"
            do = "look at the largest lines, and at the rates of the drivers"
            yield BookFault("lines", None, "gross", what, do)
            return


def _row(part: str, at: int, row: Any) -> Faults:
    kind: Any = type(row)
    texts, amounts, by_year = _columns(kind)
    for name in texts:
        text = getattr(row, name)
        if len(text) > 20 or not text.isprintable():
            yield from _text(part, at, name, text)
    for name in amounts:
        amount = getattr(row, name)
        if amount is not None and not -MOST < amount < MOST:
            yield _too_large(part, at, name)
    for name in by_year:
        for year, amount in getattr(row, name).items():
            if isinstance(amount, Decimal) and not -MOST < amount < MOST:
                yield _too_large(part, at, year_name(year))


def _text(part: str, at: int, column: str, text: str) -> Faults:
    if letter := unseen(text):
        what = f"the {column} holds {letter}, which nobody sees"
        yield BookFault(part, at, column, what, "take it out: write the cell again by hand")
    longest = LONGEST_TITLE if (part, column) == ("touches", "why") else LONGEST.get(column, LONGEST_TEXT)
    if len(text) > longest:
        yield BookFault(part, at, column, f"the {column} is longer than {longest:,} letters", "shorten it")


def _too_large(part: str, at: int, column: str) -> BookFault:
    do = "write the sum in pounds, or say on About what amounts count"
    return BookFault(part, at, column, "this is larger than any council's sum", do)


@cache
def _columns(kind: type) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The names of the texts, of the amounts, and of the amounts by year of a part of a book."""
    texts, amounts, by_year = [], [], []
    for each in fields(kind):
        said = str(each.type)
        if each.type is str:
            texts.append(each.name)
        elif "Mapping" in said:
            by_year.append(each.name)
        elif "Decimal" in said:
            amounts.append(each.name)
    return tuple(texts), tuple(amounts), tuple(by_year)
