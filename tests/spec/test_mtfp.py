"""The medium-term plan: a line of £1,000.00 in 2020/21, rolled forward to 2021/22, 2022/23 and 2023/24."""

from decimal import Decimal as D

import pytest

from goldenthread.rules.budget import (
    Assumption,
    Driver,
    FundingLine,
    Override,
    Reserve,
    Scenario,
    TaxYear,
)
from goldenthread.rules.mtfp import work_out
from tests.spec.planning import YEARS, book, change, costs, driver, line, worked

PRICES = driver("fees", "price", "0.10")
DEMAND = driver("people", "demand", "0.05")


def test_a_line_that_nothing_moves_costs_the_same_every_year() -> None:
    assert costs() == ["1,000.00", "1,000.00", "1,000.00"]


def test_a_pressure_stays_and_a_saving_stays() -> None:
    assert costs(change("demography", "50.00")) == ["1,050.00", "1,050.00", "1,050.00"]
    assert costs(change("efficiency", "50.00", 2022)) == ["1,000.00", "950.00", "950.00"]


def test_a_one_off_goes_out_again_the_year_after() -> None:
    assert costs(change("legislative", "50.00", one_off=True)) == ["1,050.00", "1,000.00", "1,000.00"]
    assert costs(change("policy", "50.00", one_off=True)) == ["950.00", "1,000.00", "1,000.00"]


def test_a_one_off_saving_goes_out_again_by_its_kind_alone() -> None:
    assert costs(change("one_off", "50.00")) == ["950.00", "1,000.00", "1,000.00"]


def test_a_one_off_of_the_base_year_goes_out_in_the_first_year() -> None:
    """The £1,000.00 of 2020/21 held £200.00 that was spent once."""
    assert costs(change("legislative", "200.00", 2020, one_off=True)) == ["800.00", "800.00", "800.00"]


def test_what_began_part_way_through_a_year_costs_more_in_its_full_year() -> None:
    """£50.00 from October: £50.00 more in the year after, decided for this plan or before it."""
    assert costs(change("pay", "50.00", full_year=D("50.00"))) == ["1,050.00", "1,100.00", "1,100.00"]
    assert costs(change("pay", "50.00", 2020, full_year=D("50.00"))) == ["1,050.00", "1,050.00", "1,050.00"]
    assert costs(change("policy", "50.00", full_year=D("50.00"))) == ["950.00", "900.00", "900.00"]


def test_prices_and_then_demand_move_what_the_year_before_left() -> None:
    """£1,000.00 and 10% is £1,100.00; 5% more people make that £1,155.00."""
    moved = line(moved={"fees": "1", "people": "1"})
    assert costs(moved, PRICES, DEMAND) == ["1,155.00", "1,334.02", "1,540.79"]
    bridge = worked(moved, PRICES, DEMAND).bridge(2021)
    assert (bridge["price"], bridge["demand"]) == (D("100.00"), D("55.00"))


def test_a_weight_says_how_much_of_a_line_moves() -> None:
    assert costs(line(moved={"fees": "0.6"}), PRICES) == ["1,060.00", "1,123.60", "1,191.02"]


def test_a_line_that_brings_money_in_brings_more_in_with_its_prices() -> None:
    assert costs(line("-1000.00", moved={"fees": "1"}), PRICES) == ["-1,100.00", "-1,210.00", "-1,331.00"]


def test_a_years_own_changes_do_not_move_with_that_years_prices() -> None:
    pressure = change("service", "100.00")
    assert costs(line(moved={"fees": "1"}), PRICES, pressure) == ["1,200.00", "1,320.00", "1,452.00"]


def test_a_one_off_goes_out_before_the_next_years_prices() -> None:
    """It went in after the prices of its own year, so that nothing of it is left."""
    once = change("service", "100.00", one_off=True)
    assert costs(line(moved={"fees": "1"}), PRICES, once) == ["1,200.00", "1,210.00", "1,331.00"]


