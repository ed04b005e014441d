"""Recent trends for all series at once: `rules.recent_trend`."""

from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from goldenthread.engine.kernel.answer import (
    NO_REASON,
    Answers,
    Bools,
    Figures,
    Ints,
    basis_bit,
    mark_bit,
    reason_code,
    verdict_code,
)
from goldenthread.engine.kernel.asked import Asked
from goldenthread.engine.kernel.frame import Floats, Frame
from goldenthread.engine.kernel.interval import Values, around, counts_behind, limits_of_counts
from goldenthread.engine.kernel.season import Yearly
from goldenthread.engine.kernel.trend_test import Trends, proportions_trends, weighted_trends
from goldenthread.rules.interval import PUBLISHED_AT
from goldenthread.rules.number import MOST_PLACES
from goldenthread.rules.recent_trend import SLOPE_PLACES, STATISTICS, longer_than_a_year
from goldenthread.rules.trend_test import POINTS

Number = TypeVar("Number", bound=np.generic)

AT_ONCE: Final = 8192
"""So many series are tested together: their arrays stay near the processor."""

LARGEST_SLOPE: Final = 9e18
_TENS: Final = np.array([10.0**places for places in range(MOST_PLACES + SLOPE_PLACES + 1)])
_PLAIN: Final = ("decreasing", "no_significant_change", "increasing")
_WORDS: Final = np.array(
    [
        [verdict_code(word) for word in words]
        for words in (
            ("decreasing_better", "no_significant_change", "increasing_worse"),
            _PLAIN,
            ("decreasing_worse", "no_significant_change", "increasing_better"),
        )
    ],
    np.int8,
)
"""By which way is good, then by the slope's sign."""


def recent_trend(frame: Frame, asked: Asked) -> tuple[Answers, Bools]:
    """The answers, and the series that only the rules can answer."""
    answers = Answers.unable(frame.count, "not_applicable")
    beyond = np.zeros(frame.count, bool)
    apt = np.array([measure.statistic in STATISTICS for measure in asked.facts])[frame.measure]
    if not apt.any():
        return answers, beyond
    pooled = np.array([longer_than_a_year(period) for period in frame.periods.periods])[frame.latest]
    answers.reason[apt & pooled] = reason_code("not_comparable")
    apt &= ~pooled
    yearly = Yearly(frame)
    enough = yearly.held >= POINTS
    answers.reason[apt & ~enough] = reason_code("too_few_points")
    answers.reason[apt & ~enough & (yearly.liked >= POINTS)] = reason_code("series_break")
    beyond |= apt & yearly.odd
    judged = np.flatnonzero(apt & enough & ~yearly.odd)
    answers.change, answers.lower, answers.upper = (
        Figures(np.zeros(frame.count, np.int64), places, np.zeros(frame.count, bool))
        for places in (frame.decimals, frame.decimals + SLOPE_PLACES, frame.decimals + SLOPE_PLACES)
    )
    for begin in range(0, len(judged), AT_ONCE):
        some = judged[begin : begin + AT_ONCE]
        beyond[some] = _some(frame, asked, answers, some, yearly.last(POINTS, some).rows)
    return answers, beyond


def _some(frame: Frame, asked: Asked, answers: Answers, some: Ints, rows: Ints) -> Bools:
    """Fill in the answers of some series; which of them only the rules can answer."""
    trends, basis = _Tests(frame, asked, some, rows).made()
    tested = basis > 0
    answers.base[some] = rows[0]
    answers.basis[some] = basis
    answers.reason[some] = np.where(tested, NO_REASON, reason_code("no_interval"))
    answers.verdict[some] = np.where(tested, _WORDS[asked.ways[some] + 1, trends.sign + 1], 0)
    if frame.provisional.any():
        provisional = frame.provisional[rows].any(axis=0) & tested
        answers.marks[some] = provisional * mark_bit("provisional")
    answers.change.units[some] = frame.units[rows[-1]] - frame.units[rows[0]]
    answers.change.there[some] = tested
    power = _TENS[frame.decimals[some] + SLOPE_PLACES]
    unfit = np.zeros(len(some), bool)
    for figures, slope in ((answers.lower, trends.lower), (answers.upper, trends.upper)):
        shown = slope * power
        fits = np.abs(shown) < LARGEST_SLOPE
        figures.units[some] = np.rint(np.where(fits, shown, 0.0)).astype(np.int64)
        figures.there[some] = tested
        unfit |= tested & ~fits
    return unfit


