"""A sheet of an Excel workbook (.xlsx) row by row as text, like `workbook_ods` reads one of .ods."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from goldenthread.engine.workbook import BROKEN, SAVE_AS, TAKEN
from goldenthread.engine.workbook_burden import Declares, TooMuch, weighed
from goldenthread.engine.workbook_ods import MOST_COLUMNS, Row, read_ods_sheet
from goldenthread.rules.refusal import refuse

ENDINGS = (".ods", ".xlsx")


def read_named_sheet(path: Path, named: str) -> tuple[str, list[Row]]:
    """The first sheet whose name has the pattern in it, of either kind of workbook; its name and its rows.

    Raises Refused where the file is no workbook that can be read, or has no such sheet.
    """
    if path.suffix.lower() not in ENDINGS:
        what = "its name does not end in .ods or .xlsx"
        raise refuse(what, "give the workbook as published", file=path.name)
    return read_xlsx_sheet(path, named) if path.suffix.lower() == ".xlsx" else read_ods_sheet(path, named)


def read_xlsx_sheet(path: Path, named: str) -> tuple[str, list[Row]]:
    """The sheet of an Excel workbook: its name, and its rows that say anything by line; Refused as above."""
    # Slow to load, and most commands read no workbook.
    from openpyxl import load_workbook

    if not path.is_file():
        raise refuse("there is no such file", "give the path of a workbook", file=str(path))
    try:
        weighed(path, TAKEN)
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = next((name for name in book.sheetnames if re.search(named, name)), None)
            names = ", ".join(book.sheetnames)
            rows = [] if sheet is None else _rows(book[sheet])
        finally:
            book.close()
    except (TooMuch, Declares) as error:
        what = "it unpacks to more than is read, or declares what no spreadsheet writes"
        raise refuse(what, SAVE_AS, file=path.name) from error
    except (*BROKEN, ExpatError) as error:
        raise refuse("it is not a workbook that can be read", SAVE_AS, file=path.name) from error
    if sheet is None:
        what = f"no sheet has {named} in its name"
        raise refuse(what, f"give the workbook as published; the sheets found are {names}", file=path.name)
    return sheet, rows


def _rows(sheet: Any) -> list[Row]:
    found = []
    for line, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
        texts = [_text(cell) for cell in cells]
        while texts and texts[-1] is None:
            texts.pop()
        if texts:
            found.append((line, texts))
    return found


def _text(cell: Any) -> str | None:
    """A cell as text. A figure is stored as a binary fraction; to 15 digits it is what was typed."""
    if isinstance(cell, float):
        return f"{Decimal(f'{cell:.15g}'):f}"
    return None if cell is None else str(cell).strip() or None
