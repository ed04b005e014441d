"""Links inside a report, made to fit where it is read."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from goldenthread.publish.block import Block, Bullets, CallOut, Cell, Figure, Paragraph, Run, Table

Resolve = Callable[[str], str]
"""An address as a report holds it, to the address where it is read; empty makes it plain words."""

CHAPTER: Final = "#chapter:"
"""How a report names one of its own chapters: `#chapter:` and the chapter's ref."""


def is_whole(href: str) -> bool:
    """Whether an address is whole and of a kind that a page may lead to."""
    return href.startswith(("https://", "http://", "mailto:"))


def is_of_site(href: str) -> bool:
    """Whether an address is counted from the site's root."""
    return href.startswith("/") and not href.startswith(("//", "/\\"))


def relinked(blocks: Iterable[Block], resolve: Resolve) -> tuple[Block, ...]:
    """The same blocks, each link as `resolve` has it."""
    return tuple(_relinked(each, resolve) for each in blocks)


def _relinked(block: Block, resolve: Resolve) -> Block:
    if isinstance(block, Paragraph | CallOut):
        return replace(block, runs=_runs(block.runs, resolve))
    if isinstance(block, Bullets):
        return replace(block, items=tuple(_runs(each, resolve) for each in block.items))
    if isinstance(block, Table):
        return _table(block, resolve)
    if isinstance(block, Figure):
        return replace(block, table=_table(block.table, resolve))
    return block


def _runs(runs: tuple[Run, ...], resolve: Resolve) -> tuple[Run, ...]:
    return tuple(replace(run, href=resolve(run.href)) if run.href else run for run in runs)


def _table(table: Table, resolve: Resolve) -> Table:
    if not any(cell.href for row in table.rows for cell in row):
        return table
    rows = tuple(tuple(_cell(cell, resolve) for cell in row) for row in table.rows)
    return replace(table, rows=rows)


def _cell(cell: Cell, resolve: Resolve) -> Cell:
    return replace(cell, href=resolve(cell.href)) if cell.href else cell