@pytest.mark.parametrize(
    ("price_base", "year", "amount"),
    [
        ("", 2022, "100.00"),
        ("cash", 2022, "100.00"),
        ("2022/23", 2022, "100.00"),
        ("2021/22", 2022, "110.00"),
        ("2020/21", 2022, "121.00"),
        ("2020/21", 2021, "110.00"),
    ],
)
def test_a_change_is_brought_to_the_prices_of_its_year(price_base: str, year: int, amount: str) -> None:
    """Prices of the line rise by 10% a year."""
    pressure = change("service", "100.00", year, price_base=price_base)
    bridge = worked(line(moved={"fees": "1"}), PRICES, pressure).bridge(year)
    assert bridge["service"] == D(amount)


def test_where_a_change_states_no_prices_the_books_own_count() -> None:
    pressure, saving = change("service", "100.00", 2022), change("policy", "100.00", 2022, price_base="cash")
    bridge = worked(line(moved={"fees": "1"}), PRICES, pressure, saving, price_base="2020/21").bridge(2022)
    assert (bridge["service"], bridge["policy"]) == (D("121.00"), D("-100.00"))


def test_a_full_year_effect_is_in_the_same_prices_as_the_change() -> None:
    """A pressure's joins the line before the prices of its year, a saving's after them."""
    more = {"full_year": D("100.00"), "price_base": "2020/21"}
    plan = worked(line(moved={"fees": "1"}), PRICES, change("service", "100.00", **more))
    assert plan.bridge(2022)["full_year"] == D("110.00")
    plan = worked(line(moved={"fees": "1"}), PRICES, change("policy", "100.00", **more))
    assert plan.bridge(2022)["policy"] == D("-121.00")


def test_only_the_share_of_a_saving_that_is_delivered_counts() -> None:
    """90% of £50.00, and of the £10.00 that its full year adds."""
    arrives = driver("arrives", "delivery", "0.9")
    saving = change("efficiency", "50.00", driver="arrives", full_year=D("10.00"))
    assert costs(arrives, saving) == ["955.00", "946.00", "946.00"]


@pytest.mark.parametrize(("share", "cost"), [("1.4", "950.00"), ("-0.3", "1,000.00")])
def test_no_more_than_the_whole_of_a_saving_is_delivered_and_no_less_than_none(share: str, cost: str) -> None:
    assert costs(driver("arrives", "delivery", share), change("policy", "50.00", driver="arrives"))[0] == cost


def test_a_driver_that_is_a_rate_moves_a_change_by_that_rate() -> None:
    """A pressure of £200.00 that grows with demand, at 5%, is £210.00."""
    assert costs(DEMAND, change("demography", "200.00", driver="people"))[0] == "1,210.00"


def test_a_driver_that_follows_another_adds_a_share_of_it() -> None:
    """Fees rise by 2% and half of a wage rise of 6%."""
    wage = driver("wage", "price", "0.06")
    fees = driver("fees", "price", "0.02", follows="wage", share=D("0.5"))
    assert costs(line(moved={"fees": "1"}), wage, fees)[0] == "1,050.00"


def test_a_half_penny_goes_to_the_even_one() -> None:
    assert costs(line("0.50", moved={"fees": "1"}), driver("fees", "price", "0.01"))[0] == "0.50"
    assert costs(line("1.50", moved={"fees": "1"}), driver("fees", "price", "0.01"))[0] == "1.52"


def test_a_bridge_sums_to_the_change_of_each_service_and_of_all() -> None:
    plan = worked(
        *(line(moved={"fees": "1"}), line("333.33", "roads", {"fees": "0.333"}, "highways"), PRICES),
        *(change("pay", "12.34", full_year=D("0.01")), change("policy", "7.77", one_off=True, on="roads")),
    )
    for year in plan.years:
        assert sum(plan.bridge(year.year).values()) == year.net - year.opening
    assert sum(plan.bridge(2021, "highways").values()) == plan.nets["roads"][0] - D("333.33")


FUNDED = {
    "funding": (
        FundingLine("rates", "Business rates", "business_rates", dict.fromkeys(YEARS, D("300.00"))),
        FundingLine("grant", "Grant of one year", "general_grant", {2021: D("40.00")}, one_off=True),
    ),
    "tax": tuple(TaxYear(year, D("0.60"), D("0.01"), D("0.01")) for year in YEARS),
    "reserves": (
        Reserve("general", "General", "general", "Risks", D("90.00"), D("50.00"), {2021: D("-10.00")}),
        Reserve("change", "Change", "earmarked", "Change", D("5.00"), moves={2021: D("3.00")}),
    ),
    "contingency": D("20.00"),
    "prior_deficit": D("4.00"),
}


