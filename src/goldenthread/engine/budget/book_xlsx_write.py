"""A budget book written as a workbook: a front sheet that explains, the book, and what the plan comes to."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from goldenthread.engine.budget.book_checks import check_rows
from goldenthread.engine.budget.book_layout import ABOUT, CHECKS, FRONT, SHEETS, Column
from goldenthread.engine.budget.book_rows import NO_SERVICES, Cell, SheetRows, about_rows, sheets_of
from goldenthread.rules.budget import Book

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

EXACT_IN_A_CELL: Final = 15
"""A spreadsheet keeps so many digits; a number of more is written as text."""

ROOM: Final = 200
"""Lists of codes reach so many rows below the last, for rows to come."""

WIDTHS: Final = {"title": 40, "note": 40, "evidence": 40, "why": 40, "basis": 30, "exposures": 30, "ref": 24}
READ_ME: Final = (
    "This workbook is a budget book. Fill in its sheets, then bring it in.",
    "Each sheet has its headings in row 1. Rows may stand in any order; columns too.",
    "Amounts are plain numbers: 1200000, not £1.2m. About says whether they count pounds or thousands.",
    "Years are written as 2021/22. Shares and rates are written as 0.02 or 2%.",
    "A formula counts as the value that it last had.",
    "A row whose first cell begins with # and a space is a remark, and is not read.",
    f"{FRONT} and {CHECKS} are for you to read; what you write there is not read.",
)


def write_book_xlsx(book: Book, services: Mapping[str, str] = NO_SERVICES) -> bytes:
    """The book as a workbook that `read_book` reads back as the same book.

    `services` is the titles of the council's services by ref, which are written beside it.
    """
    return _written(book, services, {}, check_rows(book))


def write_template_xlsx(
    book: Book, services: Mapping[str, str], examples: Mapping[str, Sequence[Cell]]
) -> bytes:
    """An empty book to fill in; `examples` is one row by sheet, which is marked and never read."""
    return _written(book, services, examples, ())


def _written(
    book: Book,
    services: Mapping[str, str],
    examples: Mapping[str, Sequence[Cell]],
    checks: Iterable[Sequence[Cell]],
) -> bytes:
    import xlsxwriter  # slow to load, and few commands write a workbook

    written = BytesIO()
    # What a line is called is text, even where it begins as a formula or an address does.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as workbook:
        workbook.set_properties({"title": book.title})
        formats = _Formats(workbook)
        _front(workbook.add_worksheet(FRONT), formats)
        _about(workbook.add_worksheet(ABOUT.name), book, formats)
        for part in sheets_of(book, services):
            page = workbook.add_worksheet(part.sheet.name)
            _sheet(page, part, examples.get(part.sheet.name), formats)
        _checks(workbook.add_worksheet(CHECKS), checks, formats)
    return written.getvalue()


class _Formats:
    """How cells look, by what they hold."""

    def __init__(self, book: "Workbook") -> None:
        self.heading: Format = book.add_format({"bold": True, "bottom": 2, "bg_color": "#f3f2f1"})
        self.bold: Format = book.add_format({"bold": True})
        self.wrapped: Format = book.add_format({"text_wrap": True, "valign": "top"})
        # Marked as text for good: a spreadsheet would make a day of 2011/12, and a number of a ref.
        self.text: Format = book.add_format({"num_format": "@"})
        self.amount: Format = book.add_format({"num_format": "#,##0.00"})
        self.share: Format = book.add_format({"num_format": "0.00####"})
        self.general: Format = book.add_format({})

    def of(self, holds: str) -> "Format":
        """The format of a column that holds that."""
        if holds in ("amount", "charge"):
            return self.amount
        return {"share": self.share, "number": self.general}.get(holds, self.text)


def _front(page: "Worksheet", formats: _Formats) -> None:
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 18)
    page.set_column(2, 2, 90, formats.wrapped)
    row = 0
    for row, line in enumerate(READ_ME):
        page.write_string(row, 0, line, formats.bold if row == 0 else None)
    row += 2
    for at, heading in enumerate(("Sheet", "Column", "What it says")):
        page.write_string(row, at, heading, formats.heading)
    for sheet in SHEETS:
        row += 1
        page.write_string(row, 0, sheet.name, formats.bold)
        page.write_string(row, 2, sheet.about, formats.wrapped)
        for column in sheet.columns:
            row += 1
            page.write_string(row, 1, column.name)
            page.write_string(row, 2, said_of(column), formats.wrapped)


def said_of(column: Column) -> str:
    """What a column is for, with the codes that it takes."""
    codes = f" One of {', '.join(column.codes)}." if column.codes else ""
    return f"{column.about}.{codes}{'' if column.needed else ' May be empty.'}"


def _about(page: "Worksheet", book: Book, formats: _Formats) -> None:
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 50)
    page.set_column(2, 2, 70)
    for at, heading in enumerate(("name", "value", "what it says")):
        page.write_string(0, at, heading, formats.heading)
    for row, (column, cell) in enumerate(about_rows(book), start=1):
        page.write_string(row, 0, column.name, formats.bold)
        _write(page, row, 1, cell, formats.of(column.holds))
        page.write_string(row, 2, said_of(column))
        _choices(page, row, row, 1, column)
    page.freeze_panes(1, 0)


def _sheet(page: "Worksheet", part: SheetRows, example: Sequence[Cell] | None, formats: _Formats) -> None:
    kinds = [column.holds for column in part.sheet.written] + ["amount"] * len(part.years)
    columns = [formats.of(kind) for kind in kinds]
    for at, heading in enumerate(part.headings):
        page.set_column(at, at, WIDTHS.get(heading, 16), columns[at])
        page.write_string(0, at, heading, formats.heading)
    page.freeze_panes(1, 1)
    rows = [example, *part.rows] if example else part.rows
    for row, cells in enumerate(rows, start=1):
        for at, cell in enumerate(cells):
            _write(page, row, at, cell, columns[at])
    for at, column in enumerate(part.sheet.written):
        _choices(page, 1, len(rows) + ROOM, at, column)


def _choices(page: "Worksheet", first: int, last: int, at: int, column: Column) -> None:
    """The list that a spreadsheet offers for a code, and for yes or no."""
    codes = list(column.codes) or (["yes", "no"] if column.holds == "yes" else [])
    if codes:
        page.data_validation(first, at, last, at, {"validate": "list", "source": codes})


def _write(page: "Worksheet", row: int, at: int, cell: Cell, form: "Format | None") -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        page.write_string(row, at, "yes" if cell else "no", form)
    elif isinstance(cell, str):
        page.write_string(row, at, cell, form)
    elif len(cell.as_tuple().digits) > EXACT_IN_A_CELL:
        page.write_string(row, at, f"{cell:f}", form)
    else:
        page.write_number(row, at, cell, form)


def _checks(page: "Worksheet", rows: Iterable[Sequence[Cell]], formats: _Formats) -> None:
    page.set_column(0, 0, 46)
    page.set_column(1, 30, 20)
    said: list[Any] = list(rows) or [("Bring the book in to see what the plan comes to.",)]
    for row, cells in enumerate(said):
        for at, cell in enumerate(cells):
            form = formats.amount if isinstance(cell, Decimal) else (formats.bold if at == 0 else None)
            _write(page, row, at, cell, form)
