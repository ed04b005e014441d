"""Exact numbers: decimals as delivered, and the integers in which decisions are made.

A value of 2.8 judged at one decimal is the integer 28. Rounding is half-even and happens once, from the value
as delivered.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Final

MOST_PLACES: Final = 6
"""Where a measure states no decimals its values are taken as delivered, to at most this many places."""

MOST_DIGITS: Final = 40
"""Before the point, and after it. A number with more would fill a page, or the memory, once written out."""

_EXACT: Final = Context(prec=200, rounding=ROUND_HALF_EVEN)


class UnknownNumber(ValueError):
    """The text is not a plain finite number."""


def read_number(text: str) -> Decimal:
    """A plain decimal number; thousands separators, percent signs, infinity and NaN are refused."""
    stripped = text.strip()
    if not stripped.isascii() or "_" in stripped:
        raise UnknownNumber(text)
    try:
        value = Decimal(stripped)
    except ArithmeticError as error:
        raise UnknownNumber(text) from error
    if not value.is_finite() or not _can_be_written(value):
        raise UnknownNumber(text)
    return value


def _can_be_written(value: Decimal) -> bool:
    _, digits, exponent = value.as_tuple()
    return isinstance(exponent, int) and -exponent <= MOST_DIGITS and len(digits) + exponent <= MOST_DIGITS


def places(value: Decimal) -> int:
    """How many decimal places the value needs; trailing zeros are not needed."""
    _, digits, exponent = value.normalize(_EXACT).as_tuple()
    return max(0, -int(exponent)) if any(digits) else 0


def places_as_delivered(values: Iterable[Decimal]) -> int:
    """The most places that any of the values needs, at most `MOST_PLACES`."""
    return min(MOST_PLACES, max((places(value) for value in values), default=0))


def scaled(value: Decimal, decimals: int) -> int:
    """The value as an integer of 10**-decimals, rounded half-even."""
    return int(value.scaleb(decimals, _EXACT).to_integral_value(ROUND_HALF_EVEN, _EXACT))


def unscaled(units: int, decimals: int) -> Decimal:
    """The decimal that the integer stands for, printed with that many places."""
    return Decimal(units).scaleb(-decimals, _EXACT)


def exact_decimal(value: Fraction, decimals: int) -> Decimal:
    """A fraction with a finite decimal form as that decimal, with at least `decimals` places."""
    at = decimals
    while (value * 10**at).denominator != 1:
        at += 1
        if at > decimals + 60:
            raise ValueError(f"{value} has no finite decimal form")
    return unscaled((value * 10**at).numerator, at)


def plain(value: Decimal) -> str:
    """The number as people write it: never with an exponent."""
    return format(value, "f")
