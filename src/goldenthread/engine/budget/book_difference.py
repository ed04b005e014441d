"""What one budget book has that another has not, row by row and cell by cell, as its sheets say it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.engine.budget.book_layout import ABOUT
from goldenthread.engine.budget.book_rows import NO_SERVICES, Cell, SheetRows, about_rows, sheets_of
from goldenthread.rules.budget import Book

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "uses": ("funding", "line", "year"),
    "tax": ("year",),
    "assumptions": ("driver", "year"),
    "correlations": ("driver", "other"),
    "overrides": ("scenario", "driver", "year"),
    "allocations": ("line", "plan", "item"),
    "touches": ("change", "plan", "item", "measure"),
}
"""What a row is known by where it has no ref."""


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row that differs: `kind` is added, changed or removed; `cells` each column, what it was and is."""

    sheet: str
    row: str
    title: str
    kind: str
    cells: tuple[tuple[str, str, str], ...] = ()


def book_differences(before: Book, after: Book) -> Iterator[RowDifference]:
    """Every row in which the books differ, sheet by sheet in the order of the later one."""
    was = {column.name: _said(cell) for column, cell in about_rows(before)}
    for column, cell in about_rows(after):
        if was[column.name] != _said(cell):
            cells = (("value", was[column.name], _said(cell)),)
            yield RowDifference(ABOUT.name, column.name, column.name, "changed", cells)
    pairs = zip(sheets_of(before, NO_SERVICES), sheets_of(after, NO_SERVICES), strict=True)
    for old, new in pairs:
        yield from _of_sheet(old, new)


def _of_sheet(old: SheetRows, new: SheetRows) -> Iterator[RowDifference]:
    held, now = _by_key(old), _by_key(new)
    for key, cells in now.items():
        title = cells.get("title", "") or key
        if key not in held:
            yield RowDifference(new.sheet.name, key, title, "added")
        elif held[key] != cells:
            names = dict.fromkeys((*held[key], *cells))
            differ = ((name, held[key].get(name, ""), cells.get(name, "")) for name in names)
            changed = tuple(each for each in differ if each[1] != each[2])
            if changed:
                yield RowDifference(new.sheet.name, key, title, "changed", changed)
    for key, cells in held.items():
        if key not in now:
            yield RowDifference(new.sheet.name, key, cells.get("title", "") or key, "removed")


def _by_key(part: SheetRows) -> dict[str, dict[str, str]]:
    """Each row's cells in words, by what it is known by."""
    names = KEYS.get(part.sheet.part, ("ref",))
    found = {}
    for row in part.rows:
        cells = dict(zip(part.headings, map(_said, row), strict=True))
        found[", ".join(filter(None, (cells[name] for name in names)))] = cells
    return found


def _said(cell: Cell) -> str:
    """A cell in words, the same for the same value."""
    if isinstance(cell, Decimal):
        said = f"{cell:f}"
        return said.rstrip("0").rstrip(".") if "." in said else said
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return cell or ""
