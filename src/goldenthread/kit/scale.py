"""Axes: round numbers, honest ranges, and labels that do not run into each other."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from `least` to `most` with its gridlines at `ticks`; `places` decimals tell ticks apart."""

    least: float
    most: float
    ticks: tuple[float, ...]
    places: int

    @property
    def from_zero(self) -> bool:
        return self.least <= 0 <= self.most


def round_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that cuts `span` into at most `most` parts."""
    if span <= 0:
        return 1.0
    power = 10.0 ** floor(log10(span / most))
    for times in (1, 2, 2.5, 5):
        if span / (times * power) <= most + 1e-9:
            return times * power
    return 10 * power


def axis(values: Sequence[float], zero: bool | None = None, gridlines: int = 5) -> Axis:
    """An axis round `values` with at most `gridlines` lines on round numbers.

    `zero` True starts from zero, False does not; None starts from zero where it is near enough that
    leaving it out would exaggerate.
    """
    if not values:
        return Axis(0, 1, (0.0, 1.0), 0)
    least, most = min(values), max(values)
    near = (0 < least <= 0.6 * most) or (0 > most >= 0.6 * least)
    if zero or (zero is None and near):
        least, most = min(least, 0), max(most, 0)
    if least == most:
        least, most = least - (abs(least) * 0.05 or 1), most + (abs(most) * 0.05 or 1)
    steps = gridlines - 1
    step = round_step(most - least, steps)
    while ceil(most / step - 1e-9) - floor(least / step + 1e-9) > steps:
        step = round_step(step * steps * 1.01, steps)
    first, last = floor(least / step + 1e-9), ceil(most / step - 1e-9)
    ticks = tuple(round(n * step, 10) for n in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks, _places(step))


def snug(values: Sequence[float]) -> Axis:
    """An axis that ends where `values` end, with a little room, and its round gridlines inside."""
    round_ = axis(values, zero=False, gridlines=9)
    least, most = min(values, default=round_.least), max(values, default=round_.most)
    room = (most - least) * 0.04 or (round_.most - round_.least) / 2
    inside = tuple(tick for tick in round_.ticks if least - room <= tick <= most + room)
    return Axis(least - room, most + room, inside, round_.places)


def _places(step: float) -> int:
    places = max(0, -floor(log10(step)))
    return places + (round(step, places) != round(step, places + 2))


def between(value: float, axis_: Axis, start: float, end: float) -> float:
    """Where `value` falls on the paper when the axis runs from `start` to `end`."""
    return start + (value - axis_.least) / ((axis_.most - axis_.least) or 1) * (end - start)


def shown_labels(places: Sequence[float], widths: Sequence[float], gap: float = 10) -> list[int]:
    """Which labels to show, centred on `places`: evenly spaced counting back from the last, none touching."""
    count = len(places)
    for step in range(1, count + 1):
        shown = list(range(count - 1, -1, -step))[::-1]
        if all(
            places[b] - places[a] >= (widths[a] + widths[b]) / 2 + gap for a, b in itertools.pairwise(shown)
        ):
            return shown
    return []


def apart(places: Sequence[float], gap: float, least: float, most: float) -> list[float]:
    """Places moved as little as needed to be at least `gap` apart, in order, inside `least` to `most`."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    moved = [float(place) for place in places]
    for before, after in itertools.pairwise(order):
        moved[after] = max(moved[after], moved[before] + gap)
    limit = most
    for n in reversed(order):
        moved[n] = max(least, min(moved[n], limit))
        limit = moved[n] - gap
    return moved
