"""From what an editor arranged to the report in whole: pure, and the same for the same arrangement."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.utils.text import slugify

from goldenthread.publish.arrangement import ArrangedChapter, ArrangedPart
from goldenthread.publish.block import Block, CallOut, EasyLine, Heading, Quotation
from goldenthread.publish.document import Chapter, Document
from goldenthread.publish.fact import Fact
from goldenthread.publish.words import blocks_of, runs_of


def resolved(
    cover: Document, chapters: Sequence[ArrangedChapter], easy: tuple[EasyLine, ...] = ()
) -> Document:
    """The report as it would be published now: what is hidden, or gone, is left out.

    `cover` is a report that has a cover alone.
    """
    shown = [each for each in chapters if each.held.is_shown and each.shown]
    facts = first_of_each(
        fact for chapter in shown for part in chapter.shown if part.section for fact in part.section.facts
    )
    return replace(cover, chapters=tuple(_chapter(each) for each in shown), facts=facts, easy=easy)


def shown_sections(chapters: Iterable[ArrangedChapter]) -> tuple[str, ...]:
    """The keys of the worked-out parts that readers see, each as `chapter/section`."""
    return tuple(
        f"{chapter.held.key}/{part.held.key}"
        for chapter in chapters
        if chapter.held.is_shown
        for part in chapter.shown
        if part.section
    )


def first_of_each(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Each fact once: the first that stands under its key."""
    found: dict[str, Fact] = {}
    for each in facts:
        found.setdefault(each.key, each)
    return tuple(found.values())


def _chapter(chapter: ArrangedChapter) -> Chapter:
    blocks = _unlike(block for part in chapter.shown for block in part_blocks(part))
    summary = chapter.worked.summary if chapter.worked else ""
    return Chapter(chapter.held.key, chapter.title, tuple(blocks), summary)


def part_blocks(part: ArrangedPart) -> tuple[Block, ...]:
    """One part's blocks, with its title as a heading of level 2 where it has one."""
    held = part.held
    body: tuple[Block, ...]
    if held.kind == "call_out":
        return (CallOut(held.title, runs_of(" ".join(held.text.split()))),)
    if held.kind == "quotation":
        body = (Quotation(" ".join(held.text.split()), held.by),)
    elif part.section is not None:
        body = part.section.blocks
    else:
        body = blocks_of(held.text)
    return body if not part.title or _opens_with_it(part, body) else (_heading(part.title), *body)


def _opens_with_it(part: ArrangedPart, body: tuple[Block, ...]) -> bool:
    return not part.held.title and bool(body) and isinstance(body[0], Heading) and body[0].text == part.title


def _heading(title: str) -> Heading:
    return Heading(2, title, slugify(title) or "part")


def _unlike(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with no two headings of a chapter under one ref."""
    seen: dict[str, int] = {}
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        seen[block.ref] = seen.get(block.ref, 0) + 1
        count = seen[block.ref]
        yield block if count == 1 else replace(block, ref=f"{block.ref}-{count}")
