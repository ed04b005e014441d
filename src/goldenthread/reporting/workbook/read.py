"""An Excel return as it was handed over: which rows it names, what each cell says, what cannot be read.

Columns are found by their headings, wherever they stand; blank rows and other columns are left alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from openpyxl.utils import get_column_letter

from goldenthread.engine.workbook import BROKEN, SAVE_AS
from goldenthread.reporting.workbook.cell_finding import CellFinding
from goldenthread.reporting.workbook.column import CONTEXT, ENTRY, KEY, NUMBER, SHEETS, Column, columns
from goldenthread.reporting.workbook.held import Key
from goldenthread.reporting.workbook.package import holds_formulas
from goldenthread.reporting.workbook.text import ERRORS, cell_text
from goldenthread.rules.finding import error
from goldenthread.rules.refusal import Refused, refuse

if TYPE_CHECKING:
    from openpyxl import Workbook

HEADING_ROWS: Final = 20
"""The headings are looked for in the first rows: someone may have put a line above them."""
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 100
BLANK_ROWS: Final = 1000

Cells = tuple[Any, ...]
Row = tuple[int, Cells]


@dataclass(frozen=True, slots=True)
class RowRead:
    """One row that says anything. `said` has only the columns that the sheet still has."""

    sheet: str
    row: int
    key: Key
    mark: str
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole workbook. `places` are the letters of each sheet's columns, `faults` the cells with no text."""

    name: str
    rows: tuple[RowRead, ...]
    places: Mapping[str, Mapping[str, str]]
    faults: tuple[CellFinding, ...]


def read_workbook(content: bytes, name: str) -> Reading:
    """Read the sheets of a return. Raises Refused where it is no workbook, or not one of these."""
    formulas = _formula_cells(content) if holds_formulas(content, name) else {}
    try:
        book = _opened(content, data_only=True)
        present = [sheet for sheet in SHEETS if sheet in book.sheetnames]
        if not present:
            do = "download the return again, and keep the names of its sheets"
            raise refuse(f"there is no sheet {' and no sheet '.join(SHEETS)}", do, file=name)
        read = [_SheetReader(sheet, name, formulas.get(sheet, {})).read(book[sheet]) for sheet in present]
    except (*BROKEN, RuntimeError) as fault:
        raise refuse("the workbook is damaged", SAVE_AS, file=name) from fault
    places = {sheet: found for sheet, (found, _, _) in zip(present, read, strict=True)}
    rows = tuple(chain.from_iterable(rows for _, rows, _ in read))
    return Reading(name, rows, places, tuple(chain.from_iterable(faults for _, _, faults in read)))


def _opened(content: bytes, *, data_only: bool) -> "Workbook":
    from openpyxl import load_workbook  # slow to load, and few pages read a workbook

    return load_workbook(BytesIO(content), read_only=True, data_only=data_only)


def _formula_cells(content: bytes) -> dict[str, dict[int, frozenset[int]]]:
    """Where formulas stand, by sheet and row: a formula that was never calculated reads as a blank."""
    found: dict[str, dict[int, frozenset[int]]] = {}
    try:
        book = _opened(content, data_only=False)
        for sheet in set(SHEETS).intersection(book.sheetnames):
            rows = _numbered(book[sheet].iter_rows(max_col=MOST_COLUMNS))
            found[sheet] = {row: places for row, cells in rows if (places := _calculated(cells))}
    except BROKEN:
        return found  # the reading itself says that it is damaged
    return found


def _calculated(cells: Cells) -> frozenset[int]:
    return frozenset(place for place, cell in enumerate(cells) if cell.data_type == "f")


def _numbered(rows: Iterator[Cells]) -> Iterator[Row]:
    """Each row with its number, until a long stretch of blank ones."""
    blank = 0
    for number, cells in enumerate(rows, start=1):
        blank = 0 if any(cell.value is not None for cell in cells) else blank + 1
        if blank > BLANK_ROWS:
            return
        yield number, cells


