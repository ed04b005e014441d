"""A budget line in the year: what of it must be explained, and whether its forecast moved beyond its usual.

A line's forecast begins the year at its budget. Each month's move is the change since the month reported
before, as a share of the line's budget. A move larger than `times` the mean size of the moves before it is an
early warning: the limit of the moving-range chart (NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2).
A wild move is left out of the mean (L. S. Nelson, Journal of Quality Technology 14, 1982), as in `usual.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from goldenthread.rules.in_year import VarianceRule, WarningRule
from goldenthread.rules.money import ZERO
from goldenthread.rules.period_name import MONTHS
from goldenthread.rules.tongue import Words
from goldenthread.rules.usual import WILD

MONTHS_OF_YEAR: Final = range(1, 13)
"""Months of a financial year: 1 is April, 12 is March."""

QUARTER_ENDS: Final = (3, 6, 9, 12)

WARNINGS: Final = Words(
    {
        "": "Within its usual moves",
        "up": "Early warning: up by more than usual",
        "down": "Early warning: down by more than usual",
        "too_few": "Cannot judge: too few earlier moves",
        "no_budget": "Cannot judge: the line has no budget to measure by",
    }
)
UNUSUAL: Final = ("up", "down")


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One line at the end of one month of a financial year, in pounds."""

    year: int
    month: int
    budget: Decimal
    actual: Decimal
    forecast: Decimal

    @property
    def variance(self) -> Decimal:
        """What the year is forecast to cost beyond its budget; negative where it costs less."""
        return self.forecast - self.budget


@dataclass(frozen=True, slots=True)
class Warned:
    """What is said of the latest move: its code in WARNINGS, and what it was judged by.

    `move` is the latest move in pounds, `limit` the most that would be usual (None where it cannot be
    judged), `points` how many earlier moves were looked at.
    """

    code: str
    move: Decimal
    limit: Decimal | None
    points: int

    @property
    def is_unusual(self) -> bool:
        return self.code in UNUSUAL


def month_name(year: int, month: int) -> str:
    """Month 1 of 2021 as "April 2021", month 12 as "March 2022"."""
    return f"{MONTHS[(month + 2) % 12 + 1]} {year if month <= 9 else year + 1}"


def needs_words(figures: MonthFigures, rule: VarianceRule) -> bool:
    """Whether the variance is so large that it needs a reason and an action."""
    size = abs(figures.variance)
    is_large_share = size > rule.least and Fraction(size) > Fraction(rule.share) * abs(
        Fraction(figures.budget)
    )
    return size > rule.amount or is_large_share


def early_warning(history: Iterable[MonthFigures], rule: WarningRule) -> Warned:
    """What is said of the last month of a line's history, which is not empty, in any order."""
    months = sorted(history, key=lambda each: (each.year, each.month))
    last = months[-1]
    shares = list(_moves(months))
    move = _begins(months[:-1], last)
    if not last.budget:
        return Warned("no_budget", move, None, 0)
    reported = [share for share in shares[:-1] if share is not None]
    # A month whose forecast was left as it was says nothing of how far it moves when it is looked at again.
    earlier = ([share for share in reported if share] or reported)[-rule.window :]
    if len(earlier) < rule.at_least:
        return Warned("too_few", move, None, len(earlier))
    budget = abs(Fraction(last.budget))
    limit = max(Fraction(rule.times) * _tame_mean(earlier), Fraction(rule.least)) * budget
    code = "" if abs(Fraction(move)) <= limit else "up" if move > 0 else "down"
    # Shown to the penny below, so that a move that is called usual is never more than the limit shown.
    shown = Decimal(limit.numerator * 100 // limit.denominator).scaleb(-2)
    return Warned(code, move, shown, len(earlier))


def _moves(months: Sequence[MonthFigures]) -> Iterable[Fraction | None]:
    """The size of each month's move as a share of its budget; None where there was no budget."""
    for at, each in enumerate(months):
        move = _begins(months[:at], each)
        yield abs(Fraction(move) / Fraction(each.budget)) if each.budget else None


def _begins(earlier: Sequence[MonthFigures], now: MonthFigures) -> Decimal:
    """The move since the month reported before; the year's first is the move from its budget.

    A virement between the two months moves the budget too, and is no news: it is taken out.
    """
    before = earlier[-1] if earlier and earlier[-1].year == now.year else None
    return now.variance - (before.variance if before else ZERO)


def _tame_mean(sizes: Sequence[Fraction]) -> Fraction:
    """The mean size, without any that was wild."""
    mean = sum(sizes, Fraction(0)) / len(sizes)
    kept = [size for size in sizes if size <= WILD * mean]
    return sum(kept, Fraction(0)) / len(kept)
