"""What stands round a report wherever it is read: what it is, its forms, its contents, and how to name it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goldenthread.kit.part import Download, Row
from goldenthread.publish.document import Chapter, Document
from goldenthread.publish.kinds.kind import KINDS
from goldenthread.publish.writers.writer import writers_for

SHORT = 60
"""So many chapters may be listed beside every page; a longer list has a page of its own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A chapter in a list of contents."""

    title: str
    href: str
    summary: str = ""
    is_here: bool = False


def kind_title(kind: str) -> str:
    """A kind of edition in words."""
    return _(KINDS[kind].title) if kind in KINDS else kind


def day_of(moment: str) -> str:
    """An ISO 8601 moment or day as people read it; as it stands where it is neither."""
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return said_day(timezone.localtime(read) if read.tzinfo else read)


def said_day(moment: datetime) -> str:
    """A day in full, such as 31 January 2018."""
    return date_format(moment, "j F Y")


def cover_rows(document: Document, published: str = "") -> tuple[Row, ...]:
    """What the cover states. `published` is a day in words, where it is known."""
    rows = (
        (_("Published by"), document.body),
        (_("Published"), published),
        (_("Covers"), document.period),
        (_("Issue"), str(document.issue)),
        (_("Shows what was known on"), day_of(document.known_at)),
        (_("Judged as on"), day_of(document.as_of)),
        (_("Judged by"), document.judged_by),
        (_("Licence"), document.licence),
        (_("Contact"), document.contact),
    )
    return tuple(Row(key, value) for key, value in rows if value)


def citation(document: Document, address: str = "") -> str:
    """How to name the report in another text."""
    issue = _("issue {number}").format(number=document.issue)
    said = f"{document.body}, {document.title}, {document.period}, {issue}"
    return f"{said}, {address}" if address else said


def contents(
    document: Document, address: Callable[[Chapter], str], here: Chapter | None = None
) -> tuple[Entry, ...]:
    """Every chapter with its address; `here` is the one being read."""
    return tuple(Entry(each.title, address(each), each.summary, each is here) for each in document.chapters)


def forms(
    document: Document, names: Mapping[str, int], address: Callable[[str], str]
) -> tuple[Download, ...]:
    """The forms that the report was frozen in, and its data. `names` are files with their sizes in bytes."""
    listed = [
        (f"documents/{writer.name(document)}", _(writer.title), writer.ending[1:])
        for writer in writers_for(document)
    ]
    listed += [
        ("data/facts.csv", _("Every fact, as a table"), "csv"),
        ("data/datapackage.json", _("Description of all the tables (Data Package)"), "json"),
        ("document.json", _("The whole report as data"), "json"),
    ]
    return tuple(
        Download(title, address(name), ending.upper(), said_size(names[name]))
        for name, title, ending in listed
        if name in names
    )


def said_size(count: int) -> str:
    """A file's size as people read it: 12 kB, 1.3 MB."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1_000_000:.1f} MB"


def html_language(language: str) -> str:
    """A language as HTML names it: en-GB for en-gb."""
    first, _dash, region = language.partition("-")
    return f"{first}-{region.upper()}" if region else first
