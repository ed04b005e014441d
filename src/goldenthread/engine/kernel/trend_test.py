"""Two tests of a trend for many series at once: `rules.trend_test`, the same sums in the same order.

Arrays are of five lines, oldest first, with one entry for each series.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goldenthread.engine.kernel.answer import Ints
from goldenthread.engine.kernel.frame import Floats
from goldenthread.rules.trend_test import (
    LEAST_LOG_ODDS,
    PAIRS,
    POINTS,
    TIE,
    WIDTH_IN_STANDARD_ERRORS,
    critical_chi_squared,
)


@dataclass(frozen=True, slots=True)
class Trends:
    """By series: the sign of a significant slope, else 0, and the limits of the slope from point to point."""

    sign: npt.NDArray[np.int8]
    lower: Floats
    upper: Floats

    @staticmethod
    def none(count: int) -> "Trends":
        """No trend, for so many series, to be filled in."""
        return Trends(np.zeros(count, np.int8), np.zeros(count), np.zeros(count))

    def put(self, at: Ints, found: "Trends") -> None:
        """Fill in some of the series."""
        self.sign[at], self.lower[at], self.upper[at] = found.sign, found.lower, found.upper


def weighted_trends(units: Floats, widths: Floats, power: Floats, confidence: float) -> Trends:
    """Regression of five values, each weighted by the width of its interval; `power` is 10**decimals.

    `units` are whole numbers that a float holds exactly.
    """
    errors = widths / WIDTH_IN_STANDARD_ERRORS
    weights = np.divide(1.0, np.multiply(errors, errors, out=errors), out=errors)
    spread = np.zeros_like(power)
    terms = []
    for i, j in PAIRS:
        product = weights[i] * weights[j]
        step = units[j] - units[i]
        step *= j - i
        step *= product
        terms.append(step)
        product *= (j - i) ** 2
        spread += product
    slope = _total(terms)
    slope /= spread
    slope /= power
    variance = _total(list(weights)) / spread
    return _judged(slope, variance, lambda at: [term[at] for term in terms], confidence)


def proportions_trends(counts: Floats, out_of: Floats, confidence: float) -> Trends:
    """Chi-squared for trend of five counts; the slope is that of the share."""
    everyone = _total(list(out_of))
    share = _total(list(counts)) / everyone
    spread, slope = np.zeros_like(share), np.zeros_like(share)
    for i, j in PAIRS:
        product = out_of[i] * out_of[j]
        product *= (j - i) ** 2
        spread += product
        more = out_of[i] * counts[j]
        more -= np.multiply(out_of[j], counts[i], out=product)
        more *= j - i
        slope += more
    slope /= spread
    everyone /= spread

    def terms(at: Ints) -> list[Floats]:
        odds = log_odds(counts[:, at], out_of[:, at])
        return [(j - i) * (odds[j] - odds[i]) for i, j in PAIRS]

    return _judged(slope, share * (1 - share) * everyone, terms, confidence)


def log_odds(counts: Floats, out_of: Floats) -> Floats:
    """The logarithm of how many are counted for each who is not."""
    with np.errstate(divide="ignore"):
        odds: Floats = np.log(counts / (out_of - counts))
    odds[counts == 0] = LEAST_LOG_ODDS
    return odds


def _judged(
    slope: Floats, variance: Floats, terms: Callable[[Ints], list[Floats]], confidence: float
) -> Trends:
    """`terms` gives the pairs of the outlier rule: only series with a significant slope need them."""
    critical = critical_chi_squared(confidence)
    significant = slope * slope > critical * (1 + TIE) * variance
    margin = np.sqrt(critical * variance)
    sign = np.zeros(len(slope), np.int8)
    at = np.flatnonzero(significant)
    if len(at):
        found = agreed_signs(terms(at))
        sign[at] = np.where(found * slope[at] < 0, 0, found)
    return Trends(sign, slope - margin, slope + margin)


def agreed_signs(terms: list[Floats]) -> npt.NDArray[np.int8]:
    """The slope's sign, or 0 where leaving out any one point turns it; no slope at all counts as up."""
    least = _total([np.abs(term) for term in terms])
    least *= -TIE
    falls = _total(terms) < least
    turns = np.zeros(len(least), bool)
    for at in range(POINTS):
        without = _total([term for term, pair in zip(terms, PAIRS, strict=True) if at not in pair])
        turns |= (without < least) != falls
    signs: npt.NDArray[np.int8] = np.where(falls, np.int8(-1), np.int8(1))
    signs[turns] = 0
    return signs


def _total(terms: list[Floats]) -> Floats:
    """The sum, in the order in which the terms stand."""
    total = terms[0] + terms[1]
    for term in terms[2:]:
        total += term
    return total
