"""What a council decides about its budget in the year; `engine/budget/in_year.py` reads it from its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from goldenthread.rules.financial_year import read_year
from goldenthread.rules.money import read_pounds


@dataclass(frozen=True, slots=True)
class VarianceRule:
    """Beyond what a variance needs a reason and an action: `amount` pounds, or a `share` of the budget.

    The share counts only where the variance is more than `least` pounds.
    """

    amount: Decimal
    share: Decimal
    least: Decimal


@dataclass(frozen=True, slots=True)
class WarningRule:
    """When a forecast's move is more than this line's usual: see `rules/monitoring.py`.

    `least` and the moves are shares of the line's budget.
    """

    window: int
    at_least: int
    times: Decimal
    least: Decimal


@dataclass(frozen=True, slots=True)
class Authority:
    """Who may allow a virement, and up to how much within a service and between services; None is any sum."""

    code: str
    title: str
    within: Decimal | None
    between: Decimal | None

    def most(self, is_within: bool) -> Decimal | None:
        """The most that it allows; None is any sum."""
        return self.within if is_within else self.between


@dataclass(frozen=True, slots=True)
class SavingRule:
    """How many finished savings show what to expect, and what was published where there are too few."""

    at_least: int
    prior_planned: Decimal
    prior_delivered: Decimal
    prior_source: str


@dataclass(frozen=True, slots=True)
class InYearPolicy:
    """What one council decided, from one financial year on. `authorities` rise from the least to the most."""

    ref: str
    title: str
    first: int
    illustrative: bool
    source: str
    variance: VarianceRule
    warning: WarningRule
    authorities: tuple[Authority, ...]
    savings: SavingRule

    def authority(self, code: str) -> Authority | None:
        """The authority of that code, if the council has it."""
        return next((each for each in self.authorities if each.code == code), None)


def in_year_policy_from(said: Mapping[str, Any]) -> InYearPolicy:
    """The policy that a mapping states. Raises KeyError or ValueError on what is missing or no number."""
    warning, savings = said["warning"], said["savings"]
    return InYearPolicy(
        ref=said["ref"],
        title=said["title"],
        first=read_year(said["from"]),
        illustrative=bool(said["illustrative"]),
        source=" ".join(said["source"].split()),
        variance=VarianceRule(**{name: Decimal(value) for name, value in said["variance"].items()}),
        warning=WarningRule(
            int(warning["window"]),
            int(warning["at_least"]),
            Decimal(warning["times"]),
            Decimal(warning["least"]),
        ),
        authorities=tuple(
            Authority(each["code"], each["title"], _most(each["within"]), _most(each["between"]))
            for each in said["virement"]
        ),
        savings=SavingRule(
            int(savings["at_least"]),
            read_pounds(savings["prior_planned"]),
            read_pounds(savings["prior_delivered"]),
            " ".join(savings["prior_source"].split()),
        ),
    )


def _most(text: str) -> Decimal | None:
    return {"any": None, "none": Decimal("0.00")}[text] if text in ("any", "none") else read_pounds(text)