class _SheetReader:
    """Reads one sheet; what cannot be read is gathered on the way."""

    def __init__(self, sheet: str, name: str, formulas: Mapping[int, frozenset[int]]) -> None:
        self.sheet, self.name, self.formulas = sheet, name, formulas
        self.faults: list[CellFinding] = []

    def read(self, page: Any) -> tuple[dict[str, str], list[RowRead], list[CellFinding]]:
        rows = _numbered(page.iter_rows(max_col=MOST_COLUMNS))
        places = self._places(rows)
        keys = [(column, places[column.name]) for column in columns(self.sheet, KEY)]
        entries = [
            (column, places[column.name]) for column in columns(self.sheet, ENTRY) if column.name in places
        ]
        mark = places.get("mark", MOST_COLUMNS)
        read = [each for row in rows if (each := self._row(row, keys, entries, mark))]
        if len(read) > MOST_ROWS:
            do = f"hand over at most {MOST_ROWS:,} rows at a time"
            raise refuse(f"the sheet {self.sheet} has {len(read):,} rows", do, file=self.name)
        return {name: get_column_letter(place + 1) for name, place in places.items()}, read, self.faults

    def _places(self, rows: Iterator[Row]) -> dict[str, int]:
        """Where each column stands, counted from nought; the headings are in the first row that has them."""
        wanted = {column.heading.casefold(): column for column in SHEETS[self.sheet]}
        for number, cells in rows:
            said = [" ".join(cell_text(cell.value).casefold().split()) for cell in cells]
            found = [(wanted[text].name, place) for place, text in enumerate(said) if text in wanted]
            if {column.name for column in columns(self.sheet, KEY)} <= {name for name, _ in found}:
                self._refuse_twins(number, [name for name, _ in found], wanted.values())
                return dict(found)
            if number >= HEADING_ROWS:
                break
        raise self._without_headings()

    def _without_headings(self) -> Refused:
        needed = ", ".join(column.heading for column in columns(self.sheet, KEY))
        do = f"keep the columns {needed}, which say what each row is about, or download the return again"
        return refuse("the columns that name its rows are missing", do, file=f"{self.name}[{self.sheet}]")

    def _refuse_twins(self, number: int, names: Sequence[str], known: Any) -> None:
        twins = [each.heading for each in known if each.use != CONTEXT and names.count(each.name) > 1]
        if twins:
            file = f"{self.name}[{self.sheet}]"
            raise refuse(f"two columns are headed {twins[0]}", "keep one of them", file=file, row=number)

    def _row(
        self, row: Row, keys: list[tuple[Column, int]], entries: list[tuple[Column, int]], mark: int
    ) -> RowRead | None:
        number, cells = row
        blank = self.formulas.get(number, frozenset())
        faults: list[CellFinding] = []
        key = tuple(self._said(number, cells, each, blank, faults) for each in keys)
        said = {each[0].name: self._said(number, cells, each, blank, faults) for each in entries}
        if not any(key) and not any(said.values()) and not faults:
            return None
        self.faults += faults
        kept = cell_text(cells[mark].value) if mark < len(cells) else ""
        return RowRead(self.sheet, number, key, kept, said)

    def _said(
        self,
        row: int,
        cells: Cells,
        at: tuple[Column, int],
        formulas: frozenset[int],
        faults: list[CellFinding],
    ) -> str:
        column, place = at
        if place >= len(cells):
            return ""
        value = cells[place].value
        if value is None:
            if place in formulas:
                faults.append(self._fault(row, at, UNCALCULATED))
            return ""
        if cells[place].data_type == "e" or value in ERRORS:
            faults.append(
                self._fault(row, at, ("error_cell", f"the cell holds the error {value}", MEND_CELL))
            )
            return ""
        percentage = column.kind == NUMBER and "%" in (cells[place].number_format or "")
        return cell_text(value, percentage)

    def _fault(self, row: int, at: tuple[Column, int], said: tuple[str, str, str]) -> CellFinding:
        code, what, do = said
        cell = f"{get_column_letter(at[1] + 1)}{row}"
        return CellFinding(self.sheet, row, cell, error(code, at[0].name, what, do))


MEND_CELL: Final = "type what it should say, or clear it"
UNCALCULATED: Final = (
    "formula_without_result",
    "the cell holds a formula that has no result yet",
    "open the workbook in a spreadsheet, save it and hand it over again, or type the figure itself",
)
