"""Revenue outturn by council, as the ministry publishes it: one workbook for a return and a year.

On the sheet of councils (`RSX_LA_Data_202425`) a line headed `ONS Code` stands over one row for each council
and one column for each figure. A measure's ref is `return/heading`, without the heading's note numbers. The
year and the unit stand above the headings; figures come out in pounds. `[x]` and other marks in brackets are
missing, and kept as notes with the council's own. Rows that name no council, such as the headings of the
table of totals below, are none of the table.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.layout.kind import YearTypeOf
from goldenthread.engine.number import exact
from goldenthread.engine.table import Table, mapped
from goldenthread.engine.workbook_ods import Row, read_ods_sheet
from goldenthread.rules.refusal import refuse

SHEET = "LA_Data"
AREA = "ONS Code"
OF_COUNCIL = ("Local authority", "Notes", "Region", "Class", "Detailed Class", "Certification")
"""What stands between a council's code and its figures."""
YEAR = re.compile(r"\b(\d{4})-(\d\d)\b")
UNITS = {"£ thousand": 1_000, "£000": 1_000, "£ million": 1_000_000}
MARK = re.compile(r"\[[\w ]+\]")
NOTE_NUMBER = re.compile(r"\s*\[note \d+\]", re.IGNORECASE)
AS_PUBLISHED = "give the workbook as published"
UNCERTIFIED = {"N": "not certified"}


def read(path: Path, _year_type: YearTypeOf) -> list[Table]:
    """One table for each column of figures."""
    sheet, rows = read_ods_sheet(path, SHEET)
    file = f"{path.name}[{sheet}]"
    top = next((at for at, (_, cells) in enumerate(rows) if AREA in cells), None)
    if top is None:
        raise refuse(f"no row has the heading {AREA}", AS_PUBLISHED, file=file, row=1, column=AREA)
    line, header = rows[top]
    places = {cell: at for at, cell in enumerate(header) if cell}
    figures = [name for name, at in places.items() if at > places[AREA] and name not in OF_COUNCIL]
    if not figures:
        raise refuse("there is no column of figures", AS_PUBLISHED, file=file, row=line, column=AREA)
    above = " ".join(cell for _, cells in rows[:top] for cell in cells if cell)
    unit, period = _unit(above, file), _year(above, file)
    named = [row for row in rows[top + 1 :] if any(row[1][: places[AREA] + 2]) and AREA not in row[1]]
    sort = sheet.split("_")[0]
    shared = {
        "area": _column(named, places[AREA]),
        "period": pa.array([period] * len(named), pa.string()),
        "note": pa.array([_note(cells, places) for _, cells in named], pa.string()),
    }
    lines = np.array([at for at, _ in named], dtype=np.int64)
    return [
        _figures(
            Table(file, pa.table(shared), lines, {"area": AREA}), named, places[name], f"{sort}/{name}", unit
        )
        for name in figures
    ]


def _figures(table: Table, rows: Sequence[Row], at: int, called: str, unit: int) -> Table:
    """The plain columns for one column of figures."""
    heading = called.partition("/")[2]
    said = pa.chunked_array([_column(rows, at)])
    marks = mapped(said, lambda text: text.strip() if MARK.fullmatch(text.strip()) else None)
    notes = [pc.fill_null(each, "") for each in (marks, table.data.column("note"))]
    note = pc.utf8_trim(pc.binary_join_element_wise(*notes, "; "), "; ")
    measure = " ".join(NOTE_NUMBER.sub("", called).split())
    columns = {
        "measure": pa.array([measure] * len(rows), pa.string()),
        "area": table.data.column("area"),
        "period": table.data.column("period"),
        "value": mapped(said, lambda text: _pounds(text.strip(), unit)),
        "note": note,
    }
    headings = {**table.headings, "measure": heading, "value": heading, "period": heading, "note": heading}
    return Table(table.file, pa.table(columns), table.lines, headings)


def _column(rows: Sequence[Row], at: int) -> pa.Array:
    return pa.array([_cell(cells, at) for _, cells in rows], pa.string())


def _cell(cells: Sequence[str | None], at: int) -> str | None:
    """A cell, also of a row that ends before it."""
    return cells[at] if at < len(cells) else None


def _pounds(text: str, unit: int) -> str | None:
    """The figure in pounds; nothing for a mark, and what is no number as it stands."""
    if MARK.fullmatch(text):
        return None
    number = exact(text)
    return text if number is None else f"{number * Decimal(unit):f}"


def _note(cells: Sequence[str | None], places: dict[str, int]) -> str | None:
    """What the workbook says of a council's return."""
    own, certified = (
        _cell(cells, places[name]) if name in places else None for name in ("Notes", "Certification")
    )
    certified = UNCERTIFIED.get(certified or "")
    return "; ".join(said for said in (own, certified) if said) or None


def _unit(above: str, file: str) -> int:
    found = {times for words, times in UNITS.items() if words in above}
    if len(found) != 1:
        do = "say above the headings: Data are reported in £ thousand"
        raise refuse("nothing above the headings says what the figures are in", do, file=file, row=1)
    return found.pop()


def _year(above: str, file: str) -> str:
    """The financial year as an ISO interval."""
    found = {first for first, second in YEAR.findall(above) if (int(first) + 1) % 100 == int(second)}
    if len(found) != 1:
        what = "the lines above the headings do not name one financial year"
        raise refuse(what, "write it there once, as 2024-25", file=file, row=1)
    return f"{found.pop()}-04-01/P1Y"
