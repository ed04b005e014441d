"""Assurance: while the process stays as it is, will the target be met?"""

import pytest

from tests.spec.charting import SAMPLE, asked, quarters, years
from tests.spec.reading import aim, measure

STEADY = "10 12 10 12 10 12 10 12 10 12 10 12"
"""Mean 11, every moving range 2: the limits are 5.68 and 16.32."""


def said(target: str, polarity: str = "high_is_good") -> str:
    verdict = asked("assurance", years(STEADY), measure(polarity), (aim("2011", target=target),))
    return verdict.verdict


def test_the_sample_series_consistently_misses_its_target() -> None:
    """Its upper limit is 77.5, below the target of 80."""
    targets = (aim("2016/17 Q4", target="80", floor="72"),)
    verdict = asked("assurance", quarters(SAMPLE), targets=targets)
    assert verdict.verdict == "consistently_misses"
    assert (str(verdict.lower_limit), str(verdict.upper_limit)) == ("67.61773", "77.53227")


@pytest.mark.parametrize(
    ("target", "high_is_good", "low_is_good"),
    [
        ("17", "consistently_misses", "consistently_meets"),
        ("16.33", "consistently_misses", "consistently_meets"),
        ("16.32", "hit_or_miss", "hit_or_miss"),
        ("11", "hit_or_miss", "hit_or_miss"),
        ("5.68", "hit_or_miss", "hit_or_miss"),
        ("5.67", "consistently_meets", "consistently_misses"),
    ],
)
def test_a_target_beyond_the_limits_is_always_met_or_always_missed(
    target: str, high_is_good: str, low_is_good: str
) -> None:
    assert said(target) == high_is_good
    assert said(target, "low_is_good") == low_is_good


@pytest.mark.parametrize(
    ("lower", "upper", "verdict"),
    [
        ("5", "17", "consistently_meets"),
        ("5.68", "17", "hit_or_miss"),
        ("8", "14", "hit_or_miss"),
        ("8", "20", "hit_or_miss"),
        ("17", "20", "consistently_misses"),
        ("1", "5", "consistently_misses"),
        ("5", "", "consistently_meets"),
        ("", "5", "consistently_misses"),
    ],
)
def test_a_range_is_met_where_it_holds_both_limits(lower: str, upper: str, verdict: str) -> None:
    ends = {name: end for name, end in (("lower", lower), ("upper", upper)) if end}
    said = asked("assurance", years(STEADY), measure("in_range"), (aim("2011", **ends),))
    assert said.verdict == verdict


@pytest.mark.parametrize(
    ("values", "polarity", "due", "reason"),
    [
        (STEADY, "high_is_good", "2012", "no_target"),
        (STEADY, "in_range", "2011", "no_target"),
        (STEADY, "", "2011", "no_polarity"),
        (STEADY, "no_judgement", "2011", "no_polarity"),
        ("1 2 3 4", "high_is_good", "2003", "too_few_points"),
        ("1 2 3 4 5/break 6", "high_is_good", "2003", "series_break"),
        ("1 2 3 4 <5", "high_is_good", "2003", "censored"),
        ("5 5 5 5 5", "high_is_good", "2003", "not_applicable"),
    ],
)
def test_without_target_polarity_or_limits_there_is_no_assurance(
    values: str, polarity: str, due: str, reason: str
) -> None:
    said = asked("assurance", years(values), measure(polarity), (aim(due, target="9"),))
    assert (said.verdict, said.reason) == ("cannot_judge", reason)


def test_a_measure_of_activity_has_no_target_to_be_sure_of() -> None:
    said = asked("assurance", years(STEADY), measure(kind="activity"), (aim("2011", target="9"),))
    assert said.reason == "not_applicable"


def test_the_target_is_that_in_force_for_the_latest_point() -> None:
    targets = (aim("2005", target="4"), aim("2010", target="20"), aim("2015", target="4"))
    assert asked("assurance", years(STEADY), targets=targets).verdict == "consistently_misses"


def test_limits_that_began_anew_are_those_that_are_asked() -> None:
    values = years("50 52 51 50 52 51 50 52 51 80 82 81 80 82 81 80 82 81")
    targets = (aim("2010", target="70"),)
    assert asked("assurance", values, targets=targets).verdict == "consistently_misses"
    anew = asked("assurance", values, targets=targets, rebased="2009")
    assert (anew.verdict, anew.marks) == ("consistently_meets", ("trial_limits",))
