"""Measures, and the targets set for them."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from goldenthread.rules.calendar_span import YEAR_TYPES
from goldenthread.rules.figure import speaks_of_percentages
from goldenthread.rules.number import MOST_PLACES, UnknownNumber, read_number
from goldenthread.rules.period import Period
from goldenthread.rules.polarity import POLARITIES

STATISTICS: Final = (
    "proportion",
    "rate",
    "standardised_rate",
    "count",
    "mean",
    "ratio",
    "index",
    "money",
    "other",
)
KINDS: Final = ("outcome", "performance", "activity")
_NEVER_BELOW_ZERO: Final = ("proportion", "rate", "standardised_rate", "count")


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far short of a target is still amber: an amount in the measure's unit, or a share of the target."""

    amount: Fraction
    is_share: bool

    def around(self, target: Fraction) -> Fraction:
        """The distance that the tolerance allows around this target."""
        return self.amount * abs(target) if self.is_share else self.amount


def read_tolerance(text: str) -> Tolerance | None:
    """`2` is two of the measure's unit, `5%` a twentieth of the target, empty none. Raises UnknownNumber."""
    stripped = text.strip()
    if not stripped:
        return None
    is_share = stripped.endswith("%")
    amount = Fraction(read_number(stripped.removesuffix("%")))
    if amount < 0:
        raise UnknownNumber(text)
    return Tolerance(amount / 100 if is_share else amount, is_share)


@dataclass(frozen=True, slots=True)
class Measure:
    """What quantifies an outcome or a service, in the words of the measures table.

    `decimals` None means as delivered. `polarity` empty means that nobody declared one. `tolerance` is text
    as `read_tolerance` takes it. `kind` empty is read as performance. `protection` names the policy on small
    numbers by which its counts of people are protected; empty means that it needs none.
    """

    ref: str
    title: str = ""
    unit: str = ""
    statistic: str = ""
    multiplier: Decimal | None = None
    polarity: str = ""
    decimals: int | None = None
    kind: str = ""
    year_type: str = ""
    source: str = ""
    definition: str = ""
    owner: str = ""
    comparator: str = ""
    tolerance: str = ""
    headline: str = ""
    protection: str = ""

    def __post_init__(self) -> None:
        for column, words in (
            ("statistic", STATISTICS),
            ("polarity", POLARITIES),
            ("kind", KINDS),
            ("year_type", YEAR_TYPES),
        ):
            said = getattr(self, column)
            if said and said not in words:
                raise ValueError(f"{column}: {said} is none of {', '.join(words)}")
        if self.decimals is not None and not 0 <= self.decimals <= MOST_PLACES:
            raise ValueError(f"decimals: {self.decimals} is not between 0 and {MOST_PLACES}")
        try:
            read_tolerance(self.tolerance)
        except UnknownNumber as error:
            raise ValueError(f"tolerance: {self.tolerance} is neither an amount nor a percentage") from error

    @property
    def is_activity(self) -> bool:
        return self.kind == "activity"

    @property
    def is_percentage(self) -> bool:
        """Could a tolerance of 5% be read in percentage points?"""
        return speaks_of_percentages(self.unit) or self.statistic == "proportion"

    @property
    def percentage_point(self) -> Fraction:
        """One percentage point, in the measure's unit."""
        if speaks_of_percentages(self.unit) or not self.multiplier:
            return Fraction(1)
        return Fraction(self.multiplier) / 100

    @property
    def stays_above_zero(self) -> bool:
        """Can its values never be below zero?"""
        return self.statistic in _NEVER_BELOW_ZERO


@dataclass(frozen=True, slots=True)
class Target:
    """What is aimed for by a period: a target with its floor standard, or a range, or both."""

    measure: str
    area: str
    period: Period
    target: Decimal | None = None
    floor: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    baseline_period: Period | None = None
    baseline: Decimal | None = None

    @property
    def has_range(self) -> bool:
        return self.lower is not None or self.upper is not None
