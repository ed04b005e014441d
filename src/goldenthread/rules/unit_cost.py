"""What one unit of an effect cost: worked out from an evaluation alone, never from a budget and a measure."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from goldenthread.rules.money import penny


@dataclass(frozen=True, slots=True)
class UnitCost:
    """Pounds for one unit of effect: by the estimate, and by the ends of its interval."""

    central: Decimal
    least: Decimal
    most: Decimal


def unit_cost(cost: Decimal, effect: Decimal, lower: Decimal, upper: Decimal) -> UnitCost | None:
    """The cost of one unit of the effect that a study put down to the spending.

    None where the interval holds no effect at all: then the study cannot tell whether the money bought one.
    The least is by the larger end of the interval, and the most by the smaller.
    """
    if lower <= 0 <= upper or not effect:
        return None
    ends = sorted((abs(lower), abs(upper)))
    by = (Fraction(cost) / Fraction(abs(each)) for each in (effect, ends[1], ends[0]))
    return UnitCost(*map(penny, by))
