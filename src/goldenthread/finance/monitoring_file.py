"""A month's figures as a file (CSV or an Excel workbook): one budget line a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from goldenthread.delivery.record_file import RecordRow, record_rows
from goldenthread.engine.workbook import read_sheet
from goldenthread.finance.queries.monitoring import LineYear
from goldenthread.kit.download import csv_text
from goldenthread.rules.money import ZERO, UnknownMoney, read_pounds
from goldenthread.rules.refusal import refuse

REQUIRED = ("line", "actual", "forecast")
OPTIONAL = ("reason", "action")
SHEET = "Monitoring"
LONGEST = 500
MOST_ROWS = 50_000
_ZIPPED = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One row as it was read; what could not be read of it stands in its row's faults."""

    row: RecordRow
    line: str
    actual: Decimal
    forecast: Decimal
    reason: str
    action: str


def monitoring_rows(name: str, content: bytes) -> tuple[SaidRow, ...]:
    """The rows of a file that was handed over. Raises Refused where it is no such table at all."""
    kept = PurePath(name).name[-100:] or "monitoring"
    is_workbook = content.startswith(_ZIPPED)
    if is_workbook != kept.lower().endswith(".xlsx"):
        what = f"by its content the file is {'a' if is_workbook else 'no'} workbook"
        raise refuse(what, "save it in the form that its name says, and upload that", file=kept)
    with TemporaryDirectory() as folder:
        path = Path(folder) / kept
        path.write_bytes(content)
        rows = tuple(_workbook_rows(path) if is_workbook else record_rows(path, REQUIRED, OPTIONAL))
    if len(rows) > MOST_ROWS:
        raise refuse(f"there are more than {MOST_ROWS:,} rows", "split the file by service", file=kept)
    return tuple(_said(row) for row in rows)


def template_csv(lines: Sequence[LineYear]) -> str:
    """A file to fill in: every line with what was last said of it, its budget and title beside it."""
    return csv_text((*REQUIRED, *OPTIONAL, "title", "budget"), _template_rows(lines))


def _template_rows(lines: Sequence[LineYear]) -> Iterator[tuple[str | Decimal, ...]]:
    for each in lines:
        said = each.latest
        figures = (said.figures.actual, said.figures.forecast) if said else ("", "")
        words = (said.reason, said.action) if said else ("", "")
        yield (each.line.ref, *figures, *words, each.line.title, each.line.budget)


def _workbook_rows(path: Path) -> Iterator[RecordRow]:
    table = read_sheet(path, SHEET, REQUIRED, OPTIONAL)
    for line, cells in zip(table.lines, table.data.to_pylist(), strict=True):
        yield RecordRow(table.file, int(line), {name: (cell or "").strip() for name, cell in cells.items()})


def _said(row: RecordRow) -> SaidRow:
    if not row.text("line"):
        row.refuse("line", "no line is named", "give the line's ref, as the budget has it")
    for column in OPTIONAL:
        if len(row.text(column)) > LONGEST:
            row.refuse(column, f"it is longer than {LONGEST} characters", "say it more briefly")
    return SaidRow(
        row,
        row.text("line"),
        _pounds(row, "actual"),
        _pounds(row, "forecast"),
        row.text("reason"),
        row.text("action"),
    )


def _pounds(row: RecordRow, column: str) -> Decimal:
    text = row.text(column)
    if not text:
        row.refuse(column, "the cell is empty", "write pounds and pence, such as 125000.50; 0 for nothing")
        return ZERO
    try:
        return read_pounds(text)
    except UnknownMoney as unknown:
        row.refuse(column, f"{text[:60]!r} {unknown}", "write pounds and pence, such as 125000.50")
        return ZERO
