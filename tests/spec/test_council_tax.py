"""Council tax as the law sets it: the requirement, Band D, the bands, and when a rise needs a referendum."""

from decimal import Decimal as D
from fractions import Fraction

import pytest

from goldenthread.rules.budget import TaxYear
from goldenthread.rules.council_tax import (
    RulePack,
    basic_amount,
    by_band,
    referendum,
    requirement,
    rounding_allowed,
)
from goldenthread.rules.refusal import Refused
from tests.spec.planning import worked

KENT = RulePack("england-2021-22", "2021-22", 2021, 2021, D("0.02"), D("0.03"), "The report of that year")
"""Below 2%, and 3% for adult social care: the limits of 2021-22."""
TWO = RulePack("england-2020-21", "2020-21", 2020, 2020, D("0.02"), D("0.02"), "The report of that year")


def test_the_requirement_is_what_spending_exceeds_other_income_by() -> None:
    """Section 42A, in thousands of pounds: 935 less 315 is 620.

    Expenditure 900, contingencies 20, reserves raised 10, an old deficit 5; income 300, reserves used 15.
    """
    spending = sum(map(D, ("900000.00", "20000.00", "10000.00", "5000.00")))
    income = sum(map(D, ("300000.00", "15000.00")))
    assert requirement(spending, income) == D("620000.00")


def test_there_is_no_requirement_where_income_covers_everything() -> None:
    assert requirement(D("300000.00"), D("300000.00")) == D("0.00")
    assert requirement(D("300000.00"), D("300000.01")) == D("0.00")


def test_band_d_is_the_requirement_over_the_tax_base() -> None:
    """Section 42B: £620,000.00 over 500 Band D homes is £1,240.00; over 501.5, £1,236.29."""
    assert basic_amount(D("620000.00"), D("500")) == D("1240.00")
    assert basic_amount(D("620000.00"), D("501.5")) == D("1236.29")


@pytest.mark.parametrize("base", ["0", "-1"])
def test_a_tax_base_of_no_homes_is_refused(base: str) -> None:
    with pytest.raises(Refused, match="give the number of Band D homes"):
        basic_amount(D("620000.00"), D(base))


def test_each_band_pays_so_many_ninths_of_band_d() -> None:
    """Kent in 2021-22: Band D £1,418.76."""
    assert by_band(D("1418.76")) == {
        "A": D("945.84"),
        "B": D("1103.48"),
        "C": D("1261.12"),
        "D": D("1418.76"),
        "E": D("1734.04"),
        "F": D("2049.32"),
        "G": D("2364.60"),
        "H": D("2837.52"),
    }


def test_kents_charge_of_2021_rose_by_67_50_pounds_within_the_limit() -> None:
    """From £1,351.26 to £1,418.76: 1.99% and 3% for care, in whole pennies 27.00 and 40.50."""
    found = referendum(KENT, 2021, D("1351.26"), D("1418.76"), D("40.50"))
    assert (found.verdict, found.reason) == ("within", "")
    assert found.rise == Fraction("67.50") / Fraction("1351.26")
    assert found.core_rise == Fraction("27.00") / Fraction("1351.26") < Fraction("0.02")


def test_a_charge_that_the_book_states_counts_and_the_rest_of_its_rise_is_core() -> None:
    """3% of £1,351.26 is £40.54 to the penny, so £26.96 of Kent's £67.50 is left."""
    tax = (TaxYear(2021, D("540000"), D("0.0199"), D("0.03"), D("1418.76")),)
    bill = worked(tax=tax, band_d=D("1351.26")).funded[0].tax
    assert bill and (bill.band_d, bill.care, bill.core) == (D("1418.76"), D("40.54"), D("26.96"))
    assert bill.raised == D("766130400.00")


@pytest.mark.parametrize(
    ("now", "care", "verdict", "reason"),
    [
        ("1019.99", "0.00", "within", ""),
        ("1020.00", "0.00", "excessive", "core_limit_reached"),
        ("1049.99", "30.00", "within", ""),
        ("1050.00", "30.00", "excessive", "core_limit_reached"),
        ("1030.01", "30.01", "excessive", "care_limit_passed"),
        ("1000.00", "0.00", "within", ""),
        ("990.00", "0.00", "within", ""),
        ("1020.00", "0.01", "within", ""),
    ],
)
def test_a_rise_needs_a_referendum_from_the_limit_on(now: str, care: str, verdict: str, reason: str) -> None:
    """Last year £1,000.00; below 2%, and 3% for care. 2% is excessive; 3% for care is not, 3.001% is."""
    found = referendum(KENT, 2021, D("1000.00"), D(now), D(care))
    assert (found.verdict, found.reason) == (verdict, reason)


def test_2_99_percent_and_1_for_care_is_excessive_where_2_and_2_are_allowed() -> None:
    """Both together stay below 4%. What is not taken for care is not to be had for the rest."""
    found = referendum(TWO, 2020, D("1000.00"), D("1039.90"), D("10.00"))
    assert (found.verdict, found.reason) == ("excessive", "core_limit_reached")


@pytest.mark.parametrize("year", [2020, 2022])
def test_a_pack_of_another_year_is_refused_and_never_stretched(year: int) -> None:
    with pytest.raises(Refused, match="name the pack of that year"):
        referendum(KENT, year, D("1000.00"), D("1010.00"), D("0.00"))


def test_band_d_in_whole_pennies_may_miss_the_requirement_by_half_a_penny_for_each_home() -> None:
    """501.5 homes at £1,236.29 raise £619,999.44, 56p short of £620,000.00; £2.52 are allowed."""
    raised = D("501.5") * D("1236.29")
    assert abs(raised - D("620000.00")) < rounding_allowed(D("501.5")) == D("2.52")
