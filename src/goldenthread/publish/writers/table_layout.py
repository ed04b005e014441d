"""How a table is fitted on paper: the size of its letters, its columns, and which way the page lies.

Widths are in points and are estimated a little generously, so that no word is cut off or runs into the next.
"""

import re
from dataclasses import dataclass
from math import ceil

from goldenthread.kit.svg import width_of
from goldenthread.publish.block import Cell, Column, Table

MARK = 1.35
"""The width of a verdict's mark and the space after it, in the size of the letters."""
WIDEST = 26.0
"""No column asks for more than this, in the size of the letters: its words then take several lines."""
LINE = 1.35
"""The height of a line, in the size of the letters."""
EASE = 0.2
"""A table reads well where its columns have this share of what they want beyond their longest words."""
LARGEST = 2
"""The place of the sheet that is only for what fits on no other: few can print it."""
NARROW = 3.2
"""What a column still has where words are parted, in the size of the letters."""
LETTERS = 4
"""How many letters of a parted word stand together: so many fit in `NARROW`."""
MANY = 12
"""A table with more columns than this has less space between them."""
BOLD = 1.08

_BREAKS = re.compile(r"\s+|(?<=[-–/])(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and what its margins leave of it, in points."""

    width: float
    height: float
    margin: float

    @property
    def room(self) -> float:
        return self.width - 2 * self.margin

    @property
    def depth(self) -> float:
        return self.height - 2 * self.margin


@dataclass(frozen=True, slots=True)
class Paper:
    """The sheets that a table or chart may stand on: upright as the words do, or turned and larger.

    `letters` is the least size that a chart's letters should have. `sizes` are those of a table's letters,
    each with the place of its sheet in `sheets`, from the best to the last resort.
    """

    sheets: tuple[Sheet, ...]
    letters: float
    sizes: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How one table is set: its sheet, and in points its letters, its columns and the space in its cells.

    `longest` is the most letters of a word that stand together before it may be parted; 0 for any.
    """

    sheet: int
    size: float
    widths: tuple[float, ...]
    pad: float
    longest: int = 0


def heading_of(column: Column) -> str:
    """A column's title with its unit."""
    return (
        f"{column.title} ({column.unit})" if column.unit and column.unit not in column.title else column.title
    )


def fitted(table: Table, paper: Paper) -> Fit:
    """The first of the paper's sizes at which the table reads well, else the first at which its words fit.

    Where they fit at none, long words are parted and the letters made as small as it takes.
    """
    least, wanted = _ems(table)
    pad = 3.0 if len(least) > MANY else 6.5
    between = 2 * pad * len(least)
    easy = sum(least) + EASE * (sum(wanted) - sum(least))
    sizes = [(easy, *each) for each in paper.sizes if each[0] < LARGEST]
    for asked, sheet, size in [*sizes, *((sum(least), *each) for each in paper.sizes)]:
        room = paper.sheets[sheet].room - between
        if asked * size <= room:
            return Fit(sheet, size, _shared(least, wanted, size, room, pad), pad)
    return _squeezed(least, wanted, paper, pad)


def _squeezed(least: list[float], wanted: list[float], paper: Paper, pad: float) -> Fit:
    """A table whose words do not fit at any size."""
    between = 2 * pad * len(least)
    sheet, size = paper.sizes[-1]
    room = paper.sheets[sheet].room
    if between > room / 2:
        pad *= room / 2 / between
    room -= 2 * pad * len(least)
    short = [min(each, NARROW) for each in least]
    size = min(size, room / sum(short))
    return Fit(sheet, size, _shared(short, wanted, size, room, pad), pad, LETTERS)


def heights(table: Table, fit: Fit) -> list[float]:
    """About how high each row is, in points, on the generous side."""
    lines = [
        max(
            (
                _lines(cell, width - 2 * fit.pad, fit.size)
                for cell, width in zip(row, fit.widths, strict=False)
            ),
            default=1,
        )
        for row in table.rows
    ]
    return [(each * LINE + 1) * fit.size for each in lines]


def _lines(cell: Cell, width: float, size: float) -> int:
    """How many lines a cell takes; words leave up to half of what the longest takes at the end of each."""
    word = min(_word_in(cell) * size, width)
    return ceil(_whole(cell) * size / max(width - word / 2, size))


def parted(text: str, longest: int) -> str:
    """The text with places where a word longer than `longest` letters may be broken."""
    if not longest:
        return text
    return re.sub(rf"(\S{{{longest}}})(?=\S)", "\\1\u200b", text)


def _ems(table: Table) -> tuple[list[float], list[float]]:
    """Each column's longest word, and its longest cell up to `WIDEST`, in the size of the letters."""
    least, wanted = [], []
    for at in range(breadth(table)):
        title = heading_of(table.columns[at]) if at < len(table.columns) else ""
        cells = [row[at] for row in table.rows if at < len(row)]
        least.append(max([1.0, _longest_word(title) * BOLD, *(_word_in(each) for each in cells)]))
        whole = max([1.0, width_of(title) / 14 * BOLD, *(_whole(each) for each in cells)])
        wanted.append(max(least[-1], min(whole, WIDEST)))
    return least, wanted


def breadth(table: Table) -> int:
    """How many columns there are, counting those that only a row has."""
    return max([1, len(table.columns), *(len(row) for row in table.rows)])


def _longest_word(text: str) -> float:
    return max((width_of(word) / 14 for word in _BREAKS.split(text)), default=0.0)


def _word_in(cell: Cell) -> float:
    return _longest_word(cell.text) + (MARK if cell.verdict else 0)


def _whole(cell: Cell) -> float:
    return width_of(cell.text) / 14 * BOLD + (MARK if cell.verdict else 0)


def _shared(
    least: list[float], wanted: list[float], size: float, room: float, pad: float
) -> tuple[float, ...]:
    """Widths with their padding: as wanted and a little more where there is room, else in proportion."""
    asked, needed = sum(wanted) * size, sum(least) * size
    if asked <= room:
        more = min(room, asked * 1.5) / asked
        return tuple(each * size * more + 2 * pad for each in wanted)
    part = (room - needed) / (asked - needed) if asked > needed else 0.0
    pairs = zip(least, wanted, strict=True)
    return tuple(one * size + max(0.0, part) * (two - one) * size + 2 * pad for one, two in pairs)
