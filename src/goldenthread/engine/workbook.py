"""A sheet of a workbook as a table of text."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from goldenthread.engine.table import Table
from goldenthread.rules.refusal import Refusal, Refused, refuse

if TYPE_CHECKING:
    from openpyxl import Workbook

SAVE_AS = "save it as an Excel workbook (.xlsx) without a password"
# What openpyxl, and the zip and XML readers under it, are known to raise on a damaged file.
BROKEN = (
    OSError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    NotImplementedError,
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
)
LARGEST = 200 * 2**20
BLANK_ROWS = 1000
MOST_COLUMNS = 256
"""Columns further right are not read: no layout has so many."""


def read_sheet(path: Path, sheet: str, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """The named columns of a sheet; a formula counts as the value it last had.

    Raises Refused where the file is no workbook, or the sheet or a required column is missing.
    """
    records = _records(path, sheet)
    file = f"{path.name}[{sheet}]"
    _, first = next(records, (1, ()))
    header = [str(cell).strip() if cell is not None else "" for cell in first]
    found = [cell.lower() for cell in header]
    places = {name: found.index(name.lower()) for name in (*required, *optional) if name.lower() in found}
    refusals = [_absent(file, name, header) for name in required if name not in places]
    refusals += [
        Refusal(file, 1, name, f"{found.count(name.lower())} columns are headed {name}", "keep one of them")
        for name in places
        if found.count(name.lower()) > 1
    ]
    if refusals:
        raise Refused(refusals)
    lines, columns = _columns(records, list(places.values()))
    data = pa.table([pa.array(column, pa.string()) for column in columns], names=list(places))
    headings = {name: header[place] for name, place in places.items()}
    return Table(file, data, np.array(lines, dtype=np.int64), headings)


def _columns(
    records: Iterator[tuple[int, tuple[Any, ...]]], places: Sequence[int]
) -> tuple[list[int], list[list[str | None]]]:
    """The lines of the rows that say anything, and the columns at those places; nothing else is kept."""
    lines: list[int] = []
    columns: list[list[str | None]] = [[] for _ in places]
    for line, cells in records:
        if not any(_text(cell) for cell in cells):
            continue
        lines.append(line)
        for column, place in zip(columns, places, strict=True):
            column.append(_text(cells[place]) if place < len(cells) else None)
    return lines, columns


def _absent(file: str, name: str, header: Sequence[str]) -> Refusal:
    found = ", ".join(cell for cell in header[:15] if cell) or "nothing"
    return Refusal(file, 1, name, f"there is no column {name}", f"add it; the columns found are {found}")


def _records(path: Path, sheet: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Each row with its number; a long stretch of blank rows ends the sheet."""
    book = _opened(path)
    try:
        if sheet not in book.sheetnames:
            do = f"name the sheet {sheet}; the sheets found are {', '.join(book.sheetnames)}"
            raise refuse(f"there is no sheet {sheet}", do, file=path.name)
        blank = 0
        for line, cells in enumerate(book[sheet].iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
            blank = 0 if any(cell is not None for cell in cells) else blank + 1
            if blank > BLANK_ROWS:
                return
            yield line, cells
    except BROKEN as error:
        raise refuse("the workbook is damaged", SAVE_AS, file=path.name) from error
    finally:
        book.close()


def _opened(path: Path) -> "Workbook":
    # Slow to load, and most commands read no workbook.
    from openpyxl import load_workbook

    if not path.is_file():
        raise refuse("there is no such file", "give the path of a workbook", file=str(path))
    try:
        with zipfile.ZipFile(path) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > LARGEST:
            what = f"it unpacks to more than {LARGEST // 2**20} MiB"
            raise refuse(what, "split it, or save the sheet as CSV UTF-8", file=path.name)
        return load_workbook(path, read_only=True, data_only=True)
    except BROKEN as error:
        raise refuse("it is not a workbook that can be read", SAVE_AS, file=path.name) from error


def _text(cell: Any) -> str | None:
    """A cell as text. A figure is stored as a binary fraction; to 15 digits it is what was typed."""
    if cell is None:
        return None
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{Decimal(f'{cell:.15g}'):f}"
    return str(cell).strip() or None
