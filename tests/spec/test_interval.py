"""Confidence intervals: how far chance alone could have moved a figure."""

from dataclasses import replace
from decimal import Decimal

import pytest

from goldenthread.rules.counts import counts_behind
from goldenthread.rules.interval import interval_of
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import read_period
from goldenthread.rules.sample_mean import mean_interval
from goldenthread.rules.standardised import (
    EUROPEAN_2013,
    Band,
    directly_standardised,
    european_bands,
    expected_events,
    indirectly_standardised,
    reference_rate,
)

PERCENTAGE = Measure("m", unit="%", statistic="proportion")
OF_ONE = Measure("m", unit="proportion", statistic="proportion")
RATE = Measure("m", unit="per 100,000", statistic="rate", multiplier=Decimal(100_000))
COUNT = Measure("m", unit="fires", statistic="count")
INDEX = Measure("m", unit="index", statistic="index")


def seen(value: str, counts: str = "", limits: str = "", **said: str) -> Observation:
    """A figure, its counts as `30/1000` or `30`, and its published limits as `2.1 to 4.3`."""
    numbers = [Decimal(each) for each in counts.split("/") if each] + [None, None]
    published = [Decimal(each) for each in limits.split(" to ") if each] or [None, None]
    known = Decimal(value) if value else None
    return Observation(
        "m", "E10000016", read_period("2016"), known, "", numbers[0], numbers[1], *published, **said
    )


def rounded(of: Observation, measure: Measure, confidence: float = 0.95) -> str:
    """The interval as `2.11 to 4.25 wilson`, to four figures; empty where there is none."""
    found = interval_of(of, measure, confidence)
    return f"{found.lower:.4g} to {found.upper:.4g} {found.method}" if found else ""


@pytest.mark.parametrize(
    ("value", "counts", "confidence", "interval"),
    [
        ("3", "30/1000", 0.95, "2.109 to 4.25 wilson"),
        ("3", "30/1000", 0.998, "1.727 to 5.162 wilson"),
        ("0", "0/1000", 0.95, "0 to 0.3827 wilson"),
        ("100", "1000/1000", 0.95, "99.62 to 100 wilson"),
        ("50", "1/2", 0.95, "9.453 to 90.55 wilson"),
        ("3", "30/1000", 1.0, "0 to 100 wilson"),
    ],
)
def test_a_proportions_interval_is_wilsons(value: str, counts: str, confidence: float, interval: str) -> None:
    assert rounded(seen(value, counts), PERCENTAGE, confidence) == interval


@pytest.mark.parametrize(
    ("value", "counts", "interval"),
    [
        ("0", "0/100000", "0 to 3.689 exact"),
        ("4", "4/100000", "1.09 to 10.24 exact"),
        ("9", "9/100000", "4.115 to 17.08 exact"),
        ("9.5", "9.5/100000", "4.453 to 17.74 exact"),
        ("10", "10/100000", "4.787 to 18.39 byar"),
        ("20", "20/100000", "12.21 to 30.89 byar"),
        ("200000", "200/100", "1.732e+05 to 2.297e+05 byar"),
    ],
)
def test_a_rates_interval_is_exact_below_ten_events_and_byars_from_there(
    value: str, counts: str, interval: str
) -> None:
    assert rounded(seen(value, counts), RATE) == interval


@pytest.mark.parametrize(
    ("value", "counts", "interval"),
    [
        ("0", "", "0 to 3.689 exact"),
        ("120", "", "99.49 to 143.5 byar"),
        ("120", "120", "99.49 to 143.5 byar"),
        ("120", "150", ""),
        ("-3", "", ""),
    ],
)
def test_a_plain_count_is_its_own_count(value: str, counts: str, interval: str) -> None:
    assert rounded(seen(value, counts), COUNT) == interval


