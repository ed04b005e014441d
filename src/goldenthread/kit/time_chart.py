"""What every picture over time shares: two papers, a frame with room for its labels, and its points."""

import itertools
from collections.abc import Callable, Sequence
from decimal import Decimal

from goldenthread.kit.figure import Caption, Point
from goldenthread.kit.format import is_money, is_percentage, short, sign_of, with_unit
from goldenthread.kit.line_chart import DESK, LABEL, PHONE, runs
from goldenthread.kit.line_parts import Frame, axes, break_rule, end_labels, run_paths
from goldenthread.kit.scale import Axis, axis
from goldenthread.kit.svg import drawing, width_of
from goldenthread.rules.tongue import say

Label = tuple[str, float, str]
"""A text at the right-hand end, the value it stands at, and its look: main, level or grey."""

MOST_RIGHT = 0.42


def pictures(
    caption: Caption,
    told: str,
    ticked: Sequence[Point],
    values: Sequence[float],
    labels: Sequence[Label],
    draw: Callable[[Frame], Sequence[str]],
) -> tuple[str, str, Axis]:
    """The picture for a desk, for a phone, and the scale. `ticked` are the points named under the axis."""
    scale = axis(values, zero=False)
    ticks = [with_unit(Decimal(str(tick)), sign_of(caption.unit), scale.places) for tick in scale.ticks]
    days = [point.at.toordinal() for point in ticked]
    left = max(width_of(tick) for tick in ticks) + 10
    right = max([width_of(text, LABEL) for text, *_ in labels] + [10]) + 12

    def drawn(key: str, size: tuple[float, float]) -> str:
        room = min(right, size[0] * MOST_RIGHT)
        frame = Frame(size, left, room, scale, min(days, default=0), max(days, default=1))
        parts = (axes(frame, ticked, ticks), *draw(frame), end_labels(frame, labels))
        return drawing(key, size, caption.title, told, *parts)

    return drawn(caption.key, DESK), drawn(f"{caption.key}-phone", PHONE), scale


def joined(frame: Frame, points: Sequence[Point], interval: bool = False) -> str:
    """The line, cut where its points may not be joined, and a rule where they stop being comparable."""
    rules = [break_rule(frame, a, b) for a, b in itertools.pairwise(points) if b.broken]
    return "".join(rules) + "".join(run_paths(frame, run, interval) for run in runs(points))


def short_unit(unit: str) -> str:
    """The unit where there is room only for a sign: "%", money, or nothing."""
    return unit if is_percentage(unit) or is_money(unit) else ""


def last_label(points: Sequence[Point], caption: Caption) -> list[Label]:
    """The last figure, dark, at its own height."""
    last = next((point for point in reversed(points) if point.value is not None), None)
    if last is None or last.value is None:
        return []
    text = with_unit(last.value, short_unit(caption.unit), caption.decimals, last.qualifier)
    return [(text, float(last.value), "main")]


def honest_notes(points: Sequence[Point], scale: Axis, unit: str) -> list[str]:
    """What a reader must know to read the picture rightly: where the scale starts, and what is particular."""
    notes = []
    if not scale.from_zero:
        start = f"{short(Decimal(str(scale.least)))}{sign_of(unit)}"
        notes.append(say("The scale starts at {figure}, not at zero.", figure=start))
    if any(point.provisional for point in points):
        notes.append(say("A hollow point is provisional."))
    if any(point.broken for point in points):
        notes.append(say("The line is cut where figures stop being comparable."))
    if any(point.qualifier in ("<", ">") for point in points):
        notes.append(say("An arrow marks a figure known only as “under” or “over”."))
    return notes


def known_values(points: Sequence[Point]) -> list[float]:
    """Every value and interval limit of the points, for a scale."""
    every = (value for point in points for value in (point.value, point.lower, point.upper))
    return [float(value) for value in every if value is not None]
