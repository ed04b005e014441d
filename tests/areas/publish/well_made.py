"""What is true of every edition that any kind works out, whatever it is about."""

import re
from collections.abc import Iterator
from decimal import Decimal

from goldenthread.kit.verdict import MARKS
from goldenthread.publish.block import Block, Cell, Figure, Heading, Table, VerdictLine
from goldenthread.publish.document import tables_of
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.kind import Composed

REF = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def blocks(composed: Composed) -> tuple[Block, ...]:
    """Every block in reading order."""
    return tuple(block for part in composed.parts for each in part.sections for block in each.blocks)


def facts(composed: Composed) -> dict[str, Fact]:
    """Every fact by its key."""
    return {fact.key: fact for part in composed.parts for each in part.sections for fact in each.facts}


def words(composed: Composed) -> str:
    """Everything that a reader could find in it."""
    return repr(composed)


def faults(composed: Composed) -> list[str]:
    """Everything wrong with how an edition is put together; nothing is as it should be."""
    return [
        *_names(composed),
        *_headings(composed),
        *_facts(composed),
        *(fault for table in tables_of(blocks(composed)) for fault in _table(table)),
        *(fault for block in blocks(composed) for fault in _block(block)),
    ]


def _names(composed: Composed) -> Iterator[str]:
    every = blocks(composed)
    chapters = [part.key for part in composed.parts]
    sections = [section.key for part in composed.parts for section in part.sections]
    tables = [table.ref for table in tables_of(every)]
    headings = [block.ref for block in every if isinstance(block, Heading)]
    for what, names in (
        ("chapter", chapters),
        ("section", sections),
        ("table", tables),
        ("heading", headings),
    ):
        yield from (f"two {what}s are called {name}" for name in set(names) if names.count(name) > 1)
    for name in (*chapters, *tables, *headings):
        if not REF.fullmatch(name):
            yield f"{name} is no name for an address"
    empty = (section.key for part in composed.parts for section in part.sections if not section.blocks)
    yield from (f"{key} is an empty section" for key in empty)
    yield from (f"{part.key} is an empty chapter" for part in composed.parts if not part.sections)


def _headings(composed: Composed) -> Iterator[str]:
    """A section's own title is a heading of level 2, so its blocks begin at 3 and go down step by step."""
    for part in composed.parts:
        for section in part.sections:
            level = 2
            for block in section.blocks:
                if isinstance(block, Heading):
                    if not 3 <= block.level <= level + 1:
                        yield f"{section.key}: {block.text} skips a level"
                    level = block.level


def _facts(composed: Composed) -> Iterator[str]:
    told: dict[str, Fact] = {}
    for part in composed.parts:
        for section in part.sections:
            keys = [fact.key for fact in section.facts]
            yield from (f"{section.key}: {key} twice" for key in set(keys) if keys.count(key) > 1)
            for fact in section.facts:
                if told.setdefault(fact.key, fact) != fact:
                    yield f"{fact.key} says one thing here and another there"
                if not fact.text or not fact.about:
                    yield f"{fact.key} says nothing"
                if fact.value:
                    Decimal(fact.value)


def _table(table: Table) -> Iterator[str]:
    if not table.caption or not table.rows:
        yield f"{table.ref} has no caption or no rows"
    for row in table.rows:
        if len(row) != len(table.columns):
            yield f"{table.ref}: a row of another length"
        for cell in row:
            yield from _cell(cell, table.ref)


def _cell(cell: Cell, ref: str) -> Iterator[str]:
    if cell.value:
        Decimal(cell.value)
    if cell.verdict and cell.verdict not in MARKS:
        yield f"{ref}: no mark is drawn for {cell.verdict}"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Figure):
        if not (block.alternative and block.title and block.table.rows):
            yield f"{block.ref} has no sentence, no title or no table"
        if f'id="{block.ref}-title"' not in block.svg:
            yield f"{block.ref}: its drawing is named otherwise"
    if isinstance(block, VerdictLine):
        if block.verdict not in MARKS or not (
            block.word and block.sentence and block.question and block.rule
        ):
            yield f"a verdict is not whole: {block}"
        if (block.verdict == "cannot_judge") != bool(block.reason):
            yield f"a verdict and its reason do not fit: {block}"