class _Tests:
    """The tests of some series: five lines of rows, one entry a series."""

    def __init__(self, frame: Frame, asked: Asked, some: Ints, rows: Ints) -> None:
        self.frame, self.asked, self.some, self.rows = frame, asked, some, rows
        self.confidence: float = asked.question.parameters["confidence"]
        self.numerator = None if frame.numerator is None else frame.numerator[rows]
        self.denominator = None if frame.denominator is None else frame.denominator[rows]

    def made(self) -> tuple[Trends, Ints]:
        """The trends, and by series the bit of the test that was made, 0 where none could be."""
        trends, basis = Trends.none(len(self.some)), np.zeros(len(self.some), np.int32)
        waiting = ~self._everyone()
        if self.asked.question.parameters["proportions"] == "chi_squared":
            share = np.array([each.statistic == "proportion" for each in self.asked.facts])
            at = self._by_counts(np.flatnonzero(waiting & share[self.frame.measure[self.some]]), trends)
            basis[at] = basis_bit("chi_squared")
            waiting[at] = False
        at = self._by_limits(np.flatnonzero(waiting), trends)
        basis[at] = basis_bit("weighted")
        return trends, basis

    def _everyone(self) -> Bools:
        """Is any numerator all of its denominator?"""
        if self.numerator is None or self.denominator is None:
            return np.zeros(len(self.some), bool)
        everyone: Bools = (self.numerator == self.denominator).any(axis=0)
        return everyone

    def _by_counts(self, at: Ints, trends: Trends) -> Ints:
        """Fill in proportions whose points all have counts; which they are."""
        if not len(at) or self.numerator is None or self.denominator is None:
            return at[:0]
        counts = counts_behind(self._values(at), self.asked.facts)
        times = counts.multiplier.reshape(POINTS, -1)
        good = counts.there.reshape(POINTS, -1).all(axis=0) & (times == times[0]).all(axis=0)
        cases, of, times = counts.count.reshape(POINTS, -1), counts.of.reshape(POINTS, -1), times[0]
        if not good.all():
            at, cases, of, times = at[good], cases[:, good], of[:, good], times[good]
        if len(at):
            found = proportions_trends(cases, of, self.confidence)
            trends.put(at, Trends(found.sign, found.lower * times, found.upper * times))
        return at

    def _by_limits(self, at: Ints, trends: Trends) -> Ints:
        """Fill in series whose points all have an interval; which they are."""
        if not len(at):
            return at
        widths = self._widths(at)
        good = (widths > 0).all(axis=0)
        if not good.all():
            at, widths = at[good], widths[:, good]
        if len(at):
            units = self.frame.units[self.rows[:, at]].astype(np.float64)
            power = _TENS[self.frame.decimals[self.some[at]]]
            trends.put(at, weighted_trends(units, widths, power, self.confidence))
        return at

    def _widths(self, at: Ints) -> Floats:
        """How wide each interval of 95% is: as published, else made from the counts; NaN where none is."""
        frame, rows = self.frame, self.rows[:, at]
        widths = np.full(rows.shape, np.nan)
        if frame.lower is not None and frame.upper is not None:
            lower, upper = frame.lower[rows], frame.upper[rows]
            held = around(lower.ravel(), upper.ravel(), self._values(at), self.asked.facts)
            trusted = held.reshape(rows.shape).any(axis=0)
            widths = np.where((lower <= upper) & trusted, upper - lower, np.nan)
        lacking = np.flatnonzero(np.isnan(widths).any(axis=0))
        if len(lacking) and self.numerator is not None and self.denominator is not None:
            counts = counts_behind(self._values(at[lacking]), self.asked.facts)
            made = limits_of_counts(counts, PUBLISHED_AT)
            own = (made.upper - made.lower).reshape(POINTS, -1)
            widths[:, lacking] = np.where(np.isnan(widths[:, lacking]), own, widths[:, lacking])
        return widths

    def _values(self, at: Ints) -> Values:
        """The judged values of some of the series, its five lines one behind another."""
        frame, some = self.frame, self.some[at]
        rows = _flat(self.rows, at)
        return Values(
            frame.units[rows],
            np.tile(frame.decimals[some], POINTS),
            np.ones(len(rows), bool),
            None if self.numerator is None else _flat(self.numerator, at),
            None if self.denominator is None else _flat(self.denominator, at),
            np.tile(frame.measure[some], POINTS),
        )


def _flat(lines: npt.NDArray[Number], at: Ints) -> npt.NDArray[Number]:
    """The lines of some series one behind another."""
    return (lines if len(at) == lines.shape[1] else lines[:, at]).ravel()
