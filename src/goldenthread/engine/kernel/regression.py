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
from goldenthread.engine.kernel.frame import Frame
from goldenthread.rules.policy import Question
from goldenthread.rules.regression import DAYS_IN_A_YEAR, SLOPE_PLACES, TIE
from goldenthread.rules.student_t import critical_t

Floats = npt.NDArray[np.float64]

LARGEST_SLOPE = 9e18
_BETTER = np.array([verdict_code(v) for v in ("worsening", "no_clear_trend", "improving")])
_MORE = np.array([verdict_code(v) for v in ("falling", "no_clear_trend", "rising")])


def regression(frame: Frame, ways: Ints, question: Question) -> tuple[Answers, Bools]:
    """The answers, and the series that only the rules can answer."""
    at_least, window = question.parameters["at_least"], question.parameters["window"]
    like = frame.periods.duration[frame.when] == frame.periods.duration[frame.when[frame.last]][frame.series]
    valued = like & frame.valued
    unbroken = valued & (np.arange(len(valued)) >= frame.last_break[frame.series])
    points = np.flatnonzero(unbroken)
    held = np.bincount(frame.series[points], minlength=frame.count)
    enough = held >= at_least
    answers = Answers.unable(frame.count, "too_few_points")
    once = np.bincount(frame.series[valued], minlength=frame.count) >= at_least
    answers.reason[~enough & once] = reason_code("series_break")

    judged = np.flatnonzero(enough)
    count = np.minimum(held[judged], window)
    ends = np.cumsum(held)[judged]
    back = np.arange(window)[::-1]
    inside = back[None, :] < count[:, None]
    rows = (
        points[np.clip(ends[:, None] - 1 - back[None, :], 0, None)]
        if len(judged)
        else np.zeros((0, window), int)
    )
    days = np.where(inside, frame.periods.start[frame.when[rows]], 0)
    units = np.where(inside, frame.units[rows], 0)
    sign, low, high = fit(days, units, inside, count, question.parameters["confidence"])

    way = ways[judged]
    answers.verdict[judged] = np.where(way == 0, _MORE[sign + 1], _BETTER[sign * way + 1])
    answers.reason[judged] = NO_REASON
    provisional = (frame.provisional[rows] & inside).any(axis=1)
    answers.marks[judged] = np.where(provisional, mark_bit("provisional"), 0)
    first = points[ends - count] if len(judged) else np.zeros(0, int)
    answers.base[judged] = first
    answers.change = Figures(np.zeros(frame.count, np.int64), frame.decimals, enough)
    answers.change.units[judged] = frame.units[points[ends - 1]] - frame.units[first] if len(judged) else 0
    answers.lower, answers.upper = (_slopes(frame, judged, limit) for limit in (low, high))
    beyond = np.zeros(frame.count, bool)
    beyond[judged] = ~(_fits(low) & _fits(high))
    return answers, beyond


def fit(
    days: Ints, units: Ints, inside: Bools, count: Ints, confidence: float
) -> tuple[Ints, Floats, Floats]:
    """`rules.regression.fit` for each row of points, oldest first; points outside the window add nothing."""
    all_days, all_units = days.sum(axis=1), units.sum(axis=1)
    xx, xy, yy = (np.zeros(len(count)) for _ in range(3))
    for at in range(days.shape[1]):
        here = inside[:, at]
        x = np.where(here, count * days[:, at] - all_days, 0).astype(np.float64)
        y = np.where(here, count * units[:, at] - all_units, 0).astype(np.float64)
        xx += x * x
        xy += x * y
        yy += y * y
    squared = np.divide(xy * xy, xx * yy, out=np.zeros(len(count)), where=yy != 0)
    unexplained = np.where(1.0 - squared > TIE, 1.0 - squared, 0.0)
    freedom = count - 2
    needed = {int(each): critical_t(int(each), confidence) for each in np.unique(freedom)}
    t = np.array([needed[each] for each in freedom.tolist()], dtype=np.float64)
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
