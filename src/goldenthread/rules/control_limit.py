"""Limits around a comparator: how far chance alone can take an area of this size from it.

Source: OHID, fingertips-open, `SpcForProportionsComparer` and `SpcForDsrComparer` (MIT licence). A value on a
limit is similar.
"""

import math
from fractions import Fraction
from typing import Final

from goldenthread.rules.chi_squared import gamma_quantile
from goldenthread.rules.normal import critical_z

Limits = tuple[float, float]

PUBLISHED_Z: Final = {0.95: 1.96, 0.998: 3.0902}
"""The multiples that Fingertips uses, rounded as it rounds them."""


def z_of(confidence: float) -> float:
    """The multiple of the standard error: as Fingertips rounds it, where it has the level."""
    return PUBLISHED_Z.get(confidence, critical_z(confidence))


def proportion_limits(
    comparator: Fraction, size: Fraction, times: Fraction, confidence: float
) -> Limits | None:
    """Wilson's limits at the comparator's proportion for so many trials; None where it is no proportion.

    `comparator` is in the measure's unit: a proportion times `times`.
    """
    share = float(comparator) / float(times)
    if size <= 0 or not 0 <= share <= 1:
        return None
    k, n = z_of(confidence), float(size)
    expected = n * share
    middle, reach = 2 * expected + k * k, k * math.sqrt(k * k + 4 * expected * (1 - share))
    under = 2 * (n + k * k)
    return float(times) * (middle - reach) / under, float(times) * (middle + reach) / under


def rate_limits(comparator: Fraction, size: Fraction, times: Fraction, confidence: float) -> Limits | None:
    """Poisson's exact limits of the events expected at the comparator's rate; None where there are no people.

    Events come whole: the chance of as many as expected, or more, counts from the next whole number; the
    chance of as many, or fewer, to the one before.
    """
    if size <= 0 or comparator < 0 or times <= 0:
        return None
    expected, tail = comparator * size / times, (1 - confidence) / 2
    least, most = math.ceil(expected), math.floor(expected)
    per = float(times / size)
    lower = gamma_quantile(float(least), tail) if least else 0.0
    return lower * per, gamma_quantile(float(most + 1), tail, upper=True) * per
