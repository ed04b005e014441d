"""The Excel return: instructions, one sheet of figures and one of actions, ready to be filled in offline.

What is to be filled in is unlocked; everything else is locked, without a password. Text is written as text,
so that no words run as a formula, not even once someone has edited them.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from goldenthread.reporting.workbook.column import (
    CHOICE,
    CONTEXT,
    COVER,
    DAY,
    ENTRY,
    FIGURES,
    KEY,
    LISTS,
    MARK,
    NUMBER,
    SHEETS,
    Column,
)
from goldenthread.reporting.workbook.cover import cover_lines
from goldenthread.reporting.workbook.entry import day_of
from goldenthread.reporting.workbook.held import Held, Line, mark_of
from goldenthread.reporting.workbook.text import number_for_cell
from goldenthread.rules.observation import STATUSES
from goldenthread.rules.quarter import QuarterPolicy

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

RUN_AS_FORMULA: Final = ("=", "+", "-", "@", "\t")
ROOM: Final = 2
"""Validation reaches this many rows below the last, so that an empty sheet has it too."""
_HIDDEN: Final = (KEY, MARK)


def write_workbook(held: Held, policy: QuarterPolicy, now: datetime) -> bytes:
    """The workbook of everything that is held, with what was entered so far."""
    import xlsxwriter  # slow to load, and few pages write a workbook

    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"title": f"Return for {held.title}"})
        formats = _Formats(book)
        _cover(book, held, now, formats)
        words = {
            "status": STATUSES,
            "confidence": tuple(each.word for each in policy.confidences),
        }
        pages = {
            sheet: book.add_worksheet(sheet) for sheet in SHEETS if held.lines(sheet) or sheet == FIGURES
        }
        lists = _lists(book, words)
        for sheet, page in pages.items():
            _SheetWriter(page, sheet, formats, policy).write(list(held.lines(sheet).values()), lists)
    return written.getvalue()


class _Formats:
    """How cells look, by what they are for."""

    def __init__(self, book: "Workbook") -> None:
        plain = {"valign": "top", "text_wrap": True, "font_size": 11}
        locked = {**plain, "bg_color": "#f3f2f1", "font_color": "#0b0c0c"}
        opened = {**plain, "locked": False, "border": 1, "border_color": "#b1b4b6"}
        self.heading = book.add_format({**plain, "bold": True, "bottom": 2, "bg_color": "#f3f2f1"})
        self.to_fill = book.add_format({**plain, "bold": True, "bottom": 2, "bg_color": "#ffffff"})
        self.context = book.add_format(locked)
        self.context_day = book.add_format({**locked, "num_format": "dd/mm/yyyy"})
        self.entry = book.add_format(opened)
        self.entry_day = book.add_format({**opened, "num_format": "dd/mm/yyyy"})
        # Marked as text for good: a spreadsheet would otherwise read it as a formula when it is edited.
        self.entry_text = book.add_format({**opened, "quote_prefix": True})
        self.context_text = book.add_format({**locked, "quote_prefix": True})
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.words = book.add_format(plain)
        self.fact = book.add_format({**plain, "bold": True})

    def of(self, column: Column) -> "Format":
        """How a cell of the column looks."""
        is_day = column.kind == DAY
        if column.use == ENTRY:
            return self.entry_day if is_day else self.entry
        return self.context_day if is_day else self.context


def _cover(book: "Workbook", held: Held, now: datetime, formats: _Formats) -> None:
    page = book.add_worksheet(COVER)
    page.hide_gridlines(2)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, f"Return for {held.title}", formats.title)
    for row, (name, words) in enumerate(cover_lines(held, now), start=2):
        page.write_string(row, 0, name, formats.fact)
        page.write_string(row, 1, words, formats.words)
    page.protect()


def _lists(book: "Workbook", words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The lists to choose from, on a sheet of their own; where each stands."""
    page = book.add_worksheet(LISTS)
    page.hide()
    places = {}
    for at, (name, each) in enumerate(words.items()):
        page.write_column(0, at, [name, *each])
        letter = "AB"[at]
        places[name] = f"={LISTS}!${letter}$2:${letter}${len(each) + 1}"
    return places


