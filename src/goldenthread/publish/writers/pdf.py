"""A document as a PDF that passes PDF/UA-1 and PDF/A-2a, and the same in large print."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from goldenthread.kit.format import day
from goldenthread.publish.document import Document
from goldenthread.publish.writers.accent import readable_accent
from goldenthread.publish.writers.letters import printable
from goldenthread.publish.writers.pdf_block import plain_chapters
from goldenthread.publish.writers.table_layout import Paper, Sheet
from goldenthread.publish.writers.typesetting import pdf


@dataclass(frozen=True, slots=True)
class Look:
    """How large things are, in points, and the leading as a share of the letters.

    `small` is for notes and sources, `margin_size` for the running header and the page's number. `charts` is
    the least size of a chart's letters, for which the page is turned; `tables` is as in Paper.
    """

    size: float
    small: float
    margin_size: float
    leading: float
    margin: float
    charts: float
    tables: tuple[tuple[int, float], ...]

    @property
    def paper(self) -> Paper:
        """A4 upright, A4 turned and A3 turned."""
        sheets = tuple(Sheet(wide, high, self.margin) for wide, high in SHEETS)
        return Paper(sheets, self.charts, self.tables)


SHEETS = ((595.28, 841.89), (841.89, 595.28), (1190.55, 841.89))
STANDARD = Look(
    11, 9.5, 8.5, 0.72, 62, 8, ((0, 10), (0, 9), (1, 10), (1, 9), (1, 8), (2, 10), (2, 9), (2, 8))
)
# Large print is never made small again: a wide table or chart gets a turned or larger page instead.
LARGE = Look(18, 18, 16, 0.85, 54, 15, ((0, 18), (1, 18), (2, 18), (2, 16), (2, 14)))


MOST = 44
"""How many letters of the title, and of the council's name, the running header has room for."""
LISTED = 90
"""With more headings than this, two or three pages of them, the contents list chapters alone."""
_TOLD = ("size", "small", "margin_size", "leading", "margin")


def write(document: Document) -> bytes:
    """The PDF, on A4 in 11 point."""
    return _written(document, STANDARD)


def write_large(document: Document) -> bytes:
    """The PDF in 18 point, for people who need larger letters."""
    return _written(document, LARGE)


def _written(document: Document, look: Look) -> bytes:
    with override(document.language):
        blocks = plain_chapters(document.chapters, look.paper)
        data = cover(document) | {
            "look": {name: getattr(look, name) for name in _TOLD}
            | {"sheets": [[each.width, each.height] for each in look.paper.sheets]},
            "blocks": blocks,
            "depth": 2 if len(document.chapters) + count_of_level(blocks, 2) <= LISTED else 1,
        }
        return pdf("report.typ", data, document.known_at)


def count_of_level(blocks: list[dict[str, Any]], level: int) -> int:
    """How many headings of a level there are, those on other sheets too."""
    count = 0
    for each in blocks:
        count += count_of_level(each["blocks"], level) if "blocks" in each else each.get("level") == level
    return count


def cover(document: Document) -> dict[str, Any]:
    """What stands round a document: its names, what to know about it, and the words of the form."""
    return {
        "title": printable(document.title) or document.ref,
        "subtitle": printable(document.subtitle),
        "body": printable(document.body),
        "running": [shorten(printable(each), MOST) for each in (document.title, document.body)],
        "period": printable(document.period),
        "language": language(document.language),
        "accent": readable_accent(document.accent),
        "about": [[printable(label), printable(text)] for label, text in _about(document) if text],
        "issue": _("Issue {number}, with corrections").format(number=document.issue)
        if document.issue > 1
        else "",
        "corrections": [printable(each) for each in document.corrections],
        "words": {
            "contents": _("Contents"),
            "corrections": _("What was corrected"),
            "source": _("Source:"),
            "note": _("Note:"),
            "about": _("About this report"),
            "page": _("Page {number} of {count}"),
        },
    }


def shorten(text: str, most: int) -> str:
    """The words that fit in so many letters, and "…" for the rest."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _about(document: Document) -> list[tuple[str, str]]:
    return [
        (_("Judged as of"), in_words(document.as_of)),
        (_("From what was known on"), in_words(document.known_at[:10])),
        (_("Judged under the policy"), document.judged_by),
        (_("Made with"), f"Golden Thread {document.software}" if document.software else ""),
        (_("Licence"), document.licence),
        (_("Contact"), document.contact),
    ]


def in_words(when: str) -> str:
    """An ISO 8601 day as "31 January 2018"; as it stands where it is none."""
    try:
        return day(date.fromisoformat(when))
    except ValueError:
        return when


def language(code: str) -> list[str]:
    """A language and its region as Typst knows them: `en-gb` as "en" and "GB". English where it is none."""
    first, _dash, second = code.replace("_", "-").partition("-")
    if not (first.isascii() and first.isalpha() and len(first) in (2, 3)):
        return ["en", "GB"]
    return [first.lower(), second.upper() if second.isalpha() and len(second) == 2 else ""]
