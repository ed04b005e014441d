"""The items of a plan as CSV."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from goldenthread.plan.row import ITEM_COLUMNS, Entry, PlanEntries, Words, item_words, join_list
from goldenthread.rules.plan import PlanDocument
from goldenthread.rules.refusal import Refusal, Refused, refuse

REQUIRED = ("ref", "parent", "kind", "title")
MOST_ROWS = 20_000
MOST_COLUMNS = 100


def entries_of_csv(data: bytes, name: str) -> PlanEntries:
    """The rows of a CSV file (UTF-8, a header row, columns by name in any order). Raises Refused."""
    text = decoded(data, name)
    if "\x00" in text:
        raise refuse("this is not a text file", "save it as CSV UTF-8", file=name)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(rows, [])]
        check_header(header, name, 1)
        items = tuple(_entries(rows, header, name))
    except csv.Error as error:
        do = "check the quotation marks, or save it as CSV UTF-8 again"
        raise refuse(f"the row cannot be read ({error})", do, file=name, row=rows.line_num) from error
    plan = Entry(name, None, {"ref": Path(name).stem, "title": Path(name).stem})
    return PlanEntries(name, items, plan)


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, a byte-order mark tolerated. Raises Refused with the row that is not."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        what = "the text is not UTF-8"
        raise refuse(what, "save the file as UTF-8", file=name, row=row) from error


def check_header(header: list[str], name: str, row: int) -> None:
    """Raise Refused where a column of the items is missing or named twice."""
    if len(header) > MOST_COLUMNS:
        what, do = f"there are {len(header):,} columns", "keep only the columns of a plan"
        raise refuse(what, do, file=name, row=row)
    faults = [
        Refusal(name, row, column, "the column is missing", "add it to the header row")
        for column in REQUIRED
        if column not in header
    ]
    for place, column in enumerate(header):
        if column and column in header[:place]:
            faults.append(Refusal(name, row, column, "the column stands twice", "keep one of the two"))
    if faults:
        raise Refused(faults)


def _entries(rows: Iterator[list[str]], header: list[str], name: str) -> Iterator[Entry]:
    """One entry for each row; `row` is where the row begins."""
    begins = getattr(rows, "line_num", 1) + 1
    for cells in rows:
        row, begins = begins, getattr(rows, "line_num", begins) + 1
        if not any(cells):
            continue
        if len(cells) != len(header):
            what = f"there are {len(cells)} cells under {len(header)} headings"
            raise refuse(what, "put text with commas in quotation marks", file=name, row=row)
        named: dict[str, Words] = {
            column: _unguarded(cell) for column, cell in zip(header, cells, strict=True) if column or cell
        }
        if row > MOST_ROWS:
            what = f"there are more than {MOST_ROWS:,} rows"
            raise refuse(what, "check that it is a plan, or split it", file=name, row=row)
        yield Entry(name, row, named)


# What a spreadsheet would run as a formula gets an apostrophe before it, which reading takes off again. Text
# that had such an apostrophe of its own gets one more, so that nothing is lost.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def items_as_csv(plan: PlanDocument) -> bytes:
    """The plan's items, all columns, in the plan's order; no spreadsheet runs any of it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(ITEM_COLUMNS)
    for item in plan.items:
        writer.writerow(
            _guarded(words if isinstance(words, str) else join_list(words))
            for words in item_words(item).values()
        )
    return out.getvalue().encode()
