"""Changes beyond chance for all series at once: `rules.significance`, the same sums in the same order."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

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
from goldenthread.engine.kernel.interval import (
    METHODS,
    TENS,
    Counts,
    counts_behind,
    intervals,
    latest_counts,
    poisson,
    values_at,
    wilson,
)
from goldenthread.rules.interval import PUBLISHED_AT
from goldenthread.rules.measure import Measure
from goldenthread.rules.normal import critical_z
from goldenthread.rules.significance import LIMIT_PLACES, VERDICTS
from goldenthread.rules.two_samples import TIE, WIDTH

LARGEST_LIMIT = 9e18
_VERDICTS = np.array([verdict_code(VERDICTS[sign]) for sign in (-1, 0, 1)], np.int8)
_METHOD_BITS = np.array([0, *(basis_bit(method) for method in METHODS[1:])], np.int64)


@dataclass(frozen=True, slots=True)
class Changes:
    """Pairs of rows, later and earlier; by pair the change's sign, limits and basis, and is it there."""

    now: Ints
    then: Ints
    sign: Ints
    lower: Floats
    upper: Floats
    basis: Ints
    there: Bools

    @staticmethod
    def none(now: Ints, then: Ints) -> "Changes":
        size = len(now)
        whole, part = np.zeros((2, size), np.int64), np.zeros((2, size))
        return Changes(now, then, whole[0], part[0], part[1], whole[1], np.zeros(size, bool))

    def put(self, at: Ints, sign: Ints, lower: Floats, upper: Floats, basis: Ints | int) -> None:
        """Write what was found of some pairs."""
        self.sign[at], self.lower[at], self.upper[at] = sign, lower, upper
        self.basis[at], self.there[at] = basis, True


def significance(frame: Frame, asked: Asked) -> tuple[Answers, Bools]:
    """The answers, and the series that only the rules can answer."""
    given = asked.question.parameters
    answers = Answers.unable(frame.count, "no_earlier_period")
    base = frame.years_before(1, given["instants_within_days"])
    valued = (base >= 0) & frame.valued[base]
    silent = np.flatnonzero((base >= 0) & ~valued)
    answers.reason[silent] = frame.silence[base[silent]]
    answers.base = np.where(valued, base, -1)
    broken = valued & (base < frame.last_break)
    answers.reason[broken] = reason_code("series_break")
    overlaps = frame.periods.end[frame.when[base]] > frame.periods.start[frame.latest]
    answers.reason[valued & ~broken & overlaps] = reason_code("not_comparable")
    tested = np.flatnonzero(valued & ~broken & ~overlaps & frame.valued[frame.last])
    answers.reason[tested] = reason_code("no_interval")
    changes = Changes.none(frame.last[tested], base[tested])
    if given["method"] == "overlap":
        _by_overlap(frame, asked.facts, changes, given["confidence"])
    else:
        now = latest_counts(frame, asked.facts).take(tested)
        _by_test(frame, asked.facts, changes, now, given["confidence"])
    return answers, _answered(frame, answers, changes, tested)


def _answered(frame: Frame, answers: Answers, changes: Changes, tested: Ints) -> Bools:
    """Write the changes into the answers; which series have limits too large for them."""
    judged = tested[changes.there]
    answers.verdict[judged] = _VERDICTS[changes.sign[changes.there] + 1]
    answers.reason[judged] = NO_REASON
    answers.basis[judged] = changes.basis[changes.there]
    if frame.provisional.any():
        either = frame.provisional[changes.now] | frame.provisional[changes.then]
        answers.marks[tested] = (either & changes.there) * mark_bit("provisional")
    there = np.zeros(frame.count, bool)
    there[judged] = True
    units = frame.units[frame.last] - frame.units[answers.base]
    answers.change = Figures(units, frame.decimals, there)
    places = frame.decimals + LIMIT_PLACES
    scale = TENS[places[tested]]
    beyond = np.zeros(frame.count, bool)
    shown = []
    for limit in (changes.lower, changes.upper):
        scaled = np.rint(limit * scale)
        if np.abs(scaled).max(initial=0) >= LARGEST_LIMIT:
            large = np.abs(scaled) >= LARGEST_LIMIT
            beyond[tested[large]] = True
            scaled[large] = 0
        of_series = np.zeros(frame.count, np.int64)
        of_series[tested] = scaled
        shown.append(Figures(of_series, places, there.copy()))
    answers.lower, answers.upper = shown
    return beyond


