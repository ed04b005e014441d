"""What every series is compared with, as arrays: `rules.other` for all series at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from goldenthread.engine.kernel.answer import NO_REASON, Bools, Ints, basis_bit, reason_code
from goldenthread.engine.kernel.asked import Asked
from goldenthread.engine.kernel.compared import benchmark_series, rows_beside
from goldenthread.engine.kernel.frame import Frame
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import MOST_PLACES

LARGEST: Final = 10**15
"""Units beyond this are left to the rules, so that sums and twice a remainder fit 64 bits."""

_TENS: Final = 10 ** np.arange(MOST_PLACES + 1)


@dataclass(slots=True)
class Other:
    """By series: what it is compared with, in units of `places`, or why nothing is.

    `row` is a benchmark's row, -1 for a group, which has a rank among so many instead. `beyond` are the
    series that only the rules can answer.
    """

    reason: Ints
    row: Ints
    units: Ints
    places: Ints
    basis: Ints
    provisional: Bools
    beyond: Bools
    rank: Ints
    ranked: Ints

    @staticmethod
    def none(frame: Frame, places: Ints) -> "Other":
        """Nothing to compare with, for any series."""
        numbers = np.zeros((4, frame.count), np.int64)
        flags = np.zeros((2, frame.count), bool)
        reason = np.full(frame.count, reason_code("no_comparator"))
        row = np.full(frame.count, -1)
        return Other(reason, row, numbers[0], places, numbers[1], flags[0], flags[1], numbers[2], numbers[3])


def places_of(frame: Frame, facts: Sequence[Measure]) -> Ints:
    """By series, the places at which areas are compared: the measure's, or the most where none are stated."""
    stated = [MOST_PLACES if each.decimals is None else each.decimals for each in facts]
    return np.array(stated, np.int64)[frame.measure]


def units_at(frame: Frame, rows: Ints, series: Ints, places: Ints) -> Ints:
    """The values of rows of these series in units of so many places, none fewer than the series' own."""
    more, units = places - frame.decimals[series], frame.units[rows]
    if not more.any():
        return units
    scaled: Ints = units * _TENS[np.maximum(more, 0)]
    return scaled


def benchmark(frame: Frame, asked: Asked) -> Other:
    """The benchmark area's row in the same period."""
    series = benchmark_series(frame, asked.comparators)
    rows = rows_beside(frame, series)
    there, bound = rows >= 0, (rows >= 0) & frame.bound[rows]
    other = Other.none(frame, places_of(frame, asked.facts))
    other.reason[there] = NO_REASON
    other.reason[bound] = reason_code("censored")
    other.row = rows
    other.units = np.where(there, units_at(frame, rows, series, other.places), 0)
    other.basis[:] = basis_bit("area")
    other.provisional = there & frame.provisional[rows]
    other.beyond = there & ~bound & (frame.slow[series] | (np.abs(other.units) >= LARGEST))
    return other
