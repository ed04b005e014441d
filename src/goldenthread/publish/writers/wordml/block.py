"""The blocks of a report as WordprocessingML."""

from dataclasses import dataclass, field

from goldenthread.publish.block import (
    Block,
    Bullets,
    CallOut,
    Figure,
    Heading,
    Paragraph,
    Quotation,
    Table,
    VerdictLine,
)
from goldenthread.publish.writers.text import single_line
from goldenthread.publish.writers.wordml.fit import WIDTH
from goldenthread.publish.writers.wordml.gallery import Gallery
from goldenthread.publish.writers.wordml.link import runs
from goldenthread.publish.writers.wordml.numbering import BULLETS, listed
from goldenthread.publish.writers.wordml.package import Parts
from goldenthread.publish.writers.wordml.picture import drawn
from goldenthread.publish.writers.wordml.table import sourced, table
from goldenthread.publish.writers.wordml.words import bold, bookmarked, lines, paragraph, run

_HIGHEST = 560
"""How high a picture may be, in points: a page holds it with its title."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents: its level, its words, and the bookmark that it leads to."""

    level: int
    text: str
    mark: str


@dataclass(slots=True)
class Writing:
    """What is at hand while blocks are written, and the headings met so far."""

    gallery: Gallery
    parts: Parts = field(default_factory=Parts)
    entries: list[Entry] = field(default_factory=list)
    level: int = 0


def heading(level: int, text: str, writing: Writing, properties: str = "") -> str:
    """A real heading, under a bookmark, taken up in the contents down to level 2.

    No level is skipped on the way down: a heading two levels beneath the one before it is set one beneath.
    """
    words = single_line(text)
    if not words:
        return ""
    level = writing.level = min(level, writing.level + 1)
    number = writing.parts.next_mark()
    mark = f"_Toc{number:06d}"
    if level <= 2:
        writing.entries.append(Entry(level, words, mark))
    return paragraph(bookmarked(number, mark, run(words)), f"Heading{level}", properties)


def block(held: Block, writing: Writing) -> str:
    """One block. What has no words makes no paragraph: blank ones are noise to those who hear the page."""
    match held:
        case Heading():
            return heading(min(max(held.level, 2), 4), held.text, writing)
        case Paragraph():
            content = runs(held.runs, writing.parts)
            return paragraph(content) if content else ""
        case Bullets():
            return _bullets(held, writing.parts)
        case Table():
            return table(held, writing.gallery, writing.parts)
        case Figure():
            return _figure(held, writing)
        case VerdictLine():
            return _verdict(held, writing)
        case Quotation():
            return lines([f"\u201c{held.text}\u201d" if held.text else ""], "Quote") + lines(
                [held.by], "QuoteBy"
            )
        case CallOut():
            content = runs(held.runs, writing.parts)
            return lines([held.title], "CallOutTitle") + (paragraph(content, "CallOut") if content else "")


def _bullets(held: Bullets, parts: Parts) -> str:
    style = "ListNumber" if held.is_ordered else "ListBullet"
    numbered = listed(parts.next_list() if held.is_ordered else BULLETS)
    contents = (runs(each, parts) for each in held.items)
    return "".join(paragraph(content, style, numbered) for content in contents if content)


def _figure(held: Figure, writing: Writing) -> str:
    """The title, the picture with the words that stand for it, what is noted, and its table."""
    picture = writing.gallery.chart(held, WIDTH / 20, _HIGHEST)
    # Without a drawing, the words that stand for it are said instead.
    shown = paragraph(drawn(picture, writing.parts), "Figure") if picture else lines([held.alternative], "")
    return (
        lines([held.title], "Caption")
        + lines([held.subtitle], "FigureSubtitle")
        + shown
        + lines(held.notes, "TableNote")
        + sourced(held.source)
        + table(held.table, writing.gallery, writing.parts, held.source)
    )


def _verdict(held: VerdictLine, writing: Writing) -> str:
    """The mark, the word in bold and the sentence; beneath them the question, the rule and what to mind."""
    mark = writing.gallery.mark(held.verdict)
    shown = drawn(mark, writing.parts) if mark else ""
    # Where the sentence is the reason, it is said once.
    is_said = held.reason.casefold().rstrip(".") == held.sentence.casefold().rstrip(".")
    word = held.word if is_said or not held.reason else f"{held.word}: {held.reason}"
    line = shown + bold(f"{word}.") + run(f" {held.sentence}" if held.sentence else "")
    told = " ".join(_ended(each) for each in (held.question, *held.notes) if each)
    told = f"{told} {held.rule}".strip()
    return paragraph(line, "Verdict") + lines([told], "VerdictRule")


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."
