"""Comparator groups for all series at once: `rules.other.group` and `rules.aggregate`, the same sums.

Most series of a measure have the same latest period: their neighbours' rows there are found once for each
area, and every rank is one pass over the series. The few whose latest is another period find their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from goldenthread.engine.kernel.answer import NO_REASON, Bools, Ints, basis_bit, reason_code
from goldenthread.engine.kernel.asked import Asked
from goldenthread.engine.kernel.compared import Neighbours, kind_of, rows_beside
from goldenthread.engine.kernel.frame import Floats, Frame
from goldenthread.engine.kernel.interval import TENS, counts_behind, values_at
from goldenthread.engine.kernel.other import LARGEST, Other, places_of, units_at
from goldenthread.engine.kernel.units import half_even
from goldenthread.rules.aggregate import counted_as
from goldenthread.rules.counts import multipliers

FACT: Final = 10
"""How many bits count the rows of which one fact is true, so that one sum counts every fact."""

THERE, BOUND, ONLY_RULES, PROVISIONAL, NOT_COUNTED, NOT_WHOLE = range(6)
MOST_NEIGHBOURS: Final = 2**FACT - 1
Near = Neighbours | Ints
_LOWEST: Final = np.iinfo(np.int64).min
_HIGHEST: Final = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Slots:
    """Rows that stand beside others, each in its place, and an empty place at the end.

    `facts` are counts of the facts that are true, 0 where there is no row. `turned` are the units, the better
    the higher; lowest where there is none. Numerators and denominators are 0 where they are not counted.
    `times` is what they are multiplied by, None where that goes by the measure alone.
    """

    facts: Ints
    units: Ints
    turned: Ints
    over: Floats
    under: Floats
    times: Floats | None

    @staticmethod
    def of(frame: Frame, asked: Asked, rows: Ints, places: Ints) -> "Slots":
        """The slots of rows, -1 for none, with the places of each one's series."""
        there = np.flatnonzero(rows >= 0)
        chosen = rows[there]
        series = frame.series[chosen]
        measures = [counted_as(each) for each in asked.facts]
        counts = counts_behind(values_at(frame, chosen), measures)
        over, under = np.where(counts.there, counts.count, 0.0), np.where(counts.there, counts.of, 0.0)
        units, bound = units_at(frame, chosen, series, places[there]), frame.bound[chosen]
        facts = np.full(len(there), 1 << FACT * THERE)
        for fact, true in (
            (BOUND, bound),
            (ONLY_RULES, ~bound & (frame.slow[series] | (np.abs(units) >= LARGEST))),
            (PROVISIONAL, frame.provisional[chosen]),
            (NOT_COUNTED, ~counts.there),
            (NOT_WHOLE, (np.rint(over) != over) | (np.rint(under) != under)),
        ):
            facts += true.astype(np.int64) << FACT * fact
        turned = units * np.where(asked.ways[series] < 0, -1, 1)
        several = any(len(multipliers(each)) > 1 for each in measures)

        def put(empty: float, found: npt.NDArray[Any]) -> npt.NDArray[Any]:
            held = np.full(len(rows) + 1, empty, found.dtype)
            held[there] = found
            return held

        return Slots(
            put(0, facts),
            put(0, units),
            put(_LOWEST, turned),
            put(0, over),
            put(0, under),
            put(np.nan, counts.multiplier) if several else None,
        )


@dataclass(slots=True)
class Sums:
    """By series that asks: what its neighbours come to; how many of them are better."""

    facts: Ints
    better: Ints
    over: Floats
    under: Floats

    @staticmethod
    def of(slots: Slots, lines: Iterator[Ints], turned: Ints) -> "Sums":
        """One pass for each line of places in the slots: the neighbours of one rank."""
        count = len(turned)
        facts, better = np.zeros(count, np.int64), np.zeros(count, np.int16)
        over, under = np.zeros(count), np.zeros(count)
        for at in lines:
            facts += slots.facts.take(at, mode="wrap")
            better += slots.turned.take(at, mode="wrap") > turned
            over += slots.over.take(at, mode="wrap")
            under += slots.under.take(at, mode="wrap")
        return Sums(facts, better, over, under)

    def count(self, fact: int) -> Ints:
        """How many of each one's neighbours this is true of."""
        counted: Ints = (self.facts >> FACT * fact) & MOST_NEIGHBOURS
        return counted


