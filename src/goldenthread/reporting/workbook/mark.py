"""The person's own workbook with every wrong cell marked: filled, with a comment, and listed with a link.

Everything else in it stays as it was. Marks of an earlier time are taken away first.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from openpyxl.utils import coordinate_to_tuple, get_column_letter

from goldenthread.engine.workbook import BROKEN, SAVE_AS
from goldenthread.reporting.workbook.cell_finding import CellFinding
from goldenthread.reporting.workbook.column import SHEETS, TO_CORRECT
from goldenthread.rules.refusal import refuse

if TYPE_CHECKING:
    from openpyxl import Workbook

AUTHOR: Final = "Golden Thread"
OPENING: Final = "To correct: "
RED: Final = "FFF6D7D2"
WIDTHS: Final = (16, 40, 22, 60, 60)
HEADINGS: Final = ("Where", "Which row", "Column", "What is wrong", "What to do")


def marked_workbook(content: bytes, errors: Sequence[CellFinding], name: str = "") -> bytes:
    """The workbook with these cells marked. Raises Refused where it cannot be opened."""
    from openpyxl import load_workbook  # slow to load, and few pages read a workbook

    try:
        book = load_workbook(BytesIO(content), rich_text=True)
        _clear(book)
        _mark(book, errors)
        _list(book, errors)
        written = BytesIO()
        book.save(written)
    except BROKEN as error:
        raise refuse("the workbook cannot be marked", SAVE_AS, file=name) from error
    return written.getvalue()


def _clear(book: "Workbook") -> None:
    """Take away the marks of an earlier time."""
    from openpyxl.styles import PatternFill

    if TO_CORRECT in book.sheetnames:
        del book[TO_CORRECT]
    for sheet in set(SHEETS).intersection(book.sheetnames):
        # Only the cells that there are: asking for rows would make every one up to the furthest.
        for cell in list(book[sheet]._cells.values()):
            if cell.comment is not None and cell.comment.text.startswith(OPENING):
                cell.comment, cell.fill = None, PatternFill()


def _mark(book: "Workbook", errors: Iterable[CellFinding]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    fill = PatternFill("solid", fgColor=RED)
    for (sheet, place), found in _by_cell(errors).items():
        cell = book[sheet][place]
        words = "\n".join(f"{each.finding.what}. {each.finding.do}." for each in found)
        cell.comment = Comment(f"{OPENING}{words}", AUTHOR, height=120, width=300)
        cell.fill = fill
        # A wrong key is no use marked where nobody sees it.
        _show(book[sheet], get_column_letter(cell.column))


def _show(page: Any, letter: str) -> None:
    """Show a hidden column; a file may keep a run of columns under the first of them."""
    at = coordinate_to_tuple(f"{letter}1")[1]
    for kept in page.column_dimensions.values():
        if kept.hidden and (kept.min or 0) <= at <= (kept.max or 0):
            kept.hidden = False


def _by_cell(errors: Iterable[CellFinding]) -> dict[tuple[str, str], list[CellFinding]]:
    found: dict[tuple[str, str], list[CellFinding]] = {}
    for each in errors:
        found.setdefault((each.sheet, each.cell), []).append(each)
    return found


def _list(book: "Workbook", errors: Sequence[CellFinding]) -> None:
    """The sheet that lists them all, each with a link to its cell; the workbook opens on it."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    page = book.create_sheet(TO_CORRECT, 1)
    for at, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), start=1):
        page.cell(1, at, heading).font = Font(bold=True)
        page.column_dimensions[get_column_letter(at)].width = width
    wrapped = Alignment(wrap_text=True, vertical="top")
    for row, each in enumerate(errors, start=2):
        heading = _heading(each)
        said = (each.place, each.title, heading, each.finding.what, each.finding.do)
        for at, text in enumerate(said, start=1):
            cell = page.cell(row, at)
            # Text, even where somebody's own words begin as a formula does.
            cell.value, cell.data_type, cell.alignment = text, "s", wrapped
        link = page.cell(row, 1)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{each.sheet}'!{each.cell}")
        link.font = Font(underline="single", color="FF1D70B8")
    page.freeze_panes = "A2"
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = False
    book.active = book.index(page)


def _heading(each: CellFinding) -> str:
    names = {column.name: column.heading for column in SHEETS[each.sheet]}
    return names.get(each.finding.column, "")
