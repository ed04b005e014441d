"""The pictures of a report, drawn before its words are written: charts and the marks of verdicts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldenthread.kit.picture import PICTURES, picture
from goldenthread.kit.verdict import MARKS, mark_of, verdict_svg
from goldenthread.publish.block import Block, Figure, Table, VerdictLine
from goldenthread.publish.document import Document
from goldenthread.publish.writers.drawing import size_of
from goldenthread.publish.writers.raster import pictures
from goldenthread.publish.writers.wordml.picture import Picture

_CHART_PIXELS, _MARK_PIXELS, _SIDE_PIXELS = 1280, 64, 480
_SIDE_POINTS = 100
_POINTS_A_PIXEL = 0.75


@dataclass(frozen=True, slots=True)
class Gallery:
    """The PNG of every drawing, by its SVG, and the size of text in points."""

    held: dict[str, bytes]
    size: float

    def chart(self, figure: Figure, width: float, height: float) -> Picture | None:
        """A chart within so many points; None where none can be read."""
        size = size_of(figure.svg)
        if size is None:
            return None
        wide, high = size
        points = min(width, wide * _POINTS_A_PIXEL, height * wide / high)
        return Picture(figure.svg, self.held[figure.svg], points, figure.alternative, figure.title)

    def side(self, name: str) -> Picture | None:
        """A picture beside a line of Easy Read; None where the council has still to choose one."""
        svg = picture(name)
        words = PICTURES.get(name, name)
        return Picture(svg, self.held[svg], _SIDE_POINTS, words, words) if svg else None

    def mark(self, verdict: str, is_alone: bool = False) -> Picture | None:
        """The mark of a verdict, decoration beside its word; None for a verdict that none is drawn for."""
        if verdict not in MARKS:
            return None
        svg = _mark(verdict)
        word = mark_of(verdict).word
        return Picture(svg, self.held[svg], self.size * 1.2, word, word, is_decorative=not is_alone)


def gallery(document: Document, size: float) -> Gallery:
    """Every picture that the report needs, drawn in two goes."""
    blocks = [each for chapter in document.chapters for each in chapter.blocks]
    charts = [each.svg for each in blocks if isinstance(each, Figure) and size_of(each.svg)]
    marks = [_mark(each) for each in dict.fromkeys(_verdicts(blocks)) if each in MARKS]
    return Gallery(pictures(charts, _CHART_PIXELS) | pictures(marks, _MARK_PIXELS), size)


def easy_gallery(document: Document, size: float) -> Gallery:
    """The pictures of the Easy Read lines."""
    drawn = [picture(each.picture) for each in document.easy if picture(each.picture)]
    return Gallery(pictures(drawn, _SIDE_PIXELS), size)


def _mark(verdict: str) -> str:
    """The mark with a little room at its right, so that no space has to stand between it and its word."""
    svg = verdict_svg(verdict).replace('viewBox="0 0 16 16"', 'viewBox="0 0 20 16"')
    return svg.replace(' width="16"', ' width="20"')


def _verdicts(blocks: Iterable[Block]) -> Iterator[str]:
    for each in blocks:
        if isinstance(each, VerdictLine):
            yield each.verdict
        elif isinstance(each, Table | Figure):
            table = each if isinstance(each, Table) else each.table
            yield from (cell.verdict for row in table.rows for cell in row)
