"""A workbook before it is a file: its sheets, what their cells hold, and which are tables.

Laid out as the Government Analysis Function asks in "Releasing statistics in spreadsheets": the title in A1,
lines about the sheet beneath it in column A, then the table with its headings in one row; no merged cells, no
blank rows or columns, one table on a sheet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.publish.writers.number import EXACT, Shape, exact, shape_of
from goldenthread.publish.writers.text import legal, single_line

MOST_NAME: Final = 31
"""How many letters the name of a sheet may have."""

_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))
_MOST_HEADING: Final = 240
_NARROWEST, _WIDEST = 10, 60


@dataclass(frozen=True, slots=True)
class Entry:
    """What one cell holds: words, or a number and how it is shown.

    `sheet` links to another sheet.
    """

    text: str
    number: Decimal | None = None
    shape: Shape | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line above the table, or of the cover, in column A. `is_heading` sets it as a heading."""

    text: str
    sheet: str = ""
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Where it has `headings`, its table begins beneath the lines."""

    name: str
    title: str
    lines: tuple[Line, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[Entry, ...], ...] = ()
    numeric: tuple[int, ...] = ()

    @property
    def top(self) -> int:
        """The row of the headings, from 0."""
        return 1 + len(self.lines)

    @property
    def widths(self) -> tuple[int, ...]:
        """How many letters wide each column is: enough for its words, within bounds."""
        if not self.headings:
            return (100,)
        columns = zip(*(tuple(entry.text for entry in row) for row in self.rows), strict=True)
        held = [*columns] or [()] * len(self.headings)
        return tuple(_width((heading, *texts)) for heading, texts in zip(self.headings, held, strict=True))


def entry(text: str, value: str = "") -> Entry:
    """A cell with its words, or with its figure where `value` is one that a workbook can hold exactly.

    A figure of more digits than fit stands as text, every digit of it.
    """
    number = exact(value)
    if number is not None:
        return Entry(legal(text), number, shape_of(text, number))
    digits = sum(letter.isdigit() for letter in value)
    return Entry(legal(value if digits > EXACT else text))


def names(wanted: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Names for sheets: legal, at most 31 letters, and no two alike whatever their case."""
    held = {name.casefold() for name in (*taken, "history", "")}
    found: list[str] = []
    for each in wanted:
        plain = single_line(each.translate(_NOT_IN_NAMES))[:MOST_NAME].strip() or "table"
        name, number = plain, 2
        while name.casefold() in held:
            ending = f"-{number}"
            name, number = plain[: MOST_NAME - len(ending)] + ending, number + 1
        held.add(name.casefold())
        found.append(name)
    return tuple(found)


def headings(wanted: Iterable[str]) -> tuple[str, ...]:
    """Headings that a table can have: one line each, none empty, no two alike whatever their case."""
    held: set[str] = set()
    found: list[str] = []
    for place, each in enumerate(wanted, 1):
        plain = single_line(each)[:_MOST_HEADING] or str(place)
        name, number = plain, 2
        while name.casefold() in held:
            name, number = f"{plain} ({number})", number + 1
        held.add(name.casefold())
        found.append(name)
    return tuple(found)


def _width(texts: tuple[str, ...]) -> int:
    longest = max((len(line) for text in texts for line in text[:500].split("\n")), default=0)
    return min(max(longest + 2, _NARROWEST), _WIDEST)