@pytest.mark.parametrize(
    ("value", "counts", "limits", "interval"),
    [
        ("3", "30/1000", "2 to 4", "2.109 to 4.25 wilson"),
        ("3", "", "2 to 4", "2 to 4 published"),
        ("3", "30", "2 to 4", "2 to 4 published"),
        ("5", "30/1000", "4 to 6", "4 to 6 published"),
        ("3", "", "4 to 2", ""),
        ("3", "", "", ""),
    ],
)
def test_counts_come_first_then_what_was_published(
    value: str, counts: str, limits: str, interval: str
) -> None:
    assert rounded(seen(value, counts, limits), PERCENTAGE) == interval


def test_published_limits_are_those_of_95_per_cent_and_no_other() -> None:
    assert rounded(seen("100", limits="95 to 105"), INDEX) == "95 to 105 published"
    assert rounded(seen("100", limits="95 to 105"), INDEX, 0.998) == ""


@pytest.mark.parametrize(
    ("value", "counts", "used"),
    [
        ("56.7", "567/1000", True),
        ("57", "567/1000", True),
        ("56.6", "567/1000", False),
        ("56.75", "5675/10000", True),
        ("56.8", "5675/10000", True),
        ("56.7", "5675/10000", True),
        ("0.567", "567/1000", False),
        ("101", "1010/1000", False),
        ("-1", "-10/1000", False),
        ("0", "0/0", False),
    ],
)
def test_counts_are_used_where_they_give_the_value_as_it_is_printed(
    value: str, counts: str, used: bool
) -> None:
    assert (counts_behind(seen(value, counts), PERCENTAGE) is not None) == used


@pytest.mark.parametrize(
    ("statistic", "unit", "multiplier", "value", "interval"),
    [
        ("proportion", "%", None, "56", "46.23 to 65.33 wilson"),
        ("proportion", "share of all", None, "0.56", "0.4623 to 0.6533 wilson"),
        ("proportion", "", None, "56", "46.23 to 65.33 wilson"),
        ("proportion", "", None, "0.56", "0.4623 to 0.6533 wilson"),
        ("proportion", "per 1,000", "1000", "560", "462.3 to 653.3 wilson"),
        ("rate", "per 1,000", "1000", "560", "423 to 727.2 byar"),
        ("rate", "per 1,000", None, "560", ""),
        ("mean", "days", None, "0.56", ""),
    ],
)
def test_what_the_ratio_is_multiplied_by_is_said_or_certain_and_never_guessed(
    statistic: str, unit: str, multiplier: str | None, value: str, interval: str
) -> None:
    said = Decimal(multiplier) if multiplier else None
    measure = Measure("m", unit=unit, statistic=statistic, multiplier=said)
    assert rounded(seen(value, "56/100"), measure) == interval


def test_none_of_a_hundred_in_no_unit_could_be_either() -> None:
    nobody_said = Measure("m", statistic="proportion")
    assert rounded(seen("0", "0/100"), nobody_said) == ""
    assert rounded(seen("0", "0/100"), OF_ONE) == "0 to 0.03699 wilson"


@pytest.mark.parametrize(
    ("what", "of"),
    [
        ("missing", seen("", "30/1000", status="missing")),
        ("suppressed", seen("", "3/1000", status="suppressed")),
        ("printed as less than", seen("3", "30/1000", qualifier="<")),
        ("printed as over", seen("3", "30/1000", "2 to 4", qualifier=">")),
    ],
)
def test_a_figure_that_is_not_known_has_no_interval(what: str, of: Observation) -> None:
    assert rounded(of, PERCENTAGE) == ""


def test_a_mean_has_students_interval_from_its_sample() -> None:
    lower, upper = mean_interval([4.0, 6.0, 8.0], 0.95) or (0, 0)
    assert (round(lower, 3), round(upper, 3)) == (1.032, 10.968)
    assert mean_interval([4.0], 0.95) is None
    assert mean_interval([4.0, 6.0], 1.0) is None