class _SheetWriter:
    """Writes the lines of one sheet."""

    def __init__(self, page: "Worksheet", sheet: str, formats: _Formats, policy: QuarterPolicy) -> None:
        self.page, self.sheet, self.formats, self.policy = page, sheet, formats, policy
        self.columns = SHEETS[sheet]

    def write(self, lines: Sequence[Line], lists: dict[str, str]) -> None:
        for at, column in enumerate(self.columns):
            self._head(at, column, len(lines), lists)
        for row, line in enumerate(lines, start=1):
            self._line(row, line)
        at_title = next(at for at, column in enumerate(self.columns) if column.name == "title")
        self.page.freeze_panes(1, at_title + 1)
        self.page.autofilter(0, 0, max(len(lines), 1), len(self.columns) - 1)
        self.page.protect(options={"format_columns": True, "format_rows": True, "autofilter": True})
        self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(0)

    def _head(self, at: int, column: Column, rows: int, lists: dict[str, str]) -> None:
        is_entry = column.use == ENTRY
        self.page.set_column(at, at, column.width, self.formats.of(column), {"hidden": column.use in _HIDDEN})
        self.page.write_string(
            0, at, column.heading, self.formats.to_fill if is_entry else self.formats.heading
        )
        if column.note and column.use != MARK:
            self.page.write_comment(0, at, column.note, {"x_scale": 1.5})
        rule = _validation(column, lists)
        if rule:
            self.page.data_validation(1, at, rows + ROOM, at, rule)

    def _line(self, row: int, line: Line) -> None:
        for at, column in enumerate(self.columns):
            text = self._text(line, column)
            if text or column.use in (KEY, CONTEXT, MARK):
                self._cell(row, at, column, text)
            elif column.name in line.idle:
                self.page.write_blank(row, at, None, self.formats.context)

    def _text(self, line: Line, column: Column) -> str:
        if column.use == KEY:
            names = [each.name for each in self.columns if each.use == KEY]
            return line.key[names.index(column.name)]
        if column.use == MARK:
            return mark_of(line)
        if column.use == CONTEXT:
            return line.shown.get(column.name, "")
        text = line.entries.get(column.name, "")
        if column.name == "confidence":
            said = self.policy.confidence(text)
            return said.word if said else text
        return text

    def _cell(self, row: int, at: int, column: Column, text: str) -> None:
        form = self.formats.of(column)
        figure = number_for_cell(text) if column.kind == NUMBER or column.name == "target" else None
        when = day_of(text) if column.kind == DAY else None
        if not text:
            self.page.write_blank(row, at, None, form)
        elif figure is not None:
            self.page.write_number(row, at, figure, form)
        elif when is not None and when > date(1900, 3, 1):
            self.page.write_datetime(row, at, datetime.combine(when, datetime.min.time()), form)
        elif text.startswith(RUN_AS_FORMULA):
            safe = self.formats.entry_text if column.use == ENTRY else self.formats.context_text
            self.page.write_string(row, at, text, safe)
        else:
            self.page.write_string(row, at, text, form)


def _validation(column: Column, lists: dict[str, str]) -> dict[str, Any]:
    """What a spreadsheet says at once; everything is checked again when the workbook is handed over."""
    if column.kind == CHOICE:
        return {
            "validate": "list",
            "source": lists[column.name],
            "error_title": column.heading,
            "error_message": "Choose one of the list.",
        }
    if column.kind == DAY and column.use == ENTRY:
        return {
            "validate": "date",
            "criteria": ">=",
            "value": date(2000, 1, 1),
            "error_type": "warning",
            "error_title": column.heading,
            "error_message": "Write a day such as 31/12/2026.",
        }
    if column.kind == NUMBER:
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -1e15,
            "maximum": 1e15,
            "error_type": "warning",
            "error_title": column.heading,
            "error_message": "Write digits with at most one point, without %, £ or commas.",
        }
    return {}
