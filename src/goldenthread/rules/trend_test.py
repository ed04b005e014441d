"""Two tests of a trend over five points: weighted regression, and chi-squared for trend of proportions.

Both are written as sums over pairs of points. A pair's term is worked out once; the slope without one point
is the sum of the pairs that do not hold it, so nothing is subtracted from a sum. The points are 1 to 5, the
oldest first, whatever years lie between them.
Source: Office for Health Improvement and Disparities, Fingertips technical guidance, "Trend markers", and
`TrendMarkerCalculator.cs` of fingertips-open (MIT).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from goldenthread.rules.normal import critical_z

POINTS: Final = 5
PAIRS: Final = tuple(combinations(range(POINTS), 2))
WIDTH_IN_STANDARD_ERRORS: Final = 3.92
"""How many standard errors the limits of 95% are apart, as the source takes it."""

LEAST_LOG_ODDS: Final = -200.0
"""What stands for the log odds of none: below those of any share that is counted."""

TIE: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Trend:
    """`sign` of a significant slope, else 0; the slope from one point to the next, and its limits."""

    sign: int
    chi_squared: float
    slope: float
    lower: float
    upper: float

    def times(self, multiplier: float) -> "Trend":
        """The same trend in a unit so many times as small."""
        slope, lower, upper = (each * multiplier for each in (self.slope, self.lower, self.upper))
        return Trend(self.sign, self.chi_squared, slope, lower, upper)


def critical_chi_squared(confidence: float) -> float:
    """What chi-squared with one degree of freedom must exceed; 9.549535706 at 99.8%."""
    return critical_z(confidence) ** 2


def weighted_trend(units: Sequence[int], widths: Sequence[float], decimals: int, confidence: float) -> Trend:
    """Regression of five values, each weighted by the width of its interval of 95%.

    The values are whole units of 10**-decimals; the widths are in the measure's own unit and above zero.
    """
    weights = [_weight(width) for width in widths]
    products = [weights[i] * weights[j] for i, j in PAIRS]
    steps = [float((j - i) * (units[j] - units[i])) for i, j in PAIRS]
    terms = [product * step for product, step in zip(products, steps, strict=True)]
    spread = _total([product * float((j - i) ** 2) for product, (i, j) in zip(products, PAIRS, strict=True)])
    slope = _total(terms) / spread / 10.0**decimals
    return _judged(slope, _total(weights) / spread, terms, confidence)


def proportions_trend(counts: Sequence[float], out_of: Sequence[float], confidence: float) -> Trend:
    """Chi-squared for trend of five counts, each out of so many; the slope is that of the share.

    No count is below zero, and each is less than what it is out of.
    """
    everyone = _total(out_of)
    share = _total(counts) / everyone
    spread = _total([out_of[i] * out_of[j] * float((j - i) ** 2) for i, j in PAIRS])
    slope = _total([(j - i) * (out_of[i] * counts[j] - out_of[j] * counts[i]) for i, j in PAIRS]) / spread
    odds = [log_odds(count, most) for count, most in zip(counts, out_of, strict=True)]
    terms = [(j - i) * (odds[j] - odds[i]) for i, j in PAIRS]
    return _judged(slope, share * (1 - share) * (everyone / spread), terms, confidence)


def log_odds(count: float, out_of: float) -> float:
    """The logarithm of how many are counted for each who is not."""
    return math.log(count / (out_of - count)) if count > 0 else LEAST_LOG_ODDS


def _judged(slope: float, variance: float, terms: Sequence[float], confidence: float) -> Trend:
    """Chi-squared is the slope's square over its variance; `terms` are the pairs of the outlier rule.

    Where the outlier rule's slope and the tested one point apart, no trend is claimed.
    """
    critical = critical_chi_squared(confidence)
    significant = slope * slope > critical * (1 + TIE) * variance
    margin = math.sqrt(critical * variance)
    sign = agreed_sign(terms) if significant else 0
    if sign * slope < 0:
        sign = 0
    chi_squared = slope * slope / variance if variance else 0.0
    return Trend(sign, chi_squared, slope, slope - margin, slope + margin)


def agreed_sign(terms: Sequence[float]) -> int:
    """The slope's sign, or 0 where leaving out any one point turns it; no slope at all counts as up."""
    least = -TIE * _total([abs(term) for term in terms])
    falls = _total(terms) < least
    for at in range(POINTS):
        without = _total([term for term, pair in zip(terms, PAIRS, strict=True) if at not in pair])
        if (without < least) != falls:
            return 0
    return -1 if falls else 1


def _weight(width: float) -> float:
    error = width / WIDTH_IN_STANDARD_ERRORS
    return 1.0 / (error * error)


def _total(terms: Sequence[float]) -> float:
    """The sum, in the order in which the terms stand: whole columns add them in the same order."""
    total = 0.0
    for term in terms:
        total += term
    return total
