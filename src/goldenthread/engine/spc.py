"""XmR charts as a table: one row for each point, with its limits and the rules that flag it.

Whole columns are charted at once. A series with a value printed as a bound, or with numbers beyond 64 bits or
six places, is charted by the rules themselves; a test holds the two equal.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.columns import OBSERVATIONS, TEXT
from goldenthread.engine.kernel.answer import NO_REASON, REASON_TEXTS, Bools, Figures, Ints, reason_code
from goldenthread.engine.kernel.code import coded
from goldenthread.engine.kernel.frame import Frame
from goldenthread.engine.kernel.framing import frame
from goldenthread.engine.kernel.limits import LARGEST, Limits, limits_of, moving_ranges
from goldenthread.engine.kernel.signal import Signals, signals
from goldenthread.engine.kernel.stretch import Stretches, stretches
from goldenthread.engine.kernel.text import decimal_text
from goldenthread.engine.spc_single import CHART, charted_singly
from goldenthread.rules.comparator import SeriesKey
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import MOST_PLACES
from goldenthread.rules.period import Period
from goldenthread.rules.policy import Question
from goldenthread.rules.process import LIMIT_PLACES
from goldenthread.rules.signal import SIGNALS
from goldenthread.rules.variation import variation_word

ROWS_AT_ONCE = 500_000

Rebased = Mapping[SeriesKey, Sequence[Period]]


def charts(
    observations: pa.Table, measures: Mapping[str, Measure], rebased: Rebased, question: Question
) -> Iterator[pa.Table]:
    """The chart, some whole measures at a time, in order; together they are what `chart` gives."""
    counted = coded(observations["measure"])
    ends = np.cumsum(np.bincount(counted.of_row, minlength=len(counted.texts))) // ROWS_AT_ONCE
    for part in np.unique(ends):
        refs = [counted.texts[at] for at in np.flatnonzero(ends == part)]
        table = observations.filter(pc.is_in(observations["measure"], value_set=pa.array(refs)))
        ours = {key: periods for key, periods in rebased.items() if key[0] in set(refs)}
        yield chart(table, measures, ours, question)


def chart(
    observations: pa.Table, measures: Mapping[str, Measure], rebased: Rebased, question: Question
) -> pa.Table:
    """The CHART of a table with the OBSERVATIONS columns: one row for each row with a value.

    Sorted by measure, area, group and period. A series' quarters are charted apart from its years. `question`
    is variation with its parameters; every period of `rebased` must be one of its series.
    """
    if not observations.num_rows:
        return CHART.empty_table()
    table = observations.select(OBSERVATIONS.names)
    data = frame(table, measures)
    singly = data.slow | ~_fitting(data) | _finer(table, data, measures)
    rows, tables = charted_singly(data, np.flatnonzero(singly), measures, rebased, question)
    breaks = rows_of(data, table.filter(pc.equal(table["status"], "break")))
    anew = rows_of(data, _keys(rebased))
    lines = stretches(data, ~singly, breaks, anew, question.parameters["at_least"])
    if len(lines.rows):
        rows = np.concatenate([rows, lines.rows])
        tables.append(_Drawn(data, lines, measures, question).table())
    return pa.concat_tables([CHART.empty_table(), *tables]).take(pa.array(np.argsort(rows, kind="stable")))


def _fitting(data: Frame) -> Bools:
    """By series: do the sums that limits are made from stay within 64 bits?"""
    count = data.last - data.first + 1
    fitting: Bools = np.maximum.reduceat(np.abs(data.units), data.first) < LARGEST // (count * count)
    return fitting


def _finer(table: pa.Table, data: Frame, measures: Mapping[str, Measure]) -> Bools:
    """By series: is a value delivered with more places than are judged, and none stated?"""
    finer = np.zeros(data.count, bool)
    whole = table["value"]
    fine = table.filter(pc.fill_null(pc.not_equal(pc.round(whole, MOST_PLACES), whole), False))
    if fine.num_rows:
        finer[data.series[rows_of(data, fine)]] = True
    unstated = np.array([measures[ref].decimals is None for ref in data.refs])
    found: Bools = finer & unstated[data.measure]
    return found


def _keys(rebased: Rebased) -> pa.Table:
    """The rows that decisions name, as a table of their keys."""
    keys = [(*series, str(period)) for series, periods in rebased.items() for period in periods]
    names = ("measure", "area", "group", "period")
    return pa.table(
        {name: pa.array([key[at] for key in keys], pa.string()).cast(TEXT) for at, name in enumerate(names)}
    )


def rows_of(data: Frame, keys: pa.Table) -> Ints:
    """The row of the frame of each measure, area, group and period; each must be there."""
    if not keys.num_rows:
        return np.zeros(0, np.int64)
    periods = tuple(str(period) for period in data.periods.periods)
    named = {"measure": data.refs, "area": data.places, "group": data.groups, "period": periods}
    code = {name: _places(keys[name], texts) for name, texts in named.items()}
    areas, groups = len(data.places), len(data.groups)
    series = (data.measure * areas + data.area) * groups + data.group
    wanted = (code["measure"] * areas + code["area"]) * groups + code["group"]
    return data.row_at(np.searchsorted(series, wanted), code["period"])


def _places(column: pa.ChunkedArray, texts: Sequence[str]) -> Ints:
    place = {text: at for at, text in enumerate(texts)}
    said = coded(column)
    return np.array([place[text] for text in said.texts], np.int64)[said.of_row]


@dataclass(frozen=True)
class _Drawn:
    """The rows of the series that columns can chart."""

    data: Frame
    lines: Stretches
    measures: Mapping[str, Measure]
    question: Question

    def table(self) -> pa.Table:
        data, lines = self.data, self.lines
        series = data.series[lines.rows]
        limits, found = self.limits, self.signals
        with_limits = np.zeros(len(lines.count), bool)
        with_limits[self.fit] = limits.there
        shown = {way: np.zeros(len(lines.count), np.int64) for way in (-1, 0, 1)}
        for way, units in shown.items():
            units[self.fit] = limits.shown(way)
        there = np.repeat(with_limits, lines.count)
        places = data.decimals[series]
        reason = np.where(lines.reason == NO_REASON, reason_code("not_applicable"), lines.reason)
        reason[with_limits] = NO_REASON
        columns = {
            "measure": _texts(data.refs, data.measure[series]),
            "area": _texts(data.places, data.area[series]),
            "period": _texts([str(period) for period in data.periods.periods], data.when[lines.rows]),
            "group": _texts(data.groups, data.group[series]),
            "value": decimal_text(
                Figures(data.units[lines.rows], places, np.ones(len(series), bool)), places
            ),
            "moving_range": self._moving_ranges(places),
            "rules": _texts(_RULES, np.where(there, found.rules, 0)),
            "verdict": self._verdicts(series, there, found.way),
            "reason": _texts(REASON_TEXTS, np.repeat(reason, lines.count)),
            "marks": _texts(_MARKS, np.repeat(np.where(with_limits, self._marks(), 0), lines.count)),
        }
        for name, way in (("mean", 0), ("lower_limit", -1), ("upper_limit", 1)):
            units = np.repeat(shown[way], lines.count)
            columns[name] = decimal_text(Figures(units, places + LIMIT_PLACES, there), places)
        return pa.table([columns[name] for name in CHART.names], schema=CHART)

    @cached_property
    def fit(self) -> Ints:
        """The stretches that can have limits, if their points vary."""
        return np.flatnonzero(self.lines.reason == NO_REASON)

    @cached_property
    def inside(self) -> Bools:
        """By point: is it in such a stretch?"""
        return np.repeat(self.lines.reason == NO_REASON, self.lines.count)

    @cached_property
    def units(self) -> Ints:
        return self.data.units[self.lines.rows[self.inside]]

    @cached_property
    def begins(self) -> Ints:
        count = self.lines.count[self.fit]
        return np.cumsum(count) - count

    @cached_property
    def limits(self) -> Limits:
        """By fit stretch."""
        return limits_of(self.units, self.begins, self.question.parameters["screen"])

    @cached_property
    def signals(self) -> Signals:
        """By point; none outside fit stretches."""
        found = signals(self.units, self.begins, self.limits)
        rules, way = np.zeros((2, len(self.inside)), np.int64)
        rules[self.inside], way[self.inside] = found.rules, found.way
        return Signals(rules, way)

    def _moving_ranges(self, places: Ints) -> pa.Array:
        follows = np.ones(len(places), bool)
        follows[self.lines.begins] = False
        moved = moving_ranges(self.data.units[self.lines.rows], self.lines.begins)
        return decimal_text(Figures(moved, places, follows), places)

    def _verdicts(self, series: Ints, there: Bools, way: Ints) -> pa.Array:
        """The verdict on each point, by its measure's polarity; empty where there are no limits."""
        polarities = [self.measures[ref].polarity for ref in self.data.refs]
        words = [variation_word(each, polarity) for polarity in polarities for each in (-1, 0, 1)]
        return _texts([*words, ""], np.where(there, 3 * self.data.measure[series] + way + 1, len(words)))

    def _marks(self) -> Ints:
        """By stretch: places in _MARKS."""
        lines = self.lines
        provisional = np.logical_or.reduceat(self.data.provisional[lines.rows], lines.begins)
        trial = lines.count < self.question.parameters["trial_below"]
        marks: Ints = provisional + 2 * trial
        return marks


_RULES = [
    ";".join(rule for at, rule in enumerate(SIGNALS) if bits >> at & 1) for bits in range(1 << len(SIGNALS))
]
_MARKS = ["", "provisional", "trial_limits", "provisional;trial_limits"]


def _texts(texts: Sequence[str], codes: Ints) -> pa.Array:
    return pa.array(texts, pa.string()).take(pa.array(codes))
