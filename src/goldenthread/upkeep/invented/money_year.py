"""The invented council's money in a year: how lines and savings stand, and what is moved."""

from datetime import date
from decimal import Decimal
from typing import Final

from goldenthread.finance.commands.monitoring import LineSaid, monitor_lines
from goldenthread.finance.commands.saving import SavingWords, report_saving
from goldenthread.finance.commands.virement import VirementWords, enter_virement
from goldenthread.finance.queries.monitoring import must_be_explained
from goldenthread.finance.queries.virement import LineStanding, agreed_budget, lines_standing
from goldenthread.people.access import Officer
from goldenthread.rules.budget import Book, Change
from goldenthread.rules.monitoring import MonthFigures
from goldenthread.upkeep.invented.budget import latest_year, money_words
from goldenthread.upkeep.invented.county import County
from goldenthread.upkeep.invented.pounds import THOUSAND, thousands

STEP: Final = 12
"""How far a forecast moves in a month at most, in ten thousandths of the budget."""
JUMPS: Final = "special-transport"
JUMP_MONTH: Final = 7
JUMP: Final = Decimal("0.045")
"""The line whose forecast leaps in one month, and by what share of its budget."""
HUNDRED: Final = Decimal(100)


def monitor(county: County, who: Officer, book: Book, month: int) -> None:
    """Say how every line of the budget in force stood at the end of a month."""
    budget = agreed_budget(book.first)
    if budget is not None:
        said = [_said(county, book.first, month, line) for line in lines_standing(budget)]
        monitor_lines(who, book.first, month, said)


def _said(county: County, year: int, month: int, line: LineStanding) -> LineSaid:
    """A line at the end of a month, with a reason and an action where its variance asks for them."""
    forecast = line.budget + _off(county, year, month, line)
    spent = forecast * month / 12 * _throw(county, f"{year}/{month}/{line.ref}/spent", 200)
    figures = MonthFigures(year, month, line.budget, _rounded(spent), _rounded(forecast))
    reason = action = ""
    if must_be_explained(figures):
        reason, action = _explained(county, year, month, figures, line.ref)
    return LineSaid(line.ref, figures.actual, figures.forecast, reason, action)


def _off(county: County, year: int, month: int, line: LineStanding) -> Decimal:
    """How far the forecast has moved from the budget: a small step each month, and once a leap."""
    steps = sum(
        county.dice(f"money/{year}/{each}/{line.ref}").randint(-STEP + 3, STEP) or 1
        for each in range(1, month + 1)
    )
    share = Decimal(steps) / 10_000
    if _leaps(year, month, line.ref):
        share += JUMP
    return line.budget * share


def _leaps(year: int, month: int, line: str) -> bool:
    return line == JUMPS and year == latest_year() and month >= JUMP_MONTH


def _explained(county: County, year: int, month: int, figures: MonthFigures, line: str) -> list[str]:
    words = money_words()
    if _leaps(year, month, line):
        return words.jump
    return county.dice(f"money/{year}/{line}/why").choice(words.over if figures.variance > 0 else words.under)


def _throw(county: County, about: str, wide: int) -> Decimal:
    """Close to 1: off by so many ten thousandths at most."""
    return 1 + Decimal(county.dice(f"money/{about}").randint(-wide, wide)) / 10_000


def _rounded(amount: Decimal) -> Decimal:
    """The nearest hundred pounds."""
    return (amount / HUNDRED).quantize(Decimal(1)) * HUNDRED + Decimal("0.00")


def report_savings(county: County, who: Officer, book: Book, month: int, is_over: bool = False) -> None:
    """Say how the year's savings stood: at the end of it what became of them, else how far they are."""
    for change in book.changes:
        if change.is_saving and change.year == book.first and change.kind != "unidentified":
            said = (
                _finished(county, change, book.first)
                if is_over
                else _going(county, change, book.first, month)
            )
            report_saving(who, book.first, change.ref, month, said)


def _finished(county: County, change: Change, year: int) -> SavingWords:
    """What a saving came to: most wholly or nearly, and one in seven not at all."""
    dice, says = county.dice(f"money/{year}/{change.ref}/end"), money_words().sayings
    if dice.randint(1, 7) == 1:
        part = thousands(change.amount * dice.randint(0, 4) / 10)
        return SavingWords("lost", part, part, note=says["lost"])
    part = thousands(change.amount * min(dice.randint(78, 108), 100) / 100)
    note = says["delivered"] if part == change.amount else says["short"]
    return SavingWords("delivered", part, part, note=note)


def _going(county: County, change: Change, year: int, month: int) -> SavingWords:
    """A saving on its way in the year."""
    dice, says = county.dice(f"money/{year}/{change.ref}/going"), money_words().sayings
    forecast = thousands(change.amount * dice.randint(70, 100) / 100)
    delivered = thousands(forecast * month / 12 * dice.randint(60, 100) / 100)
    confidence = dice.choice(("high", "medium", "medium", "low"))
    return SavingWords("under_way", delivered, forecast, confidence, says["under_way"])


def move_money(who: Officer, year: int) -> None:
    """Two virements: one within a service for this year, one between services for good."""
    enter_virement(
        who,
        VirementWords(
            year=year,
            on=date(year, 7, 8),
            reason="More crossings are built by the council's own team",
            authority="service",
            minute="decision of 8 July",
            amounts={"road-repairs": -80 * THOUSAND, "road-safety": 80 * THOUSAND},
        ),
    )
    enter_virement(
        who,
        VirementWords(
            year=year,
            on=date(year, 9, 15),
            reason="Visits to families are made by social workers from now on",
            authority="cabinet",
            minute="Cabinet, 15 September, minute 9",
            amounts={"family-support": -600 * THOUSAND, "childrens-social-workers": 600 * THOUSAND},
            recurring=True,
        ),
    )
