"""The recent trend: five yearly points, and whether chance alone could have drawn them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from goldenthread.engine.policy import read_policy
from goldenthread.rules.judgement import judge
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy
from goldenthread.rules.trend_test import critical_chi_squared
from goldenthread.rules.verdict import Verdict
from tests.spec.reading import measure, series

EVERY = read_policy("every-question")
BY_LIMITS = Policy.from_mapping(
    {"ref": "by-limits", "questions": {"recent_trend": {"parameters": {"proportions": "weighted"}}}}
)


def rate(polarity: str = "low_is_good", **facts: object) -> Measure:
    return measure(polarity, "per 100,000", **{"statistic": "standardised_rate", **facts})


def with_limits(table: str, reach: str) -> list[Observation]:
    """Rows with limits so far to either side."""
    return [
        row
        if row.value is None
        else replace(row, lower=row.value - Decimal(reach), upper=row.value + Decimal(reach))
        for row in series(table)
    ]


def counted(*counts: str) -> list[Observation]:
    """Years from 2012 on, each a percentage: `40/200`."""
    rows = []
    for at, text in enumerate(counts):
        numerator, denominator = (Decimal(each) for each in text.split("/"))
        row = series(f"{2012 + at} | {100 * numerator / denominator:.4f}")[0]
        rows.append(replace(row, numerator=numerator, denominator=denominator))
    return rows


def asked(rows: list[Observation], of: Measure | None = None, policy: Policy = EVERY) -> Verdict:
    verdicts = judge(rows, of or rate(), (), policy)
    return next(verdict for verdict in verdicts if verdict.question == "recent_trend")


def years(*figures: object, first: int = 2012) -> str:
    return "\n".join(f"{first + at} | {figure}" for at, figure in enumerate(figures))


RISING = years("100", "104", "109", "113", "118")


@pytest.mark.parametrize(
    ("polarity", "rising", "falling"),
    [
        ("high_is_good", "increasing_better", "decreasing_worse"),
        ("low_is_good", "increasing_worse", "decreasing_better"),
        ("in_range", "increasing", "decreasing"),
        ("no_judgement", "increasing", "decreasing"),
        ("", "increasing", "decreasing"),
    ],
)
def test_a_trend_is_better_or_worse_only_where_somebody_said_which_way_is_good(
    polarity: str, rising: str, falling: str
) -> None:
    down = years("118", "113", "109", "104", "100")
    assert asked(with_limits(RISING, "3"), rate(polarity)).verdict == rising
    assert asked(with_limits(down, "3"), rate(polarity)).verdict == falling


@pytest.mark.parametrize(
    ("reach", "verdict"),
    [
        ("3", "increasing_worse"),
        ("9", "increasing_worse"),
        ("9.2", "no_significant_change"),
        ("40", "no_significant_change"),
    ],
)
def test_the_wider_the_limits_the_less_is_a_trend(reach: str, verdict: str) -> None:
    """A slope of 4.5 a year has a chi-squared of 9.55 where limits reach 9.025 to either side."""
    assert asked(with_limits(RISING, reach)).verdict == verdict


def test_the_critical_value_is_chi_squared_at_99_8_per_cent() -> None:
    assert critical_chi_squared(0.998) == pytest.approx(9.54953570608324, abs=1e-12)


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        (("100", "104", "109", "113", "118"), "increasing_worse"),
        (("100", "100", "100", "100", "140"), "increasing_worse"),
        (("100", "101", "100", "100", "140"), "no_significant_change"),
        (("100", "100", "140", "100", "100"), "no_significant_change"),
        (("140", "100", "100", "100", "100"), "no_significant_change"),
        (("100", "100", "100", "100", "100"), "no_significant_change"),
    ],
)
def test_no_one_point_may_make_a_trend_by_itself(figures: tuple[str, ...], verdict: str) -> None:
    """The slope must keep its direction whichever point is left out; no slope at all counts as up."""
    assert asked(with_limits(years(*figures), "3")).verdict == verdict


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        (("40/200", "50/200", "60/200", "70/200", "80/200"), "increasing_better"),
        (("4/20", "5/20", "6/20", "7/20", "8/20"), "no_significant_change"),
        (("40/1000", "30/1000", "20/1000", "10/1000", "0/1000"), "decreasing_worse"),
        (("0/1000", "0/1000", "0/1000", "0/1000", "0/1000"), "no_significant_change"),
        (("50/100", "50/100", "50/100", "50/100", "50/100"), "no_significant_change"),
    ],
)
def test_proportions_are_tested_by_their_counts(counts: tuple[str, ...], verdict: str) -> None:
    found = asked(counted(*counts), measure(statistic="proportion"))
    assert (found.verdict, found.basis) == (verdict, ("chi_squared",))


def test_a_proportion_without_counts_is_tested_by_its_limits() -> None:
    of = measure(statistic="proportion")
    found = asked(with_limits(years("10", "12", "14", "16", "18"), "1"), of)
    assert (found.verdict, found.basis) == ("increasing_better", ("weighted",))


def test_a_policy_may_test_proportions_by_their_limits_too() -> None:
    rows = counted("40/200", "50/200", "60/200", "70/200", "80/200")
    found = asked(rows, measure(statistic="proportion"), BY_LIMITS)
    assert (found.verdict, found.basis) == ("increasing_better", ("weighted",))


def test_a_rate_without_limits_takes_those_that_its_counts_make() -> None:
    rows = [
        replace(
            series(f"{2012 + at} | {rate}")[0], numerator=Decimal(rate * 10), denominator=Decimal(1_000_000)
        )
        for at, rate in enumerate((100, 110, 120, 130, 140))
    ]
    found = asked(rows, rate(statistic="rate", multiplier=Decimal(100_000)))
    assert (found.verdict, found.basis) == ("increasing_worse", ("weighted",))


BROKEN = years("100", "104", "109 | break", "113", "118")


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (years("100", "104", "109", "113"), "too_few_points"),
        (years("100", "104", "", "113", "118"), "too_few_points"),
        (years("100", "104", "| suppressed", "113", "118"), "too_few_points"),
        (BROKEN, "series_break"),
        (years("100", "104", "<109", "113", "118"), "censored"),
        (years("100", "104", "109", "113", ">118"), "censored"),
        (years("100", "104", "109", "113", "118", "| suppressed"), "suppressed"),
        (years("100", "104", "109", "113", "118", ""), "missing"),
    ],
)
def test_too_little_to_go_on_is_said(table: str, reason: str) -> None:
    found = asked(with_limits(table, "3"))
    assert (found.verdict, found.reason) == ("cannot_judge", reason)


def test_years_of_several_years_are_not_independent() -> None:
    pooled = "\n".join(f"{year} - {year + 2} | {100 + 4 * (year - 2010)}" for year in range(2010, 2016))
    assert asked(with_limits(pooled, "3")).reason == "not_comparable"


def test_without_limits_there_is_no_telling_chance_from_change() -> None:
    assert asked(series(RISING)).reason == "no_interval"
    assert asked(with_limits(RISING, "0")).reason == "no_interval"


def test_limits_in_another_unit_weigh_nothing() -> None:
    shares = [replace(row, lower=row.lower / 100, upper=row.upper / 100) for row in with_limits(RISING, "3")]  # type: ignore[operator]
    assert asked(shares).reason == "no_interval"
    assert asked([*shares[:-1], with_limits(RISING, "3")[-1]]).verdict == "increasing_worse"


def test_where_everybody_is_counted_there_are_no_odds() -> None:
    rows = counted("1/5", "2/5", "3/5", "4/5", "5/5")
    assert asked(rows, measure(statistic="proportion")).reason == "no_interval"


@pytest.mark.parametrize("statistic", ["count", "mean", "ratio", "index", "money", "other", ""])
def test_the_test_is_stated_for_proportions_and_rates_alone(statistic: str) -> None:
    assert asked(with_limits(RISING, "3"), rate(statistic=statistic)).reason == "not_applicable"


def test_years_need_not_follow_one_another() -> None:
    gaps = "2005 | 100\n2008 | 104\n2009 | 109\n2011 | 113\n2016 | 118"
    found = asked(with_limits(gaps, "3"))
    assert (found.verdict, str(found.base_period)) == ("increasing_worse", "2005-01-01/P1Y")


def test_only_the_last_five_points_count() -> None:
    found = asked(with_limits(years("900", "800", "100", "104", "109", "113", "118"), "3"))
    assert (found.verdict, found.base_value, found.change) == ("increasing_worse", 100, 18)


def test_a_quarter_is_tested_beside_the_same_quarter_of_other_years() -> None:
    table = "\n".join(
        f"{year}/{(year + 1) % 100:02} Q{quarter} | {100 + (year - 2010) + 50 * (quarter == 2)}"
        for year in range(2010, 2016)
        for quarter in (1, 2, 3)
    )
    found = asked(with_limits(table, "0.5"))
    assert (found.verdict, str(found.base_period)) == ("increasing_worse", "2011-10-01/P3M")


def test_an_instant_is_tested_beside_those_near_its_anniversaries() -> None:
    days = "2012-03-31 | 100\n2013-03-30 | 104\n2014-04-02 | 109\n2014-09-30 | 10\n2015-03-31 | 113"
    found = asked(with_limits(f"{days}\n2016-03-31 | 118", "3"))
    assert (found.verdict, str(found.base_period)) == ("increasing_worse", "2012-03-31")


def test_one_provisional_point_of_the_five_is_marked() -> None:
    assert asked(with_limits(years("100", "104 | provisional", "109", "113", "118"), "3")).marks == (
        "provisional",
    )


def test_the_limits_shown_are_those_of_the_slope() -> None:
    """Each standard error is 6/3.92, the slope's is that over the root of 10; 3.0902 to either side."""
    found = asked(with_limits(RISING, "3"))
    assert (found.lower_limit, found.upper_limit) == (Decimal("3.0043"), Decimal("5.9957"))
