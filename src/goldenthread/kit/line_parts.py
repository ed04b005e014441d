"""The pieces of a line chart, drawn inside a frame."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.kit.figure import Point
from goldenthread.kit.palette import BAND, GRID, INK, MAIN, PAPER, QUIET, RULE
from goldenthread.kit.scale import Axis, apart, between, shown_labels
from goldenthread.kit.svg import element, line, path, place, polyline, width_of, words
from goldenthread.rules.tongue import say

_LONG_MONTH: Final = re.compile(r"\b([A-Z][a-z]{2})[a-z]+ (\d{4})")


@dataclass(frozen=True, slots=True)
class Frame:
    """The paper: its size, the room left for labels, the scale, and the first and last day."""

    size: tuple[float, float]
    left: float
    right: float
    scale: Axis
    first: int
    last: int
    top: float = 12
    bottom: float = 30

    @property
    def end(self) -> float:
        return self.size[0] - self.right

    @property
    def base(self) -> float:
        return self.size[1] - self.bottom

    def x(self, day: int) -> float:
        if self.last == self.first:
            return (self.left + self.end) / 2
        inset = 10
        start, end = self.left + inset, self.end - 6
        return start + (day - self.first) / (self.last - self.first) * (end - start)

    def y(self, value: Decimal | float) -> float:
        return between(float(value), self.scale, self.base, self.top)

    def places(self, points: Sequence[Point]) -> list[tuple[float, float]]:
        """Where the points with a value fall, keeping only those within the days shown."""
        return [
            (self.x(point.at.toordinal()), self.y(point.value))
            for point in points
            if point.value is not None and self.first <= point.at.toordinal() <= self.last
        ] or [(self.left, self.base)]


def axes(frame: Frame, points: Sequence[Point], ticks: Sequence[str]) -> str:
    """Gridlines with their figures, and period labels that do not touch."""
    at = [(frame.x(point.at.toordinal()), short_period(point.label)) for point in points]
    return gridlines(frame, ticks) + under_axis(frame, at)


def short_period(label: str) -> str:
    """A period's label where there is little room: "15 Nov 2025" of a year that ends then, "Jun 2016"."""
    return _LONG_MONTH.sub(r"\1 \2", label.removeprefix(say("year ending {day}", day="")))


def gridlines(frame: Frame, ticks: Sequence[str]) -> str:
    """The lines across, each with its figure at the left, and the mark of a scale that leaves zero out."""
    across, texts, strong = "", "", ""
    for tick, text in zip(frame.scale.ticks, ticks, strict=True):
        y = frame.y(tick)
        if tick == 0 or tick == frame.scale.least:
            strong += line(frame.left, y, frame.end, y, stroke=RULE, stroke_width=1, class_="gt-grid")
        else:
            across += f"M{place(frame.left)},{place(y)}H{place(frame.end)}"
        texts += words(frame.left - 8, y + 5, text)
    thin = element("path", d=across, stroke=GRID, class_="gt-grid") if across else ""
    named = element("g", texts, text_anchor="end", fill=QUIET, class_="gt-quiet")
    return thin + strong + named + ("" if frame.scale.from_zero else _axis_break(frame))


def under_axis(frame: Frame, labels: Sequence[tuple[float, str]]) -> str:
    """As many of the labels, each centred on its place, as do not touch."""
    widths = [width_of(text, 14) for _, text in labels]
    at = [
        max(width / 2 - 2, min(x, frame.size[0] - width / 2))
        for (x, _), width in zip(labels, widths, strict=True)
    ]
    ticks, texts = "", ""
    for n in shown_labels(at, widths, gap=14):
        ticks += f"M{place(labels[n][0])},{place(frame.base)}v5"
        texts += words(at[n], frame.base + 21, labels[n][1])
    if not texts:
        return ""
    named = element("g", texts, text_anchor="middle", fill=QUIET, class_="gt-quiet")
    return element("path", d=ticks, stroke=RULE, class_="gt-grid") + named


def _axis_break(frame: Frame) -> str:
    """The zigzag that says the scale does not start at zero."""
    x, y = frame.left, frame.base
    zigzag = [(x, y), (x, y - 4), (x + 5, y - 6), (x - 5, y - 10), (x, y - 12), (x, y - 17)]
    return polyline(zigzag, stroke=QUIET, stroke_width=1.2, class_="gt-grey")


def shaded(frame: Frame, band: tuple[Decimal, Decimal], colour: str) -> str:
    """The expected range, across the whole frame."""
    top, bottom = frame.y(band[1]), frame.y(band[0])
    return element(
        "rect",
        x=frame.left,
        y=top,
        width=frame.end - frame.left,
        height=max(bottom - top, 1),
        fill=colour,
        class_="gt-band",
    )


