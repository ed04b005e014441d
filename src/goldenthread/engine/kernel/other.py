"""What every series is compared with, as arrays: `rules.other` and `rules.aggregate` for all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from goldenthread.engine.kernel.answer import NO_REASON, Bools, Ints, basis_bit, reason_code
from goldenthread.engine.kernel.asked import Asked
from goldenthread.engine.kernel.compared import benchmark_series, neighbour_series, rows_beside
from goldenthread.engine.kernel.frame import Floats, Frame
from goldenthread.engine.kernel.interval import counts_behind, values_at
from goldenthread.rules.aggregate import counted_as
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import MOST_PLACES

LARGEST: Final = 10**15
"""Units beyond this are left to the rules, so that sums and twice a remainder fit 64 bits."""

_TENS: Final = 10 ** np.arange(MOST_PLACES + 1)
_NOTHING: Final = np.iinfo(np.int64).max


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


def places_of(frame: Frame, facts: Sequence[Measure]) -> Ints:
    """By series, the places at which areas are compared: the measure's, or the most where none are stated."""
    stated = [MOST_PLACES if each.decimals is None else each.decimals for each in facts]
    return np.array(stated, np.int64)[frame.measure]


def units_at(frame: Frame, rows: Ints, places: Ints) -> Ints:
    """The values of rows in units of so many places; rows whose own places are fewer gain noughts."""
    more = places - frame.decimals[frame.series[rows]]
    units = frame.units[rows]
    if not more.any():
        return units
    scaled: Ints = units * _TENS[np.maximum(more, 0)]
    return scaled


def benchmark(frame: Frame, asked: Asked) -> Other:
    """The benchmark area's row in the same period."""
    series = benchmark_series(frame, asked.comparators)
    rows = rows_beside(frame, series)
    there, bound = rows >= 0, (rows >= 0) & frame.bound[rows]
    reason = np.where(bound, reason_code("censored"), NO_REASON)
    reason[~there] = reason_code("no_comparator")
    places = places_of(frame, asked.facts)
    units = np.where(there, units_at(frame, rows, places), 0)
    nothing = np.zeros(frame.count, np.int64)
    return Other(
        reason,
        np.where(there, rows, -1),
        units,
        places,
        np.full(frame.count, basis_bit("area")),
        there & frame.provisional[rows],
        there & ~bound & (frame.slow[series] | (np.abs(units) >= LARGEST)),
        nothing,
        nothing,
    )


def group(frame: Frame, asked: Asked) -> Other:
    """The comparator group taken together, from its counts or as its median, and the rank in it."""
    series = neighbour_series(frame, asked.comparators)
    rows = rows_beside(frame, series)
    inside = rows >= 0
    held = inside.sum(axis=0)
    bound = inside & frame.bound[rows]
    reason = np.where(bound.any(axis=0), reason_code("censored"), NO_REASON)
    reason[held < asked.question.parameters["at_least"]] = reason_code("no_comparator")
    found = np.flatnonzero(reason == NO_REASON)
    places = places_of(frame, asked.facts)
    rows, inside = rows[:, found], inside[:, found]
    units = np.where(inside, units_at(frame, rows, np.broadcast_to(places[found], rows.shape)), 0)
    beyond = np.zeros(frame.count, bool)
    large = np.abs(units) >= LARGEST
    beyond[found] = (inside & (frame.slow[series[:, found]] | large)).any(axis=0)
    whole, counted, inexact = _together(frame, asked.facts, rows, inside, units, found, places)
    beyond[found] |= inexact
    own = units_at(frame, frame.last, places)[found]
    way = np.where(asked.ways[found] < 0, -1, 1)
    nothing = np.zeros(frame.count, np.int64)
    other = Other(
        reason, np.full(frame.count, -1), nothing.copy(), places, nothing.copy(),
        np.zeros(frame.count, bool), beyond, nothing.copy(), nothing.copy(),
    )  # fmt: skip
    other.units[found] = whole
    other.basis[found] = np.where(counted, basis_bit("counts"), basis_bit("median"))
    other.provisional[found] = (inside & frame.provisional[rows]).any(axis=0)
    other.rank[found] = 1 + (inside & ((units - own) * way > 0)).sum(axis=0)
    other.ranked[found] = held[found] + 1
    return other


def _together(
    frame: Frame,
    facts: Sequence[Measure],
    rows: Ints,
    inside: Bools,
    units: Ints,
    found: Ints,
    places: Ints,
) -> tuple[Ints, Bools, Bools]:
    """By column: the group's units, do they come from counts, and can only the rules add them up?"""
    middle, nothing = median(units, inside), np.zeros(len(found), bool)
    if not len(rows):
        return middle, nothing, nothing
    count, of, times = _counts(frame, facts, rows, inside)
    counted: Bools = (times == times[:1]).all(axis=0)
    if not counted.any():
        return middle, nothing, nothing
    with np.errstate(all="ignore"):
        over, under = np.where(inside, count, 0).sum(axis=0), np.where(inside, of, 0).sum(axis=0)
        product = over * times[0] * 10.0 ** places[found]
        whole = (np.rint(count) == count) & (np.rint(of) == of) & (np.rint(times) == times)
        fits: Bools = (whole | ~inside).all(axis=0) & (product < LARGEST) & (under < LARGEST)
    good = counted & fits
    sums = np.where(good, product, 0).astype(np.int64), np.where(good, under, 1).astype(np.int64)
    return np.where(good, half_even(*sums), middle), counted, counted & ~fits


def _counts(
    frame: Frame, facts: Sequence[Measure], rows: Ints, inside: Bools
) -> tuple[Floats, Floats, Floats]:
    """By line and column, numerator, denominator and what they are multiplied by; a gap takes the first's."""
    used = np.zeros(len(frame.when), bool)
    used[rows[inside]] = True
    at = np.flatnonzero(used)
    place = np.zeros(len(used), np.int64)
    place[at] = np.arange(len(at))
    counts = counts_behind(values_at(frame, at), [counted_as(each) for each in facts])
    times = np.where(counts.there, counts.multiplier, np.nan)
    if not len(at):
        nothing = np.full(rows.shape, np.nan)
        return nothing, nothing, nothing
    where = place[np.where(inside, rows, at[0])]
    first = np.argmax(inside, axis=0)
    held = times[where]
    alike = held[first, np.arange(rows.shape[1])] if rows.shape[1] else held[:0]
    return counts.count[where], counts.of[where], np.where(inside, held, alike)


def median(units: Ints, inside: Bools) -> Ints:
    """By column the middle of the units inside, half-even; of an even number, of the two in the middle."""
    if not len(units):
        return np.zeros(units.shape[1], np.int64)
    ordered = np.sort(np.where(inside, units, _NOTHING), axis=0)
    held, column = inside.sum(axis=0), np.arange(units.shape[1])
    low = ordered[np.maximum(held - 1, 0) // 2, column]
    high = ordered[np.minimum(held // 2, len(units) - 1), column]
    safe = np.where(held > 0, low, 0), np.where(held > 0, high, 0)
    return half_even(safe[0] + safe[1], np.full(len(column), 2))


def half_even(units: Ints, by: Ints) -> Ints:
    """Whole numbers divided by others above zero, rounded half-even."""
    whole, rest = np.divmod(units, by)
    over, half = 2 * rest > by, 2 * rest == by
    rounded: Ints = whole + (over | (half & (whole % 2 == 1)))
    return rounded
