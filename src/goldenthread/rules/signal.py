"""Signals on an XmR chart: points that chance alone would seldom give.

Four rules, the first that flags a point naming its signal: outside the limits; a run of seven points that
rise or fall at every step; two of three points near a limit, all three on one side of the mean; a shift of
seven points on one side. A rule flags every point of what it finds. All comparisons are strict: a point on
a limit is within it, equal neighbours end a run, a point on the mean ends a shift.
Source: NHSRplotthedots 0.2.2 (NHS-R Community, MIT), whose flags and order these are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from goldenthread.rules.limits import Limits

OUTSIDE_LIMITS: Final = "outside_limits"
RUN: Final = "run"
TWO_OF_THREE: Final = "two_of_three"
SHIFT: Final = "shift"

SIGNALS: Final = (OUTSIDE_LIMITS, RUN, TWO_OF_THREE, SHIFT)
"""In their order of precedence."""

LONG: Final = 7
"""Points of a run or a shift."""


@dataclass(frozen=True, slots=True)
class Signal:
    """What flags one point: the rules in their order, and where the first of them points.

    `way` is 1 for above the mean or rising, -1 for below or falling, 0 where no rule flags the point.
    """

    rules: tuple[str, ...] = ()
    way: int = 0


def signals(units: Sequence[int], limits: Limits) -> tuple[Signal, ...]:
    """The signal at each point of one stretch of a series."""
    sides = [limits.side(each) for each in units]
    near = [limits.is_near(each) for each in units]
    runs = run_ends(units)
    flags = {
        OUTSIDE_LIMITS: [limits.is_outside(each) for each in units],
        RUN: part_of_seven(runs),
        TWO_OF_THREE: two_of_three(near, sides),
        SHIFT: part_of_seven(shift_ends(sides)),
    }
    ways = _ways_of_runs(runs)
    found = []
    for at, side in enumerate(sides):
        rules = tuple(rule for rule in SIGNALS if flags[rule][at])
        way = 0 if not rules else ways[at] if rules[0] == RUN else side
        found.append(Signal(rules, way))
    return tuple(found)


def shift_ends(sides: Sequence[int]) -> list[int]:
    """The side (1 or -1) at every point that is the seventh or later in a row on it; else 0."""
    return [_all_one(sides[max(0, at - LONG + 1) : at + 1], LONG) for at in range(len(sides))]


def run_ends(units: Sequence[int]) -> list[int]:
    """1 at every point where the last six steps rose, -1 where they fell; else 0."""
    steps = [(later > earlier) - (later < earlier) for earlier, later in pairwise(units)]
    return [_all_one(steps[max(0, at - LONG + 1) : at], LONG - 1) for at in range(len(units))]


def _all_one(signs: Sequence[int], count: int) -> int:
    """The sign that all of so many share; 0 where they are fewer or differ."""
    return signs[0] if len(signs) == count and len(set(signs)) == 1 else 0


def part_of_seven(ends: Sequence[int]) -> list[bool]:
    """Is the point one of seven that end at it or at one of the six after it?"""
    return [any(ends[at : at + LONG]) for at in range(len(ends))]


def two_in_three(near: Sequence[bool], sides: Sequence[int]) -> list[bool]:
    """Is the point among three in a row, all on one side of the mean, of which two or more are near?"""
    starts = range(len(near) - 2)
    found = {at for at in starts if sum(near[at : at + 3]) >= 2 and abs(sum(sides[at : at + 3])) == 3}
    return [any(at - back in found for back in range(3)) for at in range(len(near))]


def two_of_three(near: Sequence[bool], sides: Sequence[int]) -> list[bool]:
    """Is the point near a limit, and one of two among three?"""
    return [mine and found for mine, found in zip(near, two_in_three(near, sides), strict=True)]


def _ways_of_runs(ends: Sequence[int]) -> list[int]:
    """The way of the run that each point is in, of the later one where it is in two; 0 where in none."""
    # The step to a point is part of a run that ends there or up to five points later.
    step = [next((end for end in ends[at : at + LONG - 1] if end), 0) for at in range(len(ends))]
    return [after or before for before, after in zip(step, [*step[1:], 0], strict=True)]
