"""Variation: is the latest point more than the process's usual variation, and which way does it point?"""

from decimal import Decimal

import pytest

from tests.spec.charting import SAMPLE, asked, quarters, years
from tests.spec.reading import measure

STEADY = "10 12 10 12 10 12 10 12 10 12 10 12"
"""Mean 11, every moving range 2: the limits are 5.68 and 16.32, the near limits 7.45 and 14.55."""


def said(values: str, polarity: str = "high_is_good", **parameters: object) -> tuple[str, ...]:
    """The verdict and its basis; where there is none, the reason."""
    verdict = asked("variation", years(values), measure(polarity), **parameters)  # type: ignore[arg-type]
    return (verdict.verdict, verdict.reason or ";".join(verdict.basis))


def test_the_sample_series_has_improved_beyond_chance() -> None:
    verdict = asked("variation", quarters(SAMPLE))
    assert (verdict.verdict, verdict.basis, verdict.marks) == ("special_improvement", ("two_of_three",), ())
    assert (round(verdict.lower_limit, 1), round(verdict.upper_limit, 1)) == (
        Decimal("67.6"),
        Decimal("77.5"),
    )


@pytest.mark.parametrize(
    ("values", "verdict", "basis"),
    [
        (STEADY, "common_cause", ""),
        (STEADY + " 30", "special_improvement", "outside_limits"),
        (STEADY + " 1", "special_concern", "outside_limits"),
        ("20 1 20 1 20 1 20 4 5 6 7 8 9 10", "special_improvement", "run"),
        ("1 20 1 20 1 20 1 17 16 15 14 13 12 11", "special_concern", "run"),
        (STEADY + " 10 12 16 12 16", "special_improvement", "two_of_three"),
        (STEADY + " 13 14 13 13 14 13 13", "special_improvement", "shift"),
        (STEADY + " 9 9 9 8 9 9 9", "special_concern", "shift"),
    ],
)
def test_each_signal_is_named_and_points_one_way(values: str, verdict: str, basis: str) -> None:
    assert said(values) == (verdict, basis)


@pytest.mark.parametrize(
    ("polarity", "high", "low"),
    [
        ("high_is_good", "special_improvement", "special_concern"),
        ("low_is_good", "special_concern", "special_improvement"),
        ("in_range", "special_high", "special_low"),
        ("no_judgement", "special_high", "special_low"),
        ("", "special_high", "special_low"),
    ],
)
def test_polarity_says_whether_a_signal_is_good_news(polarity: str, high: str, low: str) -> None:
    assert said(STEADY + " 30", polarity)[0] == high
    assert said(STEADY + " 1", polarity)[0] == low
    assert said(STEADY, polarity)[0] == "common_cause"


def test_a_run_points_the_way_that_it_goes_whichever_side_of_the_mean_it_is_on() -> None:
    rising_below = asked("variation", years("20 1 20 1 20 1 20 20 20 20 1 2 3 4 5 6 7"))
    assert (rising_below.verdict, rising_below.basis) == ("special_improvement", ("run",))


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ("10 10 16 10 10 16 10 10 16 10 10 16", "common_cause"),
        ("20 1 20 1 20 1 20 5 5 6 7 8 9 10", "common_cause"),
        (STEADY + " 10 14 13 14 13 14 13", "common_cause"),
    ],
)
def test_equal_neighbours_end_a_run_and_six_points_are_no_shift(values: str, verdict: str) -> None:
    assert said(values)[0] == verdict


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ("0 10 0 10 1 1 9 37", "common_cause"),
        ("0 10 0 10 1 1 9 38", "special_improvement"),
    ],
)
def test_a_point_exactly_on_a_limit_is_within_it(values: str, verdict: str) -> None:
    """The first has a mean of 8.5 and moving ranges of 75 over 7: its upper limit is exactly 37."""
    assert said(values)[0] == verdict


