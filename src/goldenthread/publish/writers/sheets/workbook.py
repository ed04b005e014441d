"""The sheets of a report: a cover, the contents, the notes, one sheet for each table, and the facts."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldenthread.publish.block import Table
from goldenthread.publish.document import Document
from goldenthread.publish.fact import Fact
from goldenthread.publish.writers.front import front
from goldenthread.publish.writers.sheets.sheet import Entry, Line, Sheet, entry, headings, names
from goldenthread.publish.writers.sheets.table_sheet import Note, table_sheet
from goldenthread.publish.writers.text import legal, single_line


def workbook(document: Document) -> tuple[Sheet, ...]:
    """Every sheet in order, in the language that is active."""
    tables = document.tables
    own = names((_("Cover"), _("Contents"), _("Notes"), _("Facts")))
    cover, contents, noted, stated = own
    sheets = names((table.ref for table in tables), own)
    notes = tuple(_notes(tables, sheets))
    of_sheet = {name: tuple(group) for name, group in groupby(notes, attrgetter("sheet"))}
    behind = (
        *((_notes_sheet(noted, notes, contents),) if notes else ()),
        *(
            table_sheet(name, table, of_sheet.get(name, ()), contents)
            for name, table in zip(sheets, tables, strict=True)
        ),
        *((_facts(stated, document.facts, contents),) if document.facts else ()),
    )
    return (
        _cover(cover, document, len(behind) + 2, contents),
        _contents(contents, behind),
        *behind,
    )


def _notes(tables: tuple[Table, ...], sheets: tuple[str, ...]) -> Iterator[Note]:
    """Every note of a table, numbered through the workbook."""
    number = 0
    for name, table in zip(sheets, tables, strict=True):
        for text in table.notes:
            number += 1
            yield Note(number, name, text)


def _cover(name: str, document: Document, sheets: int, contents: str) -> Sheet:
    """What this is, on what terms it may be used, and what the workbook holds."""
    tables = len(document.tables)
    counted = ngettext("{count} table", "{count} tables", tables).format(count=tables)
    about = _("This workbook has {sheets} sheets, with {tables}, each table on a sheet of its own.")
    return Sheet(
        name,
        single_line(document.title),
        (
            *((Line(single_line(document.subtitle)),) if document.subtitle else ()),
            Line(_("About this report"), is_heading=True),
            *(Line(f"{label}: {single_line(words)}") for label, words in front(document)),
            *_corrections(document.corrections),
            Line(_("What is in this workbook"), is_heading=True),
            Line(about.format(sheets=sheets, tables=counted)),
            Line(_("Figures are held exactly as they were published. Nothing is worked out in the cells.")),
            Line(_("See the list of sheets"), contents),
        ),
    )


def _corrections(corrections: tuple[str, ...]) -> Iterator[Line]:
    if corrections:
        yield Line(_("What was corrected"), is_heading=True)
        yield from (Line(single_line(each)) for each in corrections)


def _contents(name: str, sheets: tuple[Sheet, ...]) -> Sheet:
    return Sheet(
        name,
        _("Contents"),
        (Line(_("This sheet contains one table: every other sheet after it, with a link.")),),
        (_("Sheet"), _("What it holds")),
        tuple((Entry(each.name, sheet=each.name), Entry(each.title)) for each in sheets),
    )


def _notes_sheet(name: str, notes: tuple[Note, ...], contents: str) -> Sheet:
    return Sheet(
        name,
        _("Notes"),
        (Line(_("This sheet contains one table.")), Line(_("Back to the contents"), contents)),
        (_("Note"), _("Sheet"), _("What it says")),
        tuple(
            (entry(str(note.number), str(note.number)), Entry(note.sheet, sheet=note.sheet), entry(note.text))
            for note in notes
        ),
        (0,),
    )


def _facts(name: str, facts: tuple[Fact, ...], contents: str) -> Sheet:
    """Every fact that the edition states, with what it rests on."""
    about = _("This sheet contains one table: every fact of this publication and what it rests on.")
    return Sheet(
        name,
        _("Facts"),
        (
            Line(about),
            Line(_("Some cells are blank because there is nothing to put in them.")),
            Line(_("Back to the contents"), contents),
        ),
        headings(
            (
                _("About"),
                _("What is stated"),
                _("Value"),
                _("Unit"),
                _("Period"),
                _("Verdict"),
                _("Why there is no verdict or figure"),
                _("Change"),
                _("Status of the figure"),
                _("Rule"),
                _("Releases"),
                _("Key"),
            )
        ),
        tuple(_fact(each) for each in facts),
        (2, 7),
    )


def _fact(fact: Fact) -> tuple[Entry, ...]:
    return (
        Entry(legal(fact.about)),
        Entry(legal(fact.text)),
        entry(fact.value, fact.value),
        Entry(legal(fact.unit)),
        Entry(fact.period),
        Entry(fact.verdict),
        Entry(legal(fact.reason)),
        entry(fact.change, fact.change),
        Entry(fact.status),
        Entry(fact.rule),
        Entry(", ".join(fact.releases)),
        Entry(legal(fact.key)),
    )