def test_the_gap_is_spending_less_savings_less_what_pays_for_it() -> None:
    """0.60 Band D homes at £1,020.00 raise £612.00; rates £300.00, a grant £40.00, reserves £10.00."""
    first = worked(change("policy", "30.00"), change("unidentified", "5.00"), **FUNDED).years[0]
    assert first.before_savings == D("1000.00") + D("20.00") + D("3.00") + D("4.00")
    assert (first.savings, first.unidentified) == (D("35.00"), D("5.00"))
    assert first.funding == D("612.00") + D("300.00") + D("40.00") + D("10.00")
    assert first.gap == D("1027.00") - D("35.00") - D("962.00")


def test_the_structural_gap_leaves_out_all_that_is_for_one_year() -> None:
    """Out go the grant and reserves used; so do money put by, the old deficit and one-off changes."""
    parts = (change("policy", "30.00"), change("one_off", "6.00"), change("pay", "9.00", one_off=True))
    first = worked(*parts, **FUNDED).years[0]
    assert first.structural_gap == D("1000.00") - D("30.00") + D("20.00") - D("612.00") - D("300.00")


def test_a_deficit_brought_forward_is_met_once() -> None:
    first, second, _ = worked(prior_deficit=D("4.00")).years
    assert (first.gap, second.gap) == (D("1004.00"), D("1000.00"))


def test_reserves_close_at_what_they_were_and_what_moved() -> None:
    closing = [money.reserves for money in worked(**FUNDED).funded]
    assert [each["general"] for each in closing] == [D("80.00")] * 3
    assert [each["change"] for each in closing] == [D("8.00")] * 3


def test_each_years_charge_is_built_on_the_one_before() -> None:
    """1% for services and 1% for care, each to the penny: £1,000.00, £1,020.00, £1,040.40, £1,061.20."""
    bills = [money.tax.band_d for money in worked(**FUNDED).funded if money.tax]
    assert bills == [D("1020.00"), D("1040.40"), D("1061.20")]


def test_drivers_of_funding_and_of_the_tax_base_move_them() -> None:
    plan = worked(
        *(driver("growth", "funding", "-0.10"), driver("homes", "tax_base", "0.05")),
        funding=(FundingLine("r", "Rates", "business_rates", {2021: D("300.00")}, driver="growth"),),
        tax=(TaxYear(2021, D("100.00"), D("0"), D("0"), driver="homes"),),
    )
    assert plan.funded[0].lines["r"] == D("270.00")
    assert plan.funded[0].tax and plan.funded[0].tax.raised == D("105000.00")


def test_a_scenario_puts_its_own_values_in_place_of_the_central_ones() -> None:
    high = Scenario("high", "High", overrides=(Override("fees", 2022, D("0.20")),))
    plan = book(line(moved={"fees": "1"}), PRICES, scenarios=(high,))
    assert work_out(plan, "high").nets["homes"] == (D("1100.00"), D("1320.00"), D("1452.00"))
    assert work_out(plan).nets["homes"] == (D("1100.00"), D("1210.00"), D("1331.00"))


def test_a_scenario_may_set_the_rises_of_council_tax() -> None:
    frozen = Scenario("frozen", "Frozen", overrides=(Override("council-tax-core", 2021, D("0")),))
    bill = work_out(book(scenarios=(frozen,), tax=FUNDED["tax"]), "frozen").funded[0].tax  # type: ignore[arg-type]
    assert bill and (bill.core, bill.care, bill.band_d) == (D("0.00"), D("10.00"), D("1010.00"))


def test_a_year_without_an_assumption_is_not_moved() -> None:
    once = Driver("fees", "fees", "price", {2021: Assumption(D("0.1"), D("0.1"), D("0.1"))})
    assert costs(line(moved={"fees": "1"}), once) == ["1,100.00", "1,100.00", "1,100.00"]


def test_an_unknown_scenario_is_no_plan() -> None:
    with pytest.raises(KeyError):
        work_out(book(), "unheard-of")
