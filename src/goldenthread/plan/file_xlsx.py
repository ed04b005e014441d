"""A plan as a workbook: a sheet for the plan, one for its items, one for each of its lists.

Every cell is written as text. Text that begins with `=` stays text, and so does `1.10`.
"""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from goldenthread.plan.file_csv import MOST_COLUMNS, MOST_ROWS, check_header
from goldenthread.plan.row import (
    ITEM_COLUMNS,
    LENS_COLUMNS,
    SUCCESSION_COLUMNS,
    UNPLACED_COLUMNS,
    Entry,
    PlanEntries,
    Words,
    item_words,
    join_list,
    other_words,
    plan_words,
)
from goldenthread.rules.plan import PlanDocument
from goldenthread.rules.refusal import Refusal, Refused, refuse

LARGEST_UNPACKED = 100 * 1024 * 1024
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
)
LONGEST_CELL = 32_767
"""Characters; more than this Excel cuts off."""

_LISTS = {
    "Succession": ("succession", SUCCESSION_COLUMNS),
    "Lenses": ("lenses", LENS_COLUMNS),
    "Unplaced": ("unplaced", UNPLACED_COLUMNS),
}
_REQUIRED = ("Plan", "Items")


def entries_of_workbook(data: bytes, name: str) -> PlanEntries:
    """What a workbook says. Raises Refused: no workbook, a sheet missing, formulas, too large unpacked."""
    _check_archive(data, name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        sheets = {title: list(_rows(book[title])) for title in book.sheetnames if title in _known()}
    except Exception as error:  # openpyxl lets many kinds through, KeyError and ValueError among them
        do = "open it in a spreadsheet program and save it as .xlsx again"
        raise refuse("the workbook cannot be read", do, file=name) from error
    missing = [title for title in _REQUIRED if title not in sheets]
    if missing:
        do = f"add it; a plan's workbook has {' and '.join(_REQUIRED)}"
        raise Refused([Refusal(name, None, None, f"the sheet {title} is missing", do) for title in missing])
    lists = {key: _entries(sheets.get(title, []), f"{name}[{title}]") for title, (key, _) in _LISTS.items()}
    items_name = f"{name}[Items]"
    check_header([str(value).strip() for _, value in _first(sheets["Items"])], items_name, 1)
    items = _entries(sheets["Items"], items_name)
    return PlanEntries(items_name, items, _plan_entry(sheets["Plan"], f"{name}[Plan]"), **lists)


def _known() -> tuple[str, ...]:
    return (*_REQUIRED, *_LISTS)


def _check_archive(data: bytes, name: str) -> None:
    do = "save it as .xlsx, without a password"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            too_large = unpacked > LARGEST_UNPACKED
            declares = not too_large and any(_declares(archive, member) for member in archive.infolist())
    except UNREADABLE as error:
        raise refuse("this is not an .xlsx workbook", do, file=name) from error
    if too_large or declares:
        what = (
            "the workbook unpacks to far more than a plan" if too_large else "the workbook declares entities"
        )
        raise refuse(what, "copy the plan into a new workbook", file=name)


def _declares(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a part declares its own entities, which a spreadsheet program never does."""
    if not member.filename.endswith((".xml", ".rels")):
        return False
    with archive.open(member) as part:
        return any(b"<!DOCTYPE" in line for line in part)


Cell = tuple[str, object]
"""The kind of a cell as openpyxl names it (`f` is a formula), and its value."""


def _rows(sheet: Any) -> Iterator[list[Cell]]:
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
        yield [(cell.data_type, cell.value if cell.value is not None else "") for cell in row]


def _first(rows: list[list[Cell]]) -> list[Cell]:
    return rows[0] if rows else []


def _entries(rows: list[list[Cell]], name: str) -> tuple[Entry, ...]:
    header = [str(value).strip() for _, value in _first(rows)]
    return tuple(
        Entry(name, number, dict(_named(header, row, name, number)))
        for number, row in enumerate(rows[1:], start=2)
        if any(value != "" for _, value in row)
    )


def _named(header: list[str], row: list[Cell], name: str, number: int) -> Iterator[tuple[str, Words]]:
    for place, cell in enumerate(row):
        column = header[place] if place < len(header) else ""
        text = _cell_text(cell, name, number, column or get_column_letter(place + 1))
        if column or text:
            yield column or get_column_letter(place + 1), text


def _plan_entry(rows: list[list[Cell]], name: str) -> Entry:
    """The sheet of the plan itself: a key and its value in each row below the header."""
    words: dict[str, Words] = {}
    for number, row in enumerate(rows[1:], start=2):
        key, value = (_cell_text(cell, name, number, "value") for cell in (row + [("s", "")] * 2)[:2])
        if key in words:
            raise refuse("the key stands twice", "keep one of the two", file=name, row=number, column=key)
        if key or value:
            words[key] = value
    return Entry(name, None, words)


def _cell_text(cell: Cell, name: str, row: int, column: str) -> str:
    kind, value = cell
    if kind == "f":
        what = "there is a formula"
        raise refuse(what, "put the text itself in its place", file=name, row=row, column=column)
    if kind == "e":
        raise refuse(
            f"there is an error ({value})", "put text in its place", file=name, row=row, column=column
        )
    if isinstance(value, float) and column in ("ref", "parent") and not value.is_integer():
        what = f"{value} is a number, which could have been written {value}0"
        raise refuse(what, "format the column as text and type it again", file=name, row=row, column=column)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def plan_as_workbook(plan: PlanDocument) -> bytes:
    """The whole plan as a workbook. Raises Refused where a text is longer than a cell can hold."""
    book = openpyxl.Workbook()
    book.remove(book.active) if book.active is not None else None
    _add_sheet(book, "Plan", ("key", "value"), ((key, words) for key, words in plan_words(plan).items()))
    _add_sheet(book, "Items", ITEM_COLUMNS, (tuple(item_words(item).values()) for item in plan.items))
    others = other_words(plan)
    for title, (key, columns) in _LISTS.items():
        if others[key] or title != "Unplaced":
            _add_sheet(book, title, columns, (tuple(row.values()) for row in others[key]))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_WIDTHS = {"title": 60, "description": 60, "text": 60, "value": 60, "source": 30, "key": 18}


def _add_sheet(
    book: openpyxl.Workbook, title: str, columns: tuple[str, ...], rows: Iterable[tuple[Words, ...]]
) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        _put(sheet, title, 1, place, column).font = Font(bold=True)
        across = sheet.column_dimensions[get_column_letter(place)]
        across.width = _WIDTHS.get(column, 14)
        across.number_format = "@"  # what a person types in later stays text too
    for number, row in enumerate(rows, start=2):
        for place, words in enumerate(row, start=1):
            text = words if isinstance(words, str) else join_list(words)
            if text:
                _put(sheet, title, number, place, text)


def _put(sheet: Any, title: str, row: int, place: int, text: str) -> Any:
    if len(text) > LONGEST_CELL:
        what = f"the text has {len(text)} characters; a cell of a workbook holds {LONGEST_CELL}"
        raise refuse(what, "shorten it, or write YAML", file=title, row=row, column=get_column_letter(place))
    cell = sheet.cell(row, place)
    cell.value = text
    cell.data_type = "s"  # openpyxl would take text that begins with = for a formula
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell
