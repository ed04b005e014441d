"""Draws of a budget's drivers: what they come to, held beside what can be worked out by hand."""

from dataclasses import replace
from decimal import Decimal as D
from statistics import NormalDist

import numpy as np
import pytest
from numpy.typing import NDArray

from goldenthread.engine.budget.draw import TENTH, drawn, mixing, surprises, values
from goldenthread.engine.budget.normal import normal_below
from goldenthread.engine.budget.roll import Plan
from goldenthread.engine.budget.simulate import differences, simulate, simulate_plan
from goldenthread.finance.commands.version import begin_budget
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.queries.simulated import simulation
from goldenthread.finance.simulating import forget_simulation, simulate_version
from goldenthread.rules.budget import (
    Assumption,
    Book,
    Correlation,
    Driver,
    FundingLine,
    Override,
    Reserve,
    Scenario,
    TaxYear,
)
from goldenthread.rules.mtfp import work_out
from goldenthread.rules.mtfp_driver import Drivers
from goldenthread.rules.refusal import Refused
from tests.areas.finance.sample_book import BALANCED
from tests.spec.planning import YEARS, book, change, driver, line

FEES = driver("fees", "price", "0.02", "0.01", "0.05", "skewed")
ONE_DRIVER = book(line("1000000.00", moved={"fees": "1"}), FEES)
"""A line of a million pounds that moves with fees alone: in its first year 0.01 is £10,000.00."""
MANY = 40_000


def numbers(of: Book, draws: int = MANY, chunk: int = 10_000) -> NDArray[np.float64]:
    """The standard normals behind the draws: years, drivers, draws."""
    return np.concatenate(list(drawn(surprises(of), draws, 1, chunk)), axis=2)


def drawn_values(of: Book, ref: str, year: int, scenario: str = "") -> NDArray[np.float64]:
    """What a driver came to in a year, draw by draw."""
    uncertain = surprises(of)
    found = values(of, Drivers(of, scenario), uncertain, numbers(of))[ref, year]
    assert isinstance(found, np.ndarray)
    return found


@pytest.mark.parametrize("scenario", ["", "high-prices", "no-rise"])
def test_without_doubt_every_draw_is_the_plan_to_the_penny(scenario: str) -> None:
    sure = tuple(replace(each, shape="fixed") for each in BALANCED.drivers)
    found = simulate(replace(BALANCED, drivers=sure), scenario, 500)
    for year, exact in zip(found.years, work_out(BALANCED, scenario).years, strict=True):
        assert (year.gap, year.p10, year.p50, year.p90) == (exact.gap,) * 4
        assert year.short == (1 if exact.gap > 0 else 0)
    assert found.swings == ()


@pytest.mark.parametrize("shape", ["skewed", "triangular"])
def test_a_spread_of_nothing_is_no_doubt_whatever_its_shape(shape: str) -> None:
    sure = driver("fees", "price", "0.02", shape=shape)
    found = simulate(book(line(moved={"fees": "1"}), sure), draws=100).years[0]
    assert (found.p10, found.p50, found.p90) == (D("1020.00"),) * 3


def test_the_same_seed_gives_the_same_answer_and_another_one_another() -> None:
    assert simulate(BALANCED, seed=7) == simulate(BALANCED, seed=7)
    assert simulate(BALANCED, seed=7).years != simulate(BALANCED, seed=8).years


@pytest.mark.parametrize("chunk", [1, 7, 299, 5000])
def test_how_many_draws_are_worked_at_once_makes_no_difference(chunk: int) -> None:
    draws = 300
    assert np.array_equal(
        differences(BALANCED, "", draws, 3, chunk), differences(BALANCED, "", draws, 3, 10_000)
    )
    assert simulate_plan(Plan(BALANCED), "", draws, 3, chunk) == simulate(BALANCED, "", draws, 3)


def test_the_first_draws_of_many_are_those_of_few() -> None:
    assert np.array_equal(differences(BALANCED, "", 300, 1)[:, :100], differences(BALANCED, "", 100, 1))


