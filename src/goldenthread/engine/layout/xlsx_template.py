"""This product's own workbook: a sheet `Observations` with the plain columns, and a sheet `Read me`."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from goldenthread.engine.layout.kind import YearTypeOf
from goldenthread.engine.layout.plain import OPTIONAL, REQUIRED
from goldenthread.engine.table import Table
from goldenthread.engine.workbook import read_sheet
from goldenthread.rules.area import Area
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import QUALIFIERS, STATUSES
from goldenthread.rules.period import Period

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SHEET = "Observations"
COLUMNS = ("measure", "area", "period", "value", "status", "qualifier", "note")
REST = tuple(column for column in (*REQUIRED, *OPTIONAL) if column not in COLUMNS)
WIDTHS = {"measure": 32, "note": 40}

READ_ME = (
    "Fill in the sheet Observations: one row for each figure.",
    "measure, area and period are filled in already. Leave them as they are.",
    "value: the figure as a number, without %, £ or commas. Leave it empty where there is no figure.",
    f"status: one of {', '.join(STATUSES)}. Empty means normal, or missing where there is no value.",
    "qualifier: < > or ~ where only a bound or a rough figure is known.",
    "numerator and denominator: what the value is worked out from, where known.",
    "lower and upper: the limits of the 95% confidence interval, where published.",
    "group: empty means everyone; otherwise dimension=member, such as sex=female.",
    "note: anything that a reader has to know about this figure.",
)


def read(path: Path, _year_type: YearTypeOf) -> list[Table]:
    """The workbook's observations."""
    return [read_sheet(path, SHEET, REQUIRED, OPTIONAL)]


def write_template(path: Path, measures: Iterable[Measure], areas: Sequence[Area], period: Period) -> None:
    """A workbook to fill in: one row for each measure and area, for one period."""
    import xlsxwriter  # slow to load, and most commands write no workbook

    chosen = list(measures)
    # What a measure is called is text, even where it begins as a formula or an address does.
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        # Text, so that a spreadsheet does not turn 2016/17 or a code into something else.
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, (*COLUMNS, *REST), bold)
        for at, column in enumerate((*COLUMNS, *REST)):
            sheet.set_column(
                at, at, WIDTHS.get(column, 14), text if column in ("measure", "area", "period") else None
            )
        row = 1
        for measure in chosen:
            for area in areas:
                sheet.write_row(row, 0, (measure.ref, area.code, period.label(measure.year_type)), text)
                row += 1
        _guide(sheet, row)
        notes = book.add_worksheet("Read me")
        notes.set_column(0, 0, 100)
        notes.write_column(0, 0, [*READ_ME, "", *(f"{each.ref}: {_about(each)}" for each in chosen)])


def _guide(sheet: "Worksheet", rows: int) -> None:
    sheet.freeze_panes(1, 3)
    for column, words in (("status", STATUSES), ("qualifier", QUALIFIERS[1:])):
        at = COLUMNS.index(column)
        sheet.data_validation(1, at, max(rows, 2), at, {"validate": "list", "source": list(words)})


def _about(measure: Measure) -> str:
    unit = f" ({measure.unit})" if measure.unit else ""
    return f"{measure.title}{unit}. {measure.definition}".strip()
