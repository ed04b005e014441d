"""A measure's value and the two numbers that it is worked out from."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from goldenthread.rules.figure import speaks_of_percentages
from goldenthread.rules.measure import Measure

_HUNDRED: Final = Decimal(100)


def multiplier(measure: Measure) -> Decimal:
    """What the quotient is multiplied by: as the measure states, a hundred where its unit says per cent."""
    if measure.multiplier:
        return measure.multiplier
    return _HUNDRED if speaks_of_percentages(measure.unit) else Decimal(1)


def largest_possible(measure: Measure) -> Decimal | None:
    """The whole of which a proportion is a part; None for what has no upper end.

    A proportion that states neither multiplier nor per cent may be written either way, so it ends at 100.
    """
    if measure.statistic != "proportion":
        return None
    whole = measure.multiplier or _HUNDRED
    # A table keeps noughts behind the point, which nobody wants to read.
    return whole.to_integral_value() if whole == whole.to_integral_value() else whole


def quotient(numerator: Decimal, denominator: Decimal, measure: Measure) -> Fraction:
    """Numerator by denominator times the multiplier, exact. The denominator must not be zero."""
    return Fraction(numerator) / Fraction(denominator) * Fraction(multiplier(measure))
