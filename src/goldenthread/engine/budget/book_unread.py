"""What of a workbook would go unread: cells under no heading, merged cells, and sheets that no book has."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from goldenthread.engine.budget.book_layout import CHECKS, FRONT, LISTS, SHEETS
from goldenthread.engine.workbook import SheetText
from goldenthread.rules.refusal import Refusal

REMARK: Final = "# "
"""A row that begins so is a remark, and is not read."""

_NAMES: Final = {sheet.name.lower(): sheet.name for sheet in SHEETS}
_FOR_THE_READER: Final = (FRONT.lower(), CHECKS.lower(), LISTS.lower())
_COPY: Final = re.compile(r"[\s_-]*(\(?\d+\)?|\bcopy\b|\bof\b|\bnew\b|\bold\b)[\s_-]*", re.IGNORECASE)


def unread_cells(file: str, sheet: SheetText, is_about: bool) -> Iterator[Refusal]:
    """Values that stand under no heading, and cells of which all but the first are hidden by a merge.

    On About, names stand in the first column and what they are in the second; the third explains.
    """
    heads = ("name", "value", "what") if is_about else sheet.rows[0][1] if sheet.rows else ()
    rows = [row for row in (sheet.rows if is_about else sheet.rows[1:]) if not _is_remark(row[1])]
    for line, cells in rows:
        for at, cell in enumerate(cells):
            if cell and not (at < len(heads) and heads[at]):
                column = column_letter(at)
                what = f"'{cell[:60]}' stands under no heading, and would not be read"
                yield Refusal(file, line, column, what, "give the column its heading, or clear the cell")
        if is_about and len(cells) > 1 and cells[1] and not cells[0]:
            yield Refusal(
                file, line, "name", f"'{cells[1][:60]}' has no name", "say in the first column what it is"
            )
    yield from _merged(file, sheet, {line for line, _ in rows})


def _merged(file: str, sheet: SheetText, lines: set[int]) -> Iterator[Refusal]:
    for cells in sheet.merged:
        found = re.fullmatch(r"([A-Z]+)(\d+):[A-Z]+(\d+)", cells)
        first, last = (int(found[2]), int(found[3])) if found else (0, 0)
        line = next((line for line in range(first, last + 1) if line in lines), None) if found else None
        if found and line is not None:
            what = f"{cells} are merged: only the first of the cells holds anything"
            yield Refusal(file, line, found[1], what, "unmerge them, and write what each cell holds")


def unread_sheets(
    file: str, held: Mapping[str, SheetText]
) -> tuple[tuple[Refusal, ...], tuple[Refusal, ...]]:
    """Sheets with something in them that no book has: those whose names are like a book's, and the others."""
    wrong, others = [], []
    for name, sheet in held.items():
        if name in _NAMES or name in _FOR_THE_READER or not sheet.rows:
            continue
        place, what = f"{file}[{sheet.name}]", f"the sheet {sheet.name} would not be read"
        close = get_close_matches(_COPY.sub("", name) or name, _NAMES, 1, 0.75)
        if close:
            right = _NAMES[close[0]]
            do = f"put its rows into the sheet {right}" if close[0] in held else f"call it {right}"
            do = f"{do}, or give it a name that is not like it"
            wrong.append(Refusal(place, None, None, what, do))
        else:
            what = "no book has such a sheet, and it is not read"
            others.append(
                Refusal(place, None, None, what, "leave it, or put what counts into a sheet of the book")
            )
    return tuple(wrong), tuple(others)


def column_letter(at: int) -> str:
    """The column at a position as a spreadsheet names it: 0 is A, 26 is AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _is_remark(cells: tuple[str | None, ...]) -> bool:
    return bool(cells) and (cells[0] or "").startswith(REMARK)
