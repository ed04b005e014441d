"""A budget book as sheets of text, before any of it is read: from a workbook, with the row of every cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from goldenthread.engine.budget.book_layout import ABOUT, SHEETS, Sheet
from goldenthread.engine.budget.book_unread import REMARK, unread_cells, unread_sheets
from goldenthread.engine.workbook import read_sheets
from goldenthread.engine.workbook_burden import Limits
from goldenthread.rules.financial_year import UnknownYear, read_year, year_name
from goldenthread.rules.refusal import Refusal

TAKEN: Final = Limits(cells=3_000_000, others=500_000, unpacked=200 * 2**20)
MOST_COLUMNS: Final = 64
AGAIN: Final = " (again)"
Texts = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what its cells say, by column. `lines` says where a cell stands on a line of its own."""

    line: int
    cells: Mapping[str, str]
    lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, column: str) -> int:
        """The line of a cell as a person sees it."""
        return self.lines.get(column, self.line)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `headings` is how the file itself heads each column; a column of a year is named 2021/22."""

    file: str
    headings: Mapping[str, str]
    rows: tuple[Row, ...]

    def refuse(self, row: Row | None, column: str, what: str, do: str) -> Refusal:
        """A refusal at a cell."""
        line = None if row is None else row.line_of(column)
        return Refusal(self.file, line, self.headings.get(column, column), what, do)


@dataclass(frozen=True, slots=True)
class Grids:
    """The sheets of a book by what they fill, and what is wrong with them as sheets."""

    file: str
    by_part: Mapping[str, Grid]
    refusals: tuple[Refusal, ...]

    is_whole: bool = True
    """Whether every sheet and column is there that must be: what they do not hold, the book has not."""

    unread: tuple[Refusal, ...] = ()
    """Sheets that no book has, which are left alone."""

    @property
    def is_workbook(self) -> bool:
        return self.file.lower().endswith(".xlsx")


def heading_name(heading: str) -> str:
    """A heading as columns are named: small letters, and a year as 2021/22."""
    try:
        return year_name(read_year(heading))
    except UnknownYear:
        return "_".join(heading.lower().replace("_", " ").replace("-", " ").split())


def workbook_grids(path: Path) -> Grids:
    """The sheets of a workbook. Raises Refused where it is none, or describes more than is taken."""
    wanted = {sheet.name.lower(): sheet for sheet in SHEETS}
    held = read_sheets(path, wanted, TAKEN, MOST_COLUMNS)
    found: dict[str, Grid] = {}
    wrong: list[Refusal] = []
    for sheet in SHEETS:
        file = f"{path.name}[{sheet.name}]"
        if sheet.name.lower() not in held:
            if sheet.needed:
                do = f"add it; the sheets found are {', '.join(held) or 'none'}"
                wrong.append(Refusal(path.name, None, None, f"there is no sheet {sheet.name}", do))
            continue
        text = held[sheet.name.lower()]
        grid = _about(file, text.rows) if sheet is ABOUT else _grid(file, text.rows)
        wrong += heading_faults(sheet, grid, [*grid.headings])
        wrong += unread_cells(file, text, sheet is ABOUT)
        found[sheet.part] = grid
    misnamed, unread = unread_sheets(path.name, held)
    lacking = any(_lacks(sheet, found.get(sheet.part)) for sheet in SHEETS)
    return Grids(path.name, found, (*wrong, *misnamed), not (lacking or misnamed), unread)


def _lacks(sheet: Sheet, grid: Grid | None) -> bool:
    if grid is None:
        return sheet.needed
    return sheet is not ABOUT and any(
        column.needed and column.name not in grid.headings for column in sheet.columns
    )


def heading_faults(sheet: Sheet, grid: Grid, names: Sequence[str]) -> list[Refusal]:
    """Columns that are missing, unknown or there twice."""
    known = [column.name for column in sheet.columns]
    wrong = []
    if sheet is not ABOUT:
        seen = ", ".join(grid.headings.values()) or "nothing"
        wrong = [
            Refusal(grid.file, 1, column.name, f"there is no column {column.name}", f"add it; found: {seen}")
            for column in sheet.columns
            if column.needed and column.name not in names
        ]
    for name in names:
        if name not in known and not (sheet.over_years and "/" in name):
            do = f"use one of {', '.join(known)}" + (", or a year as 2021/22" if sheet.over_years else "")
            row = next((row for row in grid.rows if name in row.lines), None)
            what = f"'{grid.headings[name]}' is not known here"
            if name.endswith(AGAIN):
                what, do = f"{grid.headings[name]} is there twice", "keep one of them"
            line = 1 if row is None else row.line_of(name)
            wrong.append(Refusal(grid.file, line, grid.headings[name], what, do))
    return wrong


def _grid(file: str, rows: Sequence[tuple[int, Texts]]) -> Grid:
    if not rows:
        return Grid(file, {}, ())
    heads = [(at, cell) for at, cell in enumerate(rows[0][1]) if cell]
    names = {at: heading_name(cell) for at, cell in heads}
    headings: dict[str, str] = {}
    for at, cell in heads:
        if names[at] in headings:
            names[at] = f"{cell}{AGAIN}"
        headings[names[at]] = cell
    taken = tuple(
        Row(line, {name: cells[at] or "" for at, name in names.items() if at < len(cells)})
        for line, cells in rows[1:]
        if not (cells[0] or "").startswith(REMARK)
    )
    return Grid(file, headings, tuple(row for row in taken if any(row.cells.values())))


def _about(file: str, rows: Sequence[tuple[int, Texts]]) -> Grid:
    """Names in the first column and what they are in the second, as one row."""
    cells: dict[str, str] = {}
    lines: dict[str, int] = {}
    headings: dict[str, str] = {}
    for line, texts in rows:
        said = (texts[0] or "").strip()
        name = heading_name(said) if not said.startswith(REMARK) else ""
        if not name or name == "name":
            continue
        name = f"{name}{AGAIN}" if name in cells else name
        cells[name], lines[name], headings[name] = (texts[1] if len(texts) > 1 else "") or "", line, said
    return Grid(file, headings, (Row(1, cells, lines),))
