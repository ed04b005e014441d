"""Natural process limits of an XmR chart, in whole numbers.

The mean of the points, and 2.66 times their mean moving range to either side. A moving range of 3.267 times
the mean moving range or more is left out, once, so that one jump does not widen the limits that should show
it. Source: NHS England, Making Data Count; NHSRplotthedots 0.2.2; Wheeler, Understanding Variation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

REACH: Final = Fraction(266, 100)
"""How many mean moving ranges a limit is from the mean."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits as the sums that they are made from, in units: every comparison is one of whole numbers.

    `total` is the sum of `count` points; `moved` the sum of the `kept` moving ranges, above zero.
    """

    total: int
    count: int
    moved: int
    kept: int

    @property
    def mean(self) -> Fraction:
        return Fraction(self.total, self.count)

    @property
    def reach(self) -> Fraction:
        """From the mean to either limit."""
        return REACH * Fraction(self.moved, self.kept)

    @property
    def lower(self) -> Fraction:
        return self.mean - self.reach

    @property
    def upper(self) -> Fraction:
        return self.mean + self.reach

    def side(self, units: int) -> int:
        """1 above the mean, -1 below it, 0 exactly on it."""
        away = self.count * units - self.total
        return (away > 0) - (away < 0)

    def is_outside(self, units: int) -> bool:
        """Is the point beyond a limit? Exactly on it is not."""
        return 100 * self.kept * self._away(units) > 266 * self.moved * self.count

    def is_near(self, units: int) -> bool:
        """Is the point in the outer third: more than two thirds of the way to a limit, and within it?"""
        two_thirds = 300 * self.kept * self._away(units) > 2 * 266 * self.moved * self.count
        return two_thirds and not self.is_outside(units)

    def _away(self, units: int) -> int:
        """The distance from the mean, times the number of points."""
        return abs(self.count * units - self.total)


def moving_ranges(units: Sequence[int]) -> list[int]:
    """How far each point is from the one before it: one fewer than there are points."""
    return [abs(later - earlier) for earlier, later in pairwise(units)]


def limits_of(units: Sequence[int], *, screen: bool = True) -> Limits | None:
    """The limits of at least two points; None where no variation is left to set limits by.

    That is so where every point is the same, and where all but the screened jumps are of no size.
    """
    moved = moving_ranges(units)
    if screen:
        least = 3267 * sum(moved)
        moved = [each for each in moved if 1000 * len(moved) * each < least]
    if not any(moved):
        return None
    return Limits(sum(units), len(units), sum(moved), len(moved))
