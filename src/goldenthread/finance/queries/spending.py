"""What is spent for an outcome, as pages are told it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.finance.queries.version import VersionFacts
from goldenthread.rules.allocation import ENABLING, UNALLOCATED
from goldenthread.rules.allocation_range import Range, unallocated_share
from goldenthread.rules.budget import CONFIDENCES, MANDATES
from goldenthread.rules.money import ZERO

STATUTORY = ("demand_led", "level")
"""Mandates under which the council has to spend, whatever the level."""


@dataclass(frozen=True, slots=True)
class LineShare:
    """What part of one line is for an outcome: its `amount`, of a line that costs `net` in the year."""

    ref: str
    title: str
    service: str
    mandate: str
    net: Decimal
    amount: Decimal
    basis: str
    confidence: str

    @property
    def mandate_in_words(self) -> str:
        return MANDATES.get(self.mandate, self.mandate)

    @property
    def confidence_in_words(self) -> str:
        return CONFIDENCES.get(self.confidence, "")


@dataclass(frozen=True, slots=True)
class Before:
    """What another version of the budget had for the same outcome in the same year."""

    version: VersionFacts
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Spending:
    """What one budget spends for an outcome with all that is beneath it, each line once.

    `years` are the base year and each year planned; `mandates` and `sure` are of the budget's own year, and
    `sure` is by the code of a confidence. `lines` are the largest of `line_count`.
    """

    version: VersionFacts
    years: tuple[tuple[int, Decimal], ...]
    range: Range
    lines: tuple[LineShare, ...]
    line_count: int
    mandates: Mapping[str, Decimal]
    sure: Mapping[str, Decimal]
    before: Before | None = None

    @property
    def amount(self) -> Decimal:
        """What is spent in the budget's own year."""
        return dict(self.years)[self.version.first]

    @property
    def year_before(self) -> Decimal:
        """What the base year held."""
        return dict(self.years)[self.version.first - 1]

    @property
    def statutory(self) -> Decimal:
        return sum((self.mandates.get(each, ZERO) for each in STATUTORY), ZERO)

    @property
    def other_lines(self) -> int:
        """How many lines are not among those listed."""
        return self.line_count - len(self.lines)

    @property
    def other_amount(self) -> Decimal:
        """What the lines that are not listed come to."""
        return self.amount - sum((line.amount for line in self.lines), ZERO)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One outcome of the matrix, with what is shared to it alone; its title is empty where it is unknown."""

    plan: str
    item: str
    title: str
    years: tuple[Decimal, ...]
    range: Range | None
    statutory: Decimal
    discretionary: Decimal
    sure: Mapping[str, Decimal]
    lines: int

    @property
    def amount(self) -> Decimal:
        """In the budget's own year, which is the second; the first is the base year."""
        return self.years[1]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Outcomes by what is spent for each in each year; with enabling and unallocated they sum to `total`."""

    version: VersionFacts
    years: tuple[int, ...]
    rows: tuple[MatrixRow, ...]
    enabling: MatrixRow
    unallocated: tuple[Decimal, ...]
    total: tuple[Decimal, ...]
    sure: Mapping[str, Decimal]

    @property
    def unallocated_share(self) -> Decimal | None:
        """What part of the budget's own year is for no outcome and enables nothing; None where it is nil."""
        rest = self.total[1] - self.unallocated[1]
        return unallocated_share({UNALLOCATED: self.unallocated[1], ENABLING: rest})
