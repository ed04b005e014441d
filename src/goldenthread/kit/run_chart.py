"""A run chart: a line with its mean, its natural limits, and the figures that are not chance.

Where limits begin anew, by a decision or a break, a rule stands between, and each stretch has its own.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.kit.figure import Caption, DataTable, Figure, Point
from goldenthread.kit.format import cell, count_of, with_unit
from goldenthread.kit.line_parts import Frame, break_rule, dots
from goldenthread.kit.palette import BAND, INK, PAPER, QUIET
from goldenthread.kit.svg import element, line, path
from goldenthread.kit.telling import particulars, sentence, with_heading, without_empty_end
from goldenthread.kit.time_chart import (
    Label,
    honest_notes,
    joined,
    known_values,
    last_label,
    pictures,
    short_unit,
)
from goldenthread.kit.verdict import BETTER, DOWN
from goldenthread.rules.sentence_fact import between
from goldenthread.rules.tongue import Words, say

SIGNALS: Mapping[str, str] = Words(
    {
        "outside_limits": "outside the limits",
        "shift": "one of seven or more in a row on one side of the mean",
        "run": "one of seven or more in a row rising or falling",
        "two_of_three": "one of two in three that are close to a limit",
    }
)
"""The tests that tell a signal from chance, in words."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Mean and natural limits from one day to another. `why` is the reason they begin anew there."""

    first: date
    last: date
    mean: Decimal
    lower: Decimal
    upper: Decimal
    trial: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """A figure that is not chance: `way` is 1 for the better, -1 for the worse, 0 where nobody has said."""

    way: int
    tests: tuple[str, ...]

    @property
    def said(self) -> str:
        words = "; ".join(SIGNALS.get(test, test.replace("_", " ")) for test in self.tests)
        return words[:1].upper() + words[1:]


Signals = Mapping[date, Signal]
"""By the day at which a point stands."""


def run_chart(
    caption: Caption,
    points: Sequence[Point],
    limits: Sequence[Limits],
    signals: Signals,
    *,
    target: Decimal | None = None,
    verdict: str = "",
) -> Figure:
    """The run of `points`, oldest first, against `limits`; signals stand out by shape and by colour."""
    told = sentence(points, caption.unit, caption.decimals, verdict) + _told(caption, limits, signals, target)
    values = known_values(points) + [float(v) for each in limits for v in (each.lower, each.upper)]
    values += [float(target)] if target is not None else []

    def draw(frame: Frame) -> list[str]:
        return [
            *(_stretch(frame, each) for each in limits),
            *_begun_anew(frame, points, limits),
            _level(frame, target),
            joined(frame, points),
            dots(frame, [point for point in points if point.at not in signals]),
            *(_signal(frame, point, signals[point.at]) for point in points if point.at in signals),
        ]

    labels = _labels(caption, points, limits, target)
    desk, phone, scale = pictures(caption, told, points, values, labels, draw)
    table = _table(caption, points, limits, signals)
    notes = (*_notes(limits, signals), *honest_notes(points, scale, caption.unit))
    return Figure(
        caption.key, caption.title, caption.subtitle, told, desk, phone, table, notes, caption.source
    )


def _stretch(frame: Frame, limits: Limits) -> str:
    """The limits as a band with dashed edges, dotted while on trial, and the mean as a thin line."""
    x1, x2 = frame.x(limits.first.toordinal()) - 6, frame.x(limits.last.toordinal()) + 6
    top, mean, base = (frame.y(value) for value in (limits.upper, limits.mean, limits.lower))
    box = element(
        "path", d=path([(x1, top), (x2, top), (x2, base), (x1, base)], True), fill=BAND, class_="gt-band"
    )
    dashes = "2 4" if limits.trial else "7 4"
    edge: dict[str, str | float] = {"stroke": QUIET, "stroke_width": 1.3, "class_": "gt-grey"}
    edges = "".join(line(x1, y, x2, y, stroke_dasharray=dashes, **edge) for y in (top, base))
    return box + edges + line(x1, mean, x2, mean, **edge)


def _level(frame: Frame, target: Decimal | None) -> str:
    if target is None:
        return ""
    y = frame.y(target)
    look: dict[str, str | float] = {"stroke": INK, "stroke_width": 1.8, "stroke_dasharray": "12 4 2 4"}
    return line(frame.left, y, frame.end, y, class_="gt-level", **look)


