"""A figure as an officer returned it, what it was asked for, and the value and verdict that it comes to."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from goldenthread.rules.entered import read_entered
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.number import MOST_PLACES, unscaled
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.polarity import HIGH_IS_GOOD, LOW_IS_GOOD
from goldenthread.rules.series import Series
from goldenthread.rules.target import against_target, in_force
from goldenthread.rules.usual import Usual
from goldenthread.rules.whole import quotient

WITHOUT_VALUE: Final = ("missing", "suppressed")
NORMAL: Final = "normal"


@dataclass(frozen=True, slots=True)
class Said:
    """What was entered for one figure, as text. `confirmed` holds the codes of answered warnings."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    status: str = ""
    comment: str = ""
    management_action: str = ""
    management_owner: str = ""
    management_due: date | None = None
    confirmed: frozenset[str] = frozenset()

    @property
    def says_status(self) -> str:
        """The figure's status; normal where none was chosen."""
        return self.status.strip() or NORMAL

    @property
    def has_no_figure(self) -> bool:
        """Was nothing entered as value, numerator or denominator?"""
        return not (self.value.strip() or self.numerator.strip() or self.denominator.strip())


@dataclass(frozen=True, slots=True)
class Asked:
    """What a figure is asked for. `targets` may hold those of others, which are passed over."""

    measure: Measure
    area: str
    period: Period
    targets: tuple[Target, ...] = ()
    usual: Usual | None = None

    @property
    def own_targets(self) -> tuple[Target, ...]:
        """The targets of this measure in this area."""
        return tuple(
            each for each in self.targets if each.measure == self.measure.ref and each.area == self.area
        )


def value_of(said: Said, asked: Asked) -> Decimal | None:
    """The figure that is kept; None where there is none or it cannot be read.

    With numerator and denominator it is their quotient times the multiplier: exact, then rounded half-even,
    once, to the measure's decimals (six where it states none). Without them it is the value as entered.
    """
    if said.says_status in WITHOUT_VALUE:
        return None
    numerator = read_entered(said.numerator, "numerator").number
    denominator = read_entered(said.denominator, "denominator").number
    if numerator is None or not denominator:
        return read_entered(said.value, "value").number
    decimals = MOST_PLACES if asked.measure.decimals is None else asked.measure.decimals
    exact = quotient(numerator, denominator, asked.measure)
    return unscaled(round(exact * 10**decimals), decimals)  # round() of a fraction is half-even


def verdict_of(said: Said, asked: Asked) -> str:
    """green, amber or red against the target in force; empty where it cannot be judged.

    Activity measures are never judged so.
    """
    value = value_of(said, asked)
    if value is None or asked.measure.is_activity:
        return ""
    row = Observation(asked.measure.ref, asked.area, asked.period, value)
    answer = against_target(Series.of([row], asked.measure), asked.measure, asked.own_targets)
    return "" if answer.reason else answer.verdict


def is_below_floor(said: Said, asked: Asked) -> bool:
    """Is it red, and red because it fails a floor standard that someone set?"""
    if asked.measure.polarity not in (HIGH_IS_GOOD, LOW_IS_GOOD) or verdict_of(said, asked) != "red":
        return False
    target = in_force(asked.own_targets, asked.period, lambda each: each.target is not None)
    return target is not None and target.floor is not None