@pytest.mark.parametrize(
    ("values", "screened", "unscreened"),
    [
        ("1 2 1 2 10 1 2 1 2 1 2 1 2 1 2 1 2 1", "4.6044", "6.9515"),
    ],
)
def test_one_jump_does_not_widen_the_limits_unless_the_policy_says_so(
    values: str, screened: str, unscreened: str
) -> None:
    assert str(asked("variation", years(values)).upper_limit) == screened
    assert str(asked("variation", years(values), screen=False).upper_limit) == unscreened


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ("1 2", "too_few_points"),
        ("1 2 3 4", "too_few_points"),
        ("1 2 -/suppressed -/missing 3 4", "too_few_points"),
        ("1 2 3 4 5 6/break 7 8 9", "series_break"),
        ("1 2 3 4 5 -/suppressed", "suppressed"),
        ("1 2 3 4 5 -", "missing"),
        ("1 2 <3 4 5 6", "censored"),
        ("1 2 3 4 5 >6", "censored"),
        ("5 5 5 5 5 5 5", "not_applicable"),
        ("5 5 5 5 5 5 5 5 9", "not_applicable"),
    ],
)
def test_a_series_that_does_not_deserve_a_verdict_gets_none(values: str, reason: str) -> None:
    """A constant series has no variation to set limits by, nor has one whose only step is screened."""
    assert said(values) == ("cannot_judge", reason)


def test_gaps_and_suppressed_periods_are_not_points() -> None:
    whole, holed = years("4 6 5 7 4"), years("4 6 . 5 -/suppressed 7 . -/missing 4")
    limits = [
        (each.lower_limit, each.upper_limit) for each in (asked("variation", t) for t in (whole, holed))
    ]
    assert limits[0] == limits[1] != (None, None)


def test_points_before_the_last_break_do_not_count() -> None:
    broken, alone = years("90 80 95 4/break 6 5 7 4"), years("4 6 5 7 4")
    assert asked("variation", broken).upper_limit == asked("variation", alone).upper_limit


@pytest.mark.parametrize(
    ("count", "marks"),
    [(5, ("trial_limits",)), (11, ("trial_limits",)), (12, ()), (13, ())],
)
def test_limits_of_fewer_than_twelve_points_are_on_trial(count: int, marks: tuple[str, ...]) -> None:
    values = " ".join(STEADY.split()[:count]) if count <= 12 else STEADY + " 11"
    assert asked("variation", years(values)).marks == marks


def test_one_provisional_point_is_marked() -> None:
    assert asked("variation", years("4 6 5/provisional 7 4")).marks == ("provisional", "trial_limits")


def test_limits_begin_anew_only_where_somebody_decided_so() -> None:
    """Nine points about 50 and nine about 80: a signal, until a decision is recorded from 2009."""
    values = years("50 52 51 50 52 51 50 52 51 80 82 81 80 82 81 80 82 81")
    assert asked("variation", values).verdict == "special_improvement"
    anew = asked("variation", values, rebased="2009")
    assert (anew.verdict, anew.marks) == ("common_cause", ("trial_limits",))
    assert anew.lower_limit == asked("variation", years("80 82 81 80 82 81 80 82 81")).lower_limit


def test_the_last_decision_counts_and_one_after_the_latest_point_does_not() -> None:
    values = years("50 52 51 50 52 51 50 52 51 80 82 81 80 82 81 80 82 81")
    assert asked("variation", values, rebased="2003 2009 2030") == asked("variation", values, rebased="2009")


def test_limits_that_began_anew_too_lately_are_not_drawn() -> None:
    values = years("50 52 51 50 52 51 80 82 81 80")
    assert asked("variation", values, rebased="2006").reason == "too_few_points"
    assert asked("variation", years("50 52 51 50/break 52 51 80"), rebased="2002").reason == "series_break"


def test_a_seasonal_measure_may_be_compared_with_its_own_season_alone() -> None:
    """Summer is always high: as one line it is scatter, among summers this one stands out."""
    table = quarters(" ".join(f"10 {summer} 10 10" for summer in (30, 31, 30, 31, 30, 31)) + " 10 39")
    assert asked("variation", table).verdict == "common_cause"
    same = asked("variation", table, season="same")
    assert (same.verdict, same.basis) == ("special_improvement", ("outside_limits",))


def test_pooled_years_that_overlap_share_points_and_are_not_judged() -> None:
    table = "\n".join(f"{y}-01-01/P3Y | {y % 7}" for y in range(2000, 2012))
    assert asked("variation", table).reason == "not_comparable"
    apart = "\n".join(f"{y}-01-01/P3Y | {y % 7}" for y in range(2000, 2018, 3))
    assert asked("variation", apart).verdict == "common_cause"


def test_a_year_among_quarters_is_no_point_of_their_line() -> None:
    table = quarters("4 6 5 7 4")
    assert asked("variation", "2013/14 | 90\n" + table).upper_limit == asked("variation", table).upper_limit
