"""Periods as numbers: one entry for each distinct period of a table, in order of period."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from goldenthread.engine.kernel.answer import Bools, Ints
from goldenthread.rules.period import Period, read_iso

SPAN = 4_000_000
"""More than any day's ordinal: series number times SPAN plus ordinal orders days within series."""


@dataclass(frozen=True)
class Periods:
    """`rank` is each code's place in order; the other arrays go by rank."""

    periods: tuple[Period, ...]
    rank: Ints
    start: Ints
    end: Ints
    duration: Ints
    instant: Bools

    @cached_property
    def pooled(self) -> bool:
        """Do any two periods of one length share time, as three-year figures of every year do?"""
        by_length = np.lexsort((self.start, self.duration))
        length, start, end = (each[by_length] for each in (self.duration, self.start, self.end))
        return bool(((length[1:] == length[:-1]) & (start[1:] < end[:-1])).any())

    @cached_property
    def _earlier(self) -> dict[int, tuple[Ints, Ints]]:
        return {}

    def earlier(self, years: int) -> tuple[Ints, Ints]:
        """By rank: the rank of the period so many years before (-1 where not in the table), and its start."""
        if years not in self._earlier:
            self._earlier[years] = self._looked_up(years)
        return self._earlier[years]

    def _looked_up(self, years: int) -> tuple[Ints, Ints]:
        rank_of = {period: at for at, period in enumerate(self.periods)}
        before = [period.earlier(years) for period in self.periods]
        ranks = [rank_of.get(period, -1) for period in before]
        starts = [period.start.toordinal() for period in before]
        return np.array(ranks, dtype=np.int64), np.array(starts, dtype=np.int64)


def periods_of(texts: Iterable[str]) -> Periods:
    """The periods of canonical ISO texts. Raises ValueError for any other text."""
    read = [read_iso(text) for text in texts]
    known = [period for period in read if period is not None]
    if len(known) < len(read):
        raise ValueError("periods must be canonical ISO text")
    order = sorted(range(len(known)), key=lambda code: known[code])
    rank = np.empty(len(known), dtype=np.int64)
    rank[order] = np.arange(len(known))
    periods = tuple(known[code] for code in order)
    durations = {duration: at for at, duration in enumerate(sorted({p.duration for p in periods}))}
    return Periods(
        periods,
        rank,
        np.array([period.start.toordinal() for period in periods], dtype=np.int64),
        np.array([period.end.toordinal() for period in periods], dtype=np.int64),
        np.array([durations[period.duration] for period in periods], dtype=np.int64),
        np.array([period.is_instant for period in periods], dtype=bool),
    )