def _begun_anew(frame: Frame, points: Sequence[Point], limits: Sequence[Limits]) -> list[str]:
    starts = {each.first for each in limits if each.why}
    pairs = itertools.pairwise(points)
    return [
        break_rule(frame, a, b, say("Limits begin anew"), low=True)
        for a, b in pairs
        if b.at in starts and not b.broken
    ]


def _signal(frame: Frame, point: Point, signal: Signal) -> str:
    """A solid triangle up for the better, a hollow one down for the worse, a diamond where neither."""
    if point.value is None:
        return ""
    x, y = frame.x(point.at.toordinal()), frame.y(point.value)
    corners = {
        1: [(x, y - 8), (x + 8, y + 6), (x - 8, y + 6)],
        -1: [(x, y + 8), (x + 8, y - 6), (x - 8, y - 6)],
        0: [(x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)],
    }[signal.way]
    colour = {1: BETTER, -1: DOWN, 0: INK}[signal.way]
    fill, name = (PAPER, "gt-point gt-point--hollow") if signal.way < 0 else (colour, "gt-point")
    return element("path", d=path(corners, True), fill=fill, stroke=colour, stroke_width=2, class_=name)


def _labels(
    caption: Caption, points: Sequence[Point], limits: Sequence[Limits], target: Decimal | None
) -> list[Label]:
    unit = short_unit(caption.unit)
    labels = last_label(points, caption)
    if target is not None:
        labels.append((say("Target {figure}", figure=with_unit(target, unit)), float(target), "level"))
    if limits:
        now = limits[-1]
        for name, value in ((say("Upper"), now.upper), (say("Mean"), now.mean), (say("Lower"), now.lower)):
            labels.append((f"{name} {with_unit(value, unit)}", float(value), "grey"))
    return labels


def _told(caption: Caption, limits: Sequence[Limits], signals: Signals, target: Decimal | None) -> str:
    said = ""
    if limits:
        now = limits[-1]
        mean, low, high = (with_unit(value, caption.unit) for value in (now.mean, now.lower, now.upper))
        span = between(low, high, caption.unit, "and")
        said += " " + say(
            "The mean is {mean}; by chance alone figures fall between {range}.", mean=mean, range=span
        )
    if target is not None:
        said += " " + say("The target is {figure}.", figure=with_unit(target, caption.unit))
    if not signals:
        return f"{said} {say('No figure stands out.')}"
    better, worse = (sum(1 for each in signals.values() if each.way == way) for way in (1, -1))
    ways = [say("{count} for the better", count=better)] * bool(better)
    ways += [say("{count} for the worse", count=worse)] * bool(worse)
    counted = count_of(len(signals), "figure stands out", "figures stand out")
    return f"{said} {counted}{': ' if ways else ''}{', '.join(ways)}."


def _notes(limits: Sequence[Limits], signals: Signals) -> list[str]:
    ways = {each.way for each in signals.values()}
    notes = [say("The band holds what chance alone would give, round the mean.")] if limits else []
    shapes = {
        1: say("a solid triangle for the better"),
        -1: say("a hollow triangle for the worse"),
        0: say("a diamond where nobody has said which way is better"),
    }
    if ways:
        seen = ", ".join(text for way, text in shapes.items() if way in ways)
        notes.append(say("Unusual figures: {shapes}.", shapes=seen))
    if any(each.trial for each in limits):
        notes.append(
            say("Dotted limits are on trial: there are few figures so far, and limits may yet move.")
        )
    notes += [each.why for each in limits if each.why]
    return notes


def _table(
    caption: Caption, points: Sequence[Point], limits: Sequence[Limits], signals: Signals
) -> DataTable:
    rows = []
    for point in points:
        now = next((each for each in limits if each.first <= point.at <= each.last), None)
        held = (now.mean, now.lower, now.upper) if now else (None, None, None)
        said = signals[point.at].said if point.at in signals else ""
        unusual = ". ".join(part for part in (said, particulars(point)) if part)
        rows.append(
            (
                point.label,
                cell(point.value, caption.unit, caption.decimals, point.qualifier),
                *("" if value is None else cell(value) for value in held),
                unusual,
            )
        )
    headings = (
        say("Period"),
        with_heading(say("Figure"), caption.unit),
        say("Mean"),
        say("Lower limit"),
        say("Upper limit"),
        say("Unusual"),
    )
    return without_empty_end(DataTable(caption.title, headings, tuple(rows), (1, 2, 3, 4)))
