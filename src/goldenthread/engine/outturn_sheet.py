"""The sheet of councils in a workbook of revenue outturn, as the ministry publishes it.

On that sheet (`RSX_LA_Data_202425`) a line headed `ONS Code` stands over one row for each council and one
column for each figure. The year and the unit stand above the headings.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from goldenthread.engine.number import exact
from goldenthread.engine.workbook_ods import Row
from goldenthread.engine.workbook_xlsx import read_named_sheet
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


@dataclass(frozen=True, slots=True)
class OutturnSheet:
    """What the sheet says. `file` names the sheet too, `form` is RSX or RO3, `year` 2024 for 2024-25.

    `unit` is how many pounds a figure of 1 is. `places` is where each heading stands; `figures` are the
    headings of figures; `rows` are those that name a council or a class of them, with their lines.
    """

    file: str
    form: str
    year: int
    unit: int
    places: Mapping[str, int]
    figures: tuple[str, ...]
    rows: tuple[Row, ...]

    def cell(self, cells: Sequence[str | None], heading: str) -> str | None:
        """What a row says under a heading; nothing where it has no such column, or ends before it."""
        at = self.places.get(heading)
        return None if at is None else cell_at(cells, at)

    def note(self, cells: Sequence[str | None]) -> str | None:
        """What the workbook says of a council's return."""
        certified = UNCERTIFIED.get(self.cell(cells, "Certification") or "")
        return "; ".join(said for said in (self.cell(cells, "Notes"), certified) if said) or None


def read_outturn_sheet(path: Path) -> OutturnSheet:
    """The sheet of councils of a workbook (.ods or .xlsx). Raises Refused where it is none."""
    sheet, rows = read_named_sheet(path, SHEET)
    file = f"{path.name}[{sheet}]"
    top = next((at for at, (_, cells) in enumerate(rows) if AREA in cells), None)
    if top is None:
        raise refuse(f"no row has the heading {AREA}", AS_PUBLISHED, file=file, row=1, column=AREA)
    line, header = rows[top]
    places = {cell: at for at, cell in enumerate(header) if cell}
    figures = tuple(name for name, at in places.items() if at > places[AREA] and name not in OF_COUNCIL)
    if not figures:
        raise refuse("there is no column of figures", AS_PUBLISHED, file=file, row=line, column=AREA)
    above = " ".join(cell for _, cells in rows[:top] for cell in cells if cell)
    unit, year = _unit(above, file), _year(above, file)
    named = [row for row in rows[top + 1 :] if any(row[1][: places[AREA] + 2]) and AREA not in row[1]]
    return OutturnSheet(file, sheet.split("_")[0], year, unit, places, figures, tuple(named))


def cell_at(cells: Sequence[str | None], at: int) -> str | None:
    """A cell, also of a row that ends before it."""
    return cells[at] if at < len(cells) else None


def plain_heading(heading: str) -> str:
    """A heading without its note numbers, single spaces between its words."""
    return " ".join(NOTE_NUMBER.sub("", heading).split())


def in_pounds(text: str, unit: int) -> Decimal | None:
    """The figure in pounds; nothing for a mark such as [x], and for what is no number."""
    number = None if MARK.fullmatch(text) else exact(text)
    return None if number is None else number * Decimal(unit)


def _unit(above: str, file: str) -> int:
    found = {times for words, times in UNITS.items() if words in above}
    if len(found) != 1:
        do = "say above the headings: Data are reported in £ thousand"
        raise refuse("nothing above the headings says what the figures are in", do, file=file, row=1)
    return found.pop()


def _year(above: str, file: str) -> int:
    """The financial year by the calendar year that it begins in."""
    found = {first for first, second in YEAR.findall(above) if (int(first) + 1) % 100 == int(second)}
    if len(found) != 1:
        what = "the lines above the headings do not name one financial year"
        raise refuse(what, "write it there once, as 2024-25", file=file, row=1)
    return int(found.pop())
