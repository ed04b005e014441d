"""Whether a figure makes sense: what it can be, what its parts make, what its series usually does."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from goldenthread.rules.entered import KEPT_DIGITS
from goldenthread.rules.figure import figure, number
from goldenthread.rules.figure_said import Asked
from goldenthread.rules.finding import Finding, error, warning
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import places, unscaled
from goldenthread.rules.period import read_period
from goldenthread.rules.usual import Usual
from goldenthread.rules.whole import largest_possible, quotient

Number = Decimal | None


def out_of_range(
    value: Number, numerator: Number, denominator: Number, measure: Measure
) -> Iterator[Finding]:
    """Numbers below zero that cannot be, and shares of more than the whole."""
    cells = (("value", value), ("numerator", numerator), ("denominator", denominator))
    for column, each in cells:
        may_be_negative = column != "denominator" and not measure.stays_above_zero
        if each is not None and each < 0 and not may_be_negative:
            what = f"The {column} {number(each)} is below zero"
            yield error("out_of_range", column, what, "Correct it: this figure cannot be below zero")
    largest = largest_possible(measure)
    if numerator is not None and denominator is not None and numerator > denominator > 0:
        return  # a share that its parts make too large is told of once, of the parts
    if value is not None and largest is not None and value > largest:
        what = f"{number(value)} is more than {number(largest)}"
        yield error("out_of_range", "value", what, "Correct it: this measure is a share of a whole")


def disagreement(
    value: Number, numerator: Number, denominator: Number, measure: Measure
) -> Iterator[Finding]:
    """A value further from what its parts make than rounding to the measure's decimals explains.

    Without stated decimals, those that the value was written with count.
    """
    if value is None or numerator is None or not denominator:
        return
    decimals = places(value) if measure.decimals is None else measure.decimals
    exact = quotient(numerator, denominator, measure)
    if abs(Fraction(value) - exact) * 2 > Fraction(1, 10**decimals):
        made = number(unscaled(round(exact * 10**decimals), decimals))
        what = f"The value is {number(value)}, and numerator and denominator make {made}"
        yield error("value_disagrees", "value", what, "Correct one of the three, or clear the value")


def unusual(entered: Number, value: Number, asked: Asked, status: str) -> Iterator[Finding]:
    """More decimals than the measure has, and a jump; after a break nothing is compared."""
    decimals = asked.measure.decimals
    if entered is not None and decimals is not None and places(entered) > decimals:
        kept = number(unscaled(round(Fraction(entered) * 10**decimals), decimals))
        what = f"{number(entered)} has more decimals than the measure, and is judged as {kept}"
        yield warning("too_many_decimals", "value", what, "Check it, and confirm it if it is right")
    if value is not None and asked.usual is not None and status != "break":
        yield from _jump(value, asked.usual, asked.measure)


def too_large(value: Number) -> Iterator[Finding]:
    """A quotient with more digits than a figure is kept with."""
    if value is not None and abs(value) >= 10**KEPT_DIGITS:
        what = f"Numerator and denominator make a number of more than {KEPT_DIGITS} digits"
        yield error("out_of_range", "numerator", what, "Correct one of the two")


FAR: Final = 10
"""Where a series is too short for a range, a figure so many times the one before, or so small a part of it,
is asked about: a slip of the decimal point, or another unit."""


def _jump(value: Decimal, usual: Usual, measure: Measure) -> Iterator[Finding]:
    before = ""
    if usual.previous is not None and usual.previous_period:
        label = read_period(usual.previous_period).label(measure.year_type)
        before = f"it was {figure(usual.previous, measure.unit)} in {label}"
    said = figure(value, measure.unit)
    what = ""
    if usual.lower is not None and usual.upper is not None:
        if not usual.lower <= value <= usual.upper:
            lower, upper = (figure(each, measure.unit) for each in (usual.lower, usual.upper))
            what = "; ".join(
                filter(None, (f"{said} is outside what is usual here, {lower} to {upper}", before))
            )
    elif usual.previous and value and not abs(usual.previous) / FAR < abs(value) < abs(usual.previous) * FAR:
        what = f"{said} is far from the figure before: {before}"
    if what:
        yield warning("jump", "value", what, "Check it, and confirm it if it is right")