def test_the_european_standard_population_of_2013_is_a_hundred_thousand_in_nineteen_bands() -> None:
    assert (len(EUROPEAN_2013), sum(EUROPEAN_2013)) == (19, 100_000)
    with pytest.raises(ValueError, match="zip"):
        european_bands([1.0], [100.0])


def test_a_directly_standardised_rate_weighs_each_age_band() -> None:
    bands = (Band(10, 1000, 3), Band(40, 1000, 1))
    made = directly_standardised(bands, 1000, 0.95)
    assert made.value == pytest.approx((10 * 3 + 40 * 1) / 4)
    assert made.lower is not None and made.upper is not None and made.lower < 17.5 < made.upper


def test_under_ten_events_nothing_is_standardised() -> None:
    assert directly_standardised((Band(9, 1000, 1),), 1000, 0.95).value is None
    assert directly_standardised((Band(10, 1000, 1),), 1000, 0.95).value == pytest.approx(10)
    assert directly_standardised((Band(None, 1000, 1), Band(10, 1000, 1)), 1000, 0.95).value == pytest.approx(
        5
    )


def test_events_that_repeat_in_one_person_widen_the_interval() -> None:
    once = directly_standardised((Band(40, 1000, 1),), 1000, 0.95)
    alone = directly_standardised((Band(None, 1000, 1, {1: 40}),), 1000, 0.95)
    twice = directly_standardised((Band(None, 1000, 1, {1: 20, 2: 10}),), 1000, 0.95)
    assert once == alone
    assert once.value == twice.value and once.lower and twice.lower and once.upper and twice.upper
    assert (twice.upper - 40) / (once.upper - 40) == pytest.approx((60 / 40) ** 0.5)
    assert (twice.lower - 40) / (once.lower - 40) == pytest.approx((60 / 40) ** 0.5)


@pytest.mark.parametrize("band", [Band(10, 0, 1), Band(-1, 100, 1), Band(10, 100, -1), Band(10, 100, 0)])
def test_a_band_without_people_or_weight_is_no_band(band: Band) -> None:
    with pytest.raises(ValueError, match="people, a weight"):
        directly_standardised((band,), 1000, 0.95)


def test_observed_over_expected_is_the_indirect_ratio_and_times_the_reference_the_rate() -> None:
    expected = expected_events([1000, 2000, None], [50, None, 10], [10_000, 10_000, 10_000])
    assert expected == pytest.approx(5)
    ratio = indirectly_standardised(20, expected, 100, 0.95)
    assert (ratio.value, ratio.method) == (pytest.approx(400), "byar")
    assert reference_rate([50, None, 10], [10_000, 10_000, 10_000], 1000) == pytest.approx(2)
    assert indirectly_standardised(0, expected, 1, 0.95).lower == 0
    with pytest.raises(ValueError, match="expected"):
        indirectly_standardised(5, 0, 100, 0.95)


@pytest.mark.parametrize(
    ("value", "limits", "interval"),
    [
        ("2.8", "2.6 to 3.0", "2.6 to 3 published"),
        ("2.8", "2.81 to 3.0", "2.81 to 3 published"),
        ("2.8", "0.026 to 0.03", ""),
        ("2.8", "26 to 30", ""),
        ("100", "100 to 100", "100 to 100 published"),
    ],
)
def test_limits_that_a_figure_lies_outside_are_not_its_own(value: str, limits: str, interval: str) -> None:
    """By more than its rounding: they are in another unit, or another figure's."""
    assert rounded(seen(value, "", limits), INDEX) == interval


@pytest.mark.parametrize(("decimals", "interval"), [(None, "2.443 to 4.714 wilson"), (1, "")])
def test_counts_give_a_figure_at_the_decimals_that_its_measure_states(
    decimals: int | None, interval: str
) -> None:
    """34 of 1,000 may have been printed as 3; where figures are printed to one place it is 3.4, not 3.0."""
    measure = replace(PERCENTAGE, decimals=decimals)
    assert rounded(seen("3.0", "34/1000"), measure) == interval
