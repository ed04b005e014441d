"""What a value can be: one number, or everything on one side of a printed bound."""

from dataclasses import dataclass
from fractions import Fraction

from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation


@dataclass(frozen=True, slots=True)
class Possible:
    """Every value from `low` to `high`; None is without end. Open ends are not themselves possible."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False


def possible(observation: Observation, value: Fraction, measure: Measure) -> Possible:
    """What a valued observation can be: `<` is open below its bound, `>` above it.

    Proportions, counts and rates are never below zero.
    """
    if observation.qualifier == ">":
        return Possible(value, None, low_open=True)
    if observation.qualifier == "<":
        floor = Fraction(0) if measure.stays_above_zero and value > 0 else None
        return Possible(floor, value, high_open=True)
    return Possible(value, value)


def always_above(these: Possible, those: Possible) -> bool:
    """Is every one of these above every one of those?"""
    if these.low is None or those.high is None:
        return False
    return these.low > those.high or (these.low == those.high and (these.low_open or those.high_open))


def never_above(these: Possible, those: Possible) -> bool:
    """Is none of these above any of those?"""
    return these.high is not None and those.low is not None and these.high <= those.low
