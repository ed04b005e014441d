"""Natural process limits of many stretches at once: `rules.limits`, the same whole numbers."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from goldenthread.engine.kernel.answer import Bools, Ints
from goldenthread.rules.process import LIMIT_PLACES

LARGEST: Final = 6 * 10**15
"""The largest unit times the number of points squared: below this no product here leaves 64 bits."""

_FINER: Final = 10**LIMIT_PLACES


@dataclass(frozen=True, slots=True)
class Limits:
    """By stretch: the sum of its `count` points, and of the `kept` moving ranges. All sums are exact.

    `fits` says where they are: elsewhere only the rules can answer. A stretch whose kept moving ranges come
    to nothing has no limits.
    """

    total: Ints
    count: Ints
    moved: Ints
    kept: Ints
    fits: Bools

    @property
    def there(self) -> Bools:
        """Is there variation to set limits by?"""
        there: Bools = self.moved > 0
        return there

    def away(self, units: Ints) -> Ints:
        """How far points, one for each stretch, are above their mean, times the number of points."""
        return self.count * units - self.total

    def outside(self, away: Ints) -> Bools:
        beyond: Bools = 100 * self.kept * np.abs(away) > 266 * self.moved * self.count
        return beyond

    def near(self, away: Ints) -> Bools:
        """More than two thirds of the way to a limit, and within it."""
        near: Bools = 300 * self.kept * np.abs(away) > 532 * self.moved * self.count
        return near & ~self.outside(away)

    def of(self, stretch: Ints) -> "Limits":
        """The limits of these stretches, in this order."""
        return Limits(*(getattr(self, name)[stretch] for name in Limits.__slots__))

    def fraction(self, way: int) -> tuple[Ints, Ints]:
        """The upper limit (1), the lower (-1) or the mean (0) in units, as fractions; zero where none is."""
        there = self.there & self.fits
        above = 100 * self.kept * self.total
        if way:
            above = above + way * 266 * self.moved * self.count
        return np.where(there, above, 0), np.where(there, 100 * self.kept * self.count, 1)

    def shown(self, way: int) -> Ints:
        """The same, LIMIT_PLACES finer than the units, rounded half-even."""
        above, below = self.fraction(way)
        whole, rest = np.divmod(above, below)
        part, rest = np.divmod(rest * _FINER, below)
        up = (2 * rest > below) | ((2 * rest == below) & (part % 2 == 1))
        shown: Ints = whole * _FINER + part + up
        return shown


def moving_ranges(units: Ints, begins: Ints) -> Ints:
    """How far each point is from the one before it; 0 for the first of each stretch."""
    moved = np.empty_like(units)
    np.subtract(units[1:], units[:-1], out=moved[1:])
    np.abs(moved, out=moved)
    moved[begins] = 0
    return moved


def limits_of(units: Ints, begins: Ints, screen: bool) -> Limits:
    """The limits of stretches of two points or more, one after another, each from its place in `begins`."""
    if not len(begins):
        return Limits(begins, begins, begins, begins, begins.astype(bool))
    count = np.diff(begins, append=len(units))
    total = np.add.reduceat(units, begins)
    moved = moving_ranges(units, begins)
    fits = _fits(units, begins, count)
    every = np.add.reduceat(moved, begins)
    kept = count - 1
    if not screen:
        return Limits(total, count, every, kept, fits)
    # The largest whole moving range below 3.267 times the mean: 1000 * moved * (n - 1) < 3267 * sum.
    most = (3267 * every - 1) // (1000 * kept)
    jumps = np.flatnonzero(moved > np.repeat(most, count))
    stretch = np.searchsorted(begins, jumps, side="right") - 1
    left, fewer = every.copy(), kept.copy()
    np.subtract.at(left, stretch, moved[jumps])
    np.subtract.at(fewer, stretch, 1)
    return Limits(total, count, left, np.maximum(fewer, 1), fits)


def _fits(units: Ints, begins: Ints, count: Ints) -> Bools:
    """By stretch: does every product of its sums stay within 64 bits?"""
    if max(units.max(), -units.min()) < LARGEST // int(count.max()) ** 2:
        return np.ones(len(begins), bool)
    largest = np.maximum(np.maximum.reduceat(units, begins), -np.minimum.reduceat(units, begins))
    fits: Bools = largest < LARGEST // (count * count)
    return fits
