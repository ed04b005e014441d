"""Do two figures differ by more than chance? Two proportions, two rates, or two values with their intervals.

Each test gives 1, 0 or -1 for higher, no clear difference or lower, of the later against the earlier. What
needs floats ties within 1e-12: exactly the critical value is not significant.
"""

import math
from typing import Final

from goldenthread.rules.interval import PUBLISHED_AT, Limits
from goldenthread.rules.normal import critical_z

TIE: Final = 1e-12
WIDTH: Final = 2 * critical_z(PUBLISHED_AT)
"""How many standard errors wide a 95% interval is: 3.92."""


def sign_beyond(difference: float, error: float, confidence: float) -> int:
    """The sign of a difference that is more than so many standard errors; 0 where it is not."""
    if abs(difference) <= critical_z(confidence) * error * (1 + TIE):
        return 0
    return 1 if difference > 0 else -1


def two_proportions(count: float, of: float, was: float, was_of: float, confidence: float) -> int:
    """The z test with the pooled proportion. None or all in both is no difference."""
    pooled = (count + was) / (of + was_of)
    error = math.sqrt(pooled * (1 - pooled) * (1 / of + 1 / was_of))
    return sign_beyond(count / of - was / was_of, error, confidence)


def two_rates(count: float, of: float, was: float, was_of: float, confidence: float) -> int:
    """The score test of two Poisson counts. No events in either is no difference."""
    error = math.sqrt((count + was) / (of * was_of))
    return sign_beyond(count / of - was / was_of, error, confidence)


def standard_error(lower: float, upper: float) -> float:
    """What a 95% interval says the standard error is."""
    return (upper - lower) / WIDTH


def difference_limits(now: float, now_limits: Limits, then: float, then_limits: Limits) -> Limits:
    """The limits of now less then, from the limits of each: squared and added.

    For two proportions with Wilson's limits this is Newcombe's hybrid score interval (Newcombe, Statistics in
    Medicine 1998, method 10); for two rates the same reasoning (Zou and Donner, Statistics in Medicine 2008).
    """
    (low, high), (was_low, was_high) = now_limits, then_limits
    difference = now - then
    return (
        difference - _root(now - low, was_high - then),
        difference + _root(high - now, then - was_low),
    )


def _root(one: float, other: float) -> float:
    return math.sqrt(one * one + other * other)
