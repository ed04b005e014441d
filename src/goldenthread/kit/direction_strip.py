"""How many are improving, maintaining, mixed and not improving: a row of shapes, counted in words."""

from collections.abc import Sequence

from goldenthread.kit.figure import DataTable, Figure
from goldenthread.kit.format import listed, number
from goldenthread.kit.svg import drawing, element
from goldenthread.kit.verdict import mark_of, shape
from goldenthread.rules.tongue import say

STEP = 24.0


def direction_strip(key: str, title: str, counts: Sequence[tuple[str, int]], *, subtitle: str = "") -> Figure:
    """A shape for each thing judged, in the order of `counts` (verdict, how many)."""
    shown = [(verdict, count) for verdict, count in counts if count]
    total = sum(count for _, count in shown)
    told = (
        say("{count} in all: {counts}.", count=number(total), counts=counted(shown))
        if shown
        else say("Nothing has been judged yet.")
    )
    verdicts = [verdict for verdict, count in shown for _ in range(count)]
    desk, phone = (
        drawing(f"{key}{end}", _paper(total, columns), title, told, *_shapes(verdicts, columns))
        for end, columns in (("", 26), ("-phone", 14))
    )
    rows = tuple((mark_of(verdict).word, number(count)) for verdict, count in counts)
    return Figure(
        key, title, subtitle, told, desk, phone, DataTable(title, (say("Verdict"), say("Number")), rows, (1,))
    )


def counted(counts: Sequence[tuple[str, int]]) -> str:
    """ "5 improving, 8 maintaining and 1 not improving"."""
    return listed([f"{number(count)} {mark_of(verdict).word.lower()}" for verdict, count in counts])


def _paper(total: int, columns: int) -> tuple[float, float]:
    rows = max(1, -(-total // columns))
    return (columns * STEP, rows * STEP)


def _shapes(verdicts: Sequence[str], columns: int) -> list[str]:
    drawn = []
    for n, verdict in enumerate(verdicts):
        mark = mark_of(verdict)
        x, y = n % columns * STEP + 2, n // columns * STEP + 4
        drawn.append(element("g", shape(mark.shape, mark.colour), transform=f"translate({x:g} {y:g})"))
    return drawn
