"""Targets as Fingertips has them: by the figure's interval, and by a band."""

from decimal import Decimal

import pytest

from goldenthread.rules.judgement import judge
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import read_period
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict

YEAR = read_period("2016/17")


def asked(method: str, polarity: str, own: Observation, **sets: Decimal) -> Verdict:
    policy = Policy.from_mapping({"ref": "p", "questions": {"target": {"parameters": {"method": method}}}})
    return judge([own], Measure("m", polarity=polarity), [Target("m", "a", YEAR, **sets)], policy)[0]


@pytest.mark.parametrize(
    ("polarity", "interval", "colour"),
    [
        ("high_is_good", "8 to 9", "red"),
        ("high_is_good", "9 to 11", "amber"),
        ("high_is_good", "10 to 12", "green"),
        ("low_is_good", "8 to 9", "green"),
        ("low_is_good", "9 to 11", "amber"),
        ("low_is_good", "10 to 12", "red"),
    ],
)
def test_a_target_of_10_is_met_where_the_whole_interval_is_on_its_good_side(
    polarity: str, interval: str, colour: str
) -> None:
    lower, upper = (Decimal(each) for each in interval.split(" to "))
    own = Observation("m", "a", YEAR, (lower + upper) / 2, lower=lower, upper=upper)
    assert asked("interval", polarity, own, target=Decimal(10)).verdict == colour


@pytest.mark.parametrize(
    ("polarity", "value", "colour"),
    [
        ("high_is_good", "0.9", "red"),
        ("high_is_good", "1.0", "amber"),
        ("high_is_good", "2.0", "green"),
        ("low_is_good", "0.9", "green"),
        ("low_is_good", "1.0", "amber"),
        ("low_is_good", "2.0", "red"),
    ],
)
def test_a_band_from_1_to_2_is_amber_from_its_lower_limit_and_not_at_its_upper(
    polarity: str, value: str, colour: str
) -> None:
    own = Observation("m", "a", YEAR, Decimal(value))
    assert asked("range", polarity, own, lower=Decimal(1), upper=Decimal(2)).verdict == colour


@pytest.mark.parametrize(
    ("method", "qualifier", "reason"),
    [("interval", "", "no_interval"), ("interval", "<", "censored"), ("range", "", "no_target")],
)
def test_what_cannot_be_held_to_a_target_so_says_why(method: str, qualifier: str, reason: str) -> None:
    own = Observation("m", "a", YEAR, Decimal(9), qualifier=qualifier)
    assert asked(method, "high_is_good", own, target=Decimal(10)).reason == reason
