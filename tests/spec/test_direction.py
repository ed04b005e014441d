"""Direction of travel: what counts as a change, and against what."""

from decimal import Decimal

import pytest

from tests.spec.reading import ask, measure

NEET = """
2016 | 3.0
2017 | 2.8 | provisional
"""


@pytest.mark.parametrize(
    ("before", "after", "polarity", "verdict"),
    [
        ("40", "43", "high_is_good", "improving"),
        ("40", "37", "high_is_good", "not_improving"),
        ("40", "41", "high_is_good", "maintaining"),
        ("40", "43", "low_is_good", "not_improving"),
        ("40", "37", "low_is_good", "improving"),
        ("40", "43", "no_judgement", "increasing"),
        ("40", "37", "", "decreasing"),
        ("40", "40", "in_range", "unchanged"),
        ("-40", "-37", "high_is_good", "improving"),
        ("-40", "-42", "high_is_good", "maintaining"),
        ("0", "0.1", "high_is_good", "improving"),
        ("0", "0", "high_is_good", "maintaining"),
    ],
)
def test_more_than_five_per_cent_is_a_change(before: str, after: str, polarity: str, verdict: str) -> None:
    asked = ask("direction_1y", f"2016 | {before}\n2017 | {after}", measure(polarity))
    assert (asked.verdict, asked.reason) == (verdict, "")


@pytest.mark.parametrize("tenths", range(20, 2020, 20))
@pytest.mark.parametrize("sign", [1, -1])
def test_exactly_five_per_cent_is_no_change(tenths: int, sign: int) -> None:
    before = Decimal(tenths) / 10
    after = before + sign * before / 20
    assert ask("direction_1y", f"2016 | {before}\n2017 | {after}").verdict == "maintaining"
    beyond = after + sign * Decimal("0.1")
    assert ask("direction_1y", f"2016 | {before}\n2017 | {beyond}").verdict != "maintaining"


def test_a_fall_that_points_and_per_cent_read_differently_is_marked() -> None:
    neet = ask("direction_1y", NEET, measure("low_is_good", decimals=1))
    assert (neet.verdict, neet.marks) == ("improving", ("provisional", "other_reading"))
    assert (neet.change, neet.lower_limit, neet.upper_limit) == tuple(map(Decimal, ("-0.2", "2.85", "3.15")))
    assert neet.rule == "kent-annual-report-2017/variance@1"


def test_only_percentages_can_be_read_in_points() -> None:
    assert ask("direction_1y", NEET, measure("low_is_good", unit="days")).marks == ("provisional",)


def test_a_break_in_the_series_cannot_be_judged_across() -> None:
    gcse = ask("direction_1y", "2014/15 | 60.8\n2015/16 | 62.2 | break")
    assert (gcse.verdict, gcse.reason, gcse.change) == ("cannot_judge", "series_break", None)
    assert (gcse.value, gcse.base_value) == (Decimal("62.2"), Decimal("60.8"))


def test_from_the_break_on_figures_can_be_compared() -> None:
    assert ask("direction_1y", "2013/14 | 9\n2014/15 | 60 | break\n2015/16 | 66").verdict == "improving"


def test_a_change_from_nothing_is_marked() -> None:
    assert ask("direction_1y", "2016 | 0\n2017 | 3", measure(unit="cases")).marks == ("zero_base",)


def test_an_earlier_year_is_found_by_its_date_and_never_by_its_row() -> None:
    gap = ask("direction_1y", "2014 | 40\n2015 | 40\n2017 | 60")
    assert (gap.verdict, gap.reason) == ("cannot_judge", "no_earlier_period")


def test_three_years_back_or_two_where_three_is_missing() -> None:
    three = ask("direction_3y", "2014 | 40\n2015 | 50\n2017 | 50")
    assert (three.verdict, three.marks, str(three.base_period)) == ("improving", (), "2014-01-01/P1Y")
    two = ask("direction_3y", "2015 | 50\n2017 | 50")
    assert (two.verdict, two.marks) == ("maintaining", ("two_year",))


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("2017 | 3", "no_earlier_period"),
        ("2016 | 3\n2017 | | suppressed", "suppressed"),
        ("2016 | 3\n2017 | ", "missing"),
        ("2016 | | suppressed\n2017 | 3", "suppressed"),
        ("2016 | 9 | missing\n2017 | 3", "missing"),
        ("2016/17 Q1 | 3\n2016/17 Q2 | 3", "no_earlier_period"),
    ],
)
def test_what_cannot_be_judged_says_why(table: str, reason: str) -> None:
    asked = ask("direction_1y", table)
    assert (asked.verdict, asked.reason) == ("cannot_judge", reason)


@pytest.mark.parametrize(
    ("earlier", "found"),
    [
        ("2016-04-26", True),
        ("2016-05-27", True),
        ("2016-05-28", False),
        ("2016-03-26", True),
        ("2016-03-25", False),
    ],
)
def test_days_are_compared_with_the_nearest_within_31_days_of_a_year_before(
    earlier: str, found: bool
) -> None:
    asked = ask("direction_1y", f"{earlier} | 3\n2017-04-26 | 3")
    assert (asked.reason == "") == found


def test_of_two_equally_near_days_the_earlier_counts() -> None:
    asked = ask("direction_1y", "2016-04-25 | 1\n2016-04-27 | 2\n2017-04-26 | 3")
    assert asked.base_value == 1


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("2", "<0.5", "improving"),
        ("<0.5", "2", "not_improving"),
        ("2.0", "<1.9", "improving"),
        ("2.0", "<1.95", "cannot_judge"),
        ("75", ">75", "cannot_judge"),
        ("60", ">75", "not_improving"),
        ("<3", "<2", "cannot_judge"),
    ],
)
def test_a_bound_is_judged_where_every_value_within_it_agrees(before: str, after: str, verdict: str) -> None:
    landfill = measure("low_is_good", statistic="proportion")
    asked = ask("direction_1y", f"2016 | {before}\n2017 | {after}", landfill)
    assert (asked.verdict, asked.change) == (verdict, None)
    assert asked.reason == ("censored" if verdict == "cannot_judge" else "")


def test_about_is_judged_as_it_is() -> None:
    assert ask("direction_1y", "2016 | ~40\n2017 | ~44").change == 4


def test_values_are_rounded_half_even_once_before_they_are_judged() -> None:
    rounded = ask("direction_1y", "2016 | 2.05\n2017 | 2.15", measure(decimals=1))
    assert (rounded.base_value, rounded.value) == (Decimal("2.0"), Decimal("2.2"))
    assert ask("direction_1y", "2016 | 2.0000004\n2017 | 2.1").value == Decimal("2.100000")


@pytest.mark.parametrize(
    "unit", ["%", "per cent", "Percentage", "percent", "% of pupils", "percentage points"]
)
def test_any_word_for_a_percentage_has_two_readings(unit: str) -> None:
    verdict = ask("direction_1y", "2015 | 3.0\n2016 | 2.8", measure("low_is_good", unit=unit))
    assert (verdict.verdict, verdict.marks) == ("improving", ("other_reading",))


@pytest.mark.parametrize("unit", ["days", "£m", "per 1,000", ""])
def test_what_is_no_percentage_has_one_reading(unit: str) -> None:
    verdict = ask("direction_1y", "2015 | 3.0\n2016 | 2.8", measure("low_is_good", unit=unit))
    assert (verdict.verdict, verdict.marks) == ("improving", ())
