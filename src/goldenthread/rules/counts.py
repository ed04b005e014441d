"""The counts that a figure was made from, where they are there and give the figure.

A figure is never taken to be what it is not: where numerator and denominator do not give the value that they
stand beside, they are not used.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.rules.figure import speaks_of_percentages
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import MOST_PLACES, places, scaled, unscaled
from goldenthread.rules.observation import Observation

COUNTED: Final = ("proportion", "rate", "count")
"""The statistics whose interval is a formula of their counts."""

SLACK: Final = 1e-9
TIE: Final = 1e-12
"""What floating point may add to half a unit, as a share of it and of the value."""

ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Counts:
    """The value is `count / of * multiplier`. `of` is 1 for a plain count."""

    count: float
    of: float
    multiplier: float
    is_proportion: bool


def counts_behind(observation: Observation, measure: Measure) -> Counts | None:
    """The counts of a valued observation; None where they are missing, impossible, or give another value.

    A count without a numerator is its own. A proportion's numerator is part of its denominator.
    """
    if measure.statistic not in COUNTED or observation.value is None:
        return None
    value = as_judged(observation.value, measure)
    count, of = _numbers(observation, measure, value)
    is_proportion = measure.statistic == "proportion"
    if count is None or of is None or count < 0 or of <= 0 or (is_proportion and count > of):
        return None
    half = half_a_unit(value, measure)
    agreed = [
        each for each in multipliers(measure) if gives(float(count), float(of), each, float(value), half)
    ]
    return Counts(float(count), float(of), agreed[0], is_proportion) if len(agreed) == 1 else None


def counts_itself(measure: Measure) -> bool:
    """Is a value of this measure its own count, where no numerator stands beside it?"""
    return measure.statistic == "count" and measure.multiplier in (None, ONE)


def multipliers(measure: Measure) -> tuple[float, ...]:
    """What the ratio of the counts may be multiplied by to give the value; none where nobody has said.

    A rate's is never guessed. A proportion in a unit of percentages is of 100; one in no unit at all is of 1
    or of 100, whichever alone gives its value.
    """
    if measure.multiplier is not None:
        return (float(measure.multiplier),) if measure.multiplier > 0 else ()
    if measure.statistic == "proportion":
        if speaks_of_percentages(measure.unit):
            return (100.0,)
        return (1.0,) if measure.unit.strip() else (1.0, 100.0)
    return (1.0,) if measure.statistic == "count" else ()


def as_judged(value: Decimal, measure: Measure) -> Decimal:
    """The value at the measure's decimals, or as delivered to at most 6."""
    decimals = min(places(value), MOST_PLACES) if measure.decimals is None else measure.decimals
    return unscaled(scaled(value, decimals), decimals)


def half_a_unit(value: Decimal, measure: Measure) -> float:
    """Half a unit of the last place that a judged value is written to.

    That is the measure's last place; where it states none, the last that the value needs.
    """
    return 0.5 / 10.0 ** (places(value) if measure.decimals is None else measure.decimals)


def within(away: float, value: float, half: float) -> bool:
    """Is so far away no more than half a unit, and what floating point may add to it?"""
    return away <= half * (1 + SLACK) + TIE * abs(value)


def gives(count: float, of: float, multiplier: float, value: float, half: float) -> bool:
    """Do the counts give the value, to within `half` a unit of the last place that it is written to?"""
    return within(abs(count / of * multiplier - value), value, half)


def _numbers(
    observation: Observation, measure: Measure, value: Decimal
) -> tuple[Decimal | None, Decimal | None]:
    if measure.statistic != "count":
        return observation.numerator, observation.denominator
    own = value if counts_itself(measure) else None
    return (own if observation.numerator is None else observation.numerator), ONE
