"""A PDF without tags as blocks: larger and bolder lines are headings, marks begin bullets."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from goldenthread.plan.reading.block import BOLD, Block
from goldenthread.plan.reading.pdf_piece import Piece, joined
from goldenthread.plan.reading.text import BULLETS

LARGER = 1.12
"""How much larger than most of the text a heading is."""

GAP = 1.35
"""How much more than the usual distance between lines ends a paragraph."""

_BULLET = re.compile(rf"(?:[{re.escape(BULLETS)}]|o(?=\s)|\d{{1,2}}[.)](?=\s)|[a-z][.)](?=\s))\s*(.*)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line, counted through the document; places and sizes in points."""

    number: int
    page: int
    text: str
    x: float
    y: float
    size: float
    bold: bool


def blocks_by_layout(pages: Sequence[Sequence[Piece]]) -> list[Block]:
    """The blocks that the look of the pages suggests, without running heads and page numbers."""
    lines = _without_running_heads(list(_lines(pages)), len(pages))
    if not lines:
        return []
    body = _body_size(lines)
    larger = sorted({line.size for line in lines if line.size >= body * LARGER}, reverse=True)
    levels = {size: min(place, 6) for place, size in enumerate(larger, start=1)}
    return list(_blocks(lines, levels, _leading(lines, body)))


def _lines(pages: Sequence[Sequence[Piece]]) -> Iterator[_Line]:
    number = 0
    for page, pieces in enumerate(pages, start=1):
        line: list[Piece] = []
        for piece in [*pieces, None]:
            if line and (piece is None or abs(piece.y - line[0].y) > line[0].size / 2):
                number += 1
                yield _line(number, page, line)
                line = []
            if piece is not None:
                line.append(piece)


def _line(number: int, page: int, pieces: list[Piece]) -> _Line:
    words = [piece for piece in pieces if any(letter.isalnum() for letter in piece.text)] or pieces
    sizes = Counter[float]()
    for piece in words:
        sizes[piece.size] += len(piece.text)
    first = pieces[0]
    bold = all(piece.bold for piece in words)
    return _Line(number, page, joined(pieces), first.x, first.y, sizes.most_common(1)[0][0], bold)


def _without_running_heads(lines: list[_Line], pages: int) -> list[_Line]:
    """Without lines at the edge of a page that come again at the same place, differing in figures at most.

    On a third of the pages they are running heads; small ones are, wherever they come twice.
    """
    if not lines:
        return []
    body = _body_size(lines)
    places = Counter(look for _, look in {(line.page, _look(line)) for line in lines})
    edges = {
        page: sorted(line.y for line in lines if line.page == page) for page in {line.page for line in lines}
    }

    def running(line: _Line) -> bool:
        own = edges[line.page]
        at_edge = line.y <= own[:2][-1] or line.y >= own[-2:][0]
        enough = 2 if line.size < body and not line.bold else max(3, pages / 3)
        return at_edge and places[_look(line)] >= enough

    return [line for line in lines if not running(line)]


def _look(line: _Line) -> tuple[int, str]:
    return round(line.y), re.sub(r"\d+", "", line.text)


def _body_size(lines: Sequence[_Line]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _leading(lines: Sequence[_Line], body: float) -> float:
    """The usual distance between one line of the text and the next."""
    gaps = [
        above.y - below.y
        for above, below in pairwise(lines)
        if above.page == below.page and above.size == below.size == body and 0 < above.y - below.y < body * 3
    ]
    return min(median(gaps), body * 1.6) if gaps else body * 1.2


def _blocks(lines: Sequence[_Line], levels: dict[float, int], leading: float) -> Iterator[Block]:
    block: Block | None = None
    indents: list[float] = []
    before: _Line | None = None
    for line in lines:
        close = before is not None and before.page == line.page and before.y > line.y
        near = close and before is not None and before.y - line.y <= GAP * max(leading, line.size * 1.2)
        mark = _BULLET.fullmatch(line.text)
        level = levels.get(line.size, BOLD if line.bold and not mark else 0)
        begun = Block(line.number, line.text, level=level, page=line.page)
        if mark and not level:
            indents = [x for x in indents if x < line.x - 3] + [line.x]
            begun = Block(line.number, mark[1], depth=len(indents), page=line.page)
        elif near and block is not None and block.level == level:
            begun = Block(
                block.line, f"{block.text} {line.text}".strip(), level, block.depth, page=block.page
            )
            block = None
        if block is not None and block.text:
            yield block
        block, before = begun, line
        indents = indents if begun.depth else []
    if block is not None and block.text:
        yield block
