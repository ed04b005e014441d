"""Direction of travel by variance, for all series at once: `rules.direction` in 64-bit integers."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

import numpy as np

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
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import MOST_PLACES
from goldenthread.rules.policy import Question

BOUND = 2**62
POINT_PLACES = 4
"""Limits in percentage points are shown to at most so many places more than the measure's decimals."""

_BETTER = np.array([verdict_code(v) for v in ("not_improving", "maintaining", "improving")], np.int8)
_MORE = np.array([verdict_code(v) for v in ("decreasing", "unchanged", "increasing")], np.int8)


def largest(question: Question, window: int = 60) -> int:
    """Units below this are compared without overflow."""
    places = -int(question.parameters["tolerance"].as_tuple().exponent)
    return int(BOUND // (400 * 10 ** max(0, places)))


def direction(frame: Frame, asked: Asked) -> tuple[Answers, Bools]:
    """The answers, and the series that only the rules can answer."""
    question, facts, ways = asked.question, asked.facts, asked.ways
    base, fallback, reason = _base(frame, question)
    answers = Answers.unable(frame.count, "no_earlier_period")
    answers.reason = reason
    answers.base = base
    found = base >= 0
    broken = found & (base < frame.last_break)
    answers.reason[broken] = reason_code("series_break")
    now, then = frame.units[frame.last], frame.units[base]
    slow = np.maximum(np.abs(now), np.abs(then)) >= largest(question)
    judged = found & ~broken & ~slow
    now, then = np.where(judged, now, 0), np.where(judged, then, 0)

    tolerance = Fraction(question.parameters["tolerance"])
    reading = question.parameters["reading"]
    signs = {
        "relative": _relative(now, then, tolerance),
        "points": _points(frame, facts, now, then, tolerance),
    }
    sign = signs[reading]
    other = signs["points" if reading == "relative" else "relative"]
    verdict = np.where(ways == 0, _MORE[sign + 1], _BETTER[sign * ways + 1])
    answers.verdict = np.where(judged, verdict, answers.verdict)
    answers.reason = np.where(judged, NO_REASON, answers.reason)
    percentage = np.array([measure.is_percentage for measure in facts])[frame.measure]
    provisional = frame.provisional[frame.last] | frame.provisional[base]
    marks = (
        provisional * mark_bit("provisional")
        | (then == 0) * mark_bit("zero_base")
        | fallback * mark_bit("two_year")
        | (percentage & (other != sign)) * mark_bit("other_reading")
    )
    answers.marks = marks * judged
    answers.change = Figures(now - then, frame.decimals, judged)
    answers.lower, answers.upper, beyond = _limits(frame, facts, then, tolerance, reading, judged)
    return answers, found & ~broken & (slow | beyond)


def _base(frame: Frame, question: Question) -> tuple[Ints, Bools, Ints]:
    """By series: the base's row or -1, whether it is a fallback, and why there is none."""
    base = np.full(frame.count, -1)
    fallback = np.zeros(frame.count, bool)
    reason = np.full(frame.count, NO_REASON)
    for at, years in enumerate(question.parameters["years"]):
        row = frame.years_before(years, question.parameters["instants_within_days"])
        there = row >= 0
        valued = frame.valued[row]
        takes = there & valued & (base < 0)
        base = np.where(takes, row, base)
        if at:
            fallback |= takes
        silent = np.flatnonzero(there & ~valued & (reason == NO_REASON))
        reason[silent] = frame.silence[row[silent]]
    reason[reason == NO_REASON] = reason_code("no_earlier_period")
    return base, fallback, reason


def _relative(now: Ints, then: Ints, tolerance: Fraction) -> Ints:
    """1, 0, -1: up, unchanged, down. `tolerance` is in per cent of the earlier value."""
    change = now - then
    counts = 100 * tolerance.denominator * np.abs(change) > tolerance.numerator * np.abs(then)
    return np.where(counts, np.sign(change), 0)


def _points(frame: Frame, facts: Sequence[Measure], now: Ints, then: Ints, tolerance: Fraction) -> Ints:
    """The same with the tolerance in percentage points of the measure's unit."""
    allowed = np.array([_allowed(tolerance, each.unit, each.multiplier) for each in facts], np.int64)
    most = allowed[frame.measure, frame.decimals]
    change = now - then
    return np.where(np.abs(change) > most, np.sign(change), 0)


@cache
def _allowed(tolerance: Fraction, unit: str, multiplier: Decimal | None) -> tuple[int, ...]:
    """By decimals: the whole units that so many percentage points come to, no more than BOUND."""
    points = tolerance * Measure("", unit=unit, multiplier=multiplier).percentage_point
    return tuple(min(int(points * 10**places), BOUND) for places in range(MOST_PLACES + 1))


def _limits(
    frame: Frame, facts: Sequence[Measure], then: Ints, tolerance: Fraction, reading: str, judged: Bools
) -> tuple[Figures, Figures, Bools]:
    """The earlier value less and plus the tolerance, exact; and where that needs too many places."""
    if reading == "relative":
        finer = 100 * _power_of_ten(tolerance.denominator)
        margin = int(tolerance * finer / 100) * np.abs(then)
        beyond = np.zeros(frame.count, bool)
    else:
        finer = 10**POINT_PLACES
        margins = [
            [
                tolerance * measure.percentage_point * 10 ** (places + POINT_PLACES)
                for places in range(MOST_PLACES + 1)
            ]
            for measure in facts
        ]
        of_series = frame.measure, frame.decimals
        whole = [[each.denominator == 1 and each < BOUND // 2 for each in row] for row in margins]
        beyond = ~np.array(whole, dtype=bool)[of_series]
        margin = np.array([[int(min(each, BOUND // 2)) for each in row] for row in margins], np.int64)[
            of_series
        ]
    places = frame.decimals + len(str(finer)) - 1
    return (
        Figures(then * finer - margin, places, judged, trim=True),
        Figures(then * finer + margin, places, judged.copy(), trim=True),
        beyond,
    )


def _power_of_ten(denominator: int) -> int:
    """The least power of ten that the denominator of a finite decimal divides."""
    power = 1
    while power % denominator:
        power *= 10
    return power