def test_a_skewed_driver_alone_gives_its_low_its_central_and_its_high() -> None:
    """One in ten draws is below £1,010,000, half below £1,020,000, one in ten above £1,050,000."""
    first = simulate(ONE_DRIVER, draws=MANY).years[0]
    for found, expected in ((first.p10, 1_010_000), (first.p50, 1_020_000), (first.p90, 1_050_000)):
        assert abs(float(found) - expected) < 600


def test_a_triangular_driver_has_its_most_likely_value_between_its_low_and_its_high() -> None:
    """From 0.01 over 0.02 to 0.05: a tenth of the triangle lies below 0.01 + √(0.1 × 0.04 × 0.01)."""
    found = drawn_values(book(line(), replace(FEES, shape="triangular")), "fees", 2021)
    assert found.min() >= 0.01
    assert found.max() <= 0.05
    assert abs(np.quantile(found, 0.1) - (0.01 + (0.1 * 0.04 * 0.01) ** 0.5)) < 0.0003
    assert abs(np.quantile(found, 0.9) - (0.05 - (0.1 * 0.04 * 0.03) ** 0.5)) < 0.0003


def test_the_normal_distribution_is_the_standard_librarys() -> None:
    at = np.linspace(-6, 6, 25)
    exact = [NormalDist().cdf(z) for z in at]
    assert np.abs(normal_below(at) - exact).max() < 1e-14
    assert abs(NormalDist().inv_cdf(0.9) - TENTH) < 1e-12


def test_correlated_drivers_go_together_as_the_book_says() -> None:
    pay = driver("pay", "price", "0.02", "0", "0.04", "skewed")
    two = book(line(), FEES, pay, correlations=(Correlation("fees", "pay", D("0.6")),))
    found = numbers(two)
    for year in range(3):
        assert abs(np.corrcoef(found[year])[0, 1] - 0.6) < 0.02
    apart = numbers(replace(two, correlations=()))
    assert abs(np.corrcoef(apart[0])[0, 1]) < 0.02


def test_drivers_that_always_go_together_may_be_named() -> None:
    """A correlation of 1 leaves nothing of its own to the second: no square root of less than nothing."""
    pay = driver("pay", "price", "0.02", "0", "0.04", "skewed")
    two = numbers(book(line(), FEES, pay, correlations=(Correlation("fees", "pay", D("1")),)), 100)
    assert np.allclose(two[:, 0], two[:, 1])


def test_correlations_that_contradict_each_other_are_refused() -> None:
    """The first goes with the second, the second with the third, and the third against the first."""
    with pytest.raises(Refused, match="contradict each other"):
        mixing(np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]))


def test_so_much_of_a_surprise_is_still_there_a_year_later() -> None:
    found = numbers(book(line(), replace(FEES, persistence=D("0.7"))))[:, 0]
    assert abs(np.corrcoef(found[0], found[1])[0, 1] - 0.7) < 0.02
    assert abs(np.corrcoef(found[0], found[2])[0, 1] - 0.49) < 0.02
    assert np.abs(found.std(axis=1) - 1).max() < 0.02
    forgetful = numbers(book(line(), FEES))[:, 0]
    assert abs(np.corrcoef(forgetful[0], forgetful[1])[0, 1]) < 0.02


def test_a_driver_that_follows_takes_its_share_of_the_others_surprise() -> None:
    """Wages follow fees by half, with no doubt of their own."""
    wage = driver("wage", "price", "0.01", follows="fees", share=D("0.5"))
    both = book(line(), FEES, wage)
    assert np.allclose(drawn_values(both, "wage", 2021), 0.01 + 0.5 * drawn_values(both, "fees", 2021))


def test_drivers_that_follow_each_other_in_a_circle_are_refused() -> None:
    fees = replace(FEES, follows="wage", share=D("0.5"))
    with pytest.raises(Refused, match="follows itself"):
        differences(book(fees, driver("wage", "price", "0.01", follows="fees", share=D("0.5"))), "", 10, 1)


def test_drivers_may_stand_in_the_book_before_what_they_follow() -> None:
    wage = driver("wage", "price", "0.01", follows="fees", share=D("0.5"))
    later, earlier = (
        differences(book(line(moved={"wage": "1"}), *each), "", 50, 1)
        for each in ((wage, FEES), (FEES, wage))
    )
    assert np.array_equal(later, earlier)


