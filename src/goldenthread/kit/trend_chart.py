"""A line with the trend fitted through its last points, and the slopes that the figures allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.kit.figure import Caption, Figure, Point
from goldenthread.kit.format import change, with_unit
from goldenthread.kit.line_parts import Frame, dots
from goldenthread.kit.palette import BAND, INK
from goldenthread.kit.svg import element, line, path
from goldenthread.kit.telling import points_table, sentence
from goldenthread.kit.time_chart import honest_notes, joined, known_values, last_label, pictures, short_unit
from goldenthread.rules.tongue import say


@dataclass(frozen=True, slots=True)
class Fit:
    """A straight line between two days: slope and its limits in the unit a year, through the middle."""

    first: date
    last: date
    middle: float
    """The mean day, as an ordinal."""
    mean: float
    slope: Decimal
    lower: Decimal
    upper: Decimal

    def at(self, day: int, slope: Decimal) -> float:
        return self.mean + float(slope) * (day - self.middle) / 365.25


def trend_chart(caption: Caption, points: Sequence[Point], fit: Fit, *, verdict: str = "") -> Figure:
    """The run of `points`, oldest first, with `fit` drawn through those it was made from."""
    days = (fit.first.toordinal(), fit.last.toordinal())
    told = sentence(points, caption.unit, caption.decimals, verdict) + _told(caption, fit)
    corners = [fit.at(day, slope) for day in days for slope in (fit.lower, fit.slope, fit.upper)]

    def draw(frame: Frame) -> list[str]:
        return [
            _fan(frame, fit, days),
            joined(frame, points),
            _fitted(frame, fit, days),
            dots(frame, points),
        ]

    values = known_values([_bare(point) for point in points]) + corners
    labels = last_label(points, caption)
    end = with_unit(Decimal(str(corners[4])), short_unit(caption.unit), caption.decimals)
    labels.append((say("Trend {figure}", figure=end), corners[4], "level"))
    desk, phone, scale = pictures(caption, told, points, values, labels, draw)
    notes = (
        say("The dashed line is the trend; the band is every trend that the figures allow."),
        *honest_notes(points, scale, caption.unit),
    )
    table = points_table(caption.title, points, caption.unit, caption.decimals)
    return Figure(
        caption.key, caption.title, caption.subtitle, told, desk, phone, table, notes, caption.source
    )


def _bare(point: Point) -> Point:
    """Without its interval, which is not drawn here."""
    return Point(point.at, point.label, point.value)


def _fitted(frame: Frame, fit: Fit, days: tuple[int, int]) -> str:
    (x1, y1), (x2, y2) = ((frame.x(day), frame.y(fit.at(day, fit.slope))) for day in days)
    look: dict[str, str | float] = {"stroke": INK, "stroke_width": 2, "stroke_dasharray": "8 5"}
    return line(x1, y1, x2, y2, class_="gt-level", **look)


def _fan(frame: Frame, fit: Fit, days: tuple[int, int]) -> str:
    """Two wedges that meet in the middle: the least and the greatest slope through the mean."""
    middle = (frame.x(round(fit.middle)), frame.y(fit.mean))
    wedges = [
        path(
            [(frame.x(day), frame.y(fit.at(day, slope))) for slope in (fit.lower, fit.upper)] + [middle], True
        )
        for day in days
    ]
    return element("path", d="".join(wedges), fill=BAND, class_="gt-band")


def _told(caption: Caption, fit: Fit) -> str:
    least, most = (change(value, caption.unit) for value in (fit.lower, fit.upper))
    slope = change(fit.slope, caption.unit)
    return " " + say(
        "By the trend it goes {slope} a year; the figures allow from {least} to {most}.",
        slope=slope,
        least=least,
        most=most,
    )
