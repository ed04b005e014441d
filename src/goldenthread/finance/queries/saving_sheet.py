"""Savings in the year as frozen values: what was said of each, what is expected, and what they come to."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from goldenthread.finance.queries.virement import YearBudget
from goldenthread.rules.budget import CONFIDENCES, SAVING_STATES, SAVINGS
from goldenthread.rules.money import ZERO, total
from goldenthread.rules.monitoring import month_name
from goldenthread.rules.saving import BASES, DeliveryShare, Expected


@dataclass(frozen=True, slots=True)
class SavingSaid:
    """What was said of a saving at the end of one month."""

    year: int
    month: int
    state: str
    planned: Decimal
    delivered: Decimal
    forecast: Decimal
    confidence: str
    note: str
    by: str
    at: datetime

    @property
    def in_words(self) -> str:
        return month_name(self.year, self.month)

    @property
    def state_in_words(self) -> str:
        return SAVING_STATES.get(self.state, self.state)

    @property
    def confidence_in_words(self) -> str:
        return CONFIDENCES.get(self.confidence, "")


@dataclass(frozen=True, slots=True)
class TouchSheet:
    """A plan item or a measure that a saving may help or harm."""

    plan: str
    item: str
    measure: str
    why: str


@dataclass(frozen=True, slots=True)
class SavingSheet:
    """One saving of the budget in force, with the latest said of it and what it is expected to bring."""

    ref: str
    title: str
    line: str
    service: str
    kind: str
    planned: Decimal
    counted: Decimal
    """What the plan counts of it: the amount in its year's prices times what its driver makes of it."""
    one_off: bool
    confidence_at_first: str
    approval: str
    evidence: str
    latest: SavingSaid | None
    expected: Expected
    touches: tuple[TouchSheet, ...]

    @property
    def at_risk(self) -> Decimal:
        """What the plan counts and is not expected to come; never below nothing."""
        return max(self.counted - self.expected.amount, ZERO)

    @property
    def is_unidentified(self) -> bool:
        """Whether nobody knows yet what it is: a sum still to be found."""
        return self.kind == "unidentified"

    @property
    def kind_in_words(self) -> str:
        return SAVINGS[self.kind]

    @property
    def state(self) -> str:
        """Its state as last said; at first agreed where the book names who agreed it."""
        if self.latest:
            return self.latest.state
        return "agreed" if self.approval and not self.is_unidentified else "identified"

    @property
    def state_in_words(self) -> str:
        return "Still to be found" if self.is_unidentified else SAVING_STATES[self.state]

    @property
    def basis_in_words(self) -> str:
        return BASES[self.expected.basis]


@dataclass(frozen=True, slots=True)
class BasisTotal:
    """Savings whose expected delivery stands on one ground."""

    basis: str
    count: int
    planned: Decimal
    counted: Decimal
    expected: Decimal
    at_risk: Decimal

    @property
    def in_words(self) -> str:
        return BASES[self.basis]


@dataclass(frozen=True, slots=True)
class KindHistory:
    """What the council's finished savings of one kind delivered."""

    kind: str
    share: DeliveryShare

    @property
    def kind_in_words(self) -> str:
        return SAVINGS[self.kind]


@dataclass(frozen=True, slots=True)
class SavingsView:
    """The savings of a year with what they come to. `forecast` is of those reported, `reported` so many."""

    budget: YearBudget
    savings: tuple[SavingSheet, ...]
    bases: tuple[BasisTotal, ...]
    histories: tuple[KindHistory, ...]
    later: tuple[tuple[int, int, Decimal, Decimal], ...]
    """Savings planned for later years: the year, how many, their sum, and what of it is still to be found."""

    @property
    def planned(self) -> Decimal:
        return total([each.planned for each in self.savings])

    @property
    def counted(self) -> Decimal:
        return total([each.counted for each in self.savings])

    @property
    def expected(self) -> Decimal:
        return total([each.expected.amount for each in self.savings])

    @property
    def at_risk(self) -> Decimal:
        """What the plan counts and is not expected to come, what is still to be found among it.

        A saving that brings more than is counted makes up for no other.
        """
        return total([each.at_risk for each in self.savings])

    @property
    def unidentified(self) -> Decimal:
        return total([each.planned for each in self.savings if each.is_unidentified])

    @property
    def delivered(self) -> Decimal:
        return total([each.latest.delivered for each in self.savings if each.latest])

    @property
    def forecast(self) -> Decimal:
        return total([each.latest.forecast for each in self.savings if each.latest])

    @property
    def reported(self) -> int:
        return sum(each.latest is not None for each in self.savings)
