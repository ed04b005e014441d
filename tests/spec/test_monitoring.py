"""A budget line in the year: what must be explained, when its forecast warns, and who may move how much."""

from decimal import Decimal as D

import pytest

from goldenthread.rules.in_year import Authority, VarianceRule, WarningRule
from goldenthread.rules.monitoring import MonthFigures, early_warning, month_name, needs_words
from goldenthread.rules.virement import VirementMove, authority_fault

RULE = WarningRule(window=12, at_least=5, times=D("3.267"), least=D("0.001"))
EXPLAIN = VarianceRule(amount=D("100000"), share=D("0.05"), least=D("10000"))


def month(at: int, variance: str, year: int = 2021, budget: str = "1000000") -> MonthFigures:
    """A line of £1 million at the end of a month, forecast to be so far beyond its budget."""
    return MonthFigures(year, at, D(budget), D(0), D(budget) + D(variance))


@pytest.mark.parametrize(
    ("variances", "code", "limit", "why"),
    [
        ("1000 0 1000 0 1000 4267", "", "3267.00", "a move of exactly 3.267 times the mean is usual"),
        ("1000 0 1000 0 1000 4268", "up", "3267.00", "a pound more is not"),
        ("1000 0 1000 0 1000 -2268", "down", "3267.00", "a fall counts as much as a rise"),
        ("1000 0 1000 0 9000", "too_few", None, "four earlier moves are too few"),
        ("0 0 0 0 0 1000", "", "1000.00", "a move of 0.1% of the budget is never one"),
        ("0 0 0 0 0 1000.01", "up", "1000.00", "a line that never moved, and moves by more, is one"),
        ("1000 0 1000 0 90000 89000 88000 91268", "up", "3267.00", "one wild move is left out of the mean"),
    ],
)
def test_a_forecast_warns_where_it_moves_more_than_the_line_usually_does(
    variances: str, code: str, limit: str | None, why: str
) -> None:
    """The moves of a line of £1 million are measured as shares of it; the year begins at nothing."""
    history = [month(at, each) for at, each in enumerate(variances.split(), start=1)]
    found = early_warning(history, RULE)
    assert (found.code, found.limit) == (code, D(limit) if limit else None), why


def test_moves_of_earlier_years_count_and_each_year_begins_at_its_budget() -> None:
    before = [month(at, each, 2020) for at, each in ((3, "1000"), (6, "0"), (9, "1000"), (12, "0"))]
    found = early_warning([*before, month(3, "1000"), month(6, "5000")], RULE)
    assert (found.points, found.code, found.move) == (5, "up", D("4000"))


def test_the_window_is_the_last_twelve_moves() -> None:
    old = [month(at, "50000" if at % 2 else "0", 2020) for at in range(1, 13)]
    calm = [month(at, "1000" if at % 2 else "0") for at in range(1, 13)]
    found = early_warning([*old, *calm, month(1, "4000", 2022)], RULE)
    assert (found.points, found.limit, found.code) == (12, D("3267.00"), "up")


def test_a_move_counts_against_the_size_of_the_budget_of_its_own_year() -> None:
    """Moves of £1,000 on £1 million are moves of £2,000 on £2 million."""
    before = [month(at, "1000" if at % 2 else "0", 2020) for at in range(1, 6)]
    now = month(1, "6534", budget="2000000")
    assert early_warning([*before, now], RULE).limit == D("6534.00")


def test_months_in_which_the_forecast_was_left_as_it_was_do_not_count() -> None:
    """Looked at once a quarter, it moves by £1,000 each time: another £3,000 is usual."""
    history = [month(at, str(at // 3 % 2 * 1000), year) for year in (2019, 2020) for at in range(1, 13)]
    found = early_warning([*history, month(1, "0"), month(2, "0"), month(3, "3000")], RULE)
    assert (found.code, found.limit, found.points) == ("", D("3267.00"), 8)


def test_what_a_virement_moves_is_no_news() -> None:
    """The budget and the forecast go up together by £500,000: the variance has not moved."""
    steady = [month(at, "1000" if at % 2 else "0") for at in range(1, 6)]
    found = early_warning([*steady, month(6, "1000", budget="1500000")], RULE)
    assert (found.move, found.code) == (D("0"), "")


def test_a_line_without_a_budget_cannot_be_judged() -> None:
    found = early_warning([month(at, "500", budget="0") for at in range(1, 8)], RULE)
    assert (found.code, found.limit) == ("no_budget", None)


@pytest.mark.parametrize(
    ("budget", "variance", "needs"),
    [
        ("10000000", "100000.00", False),
        ("10000000", "100000.01", True),
        ("10000000", "-100000.01", True),
        ("300000", "15000.00", False),
        ("300000", "15000.01", True),
        ("20000", "10000.00", False),
        ("20000", "10000.01", True),
        ("0", "10000.01", True),
    ],
)
def test_a_variance_needs_words_beyond_a_sum_or_a_share_of_the_budget(
    budget: str, variance: str, needs: bool
) -> None:
    """More than £100,000; or more than 5% of the budget, where that is more than £10,000."""
    assert needs_words(month(3, variance, budget=budget), EXPLAIN) is needs


@pytest.mark.parametrize(
    ("at", "name"),
    [
        (1, "April 2021"),
        (6, "September 2021"),
        (9, "December 2021"),
        (10, "January 2022"),
        (12, "March 2022"),
    ],
)
def test_months_of_a_financial_year_run_from_april_to_march(at: int, name: str) -> None:
    assert month_name(2021, at) == name


DIRECTOR = Authority("director", "Corporate Director", D("1000000.00"), D("250000.00"))
SERVICES = {"arts": "libraries", "libraries": "libraries", "roads": "highways"}


@pytest.mark.parametrize(
    ("taker", "amount", "allowed"),
    [
        ("libraries", "1000000.00", True),
        ("libraries", "1000000.01", False),
        ("roads", "250000.00", True),
        ("roads", "250000.01", False),
    ],
)
def test_an_authority_allows_so_much_within_a_service_and_so_much_between_services(
    taker: str, amount: str, allowed: bool
) -> None:
    move = VirementMove({"arts": -D(amount), taker: D(amount)})
    assert (authority_fault(DIRECTOR, move, SERVICES) is None) is allowed
