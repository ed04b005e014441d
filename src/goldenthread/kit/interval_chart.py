"""Figures with their intervals side by side: which differ by more than chance."""

from collections.abc import Collection, Sequence
from datetime import date

from goldenthread.kit.figure import Caption, Figure, Point
from goldenthread.kit.format import with_unit
from goldenthread.kit.line_parts import Frame, dots
from goldenthread.kit.palette import GREY_LINE, MAIN
from goldenthread.kit.svg import element, place
from goldenthread.kit.telling import points_table
from goldenthread.kit.time_chart import honest_notes, known_values, last_label, pictures
from goldenthread.rules.sentence_fact import between
from goldenthread.rules.tongue import say

CAP = 5.0


def interval_chart(
    caption: Caption, points: Sequence[Point], compared: Collection[date], *, verdict: str = ""
) -> Figure:
    """Each figure with its interval as an upright bar; those `compared` (by their day) dark, others grey."""
    dark = [point for point in points if point.at in compared]
    others = [point for point in points if point.at not in compared]
    told = _told(caption, dark, verdict)

    def draw(frame: Frame) -> list[str]:
        return [
            whiskers(frame, others, GREY_LINE, 1.5),
            dots(frame, others, GREY_LINE, 7),
            whiskers(frame, dark, MAIN, 2.2),
            dots(frame, dark, MAIN, 10),
        ]

    labels = last_label(points, caption)
    desk, phone, scale = pictures(caption, told, points, known_values(points), labels, draw)
    notes = (
        say("The upright bar is the likely range of the true figure."),
        *((say("The dark figures are those compared."),) if others and dark else ()),
        *honest_notes(points, scale, caption.unit),
    )
    table = points_table(caption.title, points, caption.unit, caption.decimals)
    return Figure(
        caption.key, caption.title, caption.subtitle, told, desk, phone, table, notes, caption.source
    )


def whiskers(frame: Frame, points: Sequence[Point], colour: str, thick: float) -> str:
    """Upright bars with caps, all in one path; a point without an interval has none."""
    drawn = ""
    for point in points:
        if point.lower is None or point.upper is None:
            continue
        x, low, high = frame.x(point.at.toordinal()), frame.y(point.lower), frame.y(point.upper)
        caps = "".join(f"M{place(x - CAP)},{place(y)}h{place(2 * CAP)}" for y in (low, high))
        drawn += f"M{place(x)},{place(low)}V{place(high)}{caps}"
    return (
        element("path", d=drawn, fill="none", stroke=colour, stroke_width=thick, class_="gt-line")
        if drawn
        else ""
    )


def _told(caption: Caption, compared: Sequence[Point], verdict: str) -> str:
    said = []
    for point in compared:
        figure = with_unit(point.value, caption.unit, caption.decimals, point.qualifier)
        if point.lower is not None and point.upper is not None:
            low, high = (with_unit(v, caption.unit, caption.decimals) for v in (point.lower, point.upper))
            figure += say(", likely between {range}", range=between(low, high, caption.unit, "and"))
        said.append(f"{point.label[:1].upper()}{point.label[1:]}: {figure}.")
    return " ".join([*said, f"{verdict.rstrip('.')}."] if verdict else said) or say(
        "There are no figures to show."
    )
