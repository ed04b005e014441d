"""Rule packs: the limits on rises of council tax, year by year, and that none serves another year."""

from decimal import Decimal as D

import pytest

from goldenthread.engine.budget.rule_pack import pack_for, rule_packs
from goldenthread.rules.council_tax import referendum
from goldenthread.rules.refusal import Refused

LIMITS = (
    # year, core limit, limit for adult social care
    (2016, "0.02", "0.02"),
    (2017, "0.02", "0.03"),
    (2018, "0.03", "0.03"),
    (2019, "0.03", "0.03"),
    (2020, "0.02", "0.02"),
    (2021, "0.02", "0.03"),
    (2022, "0.02", "0.01"),
    (2023, "0.03", "0.02"),
    (2024, "0.03", "0.02"),
    (2025, "0.03", "0.02"),
    (2026, "0.03", "0.02"),
)


@pytest.mark.parametrize(("year", "core", "care"), LIMITS)
def test_each_year_has_the_limits_that_were_set_for_it(year: int, core: str, care: str) -> None:
    pack = pack_for(year)
    assert pack is not None
    assert (pack.core_limit, pack.care_limit, pack.first, pack.last) == (D(core), D(care), year, year)


def test_a_year_without_limits_of_its_own_has_no_pack() -> None:
    assert pack_for(2015) is None
    assert pack_for(2027) is None


def test_every_pack_says_where_it_comes_from_and_is_known_by_its_year() -> None:
    for ref, pack in rule_packs().items():
        assert ref == f"england-{pack.first}-{(pack.first + 1) % 100:02}"
        assert "Report" in pack.source


def test_kents_rise_of_2021_stays_below_the_limit_and_one_of_2_99_percent_does_not() -> None:
    """Kent took £67.50 on a Band D bill of £1,351.26, just under 5%, of which 3% for adult social care."""
    pack = rule_packs()["england-2021-22"]
    assert referendum(pack, 2021, D("1351.26"), D("1418.76"), D("40.50")).verdict == "within"
    assert referendum(pack, 2021, D("1000.00"), D("1039.90"), D("10.00")).reason == "core_limit_reached"


def test_a_pack_is_refused_for_the_year_after_its_own() -> None:
    pack = rule_packs()["england-2020-21"]
    with pytest.raises(Refused, match="holds for 2020/21, not for 2021/22"):
        referendum(pack, 2021, D("1351.26"), D("1418.76"), D("40.54"))


def test_the_whole_of_the_care_limit_may_be_charged_though_a_penny_is_rounded_up() -> None:
    """3% of £1,351.26 is £40.5378; £40.54 is what that is in whole pennies, and £40.55 is more."""
    pack = rule_packs()["england-2021-22"]
    assert referendum(pack, 2021, D("1351.26"), D("1418.69"), D("40.54")).verdict == "within"
    assert referendum(pack, 2021, D("1351.26"), D("1418.69"), D("40.55")).reason == "care_limit_passed"