def test_an_override_moves_the_low_and_the_high_with_it() -> None:
    worse = Scenario("worse", "Worse", overrides=(Override("fees", 2021, D("0.06")),))
    central, moved = (
        simulate(replace(ONE_DRIVER, scenarios=(worse,)), scenario).years[0] for scenario in ("", "worse")
    )
    for name in ("p10", "p50", "p90"):
        assert getattr(moved, name) - getattr(central, name) == D("40000.00")


def test_a_saving_is_never_more_than_delivered_whole() -> None:
    """Central 90%, high 130%: more than half of the draws would be over the whole of it."""
    arrives = driver("arrives", "delivery", "0.9", "0.7", "1.3", "skewed")
    gaps = 1000 + differences(book(change("policy", "100.00", driver="arrives"), arrives), "", 2000, 1)
    assert abs((gaps - 90).min() - 900) < 1e-9
    assert (gaps - 90).max() <= 1000


def test_drivers_of_funding_and_of_the_tax_base_widen_the_gap() -> None:
    """A million of rates, and 1,000 homes at £1,000.00: a tenth below, £10,000 and £20,000 less."""
    rates = driver("growth", "funding", "0", "-0.01", "0.01", "skewed")
    homes = driver("built", "tax_base", "0", "-0.02", "0.02", "skewed")
    tax = tuple(TaxYear(year, D("1000"), D("0"), D("0"), driver="built") for year in YEARS)
    grown = dict.fromkeys(YEARS, D("1000000.00"))
    funding = (FundingLine("r", "Rates", "business_rates", grown, driver="growth"),)
    for more, tenth in (({"funding": funding}, 10_000), ({"tax": tax}, 20_000)):
        found = simulate(book(rates, homes, **more), draws=MANY).years[0]
        assert abs(float(found.p90 - found.gap) - tenth) < 400


def test_drivers_of_fees_change_what_a_change_costs_in_later_prices() -> None:
    """£100.00 in prices of 2020/21 comes in after two rises; only then does the draw of both years count."""
    early = change("service", "1000000.00", 2022, price_base="2020/21")
    moved = differences(book(line("0.00", moved={"fees": "1"}), FEES, early), "", 500, 1)
    assert np.ptp(moved[0]) == 0
    both = values_of_two_years()
    assert np.allclose(moved[1], 1_000_000 * (both - 1.02 * 1.02))


def values_of_two_years() -> NDArray[np.float64]:
    """What two years of fees come to together in 500 draws."""
    of = book(line(), FEES)
    found = values(of, Drivers(of), surprises(of), numbers(of, 500))
    return np.asarray((1 + found["fees", 2021]) * (1 + found["fees", 2022]))


def with_reserve(opening: str, minimum: str, gap_by_year: tuple[str, ...] = ("0.00",) * 3) -> Book:
    """A million of spending with doubt of £78,030 a standard deviation, and funding that leaves such gaps."""
    wide = driver("fees", "price", "0", "-0.1", "0.1", "skewed")
    funding = {year: D("1000000.00") - D(gap) for year, gap in zip(YEARS, gap_by_year, strict=True)}
    return replace(
        book(line("1000000.00", moved={"fees": "1"}), wide),
        funding=(FundingLine("r", "Rates", "business_rates", funding),),
        reserves=(Reserve("general", "General", "general", "Risks", D(opening), D(minimum)),),
    )


def test_the_chance_that_reserves_fall_below_their_minimum_is_that_of_the_gap_above_what_is_spare() -> None:
    """£100,000 is spare, and one draw in ten has a gap of more than that in the first year."""
    first = simulate(with_reserve("150000.00", "50000.00"), draws=MANY).years[0]
    assert abs(float(first.below_minimum) - 0.1) < 0.006
    assert abs(float(first.short) - 0.5) < 0.01


def test_a_surprise_is_met_from_the_contingency_before_any_reserve() -> None:
    """£40,000 is spare and £60,000 is set aside: the reserve falls below at the same surprise of £100,000."""
    book = with_reserve("90000.00", "50000.00", ("-60000.00", "0.00", "0.00"))
    first = simulate(replace(book, contingency=D("60000.00")), draws=MANY).years[0]
    assert abs(float(first.below_minimum) - 0.1) < 0.006
    assert abs(float(first.short) - 0.5) < 0.01
    without = simulate(with_reserve("90000.00", "50000.00"), draws=MANY).years[0]
    assert float(without.below_minimum) > 0.25