def group(frame: Frame, asked: Asked) -> Other:
    """The comparator group taken together, from its counts or as its median, and the rank in it."""
    places = places_of(frame, asked.facts)
    other = Other.none(frame, places)
    near = Neighbours.of(frame, asked.comparators)
    if near.ranks > MOST_NEIGHBOURS:
        other.beyond[:] = True
    if not 0 < near.ranks <= MOST_NEIGHBOURS:
        return other
    usual = _usual(frame)
    rows = frame.row_at(frame.every, usual)
    rows = np.where((rows >= 0) & frame.valued[rows], rows, -1)
    _take(frame, asked, other, frame.every, Slots.of(frame, asked, rows, places), near)
    few = np.flatnonzero(frame.latest != usual)
    if len(few):
        beside = rows_beside(frame, near.lines(few), few)
        slots = Slots.of(frame, asked, beside.ravel(), np.tile(places[few], near.ranks))
        _take(frame, asked, other, few, slots, np.arange(beside.size).reshape(beside.shape))
    return other


def _usual(frame: Frame) -> Ints:
    """By series, the latest period that most series of its measure and group have."""
    kind, width = kind_of(frame), len(frame.periods.periods)
    counted = np.bincount(kind * width + frame.latest, minlength=len(frame.refs) * len(frame.groups) * width)
    usual: Ints = counted.reshape(-1, width).argmax(axis=1)[kind]
    return usual


def _take(frame: Frame, asked: Asked, other: Other, asks: Ints, slots: Slots, near: Near) -> None:
    """Write what these series are compared with; `near` are places in the slots, -1 for the empty one."""
    own = units_at(frame, frame.last[asks], asks, other.places[asks])
    sums = Sums.of(slots, _lines(near), own * np.where(asked.ways[asks] < 0, -1, 1))
    held, times = sums.count(THERE), _times(frame, asked, asks, slots, near)
    enough, bound = held >= asked.question.parameters["at_least"], sums.count(BOUND) > 0
    other.reason[asks] = np.where(enough, NO_REASON, reason_code("no_comparator"))
    other.reason[asks[enough & bound]] = reason_code("censored")
    counted = enough & (sums.count(NOT_COUNTED) == 0) & ~np.isnan(times)
    together, fits = _added(sums, times, other.places[asks], counted)
    middling = np.flatnonzero(enough & ~counted)
    if len(middling):
        at = near.lines(middling) if isinstance(near, Neighbours) else near[:, middling]
        together[middling] = median(slots.units[at], slots.facts[at] > 0)
    other.units[asks] = together
    other.basis[asks] = np.where(counted, basis_bit("counts"), basis_bit("median"))
    other.provisional[asks] = sums.count(PROVISIONAL) > 0
    other.beyond[asks] = enough & ~bound & ((sums.count(ONLY_RULES) > 0) | (counted & ~fits))
    other.rank[asks], other.ranked[asks] = sums.better + 1, held + 1


def _added(sums: Sums, times: Floats, places: Ints, counted: Bools) -> tuple[Ints, Bools]:
    """By series that asks, the units of the counts added up, and whether whole numbers can say them."""
    with np.errstate(all="ignore"):
        product = sums.over * times * TENS[places]
        whole = (sums.count(NOT_WHOLE) == 0) & (np.rint(times) == times)
        fits: Bools = whole & (product < LARGEST) & (sums.under < LARGEST)
    added = counted & fits
    over, under = np.where(added, product, 0), np.where(added, sums.under, 1)
    return half_even(over.astype(np.int64), under.astype(np.int64)), fits


def _lines(near: Near) -> Iterator[Ints]:
    """The places in the slots, rank by rank."""
    if isinstance(near, Neighbours):
        return (near.line(rank) for rank in range(near.ranks))
    return iter(near)


def _times(frame: Frame, asked: Asked, asks: Ints, slots: Slots, near: Near) -> Floats:
    """By series that asks, what its neighbours' counts are multiplied by; NaN where they differ in it."""
    if slots.times is not None:
        most, least = np.full(len(asks), -np.inf), np.full(len(asks), np.inf)
        for at in _lines(near):
            np.fmax(most, slots.times[at], out=most)
            np.fmin(least, slots.times[at], out=least)
        alike: Floats = np.where(most == least, most, np.nan)
        return alike
    known = [multipliers(counted_as(each)) for each in asked.facts]
    by_measure = np.array([each[0] if each else np.nan for each in known])
    times: Floats = by_measure[frame.measure[asks]]
    return times


def median(units: Ints, inside: Bools) -> Ints:
    """By column the middle of the units inside, half-even; of an even number, of the two in the middle."""
    ordered = np.sort(np.where(inside, units, _HIGHEST), axis=0)
    held, column = inside.sum(axis=0), np.arange(units.shape[1])
    both = ordered[(held - 1) // 2, column] + ordered[held // 2, column]
    return half_even(both, np.full(len(column), 2))