def run_paths(frame: Frame, run: Sequence[Point], interval: bool) -> str:
    """One joined run: its interval as a band, or its line."""
    if not interval:
        if len(run) < 2:
            return ""
        joined: dict[str, str | float] = {
            "stroke": MAIN,
            "stroke_width": 2.5,
            "stroke_linejoin": "round",
            "class_": "gt-line",
        }
        return polyline(frame.places(run), **joined)
    both = [point for point in run if point.lower is not None and point.upper is not None]
    if not both:
        return ""
    days = [frame.x(point.at.toordinal()) for point in both]
    upper = [(x, frame.y(point.upper or 0)) for x, point in zip(days, both, strict=True)]
    lower = [(x, frame.y(point.lower or 0)) for x, point in zip(days, both, strict=True)]
    if len(both) == 1:
        return line(*upper[0], *lower[0], stroke=MAIN, stroke_width=1.5, class_="gt-line")
    return element("path", d=path(upper + lower[::-1], closed=True), fill=BAND, class_="gt-band")


def levels(frame: Frame, target: Decimal | None, floor: Decimal | None) -> str:
    """The target as a dashed line, the floor standard as a dotted one."""
    parts = []
    for value, dashes in ((target, "8 5"), (floor, "1.5 5")):
        if value is not None:
            y = frame.y(value)
            parts.append(
                line(
                    frame.left,
                    y,
                    frame.end,
                    y,
                    stroke=INK,
                    stroke_width=1.8,
                    stroke_dasharray=dashes,
                    stroke_linecap="round" if dashes[:2] == "1." else "butt",
                    class_="gt-level",
                )
            )
    return "".join(parts)


def marks(frame: Frame, points: Sequence[Point], colour: str) -> str:
    """Points: solid, hollow where provisional, an arrow head where censored; a rule where a break falls.

    Of more than 24 only those are shown that stand out, and the last, which is a little larger.
    """
    known = [point for point in points if point.value is not None]
    rules = [break_rule(frame, a, b) for a, b in itertools.pairwise(points) if b.broken]
    last = known[-1:]
    rest = [point for point in known[:-1] if len(known) <= 24 or _stands_out(point)]
    return "".join((*rules, dots(frame, rest, colour, 10), dots(frame, last, colour, 12)))


def _stands_out(point: Point) -> bool:
    return point.provisional or bool(point.qualifier) or point.broken


def dots(frame: Frame, points: Sequence[Point], colour: str = MAIN, size: float = 8) -> str:
    """The points: plain ones as one path, so that many weigh little; hollow and bounded ones each alone."""
    known = [point for point in points if point.value is not None]
    plain = [point for point in known if not point.provisional and point.qualifier not in ("<", ">")]
    special = [point for point in known if point not in plain]
    parts = [dotted(frame.places(plain), colour, size)] if plain else []
    for point in special:
        parts += [mark(x, y, point, colour, max(size / 2 - 1, 4)) for x, y in frame.places([point])]
    return "".join(parts)


def dotted(places: Sequence[tuple[float, float]], colour: str, size: float, name: str = "gt-line") -> str:
    """A round dot at each place, all in one path."""
    drawn = "".join(f"M{place(x)},{place(y)}h0" for x, y in places)
    look: dict[str, str | float] = {"stroke": colour, "stroke_width": size, "stroke_linecap": "round"}
    return element("path", d=drawn, fill="none", class_=name, **look)


def mark(x: float, y: float, point: Point, colour: str, size: float) -> str:
    """One point: solid, hollow where provisional, an arrow head where only a bound is known."""
    fill = PAPER if point.provisional else colour
    name = "gt-point gt-point--hollow" if point.provisional else "gt-point"
    drawn: dict[str, str | float] = {"fill": fill, "stroke": colour, "stroke_width": 2, "class_": name}
    if point.qualifier in ("<", ">"):
        tip = size + 3 if point.qualifier == "<" else -size - 3
        return element("path", d=path([(x - 6, y), (x + 6, y), (x, y + tip)], closed=True), **drawn)
    return element("circle", cx=x, cy=y, r=size, **drawn)


def break_rule(frame: Frame, before: Point, after: Point, said: str = "", low: bool = False) -> str:
    """An upright rule between two points, with its words at the top, or at the foot where `low`."""
    x = (frame.x(before.at.toordinal()) + frame.x(after.at.toordinal())) / 2
    rule = line(
        x, frame.top, x, frame.base, stroke=QUIET, stroke_width=1, stroke_dasharray="2 3", class_="gt-grey"
    )
    right = x < frame.size[0] / 2
    label = words(
        x + (5 if right else -5),
        frame.base - 6 if low else frame.top + 4,
        said or say("Not comparable"),
        text_anchor="start" if right else "end",
        font_size=13,
        fill=QUIET,
        stroke=PAPER,
        stroke_width=3,
        paint_order="stroke",
        class_="gt-quiet",
    )
    return rule + label


def end_labels(frame: Frame, labels: Sequence[tuple[str, float, str]]) -> str:
    """Labels at the right-hand end, moved apart where they would touch."""
    wanted = [frame.y(value) + 5 for _, value, _ in labels]
    at = apart(wanted, 17, frame.top + 6, frame.base + 2)
    looks: dict[str, dict[str, str | float]] = {
        "main": {"font_weight": "700", "font_size": 16, "fill": MAIN, "class_": "gt-strong"},
        "level": {"fill": INK, "class_": "gt-ink"},
        "grey": {"fill": QUIET, "class_": "gt-quiet"},
    }
    return "".join(
        words(frame.end + 8, float(place(y)), text, **looks[part])
        for (text, _, part), y in zip(labels, at, strict=True)
    )
