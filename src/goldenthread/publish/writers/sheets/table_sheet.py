"""The sheet of one table."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldenthread.kit.verdict import MARKS, mark_of
from goldenthread.publish.block import Cell, Table
from goldenthread.publish.writers.heading import heading_of
from goldenthread.publish.writers.sheets.sheet import Entry, Line, Sheet, entry, headings
from goldenthread.publish.writers.squared import squared
from goldenthread.publish.writers.text import legal, single_line


@dataclass(frozen=True, slots=True)
class Note:
    """A note with its number in the workbook, and the sheet that it is about."""

    number: int
    sheet: str
    text: str


def table_sheet(name: str, table: Table, notes: tuple[Note, ...], home: str) -> Sheet:
    """The sheet of a table; `notes` are its own, `home` the name of the sheet of contents."""
    table = squared(table)
    rows = tuple(tuple(_entry(cell) for cell in row) for row in table.rows)
    blank = any(not cell.text for row in rows for cell in row)
    return Sheet(
        name,
        single_line(table.caption) or name,
        tuple(_lines(table, notes, blank, home)),
        headings(heading_of(column) for column in table.columns),
        rows,
        tuple(at for at, column in enumerate(table.columns) if column.is_numeric),
    )


def _entry(cell: Cell) -> Entry:
    """A cell; a verdict that has no words of its own is told by the word of its mark."""
    if not cell.text and cell.verdict in MARKS:
        return entry(mark_of(cell.verdict).word)
    return entry(cell.text, cell.value)


def _lines(table: Table, notes: tuple[Note, ...], has_blank: bool, home: str) -> Iterator[Line]:
    """What is said above the table: how many tables, where its notes are, whose figures, the way back."""
    told = _("This sheet contains one table.") if table.rows else _("The table on this sheet has no rows.")
    yield Line(f"{told} {_noted(notes)}".strip())
    if has_blank:
        yield Line(_("Some cells are blank because there is nothing to put in them."))
    if table.source:
        yield Line(_("Source: {source}").format(source=legal(table.source)))
    yield Line(_("Back to the contents"), home)


def _noted(notes: tuple[Note, ...]) -> str:
    if not notes:
        return ""
    numbers = ", ".join(str(note.number) for note in notes)
    return ngettext(
        "Note {numbers} on the sheet Notes belongs to it.",
        "Notes {numbers} on the sheet Notes belong to it.",
        len(notes),
    ).format(numbers=numbers)
