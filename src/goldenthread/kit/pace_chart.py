"""A trajectory: where a series began, where it should be by when, and where it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.kit.figure import Caption, DataTable, Figure, Point
from goldenthread.kit.format import cell, with_unit
from goldenthread.kit.line_parts import Frame, dots
from goldenthread.kit.palette import INK, MAIN, PAPER
from goldenthread.kit.svg import element, polyline, width_of, words
from goldenthread.kit.telling import particulars, sentence, with_heading, without_empty_end
from goldenthread.kit.time_chart import honest_notes, joined, known_values, pictures, short_unit
from goldenthread.rules.tongue import say


@dataclass(frozen=True, slots=True)
class Pace:
    """The way to the target: `steps` begin at the baseline and end at the target, a point a period.

    `needed` and `so_far` say the pace in words: "up 1.2 percentage points a year".
    """

    steps: tuple[Point, ...]
    needed: str
    so_far: str


def pace_chart(caption: Caption, points: Sequence[Point], pace: Pace, *, verdict: str = "") -> Figure:
    """The run of `points`, oldest first, beside the way from its baseline to its target."""
    goal = pace.steps[-1]
    aim = with_unit(goal.value, caption.unit)
    told = (
        sentence(points, caption.unit, caption.decimals, verdict)
        + " "
        + say("The target is {figure} by {period}.", figure=aim, period=goal.label)
        + " "
        + say("Needed: {needed}. So far: {so_far}.", needed=pace.needed, so_far=pace.so_far)
    )

    def draw(frame: Frame) -> list[str]:
        return [*_way(frame, pace), joined(frame, points), dots(frame, points), _here(frame, points, caption)]

    bare = [Point(p.at, p.label, p.value) for p in (*points, *pace.steps)]
    ticked = sorted({p.at: p for p in (*pace.steps, *points)}.values(), key=lambda p: p.at)
    unit = short_unit(caption.unit)
    labels = [(say("Target {figure}", figure=with_unit(goal.value, unit)), float(goal.value or 0), "level")]
    desk, phone, scale = pictures(caption, told, ticked, known_values(bare), labels, draw)
    notes = (
        say("The dashed line is the way from the baseline to the target, which is the ring at its end."),
        *honest_notes(points, scale, caption.unit),
    )
    table = _table(caption, points, pace)
    return Figure(
        caption.key, caption.title, caption.subtitle, told, desk, phone, table, notes, caption.source
    )


def _way(frame: Frame, pace: Pace) -> list[str]:
    places = frame.places(pace.steps)
    look: dict[str, str | float] = {"stroke": INK, "stroke_width": 1.8, "stroke_dasharray": "8 5"}
    x, y = places[-1]
    ring = element(
        "circle", cx=x, cy=y, r=7, fill=PAPER, stroke=INK, stroke_width=3, class_="gt-point gt-point--hollow"
    )
    return [polyline(places, class_="gt-level", **look), ring]


def _here(frame: Frame, points: Sequence[Point], caption: Caption) -> str:
    """The last figure beside its own point, which seldom stands at the end."""
    known = [point for point in points if point.value is not None]
    if not known:
        return ""
    x, y = frame.places(known[-1:])[0]
    text = with_unit(known[-1].value, short_unit(caption.unit), caption.decimals, known[-1].qualifier)
    half = width_of(text, 16) / 2
    look: dict[str, str | float] = {"font_weight": "700", "font_size": 16, "fill": MAIN, "stroke": PAPER}
    look |= {"stroke_width": 4, "paint_order": "stroke", "text_anchor": "middle", "class_": "gt-strong"}
    return words(max(frame.left + half, min(x, frame.end - half)), min(y + 24, frame.base - 4), text, **look)


def _table(caption: Caption, points: Sequence[Point], pace: Pace) -> DataTable:
    """Every period with a figure or a place on the way, oldest first."""
    seen, due = ({point.at: point for point in run} for run in (points, pace.steps))
    rows = []
    for at in sorted({*seen, *due}):
        point, step = seen.get(at), due.get(at)
        said = (point or step or pace.steps[-1]).label
        figure = cell(point.value, caption.unit, caption.decimals, point.qualifier) if point else ""
        way = cell(step.value, caption.unit, caption.decimals) if step else ""
        rows.append((said, figure, way, particulars(point) if point else ""))
    headings = (
        say("Period"),
        with_heading(say("Figure"), caption.unit),
        with_heading(say("On the way"), caption.unit),
        say("Notes"),
    )
    return without_empty_end(DataTable(caption.title, headings, tuple(rows), (1, 2)))
