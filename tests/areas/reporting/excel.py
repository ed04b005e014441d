"""Filling in an Excel return as a person would: by sheet, row and heading."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.people.models import User
from goldenthread.reporting.queries.workbook import held_for
from goldenthread.reporting.workbook.read import Reading, read_workbook
from goldenthread.reporting.workbook.write import write_workbook
from tests.areas.reporting.quarter import NOW, REF

Entries = dict[tuple[str, str], Any]
"""What is typed: the ref of a measure or an action, and a heading, to what the cell then holds."""


def downloaded(who: User | None = None, service: str = "") -> bytes:
    """The workbook as it is downloaded."""
    return write_workbook(held_for(who, REF, NOW, service), read_quarter_policy(), NOW)


def opened(content: bytes) -> Workbook:
    """The workbook as a spreadsheet opens it."""
    return load_workbook(BytesIO(content))


def changed(content: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The workbook after somebody did something to it."""
    book = opened(content)
    change(book)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def filled(content: bytes, entries: Entries) -> bytes:
    """The workbook with these entries typed in."""

    def fill(book: Workbook) -> None:
        for (ref, heading), value in entries.items():
            sheet = (
                "Figures"
                if heading in headings(book, "Figures") and row_of(book, "Figures", ref)
                else "Actions"
            )
            book[sheet][cell_of(book, sheet, ref, heading)].value = value

    return changed(content, fill)


def headings(book: Workbook, sheet: str) -> list[str]:
    """The headings of a sheet, in order."""
    return [cell.value for cell in book[sheet][1]] if sheet in book.sheetnames else []


def row_of(book: Workbook, sheet: str, ref: str) -> int:
    """The row of a measure or an action; nought where it has none."""
    heading = "Measure ref" if sheet == "Figures" else "Action ref"
    column = headings(book, sheet).index(heading)
    rows = (cells[column].row for cells in book[sheet].iter_rows() if cells[column].value == ref)
    return next(rows, 0)


def cell_of(book: Workbook, sheet: str, ref: str, heading: str) -> str:
    """Where a cell stands, such as `M2`."""
    place = headings(book, sheet).index(heading) + 1
    return str(book[sheet].cell(row_of(book, sheet, ref), place).coordinate)


def reading(content: bytes) -> Reading:
    """The workbook as the product reads it."""
    return read_workbook(content, "return.xlsx")
