"""Observations as arrays, sorted by series and period, ready to be judged.

By row: one entry for each observation, sorted by measure, area, group and period. By series: one entry for
each measure, area and group.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from goldenthread.engine.kernel.answer import Bools, Ints
from goldenthread.engine.kernel.time import SPAN, Periods
from goldenthread.rules.observation import Observation

Floats = npt.NDArray[np.float64]

LARGEST_UNITS = 10**14
"""Decisions in 64-bit integers are exact below this; series that go beyond it are judged by the rules."""

DENSE = 8
"""A table of every series by every period is kept where it is at most so many times as large as the rows."""


class Column(Protocol):
    """A column of figures, read only at the rows that are asked for: NaN where there is none."""

    def __getitem__(self, rows: Ints) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Points:
    """The last points of each series, oldest first, in `window` lines of one entry a series.

    `rows` are rows of the frame where `inside` says so; a series with fewer points has them at the end.
    `held` is how many points each series has in all, in the window or before it.
    """

    rows: Ints
    inside: Bools
    held: Ints


@dataclass(frozen=True)
class Frame:
    """Whole measures, their rows in order. Codes are places in `refs`, `places`, `groups` and `periods`."""

    refs: tuple[str, ...]
    places: tuple[str, ...]
    groups: tuple[str, ...]
    periods: Periods
    when: Ints  # by row: rank of its period
    series: Ints  # by row: its series
    valued: Bools
    silence: npt.NDArray[np.signedinteger[Any]]  # by row: reason code where there is no value
    units: Ints  # by row: the value at its series' decimals, 0 where there is none
    provisional: Bools
    bound: Bools  # by row: is only a bound of the value known?
    qualifier: Ints | None  # by row: code into QUALIFIERS; None where no row has one
    numerator: Column | None  # None where no row has one
    denominator: Column | None
    lower: Column | None
    upper: Column | None
    measure: Ints  # by series
    area: Ints
    group: Ints
    first: Ints  # by series: its first and its last row
    last: Ints
    decimals: Ints
    last_break: Ints  # by series: row of its last break, -1 where there is none
    slow: Bools  # by series: to be judged one at a time, by the rules
    read: Callable[[Ints], list[Observation]]
    """The observations of rows, exact as delivered: for the series that the rules judge."""

    @property
    def count(self) -> int:
        """How many series there are."""
        return len(self.first)

    @cached_property
    def worked(self) -> dict[Hashable, Any]:
        """What a room has worked out and another asks for again."""
        return {}

    @cached_property
    def every(self) -> Ints:
        """Every series, in order."""
        return np.arange(self.count)

    @cached_property
    def latest(self) -> Ints:
        """By series: the rank of its latest period."""
        return self.when[self.last]

    @cached_property
    def many_durations(self) -> bool:
        """Do the periods differ in length, so that not every row is a point of its series' line?"""
        return len(np.unique(self.periods.duration)) > 1

    @cached_property
    def like(self) -> Bools:
        """By row: is it valued, and of the duration of its series' latest?"""
        if not self.many_durations:
            return self.valued
        duration = self.periods.duration[self.when]
        like: Bools = self.valued & (duration == duration[self.last][self.series])
        return like

    @cached_property
    def unbroken(self) -> Bools:
        """By row: is it such a point, and does no break stand between it and the latest period?"""
        if (self.last_break < 0).all():
            return self.like
        return self.like & (np.arange(len(self.like)) >= self.last_break[self.series])

    @cached_property
    def pointed(self) -> tuple[Ints, Ints, Ints]:
        """The rows that are unbroken points; by series where its own begin among them, and how many."""
        rows = np.flatnonzero(self.unbroken)
        held = self.sums(self.unbroken)
        return rows, np.cumsum(held) - held, held

    @cached_property
    def liked(self) -> Ints:
        """By series: how many points it would have without its breaks."""
        return self.pointed[2] if self.unbroken is self.like else self.sums(self.like)

    def sums(self, by_row: Bools) -> Ints:
        """By series: how many of its rows it is true of; of most rows it is."""
        others = np.bincount(self.series[np.flatnonzero(~by_row)], minlength=self.count)
        sums: Ints = self.last + 1 - self.first - others
        return sums

    def points(self, window: int, of: Ints | None = None) -> Points:
        """The last `window` unbroken points of every series, or of some."""
        rows, begins, held = self.pointed
        if of is not None:
            begins, held = begins[of], held[of]
        if not len(rows):
            nothing = np.zeros((window, len(held)), np.int64)
            return Points(nothing, nothing.astype(bool), held)
        back = np.arange(window, 0, -1)[:, None]
        inside = held >= back
        at = begins + held - back
        # A series with too few points looks back into another's rows: `inside` says not to count them.
        return Points(rows[np.maximum(at, 0)], inside, held)

    @cached_property
    def _dense(self) -> npt.NDArray[np.int32] | None:
        """The row of every series in every period, -1 where there is none; None where that would be large."""
        width = len(self.periods.periods)
        if self.count * width > DENSE * len(self.when) + 1000:
            return None
        table = np.full(self.count * width, -1, np.int32)
        table[self.series.astype(np.int64) * width + self.when] = np.arange(len(self.when), dtype=np.int32)
        return table

    def row_at(self, series: Ints, rank: Ints) -> Ints:
        """The row of each series at a period's rank; -1 where there is none."""
        width = len(self.periods.periods)
        dense = self._dense
        if dense is not None:
            return np.where(rank >= 0, dense[series * width + np.maximum(rank, 0)].astype(np.int64), -1)
        keys = self.series * np.int64(width) + self.when
        wanted = series * np.int64(width) + rank
        at = np.searchsorted(keys, wanted)
        near = np.minimum(at, len(keys) - 1)
        return np.where((rank >= 0) & (keys[near] == wanted), near, -1)

    def instant_near(self, series: Ints, day: Ints, within: int) -> Ints:
        """The row of each series' instant nearest to a day, the earlier of two; -1 where none is near."""
        rows = np.flatnonzero(self.periods.instant[self.when])
        if not len(rows):
            return np.full(len(series), -1)
        keys = self.series[rows] * np.int64(SPAN) + self.periods.start[self.when[rows]]
        wanted = series * np.int64(SPAN) + day
        after = np.searchsorted(keys, wanted)
        best, distance = np.full(len(series), -1), np.full(len(series), within + 1)
        for at in (after - 1, after):
            near = np.clip(at, 0, len(keys) - 1)
            away = np.abs(keys[near] - wanted)
            closer = (at == near) & (self.series[rows[near]] == series) & (away < distance)
            best[closer], distance[closer] = rows[near[closer]], away[closer]
        return best

    def years_before(self, years: int, within: int) -> Ints:
        """By series: the row of the same duration that starts so many years before its latest, -1 where none.

        For instants the nearest within so many days.
        """
        known: Ints | None = self.worked.get(("years before", years, within))
        if known is None:
            known = self.worked["years before", years, within] = self._years_before(years, within)
        return known

    def _years_before(self, years: int, within: int) -> Ints:
        ranks, starts = self.periods.earlier(years)
        row = self.row_at(self.every, ranks[self.latest])
        if not self.periods.instant.any():
            return row
        instant = self.periods.instant[self.latest]
        near = self.instant_near(self.every, starts[self.latest], within)
        return np.where(instant, near, row)

    def of_measure(self, facts: Sequence[object]) -> npt.NDArray[np.generic]:
        """By series: what its measure has, from what each measure has."""
        return np.array(facts)[self.measure]

    def beside(self, series: int) -> dict[str, Observation]:
        """The rows of the same measure, group and period as a series' latest, by area."""
        rank = self.latest[series]
        begin, end = np.searchsorted(self.measure, [self.measure[series], self.measure[series] + 1])
        rivals = np.arange(begin, end)[self.group[begin:end] == self.group[series]]
        rows = self.row_at(rivals, np.full(len(rivals), rank))
        return {row.area: row for row in self.read(rows[rows >= 0])}
