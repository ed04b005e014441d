"""The Excel workbook: one tidy sheet for each table, with a cover, the contents, the notes and the facts.

Laid out as the Government Analysis Function asks (see `sheets.sheet`). There are no formulas: words that
begin with = + - or @ stay words.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from goldenthread.publish.document import Document
from goldenthread.publish.writers.number import Shape
from goldenthread.publish.writers.sheets.sheet import Entry, Sheet
from goldenthread.publish.writers.sheets.workbook import workbook
from goldenthread.publish.writers.text import moment_of, single_line, tag_of, xml
from goldenthread.publish.writers.zipped import rezipped
from goldenthread.rules.refusal import refuse

MOST_LETTERS: Final = 32_767
"""How many UTF-16 units a cell of Excel holds."""

MOST_ROWS: Final = 1_048_576
"""How many rows a sheet of Excel has."""

_FONT: Final = {"font_name": "Arial", "font_size": 12}
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_row_height": 21,
}


def write(document: Document) -> bytes:
    """The workbook. Raises Refused for a table that has more rows than a sheet."""
    written = BytesIO()
    # The library writes into the font that it is given, so each workbook has its own.
    options = _OPTIONS | {"default_format_properties": dict(_FONT)}
    with override(document.language), xlsxwriter.Workbook(written, options) as book:
        book.set_properties(
            {
                "title": single_line(document.title)[:255],
                "author": single_line(document.body)[:255],
                "subject": single_line(document.subtitle)[:255],
                "created": moment_of(document).replace(tzinfo=None),
            }
        )
        formats = _Formats(book)
        for number, sheet in enumerate(workbook(document), 1):
            _write_sheet(book.add_worksheet(sheet.name), sheet, formats, number)
    # The library has no word for the language of a workbook.
    language = f"<dc:language>{xml(tag_of(document.language))}</dc:language></cp:coreProperties>"
    return rezipped(
        written.getvalue(),
        {"docProps/core.xml": _ended(b"</cp:coreProperties>", language.encode())},
    )


def _ended(was: bytes, now: bytes) -> Callable[[bytes], bytes]:
    return lambda part: part.replace(was, now)


class _Formats:
    """How cells look; a number's format is made once for each way of showing one."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[Shape, Any] = {}
        self.title = self._made(bold=True, font_size=16)
        self.heading = self._made(bold=True, font_size=14)
        self.line = self._made()
        self.words = self._made(text_wrap=True)
        self.link = self._made(font_color="#00557f", underline=1)
        self.column = self._made(bold=True, text_wrap=True, bottom=1)
        self.numeric_column = self._made(bold=True, text_wrap=True, bottom=1, align="right")
        self.right = self._made(text_wrap=True, align="right")

    def number(self, shape: Shape) -> Any:
        if shape not in self._numbers:
            self._numbers[shape] = self._made(num_format=number_format(shape), align="right")
        return self._numbers[shape]

    def _made(self, **look: object) -> Any:
        return self._book.add_format({"valign": "top"} | _FONT | look)


def number_format(shape: Shape) -> str:
    """The format in Excel's own notation: a percentage to one decimal is `0.0"%"`."""
    digits = ("#,##0" if shape.is_grouped else "0") + ("." + "0" * shape.decimals if shape.decimals else "")
    quoted = (f'"{words}"' if words else "" for words in (shape.before, shape.after))
    return digits.join(quoted)


def _write_sheet(page: Any, sheet: Sheet, formats: _Formats, number: int) -> None:
    if sheet.top + len(sheet.rows) + 1 > MOST_ROWS:
        raise refuse(
            f"the table has {len(sheet.rows)} rows and a sheet of Excel holds {MOST_ROWS}",
            "publish the table as a file of data alone",
            file=sheet.name,
        )
    page.hide_gridlines(2)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    _write_words(page, 0, 0, sheet.title, formats.title)
    for row, line in enumerate(sheet.lines, 1):
        look = formats.heading if line.is_heading else formats.line
        _write_entry(page, row, 0, Entry(line.text, sheet=line.sheet), look, formats)
    if sheet.headings:
        _write_table(page, sheet, formats, number)


def _write_table(page: Any, sheet: Sheet, formats: _Formats, number: int) -> None:
    """The headings and the rows, marked as a table where there are rows: a table of none cannot be."""
    top, looks = (
        sheet.top,
        [formats.right if at in sheet.numeric else formats.words for at in _columns(sheet)],
    )
    heads = [formats.numeric_column if at in sheet.numeric else formats.column for at in _columns(sheet)]
    if sheet.rows:
        page.add_table(
            top,
            0,
            top + len(sheet.rows),
            len(sheet.headings) - 1,
            {
                "name": f"Table{number}",
                "style": None,
                "autofilter": False,
                "first_column": True,
                "columns": [
                    {"header": heading, "header_format": look}
                    for heading, look in zip(sheet.headings, heads, strict=True)
                ],
            },
        )
    for column, (heading, look) in enumerate(zip(sheet.headings, heads, strict=True)):
        page.write_string(top, column, heading, look)
    page.repeat_rows(top)
    for row, entries in enumerate(sheet.rows, top + 1):
        for column, entry in enumerate(entries):
            _write_entry(page, row, column, entry, looks[column], formats)


def _columns(sheet: Sheet) -> range:
    return range(len(sheet.headings))


def _write_entry(page: Any, row: int, column: int, entry: Entry, look: Any, formats: _Formats) -> None:
    if entry.number is not None and entry.shape is not None:
        page.write_number(row, column, entry.number, formats.number(entry.shape))
    elif entry.sheet:
        quoted = entry.sheet.replace("'", "''")
        page.write_url(row, column, f"internal:'{quoted}'!A1", formats.link, entry.text)
    elif entry.text:
        _write_words(page, row, column, entry.text, look)


def _write_words(page: Any, row: int, column: int, text: str, look: Any) -> None:
    page.write_string(row, column, fitting(text), look)


def fitting(text: str) -> str:
    """The text, or as much of it as a cell holds with words that say it is cut, never cut without a word."""
    if len(text) * 2 <= MOST_LETTERS or _units(text) <= MOST_LETTERS:
        return text
    said = " " + _("[Cut here: a cell of Excel holds no more. The other forms have all of it.]")
    room = MOST_LETTERS - _units(said)
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + said


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
