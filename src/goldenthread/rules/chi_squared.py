"""The gamma and chi-squared distributions for any shape above zero, and their inverses.

A chi-squared variable of f degrees of freedom is twice a gamma variable of shape f/2. The smaller of the two
tails is always the one that is worked out, so that neither is lost in the other.
Source: Abramowitz and Stegun, 6.5.29 (series) and 6.5.31 (continued fraction).
"""

import math
from functools import lru_cache
from statistics import NormalDist
from typing import Final

_ENOUGH: Final = 1e-16
_TINY: Final = 1e-300
_STEPS: Final = 100_000
_TURNS: Final = 200
_LARGE: Final = 1e5


def gamma_below(shape: float, y: float) -> float:
    """The chance that a gamma variable of this shape, and scale one, is below y."""
    if y <= 0:
        return 0.0
    return _series(shape, y) if y < shape + 1 else 1.0 - _fraction(shape, y)


def gamma_above(shape: float, y: float) -> float:
    """The chance that a gamma variable of this shape, and scale one, is above y."""
    if y <= 0:
        return 1.0
    return 1.0 - _series(shape, y) if y < shape + 1 else _fraction(shape, y)


def _density_part(shape: float, y: float) -> float:
    """y**shape * exp(-y) / gamma(shape), worked out so that large shapes neither overflow nor cancel."""
    if shape < 20:
        return math.exp(shape * math.log(y) - y - math.lgamma(shape))
    # With y = shape * (1 + d) the large terms of the logarithm cancel exactly: what is left is Stirling's.
    d = (y - shape) / shape
    series = 1 / (12 * shape) - 1 / (360 * shape**3) + 1 / (1260 * shape**5) - 1 / (1680 * shape**7)
    return math.sqrt(shape / (2 * math.pi)) * math.exp(shape * (math.log1p(d) - d) - series)


def _series(shape: float, y: float) -> float:
    """The chance below y, for y under shape + 1."""
    term = total = 1.0 / shape
    for step in range(1, _STEPS):
        term *= y / (shape + step)
        total += term
        if term < total * _ENOUGH:
            break
    return total * _density_part(shape, y)


def _fraction(shape: float, y: float) -> float:
    """The chance above y, for y from shape + 1: a continued fraction, by Lentz's method."""
    b = y + 1 - shape
    c, d = 1 / _TINY, 1 / b
    total = d
    for step in range(1, _STEPS):
        a = step * (shape - step)
        b += 2
        d = a * d + b
        d = 1 / (d if abs(d) > _TINY else _TINY)
        c = b + a / c
        c = c if abs(c) > _TINY else _TINY
        total *= c * d
        if abs(c * d - 1) < _ENOUGH:
            break
    return total * _density_part(shape, y)


@lru_cache(maxsize=65_536)
def gamma_quantile(shape: float, tail: float, *, upper: bool = False) -> float:
    """The y below which (with `upper`, above which) a gamma variable lies with chance `tail`.

    Raises ValueError unless the shape is above zero and the tail between 0 and 1.
    """
    if not (0 < shape < math.inf and 0 < tail < 1):
        raise ValueError("a quantile needs a shape above zero and a chance between 0 and 1")
    if shape > _LARGE:
        return _expanded(shape, tail, upper)
    low, high = _under(shape, tail, upper), shape + 1
    if low == 0.0:
        return 0.0  # smaller than any float
    while _short(shape, high, tail, upper) < 0:
        low, high = high, 2 * high
    return _between(shape, tail, upper, low, high)


def _short(shape: float, y: float, tail: float, upper: bool) -> float:
    """Below zero where y is below the quantile."""
    return tail - gamma_above(shape, y) if upper else gamma_below(shape, y) - tail


def _between(shape: float, tail: float, upper: bool, low: float, high: float) -> float:
    """Newton's method, kept between two bounds that close in at every step."""
    y = math.sqrt(low) * math.sqrt(high)
    for _ in range(_TURNS):
        short = _short(shape, y, tail, upper)
        low, high = (y, high) if short < 0 else (low, y)
        rate = _density_part(shape, y) / y
        following = y - short / rate if rate > 0 else low
        if not low < following < high:
            following = math.sqrt(low) * math.sqrt(high)
        if following in (low, high) or abs(following - y) <= _ENOUGH * y:
            return following
        y = following
    return y


def _under(shape: float, tail: float, upper: bool) -> float:
    """A bound under the quantile: the chance below y is at most y**shape / gamma(shape + 1)."""
    below = 1 - tail if upper else tail
    return math.exp(min(0.0, (math.log(below) + math.lgamma(shape + 1)) / shape)) * (1 - 1e-9)


def _expanded(shape: float, tail: float, upper: bool) -> float:
    """The quantile of a large shape, by the expansion of Cornish and Fisher: its error is below a float's."""
    z = NormalDist().inv_cdf(tail) * (-1 if upper else 1)
    root = math.sqrt(shape)
    small = (z**3 - 7 * z) / (36 * root) - (3 * z**4 + 7 * z**2 - 16) / (810 * shape)
    return shape + z * root + (z * z - 1) / 3 + small


def chi_squared_quantile(below: float, freedom: float) -> float:
    """The value below which a chi-squared variable lies with this chance."""
    if below > 0.5:
        return 2 * gamma_quantile(freedom / 2, 1 - below, upper=True)
    return 2 * gamma_quantile(freedom / 2, below)