def _by_test(
    frame: Frame, facts: Sequence[Measure], changes: Changes, now: Counts, confidence: float
) -> None:
    """By the counts of both, else by the intervals of both; `now` are those of the later."""
    then = counts_behind(values_at(frame, changes.then), facts)
    both = now.there & then.there
    alike = both & (now.multiplier == then.multiplier)
    for pairs, by in ((alike & now.share, _two_proportions), (alike & ~now.share, _two_rates)):
        at = np.flatnonzero(pairs)
        if len(at):
            changes.put(at, *by(now.take(at), then.take(at), confidence))
    rest = np.flatnonzero(~both)
    if len(rest):
        _by_intervals(frame, facts, changes, rest, confidence)


def _two_proportions(now: Counts, then: Counts, confidence: float) -> tuple[Ints, Floats, Floats, int]:
    pooled = (now.count + then.count) / (now.of + then.of)
    error = np.sqrt(pooled * (1 - pooled) * (1 / now.of + 1 / then.of))
    share, was = now.count / now.of, then.count / then.of
    sign = _sign_beyond(share - was, error, confidence)
    lower, upper = _difference_limits(
        share, wilson(now.count, now.of, confidence), was, wilson(then.count, then.of, confidence)
    )
    return sign, lower * now.multiplier, upper * now.multiplier, basis_bit("proportions")


def _two_rates(now: Counts, then: Counts, confidence: float) -> tuple[Ints, Floats, Floats, int]:
    error = np.sqrt((now.count + then.count) / (now.of * then.of))
    share, was = now.count / now.of, then.count / then.of
    sign = _sign_beyond(share - was, error, confidence)
    limits, was_limits = (_of_one(each, confidence) for each in (now, then))
    lower, upper = _difference_limits(share, limits, was, was_limits)
    return sign, lower * now.multiplier, upper * now.multiplier, basis_bit("poisson")


def _of_one(counts: Counts, confidence: float) -> tuple[Floats, Floats]:
    """The limits of rates, before they are multiplied."""
    with np.errstate(all="ignore"):
        lower, upper, _ = poisson(counts.count, confidence)
    return lower / counts.of, upper / counts.of


def _sign_beyond(difference: Floats, error: Floats, confidence: float) -> Ints:
    """The sign of each difference that is more than so many standard errors; 0 where it is not."""
    least = critical_z(confidence) * error * (1 + TIE)
    sign: Ints = (difference > least).astype(np.int64) - (difference < -least)
    return sign


def _difference_limits(
    now: Floats, limits: tuple[Floats, Floats], then: Floats, was_limits: tuple[Floats, Floats]
) -> tuple[Floats, Floats]:
    """The limits of now less then, from the limits of each: squared and added."""
    (low, high), (was_low, was_high) = limits, was_limits
    difference = now - then
    return (
        difference - _root(now - low, was_high - then),
        difference + _root(high - now, then - was_low),
    )


def _root(one: Floats, other: Floats) -> Floats:
    root: Floats = np.sqrt(one * one + other * other)
    return root


def _by_intervals(
    frame: Frame, facts: Sequence[Measure], changes: Changes, at: Ints, confidence: float
) -> None:
    """A z test of the rounded values, their standard errors taken from their 95% intervals."""
    now, then = (intervals(frame, facts, rows[at], PUBLISHED_AT) for rows in (changes.now, changes.then))
    wide = (now.lower < now.upper) | (then.lower < then.upper)
    both = np.flatnonzero(now.there & then.there & wide)
    at = at[both]
    one, other = ((each.upper[both] - each.lower[both]) / WIDTH for each in (now, then))
    error = _root(one, other)
    rows, was = changes.now[at], changes.then[at]
    difference = (frame.units[rows] - frame.units[was]) / TENS[frame.decimals[frame.series[rows]]]
    margin = critical_z(confidence) * error
    basis = _METHOD_BITS[now.method[both]] | _METHOD_BITS[then.method[both]] | basis_bit("intervals")
    changes.put(
        at, _sign_beyond(difference, error, confidence), difference - margin, difference + margin, basis
    )


def _by_overlap(frame: Frame, facts: Sequence[Measure], changes: Changes, confidence: float) -> None:
    """Do the two intervals stand apart?"""
    now, then = (intervals(frame, facts, rows, confidence) for rows in (changes.now, changes.then))
    at = np.flatnonzero(now.there & then.there)
    low, high = now.lower[at], now.upper[at]
    was_low, was_high = then.lower[at], then.upper[at]
    sign = (low > was_high).astype(np.int64) - (high < was_low)
    basis = _METHOD_BITS[now.method[at]] | _METHOD_BITS[then.method[at]] | basis_bit("overlap")
    changes.put(at, sign, low - was_high, high - was_low, basis)
