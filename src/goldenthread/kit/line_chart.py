"""A line through time with its target, floor standard, expected range, interval and benchmark."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from goldenthread.kit.figure import Figure, Line, Point
from goldenthread.kit.format import is_money, is_percentage, short, sign_of, with_unit
from goldenthread.kit.line_parts import Frame, axes, end_labels, levels, marks, run_paths, shaded
from goldenthread.kit.palette import BAND, GREY_LINE, MAIN
from goldenthread.kit.scale import Axis, axis
from goldenthread.kit.svg import drawing, element, polyline, width_of
from goldenthread.kit.telling import points_table, said_when, sentence
from goldenthread.rules.tongue import say

DESK, PHONE = (640.0, 320.0), (360.0, 270.0)
# End labels are measured at this size; where one takes more than this share of the paper, names shorten.
LABEL, MOST_LABEL = 17, 0.38


@dataclass(frozen=True, slots=True)
class Guides:
    """What a line is read against. All in the measure's unit; `expected` is (least, most)."""

    target: Decimal | None = None
    floor: Decimal | None = None
    expected: tuple[Decimal, Decimal] | None = None
    benchmark: Line | None = None
    target_label: str = ""
    floor_label: str = ""

    @property
    def named_target(self) -> str:
        return self.target_label or say("Target")

    @property
    def named_floor(self) -> str:
        return self.floor_label or say("Floor standard")


def line_chart(
    key: str,
    title: str,
    points: Sequence[Point],
    *,
    subtitle: str = "",
    unit: str = "",
    decimals: int | None = None,
    guides: Guides | None = None,
    verdict: str = "",
    source: str = "",
    zero: bool | None = None,
) -> Figure:
    """A line chart of `points`, oldest first. `key` is unique on the page; `verdict` ends the sentence.

    A missing value or a skipped period leaves a gap; a `break` cuts the line; provisional points are
    hollow; a censored one ("under", "over") carries an arrow head. The axis starts at zero only where
    zero is near or `zero` is True; otherwise a note says where it starts.
    """
    guides = guides or Guides()
    told = sentence(points, unit, decimals, verdict) + _told_guides(guides, unit, decimals)
    scale = axis(_values(points, guides), zero)
    desk, phone = (
        drawing(f"{key}{end}", size, title, told, *_parts(points, guides, scale, size, unit, decimals))
        for end, size in (("", DESK), ("-phone", PHONE))
    )
    return Figure(
        key,
        title,
        subtitle,
        told,
        desk,
        phone,
        points_table(title, points, unit, decimals),
        _notes(points, scale, unit),
        source,
    )


def _values(points: Sequence[Point], guides: Guides) -> list[float]:
    every = [value for point in points for value in (point.value, point.lower, point.upper)]
    every += [guides.target, guides.floor, *(guides.expected or ())]
    every += [point.value for point in guides.benchmark.points] if guides.benchmark else []
    return [float(value) for value in every if value is not None]


def _parts(
    points: Sequence[Point],
    guides: Guides,
    scale: Axis,
    size: tuple[float, float],
    unit: str,
    decimals: int | None,
) -> list[str]:
    labels = _labels(points, guides, unit, decimals)
    widest = max((width_of(text, LABEL) for text, *_ in labels), default=0.0)
    if widest > size[0] * MOST_LABEL:
        short_names = replace(guides, target_label=say("Target"), floor_label=say("Floor"))
        labels = _labels(points, short_names, unit, decimals)
    dates = [point.at.toordinal() for point in points]
    right = max([width_of(text, LABEL) for text, *_ in labels] + [10]) + 12
    left = max(width_of(_tick(tick, scale, unit)) for tick in scale.ticks) + 10
    frame = Frame(size, left, min(right, size[0] * 0.42), scale, min(dates, default=0), max(dates, default=1))
    parts = [axes(frame, points, [_tick(tick, scale, unit) for tick in scale.ticks])]
    if guides.expected:
        parts.append(shaded(frame, guides.expected, BAND))
    known = runs(points)
    parts += [run_paths(frame, run, interval=True) for run in known]
    parts.append(levels(frame, guides.target, guides.floor))
    if guides.benchmark:
        shown = [p for p in guides.benchmark.points if frame.first <= p.at.toordinal() <= frame.last]
        parts += [_grey(frame.places(run)) for run in runs(shown)]
    parts += [run_paths(frame, run, interval=False) for run in known]
    parts.append(marks(frame, points, MAIN))
    parts.append(end_labels(frame, labels))
    return parts


