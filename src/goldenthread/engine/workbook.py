"""A sheet of a workbook as a table of text."""

import lzma
import zipfile
import zlib
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

import numpy as np
import pyarrow as pa

from goldenthread.engine.table import Table
from goldenthread.engine.workbook_burden import Burden, Declares, Limits, TooMuch, weighed
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
    lzma.LZMAError,
    RuntimeError,  # a part that needs a password
)
LARGEST = 200 * 2**20
TAKEN = Limits(cells=20_000_000, others=5_000_000, unpacked=LARGEST)
UNWORKED = "the formula has no stored result"
CALCULATE = "open the workbook in a spreadsheet, let it calculate, and save it"
BLANK_ROWS = 1000
MOST_COLUMNS = 256
"""Columns further right are not read: no layout has so many."""


def read_sheet(path: Path, sheet: str, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """The named columns of a sheet; a formula counts as the value it last had.

    A row with a formula that was never worked out is refused and left out, as one of the table's `ragged`.
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
    lines, columns, unworked = _columns(records, list(places.values()))
    data = pa.table([pa.array(column, pa.string()) for column in columns], names=list(places))
    headings = {name: header[place] for name, place in places.items()}
    ragged = tuple(Refusal(file, line, header[place], UNWORKED, CALCULATE) for line, place in unworked)
    return Table(file, data, np.array(lines, dtype=np.int64), headings, ragged)


@dataclass(frozen=True, slots=True)
class SheetText:
    """A sheet's rows that say anything, each its number and its cells as text, and its merged ranges.

    A cell is `UNWORKED` where a formula was never worked out.
    """

    name: str
    rows: Sequence[tuple[int, tuple[str | None, ...]]]
    merged: tuple[str, ...]


def read_sheets(path: Path, wanted: Container[str], limits: Limits, columns: int) -> dict[str, SheetText]:
    """Each sheet by its name in small letters, with the first columns; of sheets not wanted, the first row.

    The workbook is opened once. Raises Refused where it is no workbook, or describes more than the limits.
    """
    burden, book, formulas = _opened(path, limits)
    try:
        found = {}
        for page in book.worksheets:
            name = page.title.lower()
            rows = _said(book, formulas, page.title, columns)
            merged = burden.merged.get(_part_of(page), ())
            found[name] = SheetText(
                page.title, [*(rows if name in wanted else islice(rows, 1))], tuple(merged)
            )
        return found
    except BROKEN as error:
        raise refuse("the workbook is damaged", SAVE_AS, file=path.name) from error
    finally:
        book.close()
        if formulas is not None:
            formulas.close()


def _columns(
    records: Iterator[tuple[int, tuple[Any, ...]]], places: Sequence[int]
) -> tuple[list[int], list[list[str | None]], list[tuple[int, int]]]:
    """The lines of the rows that say anything, and the columns at those places; nothing else is kept.

    Last, the lines left out because of a formula without a result, each with the place of its first.
    """
    lines: list[int] = []
    unworked: list[tuple[int, int]] = []
    columns: list[list[str | None]] = [[] for _ in places]
    for line, cells in records:
        if not any(_text(cell) for cell in cells):
            continue
        without = next((at for at in places if at < len(cells) and cells[at] is UNKNOWN), None)
        if without is not None:
            unworked.append((line, without))
            continue
        lines.append(line)
        for column, place in zip(columns, places, strict=True):
            column.append(_text(cells[place]) if place < len(cells) else None)
    return lines, columns, unworked


def _absent(file: str, name: str, header: Sequence[str]) -> Refusal:
    found = ", ".join(cell for cell in header[:15] if cell) or "nothing"
    return Refusal(file, 1, name, f"there is no column {name}", f"add it; the columns found are {found}")


def _records(path: Path, sheet: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Each row with its number; a long stretch of blank rows ends the sheet.

    A cell with a formula that was never worked out is UNKNOWN.
    """
    _, book, formulas = _opened(path)
    try:
        if sheet not in book.sheetnames:
            do = f"name the sheet {sheet}; the sheets found are {', '.join(book.sheetnames)}"
            raise refuse(f"there is no sheet {sheet}", do, file=path.name)
        yield from _lines(book, formulas, sheet, MOST_COLUMNS)
    except BROKEN as error:
        raise refuse("the workbook is damaged", SAVE_AS, file=path.name) from error
    finally:
        book.close()
        if formulas is not None:
            formulas.close()


def _said(
    book: "Workbook", formulas: "Workbook | None", sheet: str, columns: int
) -> Iterator[tuple[int, tuple[str | None, ...]]]:
    """The rows that say anything, as text."""
    for line, cells in _lines(book, formulas, sheet, columns):
        texts = tuple(UNWORKED if cell is UNKNOWN else _text(cell) for cell in cells)
        if any(texts):
            yield line, texts


def _lines(
    book: "Workbook", formulas: "Workbook | None", sheet: str, columns: int
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    blank = 0
    for line, cells in enumerate(_rows(book, formulas, sheet, columns), start=1):
        blank = 0 if any(cell is not None for cell in cells) else blank + 1
        if blank > BLANK_ROWS:
            return
        yield line, cells


def _rows(
    book: "Workbook", formulas: "Workbook | None", sheet: str, columns: int
) -> Iterator[tuple[Any, ...]]:
    """The cells of each row: their values, and UNKNOWN where a formula has none."""
    values = book[sheet].iter_rows(values_only=True, max_col=columns)
    if formulas is None:
        yield from values
        return
    written = formulas[sheet].iter_rows(values_only=True, max_col=columns)
    for cells, said in zip(values, written, strict=True):
        yield tuple(
            UNKNOWN if cell is None and asked is not None else cell
            for cell, asked in zip(cells, said, strict=True)
        )


def _part_of(page: Any) -> str:
    """The part of the package that a sheet is read from; openpyxl says not what a read-only one merges."""
    return str(getattr(page, "_worksheet_path", "")).lstrip("/")


def _opened(path: Path, limits: Limits | None = None) -> tuple[Burden, "Workbook", "Workbook | None"]:
    """What was counted, the workbook with the values of its cells and, where it has formulas, with those."""
    # Slow to load, and most commands read no workbook.
    from openpyxl import load_workbook

    if not path.is_file():
        raise refuse("there is no such file", "give the path of a workbook", file=str(path))
    try:
        burden = weighed(path, limits or TAKEN)
        book = load_workbook(path, read_only=True, data_only=True)
        return burden, book, load_workbook(path, read_only=True) if burden.has_formulas else None
    except TooMuch as error:
        what = f"it unpacks to more than {LARGEST // 2**20} MiB, or describes millions of cells"
        raise refuse(what, "split it, or save the sheet as CSV UTF-8", file=path.name) from error
    except Declares as error:
        raise refuse("it declares entities, which no spreadsheet writes", SAVE_AS, file=path.name) from error
    except (*BROKEN, ExpatError) as error:
        raise refuse("it is not a workbook that can be read", SAVE_AS, file=path.name) from error


class _Unknown:
    """Stands for the value of a formula that was never worked out."""

    def __str__(self) -> str:
        return "a formula"


UNKNOWN = _Unknown()


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
