"""A table of observations as arrays, sorted by series and period, ready to be judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from goldenthread.engine.kernel.answer import Bools, Ints
from goldenthread.engine.kernel.code import Codes, coded
from goldenthread.engine.kernel.time import SPAN, Periods, periods_of
from goldenthread.engine.kernel.units import AS_DELIVERED, scaled
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.number import MOST_PLACES
from goldenthread.rules.verdict import REASONS

LARGEST_UNITS = 10**14
"""Decisions in 64-bit integers are exact below this; series that go beyond it are judged by the rules."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Rows are sorted; a series is the rows from `first` to `last`. Arrays by row, then by series."""

    source: pa.Table  # the table given
    order: Ints  # the given row that each sorted row is
    measures: Codes
    areas: Codes
    groups: Codes
    periods: Periods
    when: Ints  # rank of the row's period
    series: Ints  # the row's series
    valued: Bools
    silence: Ints  # reason code where there is no value
    units: Ints
    provisional: Bools
    qualifiers: Codes
    first: Ints
    last: Ints
    decimals: Ints  # by series
    last_break: Ints  # row of the last break, -1 where there is none
    slow: Bools  # by series: to be judged one at a time, by the rules

    @property
    def count(self) -> int:
        """How many series there are."""
        return len(self.first)

    def of_series(self, codes: Codes) -> Ints:
        return codes.of_row[self.first]

    def row_at(self, series: Ints, rank: Ints) -> Ints:
        """The row of each series at a period's rank; -1 where there is none."""
        width = len(self.periods.periods)
        keys = self.series * width + self.when
        wanted = series * width + rank
        at = np.searchsorted(keys, wanted)
        near = np.minimum(at, len(keys) - 1)
        return np.where((rank >= 0) & (keys[near] == wanted), near, -1)

    def instant_near(self, series: Ints, day: Ints, within: int) -> Ints:
        """The row of each series' instant nearest to a day, the earlier of two; -1 where none is near."""
        rows = np.flatnonzero(self.periods.instant[self.when])
        if not len(rows):
            return np.full(len(series), -1)
        keys = self.series[rows] * SPAN + self.periods.start[self.when[rows]]
        wanted = series * SPAN + day
        after = np.searchsorted(keys, wanted)
        best, distance = np.full(len(series), -1), np.full(len(series), within + 1)
        for at in (after - 1, after):
            near = np.clip(at, 0, len(keys) - 1)
            away = np.abs(keys[near] - wanted)
            closer = (at == near) & (self.series[rows[near]] == series) & (away < distance)
            best[closer], distance[closer] = rows[near[closer]], away[closer]
        return best


def frame(table: pa.Table, measures: Mapping[str, Measure], targets: Sequence[Target]) -> Frame:
    """The arrays of an OBSERVATIONS table with at least one row.

    Raises ValueError where a measure is not known or a measure, area, period and group stand twice.
    """
    refs = coded(table["measure"], (target.measure for target in targets))
    areas = coded(table["area"], (target.area for target in targets))
    groups = coded(table["group"], [""])
    said = coded(table["period"])
    unknown = [ref for ref in refs.texts if ref not in measures]
    if unknown:
        raise ValueError(f"unknown measures: {', '.join(unknown[:5])}")
    periods = periods_of(said.texts)
    when = periods.rank[said.of_row]
    order = np.lexsort((when, groups.of_row, areas.of_row, refs.of_row))
    refs, areas, groups = (Codes(codes.texts, codes.of_row[order]) for codes in (refs, areas, groups))
    when = when[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = _differs(refs) | _differs(areas) | _differs(groups)
    if (~new[1:] & (when[1:] == when[:-1])).any():
        raise ValueError("a measure, area, period and group stand twice")
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(order)) - 1
    states = coded(table["status"])
    states = Codes(states.texts, states.of_row[order])
    exact = table["value"].combine_chunks()
    exact = (exact.chunk(0) if isinstance(exact, pa.ChunkedArray) else exact).take(pa.array(order))
    suppressed = states.flags(["suppressed"])
    valued = exact.is_valid().to_numpy(zero_copy_only=False) & ~suppressed & ~states.flags(["missing"])
    declared = [measures[ref].decimals for ref in refs.texts]
    by_measure = np.array([AS_DELIVERED if d is None else d for d in declared], dtype=np.int64)
    units, places, large = scaled(exact, by_measure[refs.of_row], valued)
    decimals = np.where(
        by_measure[refs.of_row[first]] == AS_DELIVERED,
        np.maximum.reduceat(places, first),
        by_measure[refs.of_row[first]],
    )
    series = np.cumsum(new) - 1
    delivered = by_measure[refs.of_row] == AS_DELIVERED
    units = np.where(delivered, units // 10 ** (MOST_PLACES - decimals)[series], units)
    qualifiers = coded(table["qualifier"])
    qualifiers = Codes(qualifiers.texts, qualifiers.of_row[order])
    bound = qualifiers.flags("<>")
    broken = np.where(states.flags(["break"]), np.arange(len(order)), -1)
    return Frame(
        source=table,
        order=order,
        measures=refs,
        areas=areas,
        groups=groups,
        periods=periods,
        when=when,
        series=series,
        valued=valued,
        silence=np.where(suppressed, REASONS.index("suppressed"), REASONS.index("missing")),
        units=units,
        qualifiers=qualifiers,
        provisional=states.flags(["provisional"]),
        first=first,
        last=last,
        decimals=decimals,
        last_break=np.maximum.reduceat(broken, first),
        slow=np.logical_or.reduceat(bound | large | (np.abs(units) >= LARGEST_UNITS), first),
    )


def _differs(codes: Codes) -> Bools:
    """Which rows differ from the row before them."""
    differs: Bools = codes.of_row[1:] != codes.of_row[:-1]
    return differs