def _grey(places: list[tuple[float, float]]) -> str:
    """A run of the benchmark; a figure alone is a dot."""
    if len(places) == 1:
        return element("circle", cx=places[0][0], cy=places[0][1], r=3, fill=GREY_LINE, class_="gt-others")
    return polyline(places, stroke=GREY_LINE, stroke_width=1.5, class_="gt-grey")


def _tick(value: float, scale: Axis, unit: str) -> str:
    return with_unit(Decimal(str(value)), sign_of(unit), scale.places)


def _labels(
    points: Sequence[Point], guides: Guides, unit: str, decimals: int | None
) -> list[tuple[str, float, str]]:
    """What stands at the right-hand end: text, value, and the part it belongs to."""
    short_unit = unit if is_percentage(unit) or is_money(unit) else ""
    labels = []
    last = next((point for point in reversed(points) if point.value is not None), None)
    if last and last.value is not None:
        labels.append(
            (with_unit(last.value, short_unit, decimals, last.qualifier), float(last.value), "main")
        )
    for name, value in ((guides.named_target, guides.target), (guides.named_floor, guides.floor)):
        if value is not None:
            labels.append((f"{name}: {with_unit(value, short_unit)}", float(value), "level"))
    if guides.benchmark:
        end = next((p for p in reversed(guides.benchmark.points) if p.value is not None), None)
        if end and end.value is not None:
            text = f"{guides.benchmark.name} {with_unit(end.value, short_unit, decimals)}"
            labels.append((text, float(end.value), "grey"))
    if guides.expected:
        middle = float(sum(guides.expected)) / 2
        labels.append((say("Expected range"), middle, "grey"))
    return labels


def runs(points: Sequence[Point]) -> list[list[Point]]:
    """Points that may be joined: cut at a missing value, a break, and where periods were skipped."""
    steps = [b.at.toordinal() - a.at.toordinal() for a, b in itertools.pairwise(points)]
    usual = median(steps) if steps else 0
    found: list[list[Point]] = []
    before: Point | None = None
    for point in points:
        joined = (
            before is not None
            and before.value is not None
            and point.value is not None
            and not point.broken
            and point.at.toordinal() - before.at.toordinal() <= 1.5 * usual
        )
        if joined:
            found[-1].append(point)
        elif point.value is not None:
            found.append([point])
        before = point
    return found


def _told_guides(guides: Guides, unit: str, decimals: int | None) -> str:
    said = ""
    if guides.target is not None:
        said += f" {guides.named_target}: {with_unit(guides.target, unit)}."
    if guides.floor is not None:
        said += f" {guides.named_floor}: {with_unit(guides.floor, unit)}."
    if guides.expected:
        least, most = (with_unit(value, unit) for value in guides.expected)
        said += " " + say("Expected range {least} to {most}.", least=least, most=most)
    if guides.benchmark:
        end = next((p for p in reversed(guides.benchmark.points) if p.value is not None), None)
        if end:
            said += f" {guides.benchmark.name} {said_when(end, unit, decimals)}."
    return said


def _notes(points: Sequence[Point], scale: Axis, unit: str) -> tuple[str, ...]:
    """What a reader must know to read the picture honestly."""
    notes = []
    if not scale.from_zero:
        sign = sign_of(unit)
        start = f"{short(Decimal(str(scale.least)))}{sign}"
        notes.append(say("The scale starts at {figure}, not at zero.", figure=start))
    if any(point.provisional for point in points):
        notes.append(say("A hollow point is provisional."))
    if any(point.broken for point in points):
        notes.append(say("The line is cut where figures stop being comparable."))
    if any(point.qualifier in ("<", ">") for point in points):
        notes.append(say("An arrow marks a figure known only as “under” or “over”."))
    if any(point.value is None for point in points):
        notes.append(say("A gap is a period without a figure."))
    if any(point.lower is not None for point in points):
        notes.append(say("The shaded band is the likely range of the true figure."))
    return tuple(notes)