def test_the_contingency_does_not_meet_a_gap_that_the_plan_itself_has() -> None:
    """It is spent in the plan already: without any surprise there is nothing for it to meet."""
    sure = replace(
        with_reserve("90000.00", "50000.00", ("-59999.99", "0.00", "0.00")),
        drivers=(driver("fees", "price", "0"),),
        contingency=D("100000.00"),
    )
    assert [year.below_minimum for year in simulate(sure, draws=10).years] == [1, 1, 1]


def test_gaps_are_met_year_after_year_until_the_reserve_is_spent() -> None:
    """A gap of £40,000 each year against £100,000 that is spare: the third year takes it below."""
    sure = replace(
        with_reserve("150000.00", "50000.00", ("40000.00",) * 3), drivers=(driver("fees", "price", "0"),)
    )
    assert [year.below_minimum for year in simulate(sure, draws=10).years] == [0, 0, 1]


def test_a_reserve_exactly_at_its_minimum_is_not_below_it() -> None:
    sure = replace(
        with_reserve("90000.00", "50000.00", ("40000.00", "0.00", "0.01")),
        drivers=(driver("fees", "price", "0"),),
    )
    assert [year.below_minimum for year in simulate(sure, draws=10).years] == [0, 0, 1]


def test_a_surplus_puts_back_what_was_taken_and_no_more_is_counted_on() -> None:
    """£60,000 is taken, £90,000 left over puts it back, and then £100,001 is more than what is spare."""
    sure = replace(
        with_reserve("150000.00", "50000.00", ("60000.00", "-90000.00", "100001.00")),
        drivers=(driver("fees", "price", "0"),),
    )
    assert [year.below_minimum for year in simulate(sure, draws=10).years] == [0, 0, 1]


def test_the_swings_of_a_year_come_largest_first_and_are_exact() -> None:
    """Pay moves half of the line between 0.01 and 0.03, fees all of it between 0.01 and 0.05."""
    pay = driver("pay", "price", "0.02", "0.01", "0.03", "skewed")
    found = simulate(book(line(moved={"pay": "0.5", "fees": "1"}), pay, FEES), draws=10).swings
    said = [
        (each.driver, str(each.low), str(each.high), str(each.size)) for each in found if each.year == 2021
    ]
    assert said == [("fees", "1020.00", "1060.00", "40.00"), ("pay", "1025.00", "1035.00", "10.00")]


def test_a_scenario_that_the_book_does_not_have_is_not_drawn() -> None:
    with pytest.raises(KeyError):
        simulate(BALANCED, "unheard-of")


@pytest.mark.django_db
def test_a_version_keeps_what_was_drawn_of_its_plan_and_of_every_scenario() -> None:
    begin_budget(None, BALANCED)
    for scenario in ("", "high-prices", "no-rise"):
        assert simulation("budget-2021", scenario) == simulate(BALANCED, scenario)
    assert simulation("budget-2021", "unheard-of") is None
    assert simulation("budget-1066") is None


@pytest.mark.django_db
def test_what_was_drawn_before_a_change_is_not_shown_until_it_is_drawn_anew() -> None:
    begin_budget(None, BALANCED)
    row = BudgetVersion.objects.get()
    forget_simulation(row)
    assert simulation("budget-2021") is None
    simulate_version(row, BALANCED)
    assert simulation("budget-2021") == simulate(BALANCED)


def test_a_book_without_drivers_or_lines_is_drawn_too() -> None:
    empty = replace(book(), lines=())
    assert [year.p90 for year in simulate(empty, draws=10).years] == [D("0.00")] * 3
    assert surprises(empty).drivers == ()


def test_a_driver_without_an_assumption_in_a_year_is_sure_in_that_year() -> None:
    one_year = Driver("fees", "Fees", "price", {2022: Assumption(D("0.02"), D("0"), D("0.05"))}, "skewed")
    moved = differences(book(line(moved={"fees": "1"}), one_year), "", 100, 1)
    assert [bool(np.ptp(year)) for year in moved] == [False, True, True]
