"""How far chance alone could have moved a figure: its confidence interval.

Formulas. Proportions: Wilson, J Am Stat Assoc 1927. Counts and rates: Byar's approximation from 10 events,
Breslow and Day, 1987; the exact Poisson limits below, Garwood, Biometrika 1936. They are those of the
technical guidance on public health statistics (OHID, Fingertips). The handbook's page is
`docs/methods/interval.md`.
"""

import math
from dataclasses import dataclass
from typing import Final

from goldenthread.rules.chi_squared import gamma_quantile
from goldenthread.rules.counts import Counts, as_judged, counts_behind, half_a_unit, within
from goldenthread.rules.measure import Measure
from goldenthread.rules.normal import critical_z
from goldenthread.rules.observation import Observation

FEW: Final = 10
"""Below so many events the exact limits are taken, from there on Byar's."""

PUBLISHED_AT: Final = 0.95
"""The confidence at which published limits are understood to stand."""

Limits = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Interval:
    """Limits in the measure's unit, and where they come from.

    `method` is `wilson`, `byar` or `exact` where they are made from counts, `published` where they came with
    the figure.
    """

    lower: float
    upper: float
    method: str


def interval_of(observation: Observation, measure: Measure, confidence: float) -> Interval | None:
    """The interval of one figure: from its counts, else as published at 95%, else None.

    None also where there is no value, or only a bound of it.
    """
    if observation.silence or observation.is_censored:
        return None
    counts = counts_behind(observation, measure)
    if counts is not None:
        return interval_of_counts(counts, confidence)
    return published_interval(observation, measure) if confidence == PUBLISHED_AT else None


def interval_of_counts(counts: Counts, confidence: float) -> Interval | None:
    """Wilson for a proportion; Byar or exact for a count or a rate. None where a limit has no bound."""
    count, of, multiplier = counts.count, counts.of, counts.multiplier
    if counts.is_proportion:
        lower, upper = wilson(count, of, confidence)
        return Interval(lower * multiplier, upper * multiplier, "wilson")
    limits = poisson(count, confidence)
    if limits is None:
        return None
    lower, upper = (limit / of * multiplier for limit in limits)
    return Interval(lower, upper, poisson_method(count))


def published_limits(observation: Observation) -> Interval | None:
    """The limits that came with the figure, where both did and in their order."""
    lower, upper = observation.lower, observation.upper
    if lower is None or upper is None or lower > upper:
        return None
    return Interval(float(lower), float(upper), "published")


def published_interval(observation: Observation, measure: Measure) -> Interval | None:
    """The limits that came with the figure, where they stand around it.

    Limits that the figure lies outside, by more than its rounding, are another figure's or in another unit.
    """
    limits = published_limits(observation)
    if limits is None or observation.value is None:
        return None
    judged = as_judged(observation.value, measure)
    value = float(judged)
    away = max(limits.lower - value, value - limits.upper)
    return limits if within(away, value, half_a_unit(judged, measure)) else None


def wilson(count: float, of: float, confidence: float) -> Limits:
    """Wilson's score interval of a proportion, as a share of one.

    Raises ValueError for a count below zero or above what it is a part of, and for a part of nothing. The
    lower limit is written so that nothing cancels: it is exactly 0 at 0.
    """
    if not 0 <= count <= of or of <= 0:
        raise ValueError("a proportion needs 0 <= count <= of, and of above zero")
    z = critical_z(confidence)
    if math.isinf(z):
        return 0.0, 1.0
    middle = 2 * count + z * z
    reach = z * math.sqrt(z * z + 4 * count * (1 - count / of))
    lower = 2 * count * count / (of * (middle + reach))
    upper = (middle + reach) / (2 * (of + z * z))
    return lower, 1.0 if count == of else min(upper, 1.0)


def poisson(count: float, confidence: float) -> Limits | None:
    """The limits of a number of events, which need not be whole: exact below 10, Byar's from there on.

    None where a limit has no bound or would be below zero. Raises ValueError for a count below zero.
    """
    return exact(count, confidence) if count < FEW else byar(count, confidence)


def poisson_method(count: float) -> str:
    """The name of the formula that so many events take."""
    return "exact" if count < FEW else "byar"


def exact(count: float, confidence: float) -> Limits | None:
    """Garwood's exact Poisson limits: quantiles of the gamma, half a chi-squared, distribution."""
    if count < 0:
        raise ValueError("a count is not below zero")
    tail = (1 - confidence) / 2
    if tail == 0:
        return None
    lower = 0.0 if count == 0 else gamma_quantile(count, tail)
    return lower, gamma_quantile(count + 1, tail, upper=True)


def byar(count: float, confidence: float) -> Limits | None:
    """Byar's approximation; None where the lower limit would be below zero."""
    if count <= 0:
        raise ValueError("Byar's approximation needs a count above zero")
    z = critical_z(confidence)
    if math.isinf(z):
        return None
    more = count + 1
    root = 1 - 1 / (9 * count) - z / (3 * math.sqrt(count))
    above = 1 - 1 / (9 * more) + z / (3 * math.sqrt(more))
    return None if root < 0 else (count * (root * root * root), more * (above * above * above))
