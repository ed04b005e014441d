"""Is the change since a year earlier beyond chance?

From counts where there are counts: two proportions by the pooled z test, two rates or counts by the score
test of two Poisson variables. Else from intervals. With method `overlap`, whether the two intervals stand
apart, as Fingertips compares two points: stricter than a test. The handbook's page is
`docs/methods/significance.md`.
"""

import math
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.rules.case import Case
from goldenthread.rules.counts import Counts, counts_behind
from goldenthread.rules.interval import PUBLISHED_AT, Interval, interval_of, poisson, wilson
from goldenthread.rules.measure import Measure
from goldenthread.rules.normal import critical_z
from goldenthread.rules.number import unscaled
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Question
from goldenthread.rules.series import Series
from goldenthread.rules.two_samples import (
    difference_limits,
    sign_beyond,
    standard_error,
    two_proportions,
    two_rates,
)
from goldenthread.rules.verdict import Answer, basis_of, cannot

LIMIT_PLACES = 4
"""The change's limits are shown to so many places more than the measure's decimals."""

VERDICTS = {1: "higher", 0: "not_significant", -1: "lower"}


@dataclass(frozen=True, slots=True)
class Change:
    """1, 0 or -1 for higher, no clear change or lower; the change's limits; and what the answer rests on."""

    sign: int
    lower: float
    upper: float
    basis: tuple[str, ...]


def significance(case: Case, question: Question) -> Answer:
    """The latest value against that of one year earlier."""
    series, measure = case.series, case.measure
    base = series.years_before(1, question.parameters["instants_within_days"])
    if base is None or base.silence:
        return cannot(base.silence if base else "no_earlier_period")
    value = series.decimal(base)
    change = None
    reason = _in_the_way(series, base)
    if not reason:
        by = _overlap if question.parameters["method"] == "overlap" else _test
        change = by(series, base, measure, question.parameters["confidence"])
    if change is None:
        return cannot(reason or "no_interval", base.period, value, base.qualifier)
    provisional = "provisional" in (series.latest.status, base.status)
    return Answer(
        VERDICTS[change.sign], "", ("provisional",) if provisional else (), base.period, value,
        unscaled(series.units(series.latest) - series.units(base), series.decimals),
        _shown(change.lower, series.decimals), _shown(change.upper, series.decimals),
        base.qualifier, change.basis,
    )  # fmt: skip


def _in_the_way(series: Series, base: Observation) -> str:
    """Why the two cannot be tested against each other, as far as their periods and qualifiers say."""
    if series.broken_since(base):
        return "series_break"
    if base.period.end > series.latest.period.start:
        return "not_comparable"
    return "censored" if base.is_censored or series.latest.is_censored else ""


def _test(series: Series, base: Observation, measure: Measure, confidence: float) -> Change | None:
    """By the counts of both, else by the intervals of both."""
    now, then = (counts_behind(row, measure) for row in (series.latest, base))
    if now is None or then is None:
        return _by_intervals(series, base, measure, confidence)
    return _by_counts(now, then, confidence) if now.multiplier == then.multiplier else None


def _by_counts(now: Counts, then: Counts, confidence: float) -> Change | None:
    test, basis = (two_proportions, "proportions") if now.is_proportion else (two_rates, "poisson")
    sign = test(now.count, now.of, then.count, then.of, confidence)
    limits, was_limits = (_share_limits(each, confidence) for each in (now, then))
    if limits is None or was_limits is None:
        return None
    lower, upper = difference_limits(now.count / now.of, limits, then.count / then.of, was_limits)
    return Change(sign, lower * now.multiplier, upper * now.multiplier, basis_of(basis))


def _share_limits(counts: Counts, confidence: float) -> tuple[float, float] | None:
    """The limits of a count's ratio, before it is multiplied."""
    if counts.is_proportion:
        return wilson(counts.count, counts.of, confidence)
    limits = poisson(counts.count, confidence)
    return None if limits is None else (limits[0] / counts.of, limits[1] / counts.of)


def _by_intervals(series: Series, base: Observation, measure: Measure, confidence: float) -> Change | None:
    """A z test of the rounded values, their standard errors taken from their 95% intervals.

    None where neither interval has any width: limits cut to the value's own places say nothing of chance.
    """
    both = _intervals(series, base, measure, PUBLISHED_AT)
    if both is None:
        return None
    now, then = both
    one, other = (standard_error(each.lower, each.upper) for each in both)
    error = math.sqrt(one * one + other * other)
    if error == 0:
        return None
    difference = (series.units(series.latest) - series.units(base)) / 10**series.decimals
    margin = critical_z(confidence) * error
    basis = basis_of("intervals", now.method, then.method)
    return Change(sign_beyond(difference, error, confidence), difference - margin, difference + margin, basis)


def _overlap(series: Series, base: Observation, measure: Measure, confidence: float) -> Change | None:
    """Do the two intervals stand apart? The change's limits run from the least gap to the greatest."""
    both = _intervals(series, base, measure, confidence)
    if both is None:
        return None
    now, then = both
    sign = 1 if now.lower > then.upper else (-1 if now.upper < then.lower else 0)
    basis = basis_of("overlap", now.method, then.method)
    return Change(sign, now.lower - then.upper, now.upper - then.lower, basis)


def _intervals(
    series: Series, base: Observation, measure: Measure, confidence: float
) -> tuple[Interval, Interval] | None:
    now, then = (interval_of(row, measure, confidence) for row in (series.latest, base))
    return None if now is None or then is None else (now, then)


def _shown(limit: float, decimals: int) -> Decimal:
    places = decimals + LIMIT_PLACES
    return unscaled(round(limit * 10**places), places)
