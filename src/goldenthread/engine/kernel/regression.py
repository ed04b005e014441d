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
from goldenthread.rules.regression import DAYS_IN_A_YEAR, SLOPE_PLACES, TIE
from goldenthread.rules.student_t import critical_t

Floats = npt.NDArray[np.float64]

LARGEST_SLOPE = 9e18
_BETTER = np.array([verdict_code(v) for v in ("worsening", "no_clear_trend", "improving")])
_MORE = np.array([verdict_code(v) for v in ("falling", "no_clear_trend", "rising")])


def regression(frame: Frame, asked: Asked) -> tuple[Answers, Bools]:
    """The answers, and the series that only the rules can answer."""
    given = asked.question.parameters
    at_least = given["at_least"]
    held = frame.pointed[2]
    answers = Answers.unable(frame.count, "too_few_points")
    enough = held >= at_least
    answers.reason[~enough & (frame.liked >= at_least)] = reason_code("series_break")
    beyond = np.zeros(frame.count, bool)
    judged = np.flatnonzero(enough)
    if not len(judged):
        return answers, beyond
    points = frame.points(given["window"], judged)
    rows, inside = points.rows, points.inside
    count = np.minimum(points.held, given["window"])
    days = frame.periods.start[frame.when[rows]]
    sign, low, high = fit(days, frame.units[rows], inside, count, given["confidence"])

    way = asked.ways[judged]
    answers.verdict[judged] = np.where(way == 0, _MORE[sign + 1], _BETTER[sign * way + 1])
    answers.reason[judged] = NO_REASON
    if frame.provisional.any():
        provisional = (frame.provisional[rows] & inside).any(axis=0)
        answers.marks[judged] = np.where(provisional, mark_bit("provisional"), 0)
    first = rows[given["window"] - count, np.arange(len(judged))]
    answers.base[judged] = first
    change = np.zeros(frame.count, np.int64)
    change[judged] = frame.units[rows[-1]] - frame.units[first]
    answers.change = Figures(change, frame.decimals, enough)
    answers.lower, answers.upper = (_slopes(frame, judged, limit) for limit in (low, high))
    beyond[judged] = ~(_fits(low) & _fits(high))
    return answers, beyond


def fit(
    days: Ints, units: Ints, inside: Bools, count: Ints, confidence: float
) -> tuple[Ints, Floats, Floats]:
    """`rules.regression.fit` for each column of points, oldest first; those not inside add nothing."""
    days, units = days * inside, units * inside
    all_days, all_units = days.sum(axis=0), units.sum(axis=0)
    xx, xy, yy = (np.zeros(len(count)) for _ in range(3))
    for at, here in enumerate(inside):
        x = ((count * days[at] - all_days) * here).astype(np.float64)
        y = ((count * units[at] - all_units) * here).astype(np.float64)
        xx += x * x
        xy += x * y
        yy += y * y
    squared = np.divide(xy * xy, xx * yy, out=np.zeros(len(count)), where=yy != 0)
    unexplained = np.where(1.0 - squared > TIE, 1.0 - squared, 0.0)
    freedom = count - 2
    needed = np.zeros(len(inside), np.float64)
    for each in np.flatnonzero(np.bincount(freedom)).tolist():
        needed[each] = critical_t(each, confidence)
    t = needed[freedom]
    slope = xy / xx
    margin = t * np.sqrt(yy / xx * unexplained / freedom)
    significant = squared > t * t / (t * t + freedom) + TIE
    sign = np.where(significant, np.where(xy > 0, 1, -1), 0)
    return sign, slope - margin, slope + margin


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
