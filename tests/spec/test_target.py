"""Target, floor standard, tolerance and expected range."""

from decimal import Decimal

import pytest

from tests.spec.reading import aim, ask, measure

TWELVE_QUARTERS = """
2017/18 Q1 | 68.0
2017/18 Q2 | 70.5
2017/18 Q3 | 69.2
2017/18 Q4 | 71.8
2018/19 Q1 | 70.9
2018/19 Q2 | 73.5
2018/19 Q3 | 72.2
2018/19 Q4 | 74.8
2019/20 Q1 | 73.6
2019/20 Q2 | 75.9
2019/20 Q3 | 74.4
2019/20 Q4 | 76.1
"""


def test_one_series_has_different_answers_to_different_questions() -> None:
    target = (aim("2019/20", target="80", floor="72"),)
    assert ask("target", TWELVE_QUARTERS, targets=target).verdict == "amber"
    assert ask("regression", TWELVE_QUARTERS).verdict == "improving"
    assert ask("direction_1y", TWELVE_QUARTERS).verdict == "maintaining"


@pytest.mark.parametrize(
    ("polarity", "floor", "actual", "verdict"),
    [
        ("high_is_good", "72", "80", "green"),
        ("high_is_good", "72", "79.9", "amber"),
        ("high_is_good", "72", "72", "amber"),
        ("high_is_good", "72", "71.9", "red"),
        ("low_is_good", "88", "80", "green"),
        ("low_is_good", "88", "88", "amber"),
        ("low_is_good", "88", "88.1", "red"),
    ],
)
def test_amber_lies_between_the_floor_standard_and_the_target(
    polarity: str, floor: str, actual: str, verdict: str
) -> None:
    targets = (aim("2016/17", target="80", floor=floor),)
    judged = ask("target", f"2016/17 | {actual}", measure(polarity), targets)
    limits = sorted((Decimal("80.0"), Decimal(f"{floor}.0")))
    assert (judged.verdict, [judged.lower_limit, judged.upper_limit]) == (verdict, limits)


@pytest.mark.parametrize(("period", "verdict"), [("2016/17", "red"), ("2016/17 Q4", "green")])
def test_a_year_is_held_to_its_own_target_and_not_to_its_last_quarters(period: str, verdict: str) -> None:
    targets = (aim("2016/17", target="400"), aim("2016/17 Q4", target="100"))
    assert ask("target", f"{period} | 300", measure(), targets).verdict == verdict
    assert ask("target", f"{period} | 300", measure(), targets[::-1]).verdict == verdict


@pytest.mark.parametrize(
    ("tolerance", "actual", "verdict"),
    [
        ("4", "76", "amber"),
        ("4", "75.9", "red"),
        ("5%", "76", "amber"),
        ("5%", "75.99", "red"),
        ("", "79.9", "red"),
    ],
)
def test_without_a_floor_the_tolerance_is_amber(tolerance: str, actual: str, verdict: str) -> None:
    targets = (aim("2016/17", target="80"),)
    assert ask("target", f"2016/17 | {actual}", measure(tolerance=tolerance), targets).verdict == verdict


def test_the_floor_standard_wins_over_the_tolerance() -> None:
    targets = (aim("2016/17", target="80", floor="78"),)
    assert ask("target", "2016/17 | 77", measure(tolerance="10"), targets).verdict == "red"


def test_the_target_in_force_is_the_latest_dated_by_then() -> None:
    targets = (aim("2014/15", target="60"), aim("2016/17", target="70"), aim("2019/20", target="90"))
    assert ask("target", "2017/18 | 75", targets=targets).upper_limit == 70
    assert ask("target", "2016/17 Q4 | 65", targets=targets).verdict == "red"
    assert ask("target", "2016/17 Q3 | 65", targets=targets).verdict == "green"


@pytest.mark.parametrize(
    ("actual", "verdict"),
    [("10", "green"), ("20", "green"), ("9", "amber"), ("21", "amber"), ("8.9", "red"), ("22", "red")],
)
def test_in_a_range_both_ends_are_green(actual: str, verdict: str) -> None:
    targets = (aim("2016/17", lower="10", upper="20"),)
    assert (
        ask("target", f"2016/17 | {actual}", measure("in_range", tolerance="1"), targets).verdict == verdict
    )


@pytest.mark.parametrize(
    ("actual", "verdict"),
    [
        ("100", "within"),
        ("200", "within"),
        ("99", "below"),
        ("201", "above"),
        (">200", "above"),
        ("<150", "cannot_judge"),
    ],
)
def test_activity_is_within_above_or_below_its_expected_range(actual: str, verdict: str) -> None:
    referrals = measure("", unit="referrals", kind="activity", statistic="count")
    targets = (aim("2016/17", lower="100", upper="200"),)
    assert ask("expected_range", f"2016/17 | {actual}", referrals, targets).verdict == verdict


@pytest.mark.parametrize(
    ("question", "of", "figures", "reason"),
    [
        ("target", measure(), {}, "no_target"),
        ("target", measure(""), {"target": "80"}, "no_polarity"),
        ("target", measure("no_judgement"), {"target": "80"}, "no_polarity"),
        ("target", measure("in_range"), {"target": "80"}, "no_target"),
        ("target", measure(kind="activity"), {"target": "80"}, "not_applicable"),
        ("expected_range", measure(), {"lower": "1"}, "not_applicable"),
        ("expected_range", measure(kind="activity"), {"target": "1"}, "no_target"),
    ],
)
def test_a_target_that_cannot_be_judged_says_why(
    question: str, of: object, figures: dict[str, str], reason: str
) -> None:
    targets = (aim("2016/17", **figures),) if figures else ()
    assert ask(question, "2016/17 | 80", of, targets).reason == reason  # type: ignore[arg-type]


def test_a_bound_meets_the_target_only_where_every_value_does() -> None:
    targets = (aim("2016/17", target="75", floor="60"),)
    assert ask("target", "2016/17 | >75", targets=targets).verdict == "green"
    assert ask("target", "2016/17 | >74", targets=targets).reason == "censored"
    assert ask("target", "2016/17 | <60", targets=targets).verdict == "red"
