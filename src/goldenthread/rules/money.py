"""Money: pounds and pence as exact decimals, never floats. Rounding to a penny is half-even."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Final

from goldenthread.rules.number import UnknownNumber, places, read_number

ZERO: Final = Decimal("0.00")
PENNY: Final = Decimal("0.01")
MOST: Final = Decimal("100000000000000")
"""A hundred million million pounds; no council's sum comes near it, and every database holds it exactly."""

_HUNDRED: Final = Decimal(100)
EXACT: Final = Context(prec=60, rounding=ROUND_HALF_EVEN)


class UnknownMoney(ValueError):
    """The text is no sum of pounds and pence."""


def read_pounds(text: str) -> Decimal:
    """A sum as `1234.5` or `-300` in pounds. Raises UnknownMoney, with what is wrong in words."""
    try:
        value = read_number(text)
    except UnknownNumber:
        raise UnknownMoney("is not a plain number") from None
    if places(value) > 2:
        raise UnknownMoney("has parts of a penny")
    if abs(value) >= MOST:
        raise UnknownMoney("is larger than any council's sum")
    return value.quantize(PENNY, context=EXACT)


def penny(value: Decimal | Fraction) -> Decimal:
    """The nearest penny; a half goes to the even one."""
    if isinstance(value, Decimal):
        return value.quantize(PENNY, ROUND_HALF_EVEN, EXACT)
    return Decimal(round(value * 100)).scaleb(-2, EXACT)


def total(amounts: Sequence[Decimal]) -> Decimal:
    """The exact sum, `0.00` of nothing."""
    return sum(amounts, ZERO)


def in_pence(pounds: Decimal) -> int:
    """Whole pence, from the nearest penny."""
    return round(EXACT.multiply(pounds, _HUNDRED))


def in_pounds(pence: int) -> Decimal:
    """Pounds and pence of whole pence."""
    return Decimal(pence).scaleb(-2, EXACT)


def part(pence: int, share: Fraction) -> int:
    """A share of a sum in pence, to the nearest penny; a half goes to the even one."""
    if not share or not pence:
        return 0
    if share == 1:
        return pence
    whole, rest = divmod(pence * share.numerator, share.denominator)
    twice = 2 * rest - share.denominator
    return whole + (twice > 0 or (twice == 0 and whole % 2 == 1))


def share_out(amount: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """The amount in parts by weight, to the penny, that sum to it exactly.

    Each part is rounded down; the pennies over go to the largest remainders, the first of equals first.
    Weights are not negative and not all zero.
    """
    if not weights or min(weights) < 0 or not any(weights):
        raise ValueError("weights are not negative, and one of them is more than nothing")
    sign = -1 if amount < 0 else 1
    pennies = abs(Fraction(amount)) * 100
    whole = sum((Fraction(weight) for weight in weights), Fraction(0))
    exact = [pennies * Fraction(weight) / whole for weight in weights]
    down = [each.numerator // each.denominator for each in exact]
    over = int(pennies) - sum(down)
    order = sorted(range(len(exact)), key=lambda at: (down[at] - exact[at], at))
    for at in order[:over]:
        down[at] += 1
    return tuple(Decimal(sign * each).scaleb(-2, EXACT) for each in down)


def floor_penny(value: Decimal) -> Decimal:
    """The penny at or below."""
    return value.quantize(PENNY, ROUND_FLOOR, EXACT)
