"""One thing about a budget book that cannot stand, and what every check of a book looks up."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.rules.budget import Book, BudgetLine, Change, Driver, FundingLine
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.unseen_letter import unseen

LONGEST_REF: Final = 100
LONGEST_TITLE: Final = 300
_REF: Final = re.compile(r"\w[\w.:+-]*")
"""Letters of any language, so that a ref can stand in the address of a page and be read there."""
BOOK: Final = "book"


@dataclass(frozen=True, slots=True)
class BookFault:
    """What is wrong at one place of a book, and what to do.

    `part` is the book's own name of the part, as "lines" or "tax"; "book" for what it says of itself. `at` is
    the position in that part, None where it is about the whole part. `column` is the field, or the year as
    2021/22 where the field runs over years. `inside` is which override of a scenario it is about.
    """

    part: str
    at: int | None
    column: str
    what: str
    do: str
    inside: int | None = None


Faults = Iterator[BookFault]


@dataclass(frozen=True, slots=True)
class Known:
    """A book with its parts by ref; `services` is None where no council's services are at hand."""

    book: Book
    services: Collection[str] | None
    lines: Mapping[str, BudgetLine]
    changes: Mapping[str, Change]
    funding: Mapping[str, FundingLine]
    drivers: Mapping[str, Driver]

    @classmethod
    def of(cls, book: Book, services: Collection[str] | None) -> "Known":
        """The book with its parts looked up once."""
        return cls(
            book,
            None if services is None else frozenset(services),
            {each.ref: each for each in book.lines},
            {each.ref: each for each in book.changes},
            {each.ref: each for each in book.funding},
            {each.ref: each for each in book.drivers},
        )

    def year(self, part: str, at: int, year: int, column: str = "year") -> Faults:
        """A fault where the plan does not have the year."""
        if year not in self.book.years:
            first, last = year_name(self.book.years[0]), year_name(self.book.years[-1])
            do = f"use a year from {first} to {last}, or plan for more years on About"
            yield BookFault(part, at, column, f"{year_name(year)} is not a year of this plan", do)

    def service(self, part: str, at: int, ref: str, column: str = "service") -> Faults:
        """A fault where the council has no such service."""
        if not ref:
            yield BookFault(part, at, column, "no service is named", "name the service by its ref")
        elif self.services is not None and ref not in self.services:
            do = "use the ref of a service of this council, or open the service first"
            yield BookFault(part, at, column, f"there is no service '{ref}'", do)

    def driver(self, part: str, at: int, ref: str, kinds: tuple[str, ...], column: str = "driver") -> Faults:
        """A fault where there is no such driver, or it is of another kind than those."""
        if ref not in self.drivers:
            do = "name a driver of the sheet Drivers, or add it there"
            yield BookFault(part, at, column, f"there is no driver '{ref}'", do)
        elif kinds and self.drivers[ref].kind not in kinds:
            wanted = " or ".join(kinds)
            what = f"the driver '{ref}' is of the kind {self.drivers[ref].kind}, not {wanted}"
            yield BookFault(part, at, column, what, f"name a driver of the kind {wanted}")

    def line(self, part: str, at: int, ref: str) -> Faults:
        """A fault where the book has no such line."""
        if ref not in self.lines:
            do = "name a line of the sheet Lines, or add it there"
            yield BookFault(part, at, "line", f"there is no line '{ref}'", do)


def repeats(part: str, refs: Iterable[str], column: str = "ref") -> Faults:
    """A fault for every ref that is empty, too long, or stood earlier."""
    seen: dict[str, int] = {}
    for at, ref in enumerate(refs):
        if not ref.strip():
            yield BookFault(part, at, column, f"the {column} is empty", "give it a short name of its own")
        elif ";" in ref or any(letter.isspace() for letter in ref):
            what = f"'{ref}' has a space or a semicolon in it"
            yield BookFault(part, at, column, what, "put hyphens in their place")
        elif ".." in ref or not _REF.fullmatch(ref):
            what = f"'{unseen(ref) or ref}' is no {column}"
            yield BookFault(part, at, column, what, "use letters, numbers, hyphens and single full stops")
        elif len(ref) > LONGEST_REF:
            yield BookFault(part, at, column, f"the {column} is longer than {LONGEST_REF} letters", "cut it")
        elif ref in seen:
            what = f"'{ref}' is there twice"
            yield BookFault(part, at, column, what, "keep one of them, or give this one another name")
        seen.setdefault(ref, at)


def untitled(part: str, titles: Iterable[str]) -> Faults:
    """A fault for every title that is empty or too long."""
    for at, title in enumerate(titles):
        if not title.strip():
            yield BookFault(part, at, "title", "the title is empty", "say in a few words what it is")
        elif len(title) > LONGEST_TITLE:
            yield BookFault(part, at, "title", f"the title is longer than {LONGEST_TITLE} letters", "cut it")


def unknown_code(part: str, at: int, column: str, code: str, codes: Collection[str]) -> Faults:
    """A fault where a code is none of those there are."""
    if code not in codes:
        said = f"'{code}' is no {column}" if code else f"the {column} is empty"
        yield BookFault(part, at, column, said, f"use one of {', '.join(codes)}")


def outside(
    part: str, at: int, column: str, value: Decimal, low: Decimal | int, high: Decimal | int
) -> Faults:
    """A fault where a share is not from `low` to `high`."""
    if not low <= value <= high:
        what = f"{value:f} is not from {low} to {high}"
        yield BookFault(part, at, column, what, "write a share: a tenth is 0.1, or 10%")


def pounds(amount: Decimal) -> str:
    """A sum in words of a fault: "£1,234.50", without its sign."""
    return f"£{abs(amount):,.2f}"
