"""Revenue outturn by council, as the ministry publishes it: one workbook for a return and a year.

`outturn_sheet` reads the sheet. A measure's ref is `return/heading`, without the heading's note numbers.
Figures come out in pounds. `[x]` and other marks in brackets are missing, and kept as notes with the
council's own. Rows that name no council, such as the headings of the table of totals below, are none of the
table.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.layout.kind import YearTypeOf
from goldenthread.engine.outturn_sheet import (
    AREA,
    MARK,
    cell_at,
    in_pounds,
    plain_heading,
    read_outturn_sheet,
)
from goldenthread.engine.table import Table, mapped
from goldenthread.engine.workbook_ods import Row


def read(path: Path, _year_type: YearTypeOf) -> list[Table]:
    """One table for each column of figures."""
    sheet = read_outturn_sheet(path)
    named, places = sheet.rows, sheet.places
    shared = {
        "area": _column(named, places[AREA]),
        "period": pa.array([f"{sheet.year}-04-01/P1Y"] * len(named), pa.string()),
        "note": pa.array([sheet.note(cells) for _, cells in named], pa.string()),
    }
    lines = np.array([at for at, _ in named], dtype=np.int64)
    table = Table(sheet.file, pa.table(shared), lines, {"area": AREA})
    return [
        _figures(table, named, places[name], f"{sheet.form}/{name}", sheet.unit) for name in sheet.figures
    ]


def _figures(table: Table, rows: Sequence[Row], at: int, called: str, unit: int) -> Table:
    """The plain columns for one column of figures."""
    heading = called.partition("/")[2]
    said = pa.chunked_array([_column(rows, at)])
    marks = mapped(said, lambda text: text.strip() if MARK.fullmatch(text.strip()) else None)
    notes = [pc.fill_null(each, "") for each in (marks, table.data.column("note"))]
    note = pc.utf8_trim(pc.binary_join_element_wise(*notes, "; "), "; ")
    columns = {
        "measure": pa.array([plain_heading(called)] * len(rows), pa.string()),
        "area": table.data.column("area"),
        "period": table.data.column("period"),
        "value": mapped(said, lambda text: _pounds(text.strip(), unit)),
        "note": note,
    }
    headings = {**table.headings, "measure": heading, "value": heading, "period": heading, "note": heading}
    return Table(table.file, pa.table(columns), table.lines, headings)


def _column(rows: Sequence[Row], at: int) -> pa.Array:
    return pa.array([cell_at(cells, at) for _, cells in rows], pa.string())


def _pounds(text: str, unit: int) -> str | None:
    """The figure in pounds; nothing for a mark, and what is no number as it stands."""
    if MARK.fullmatch(text):
        return None
    number = in_pounds(text, unit)
    return text if number is None else f"{number:f}"
