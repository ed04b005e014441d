"""Trends for all series at once: `rules.regression`, the same sums in the same order."""

import numpy as np
import numpy.typing as npt

from goldenthread.engine.kernel.answer import (
    NO_REASON,
    Answers,
    Bools,
    Figures,
    Ints,
    mark_bit,
    reason_code,
    verdict_code,
)
from goldenthread.engine.kernel.asked import Asked
from goldenthread.engine.kernel.frame import Frame
from goldenthread.engine.kernel.process import points_of
from goldenthread.rules.regression import DAYS_IN_A_YEAR, SLOPE_PLACES, TIE
from goldenthread.rules.student_t import critical_t

Floats = npt.NDArray[np.float64]

LARGEST_SLOPE = 9e18
LARGEST_SPREAD = 6e9
"""The range of a window's units times its points: below this, sums of squares about the mean fit 64 bits."""

AT_ONCE = 8192
"""So many windows are summed together: their arrays stay near the processor."""

_BETTER = np.array([verdict_code(v) for v in ("worsening", "no_clear_trend", "improving")], np.int8)
_MORE = np.array([verdict_code(v) for v in ("falling", "no_clear_trend", "rising")], np.int8)


def regression(frame: Frame, asked: Asked) -> tuple[Answers, Bools]:
    """The answers, and the series that only the rules can answer."""
    given = asked.question.parameters
    at_least = given["at_least"]
    rows, held, liked = points_of(frame, given["season"])
    answers = Answers.unable(frame.count, "too_few_points")
    enough = held >= at_least
    answers.reason[~enough & (liked >= at_least)] = reason_code("series_break")
    beyond = np.zeros(frame.count, bool)
    end = np.cumsum(held)
    begin = end - np.minimum(held, given["window"])
    if frame.periods.pooled and enough.any():
        pooled = np.flatnonzero(enough)
        pooled = pooled[_overlaps(frame, rows, begin[pooled], end[pooled])]
        answers.reason[pooled], answers.base[pooled] = reason_code("not_comparable"), rows[begin[pooled]]
        enough[pooled] = False
    judged = np.flatnonzero(enough)
    if not len(judged):
        return answers, beyond
    begin, end = begin[judged], end[judged]
    first, last = rows[begin], rows[end - 1]
    sign, low, high, fits = fit(frame, rows, begin, end, given["confidence"])

    way = asked.ways[judged]
    answers.verdict[judged] = np.where(way == 0, _MORE[sign + 1], _BETTER[sign * way + 1])
    answers.reason[judged] = NO_REASON
    if frame.provisional.any():
        before = np.cumsum(np.append(0, frame.provisional[rows]))
        provisional = before[end] > before[begin]
        answers.marks[judged] = np.where(provisional, mark_bit("provisional"), 0)
    answers.base[judged] = first
    change = np.zeros(frame.count, np.int64)
    change[judged] = frame.units[last] - frame.units[first]
    answers.change = Figures(change, frame.decimals, enough)
    answers.lower, answers.upper = (_slopes(frame, judged, limit) for limit in (low, high))
    beyond[judged] = ~(fits & _fits(low) & _fits(high))
    return answers, beyond


def _overlaps(frame: Frame, rows: Ints, begin: Ints, end: Ints) -> Bools:
    """Does any period of each window of rows begin before that of the row before it has ended?"""
    when = frame.when[rows]
    overlaps = frame.periods.start[when[1:]] < frame.periods.end[when[:-1]]
    before = np.cumsum(np.append(0, overlaps))
    found: Bools = before[end - 1] > before[begin]
    return found


def fit(
    frame: Frame, rows: Ints, begin: Ints, end: Ints, confidence: float
) -> tuple[Ints, Floats, Floats, Bools]:
    """`rules.regression.fit` for windows of rows, each from its begin to its end; and which of them fit."""
    count = end - begin
    xx, xy, yy, fits = _products(frame, rows, end, count)
    squared = np.divide(xy * xy, xx * yy, out=np.zeros(len(count)), where=yy != 0)
    unexplained = np.where(1.0 - squared > TIE, 1.0 - squared, 0.0)
    freedom = count - 2
    needed = np.zeros(int(freedom.max()) + 1)
    for each in np.flatnonzero(np.bincount(freedom)).tolist():
        needed[each] = critical_t(each, confidence)
    t = needed[freedom]
    slope = xy / xx
    margin = t * np.sqrt(np.abs(yy) / xx * unexplained / freedom)
    significant = squared > t * t / (t * t + freedom) + TIE
    sign = np.where(significant, np.where(xy > 0, 1, -1), 0)
    return sign, slope - margin, slope + margin, fits


def _products(frame: Frame, rows: Ints, end: Ints, count: Ints) -> tuple[Floats, Floats, Floats, Bools]:
    """By window: its points times the sums of squares about their means (xx, xy, yy); do they fit 64 bits?

    Every point is told by its way from the last one of its window, which leaves these sums as they are.
    """
    found, fits = np.empty((3, len(count)), np.int64), np.empty(len(count), bool)
    back = np.arange(int(count.max()), 0, -1)[:, None]
    for begin in range(0, len(count), AT_ONCE):
        some = slice(begin, begin + AT_ONCE)
        inside = back <= count[some]
        at = rows[np.maximum(end[some] - back, 0)]
        x, y = frame.periods.start[frame.when[at]], frame.units[at]
        x, y = (np.where(inside, each - each[-1], 0) for each in (x, y))
        for line, (one, other) in enumerate(((x, x), (x, y), (y, y))):
            sums = one.sum(axis=0) * other.sum(axis=0)
            found[line, some] = count[some] * (one * other).sum(axis=0) - sums
        spread = y.max(axis=0).astype(np.float64) - y.min(axis=0)
        fits[some] = spread * count[some] < LARGEST_SPREAD
    xx, xy, yy = found.astype(np.float64)
    return xx, xy, yy, fits


def _slopes(frame: Frame, judged: Ints, units_a_day: Floats) -> Figures:
    figures = Figures(
        np.zeros(frame.count, np.int64), frame.decimals + SLOPE_PLACES, np.zeros(frame.count, bool)
    )
    shown = np.where(_fits(units_a_day), _a_year(units_a_day), 0.0)
    figures.units[judged] = np.rint(shown).astype(np.int64)
    figures.there[judged] = True
    return figures


def _a_year(units_a_day: Floats) -> Floats:
    """A slope as it is shown, before it is rounded: the same products as `rules.regression` takes."""
    a_year: Floats = units_a_day * DAYS_IN_A_YEAR * 10**SLOPE_PLACES
    return a_year


def _fits(units_a_day: Floats) -> Bools:
    """Does the slope, as it is shown, fit an integer of 64 bits?"""
    fits: Bools = np.abs(_a_year(units_a_day)) < LARGEST_SLOPE
    return fits
