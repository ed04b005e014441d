"""Blocks as HTML, and the pages that they fill: a long chapter goes on over several, each quick to open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goldenthread.publish.block import Block, Cell, EasyLine, Figure, Heading, Table

PAGE: Final = 70_000
"""Characters of HTML of blocks on one page: with its frame a page stays under 100 kB."""

TABLE: Final = 40_000
"""Characters of HTML, about, after which a table goes on as another."""

EASY_READ: Final = "easy-read"
"""What names the page of the Easy Read summary, in the place of a chapter's ref."""

_NAMES: Final = {"CallOut": "call_out", "VerdictLine": "verdict_line"}


@dataclass(frozen=True, slots=True)
class Files:
    """Where a table's files are: `data` is their folder's address, which ends in a slash.

    `tables` are the refs of the tables that have a CSV file there.
    """

    data: str = ""
    tables: frozenset[str] = frozenset()


NO_FILES: Final = Files()


def html_of(blocks: Iterable[Block], files: Files = NO_FILES) -> Iterator[str]:
    """The HTML of each block. A figure's title stands one level below the heading before it."""
    level = 1
    for block in blocks:
        if isinstance(block, Heading):
            level = block.level
        name = _NAMES.get(type(block).__name__, type(block).__name__.lower())
        context = {
            "block": block,
            "level": min(level + 1, 6),
            "data": files.data,
            "tables": files.tables,
        }
        yield get_template(f"publish/block/{name}.html").render(context)


def easy_html(lines: Iterable[EasyLine]) -> SafeString:
    """An Easy Read summary: under each heading a row for each idea, with its drawing on the left."""
    parts: list[tuple[str, list[EasyLine]]] = []
    for line in lines:
        if line.is_heading or not parts:
            parts.append((line.text if line.is_heading else "", []))
        if not line.is_heading:
            parts[-1][1].append(line)
    return mark_safe(get_template("publish/block/easy.html").render({"parts": parts}))


def pages_of(blocks: Iterable[Block], files: Files = NO_FILES) -> tuple[SafeString, ...]:
    """The blocks as one page or more, each under the bound; at least one.

    A page that begins within a section repeats its headings with "continued".
    """
    cut = tuple(piece for block in blocks for piece in _pieces(block))
    htmls = tuple(html_of(cut, files))
    starts = [*_starts(cut, [len(html) for html in htmls]), len(cut)]
    pages = ((*html_of(_continued(cut[:a], cut[a:b])), *htmls[a:b]) for a, b in pairwise(starts))
    return tuple(mark_safe("".join(page)) for page in pages)


def _starts(blocks: tuple[Block, ...], sizes: list[int]) -> list[int]:
    """Where each page begins: before a block that would overfill it, with the headings it stands under."""
    starts, filled = [0], 0
    for n, size in enumerate(sizes):
        filled += size
        if filled <= PAGE:
            continue
        start = n
        while start > starts[-1] and isinstance(blocks[start - 1], Heading):
            start -= 1
        if start > starts[-1]:
            starts.append(start)
            filled = sum(sizes[start : n + 1])
    return starts


def _continued(before: tuple[Block, ...], page: tuple[Block, ...]) -> list[Heading]:
    """The headings that a page begins under and does not begin with."""
    opening = page[0].level if page and isinstance(page[0], Heading) else 9
    found: dict[int, Heading] = {}
    for block in before:
        if isinstance(block, Heading):
            found = {level: held for level, held in found.items() if level < block.level}
            found[block.level] = block
    return [
        replace(held, text=_("{heading}, continued").format(heading=held.text))
        for level, held in sorted(found.items())
        if level < opening
    ]


def _pieces(block: Block) -> list[Block]:
    """A block, or the several that a long table is shown as."""
    if isinstance(block, Table):
        return [*_parts(block)]
    if isinstance(block, Figure):
        first, *rest = _parts(block.table)
        return [replace(block, table=first), *rest]
    return [block]


def _parts(table: Table) -> list[Table]:
    """The table, or its rows as several tables that say which rows they hold; the first keeps the ref."""
    size = sum(map(_size, table.rows))
    if size <= TABLE:
        return [table]
    each, count = max(1, len(table.rows) * TABLE // size), len(table.rows)
    return [_part(table, first, min(first + each, count)) for first in range(0, count, each)]


def _part(table: Table, first: int, end: int) -> Table:
    caption = _("{caption}, rows {first} to {last} of {count}").format(
        caption=table.caption, first=first + 1, last=end, count=len(table.rows)
    )
    ref = f"{table.ref}-from-{first + 1}" if first else table.ref
    return replace(table, ref=ref, caption=caption, rows=table.rows[first:end])


def _size(row: tuple[Cell, ...]) -> int:
    """About how much HTML a row is: a mark is a small drawing."""
    return sum(len(cell.text) + len(cell.href) + 40 + 400 * bool(cell.verdict) for cell in row)
