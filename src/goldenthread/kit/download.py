"""Tables to take away: CSV, JSON and a workbook, from headings and rows of plain values.

Figures are written as they are, never rounded and never with thousands separators. A text that a spreadsheet
would run as a formula (it begins with = + - @, a tab or a return) gets an apostrophe before it in CSV, which
spreadsheets show as plain text; numbers, minus signs included, are left alone. A workbook marks text as text,
so nothing is changed there.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Final

import xlsxwriter

Value = str | int | Decimal | date | bool | None

CSV_TYPE: Final = "text/csv; charset=utf-8; header=present"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_EXACT_IN_A_CELL: Final = 15  # a spreadsheet keeps fifteen digits


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """UTF-8 text without a byte-order mark, lines ended as RFC 4180 has them; None is an empty cell."""
    return "".join(csv_lines(headings, rows))


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """The same line by line, for a table too long to be held whole."""
    body = io.StringIO()
    writer = csv.writer(body)
    for row in chain([headings], rows):
        writer.writerow([safe_cell(value) for value in row])
        yield body.getvalue()
        body.seek(0)
        body.truncate()


def safe_cell(value: Value) -> str:
    """A value as CSV text that no spreadsheet will run."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) and not _is_number(value) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-").removeprefix("+").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()


def json_text(
    headings: Sequence[str], rows: Iterable[Sequence[Value]], about: Mapping[str, str] | None = None
) -> str:
    """`{"about": {…}, "rows": [{heading: value}]}`. Decimals are text, so that no digit is lost."""
    written = [dict(zip(headings, map(json_value, row), strict=True)) for row in rows]
    return json.dumps({"about": dict(about or {}), "rows": written}, ensure_ascii=False, indent=1) + "\n"


def json_value(value: Value) -> str | int | bool | None:
    """A value as JSON carries it: exact numbers are text, days ISO text."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def workbook(
    headings: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    cover: Sequence[tuple[str, str]] = (),
    sheet: str = "Data",
    title: str = "",
) -> bytes:
    """A workbook: a cover that says what this is, and one tidy sheet with its headings in the first row.

    `cover` is pairs of name and words (source, licence, notes). No merged cells, no blank rows, no formulas.
    """
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"title": title or sheet})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        if cover or title:
            front = book.add_worksheet("About")
            front.set_column(0, 0, 24)
            front.set_column(1, 1, 80)
            for n, (name, words) in enumerate([("Title", title or sheet), *cover]):
                front.write_string(n, 0, name, bold)
                front.write_string(n, 1, words, wrapped)
        _sheet(
            book.add_worksheet(sheet[:31]),
            book.add_format({"num_format": "yyyy-mm-dd"}),
            bold,
            headings,
            rows,
        )
    return written.getvalue()


def _sheet(
    page: xlsxwriter.worksheet.Worksheet,
    dated: xlsxwriter.format.Format,
    bold: xlsxwriter.format.Format,
    headings: Sequence[str],
    rows: Iterable[Sequence[Value]],
) -> None:
    widths = [len(text) for text in headings]
    for column, text in enumerate(headings):
        page.write_string(0, column, text, bold)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], len(safe_cell(value)))
            _write(page, last, column, value, dated)
    for column, width in enumerate(widths):
        page.set_column(column, column, min(max(width + 2, 8), 60))
    page.freeze_panes(1, 0)
    if headings:
        page.autofilter(0, 0, last, len(headings) - 1)


def _write(
    page: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    value: Value,
    dated: xlsxwriter.format.Format,
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, dated)
    elif isinstance(value, str):
        page.write_string(row, column, value)
    elif len(Decimal(value).as_tuple().digits) > _EXACT_IN_A_CELL:
        page.write_string(row, column, safe_cell(value))
    else:
        page.write_number(row, column, value)
