"""Judging again under another policy: what two policies share, what differs, and which answers flip."""

from dataclasses import replace

from goldenthread.engine.policy import read_policy
from goldenthread.rules.policy import Policy
from goldenthread.rules.rejudgement import Difference, can_differ, differences, flips, pairs
from tests.spec.reading import ANNUAL, QUARTERLY, ask, measure

EVERY = read_policy("every-question")
STRICT = Policy.from_mapping(
    {
        "ref": "strict",
        "questions": {"direction_1y": {"parameters": {"tolerance": 2}}, "target": {}},
    }
)


def test_policies_share_the_questions_of_the_same_name() -> None:
    assert [pair.ours.name for pair in pairs(EVERY, QUARTERLY)] == ["target", "expected_range", "regression"]


def test_two_directions_of_travel_are_set_against_each_other_by_side() -> None:
    (pair,) = pairs(ANNUAL, QUARTERLY)
    assert (pair.ours.name, pair.theirs.name, pair.by_side) == ("direction_1y", "regression", True)
    assert differences(ANNUAL, QUARTERLY) == (
        Difference("direction_1y", "question", "direction_1y", "regression"),
    )


def test_policies_that_ask_nothing_alike_share_nothing() -> None:
    assert pairs(read_policy("nhs-making-data-count"), read_policy("ohid-fingertips")) == ()


def test_every_number_that_differs_is_named() -> None:
    assert [(each.name, str(each.ours), str(each.theirs)) for each in differences(ANNUAL, STRICT)] == [
        ("tolerance", "5", "2")
    ]
    old = replace(STRICT, stale_after_months=30)
    assert differences(STRICT, old)[0] == Difference("", "stale_after_months", None, 30)


def test_a_question_asked_with_the_same_numbers_needs_no_second_answer() -> None:
    assert can_differ(ANNUAL, EVERY) == ()
    assert [pair.ours.name for pair in can_differ(ANNUAL, STRICT)] == ["direction_1y"]


def test_an_answer_flips_where_the_verdicts_differ() -> None:
    (pair,) = pairs(ANNUAL, STRICT)
    rows = "2015 | 100\n2016 | 104"
    ours, theirs = (ask("direction_1y", rows, policy=each) for each in (ANNUAL, STRICT))
    assert (ours.verdict, theirs.verdict) == ("maintaining", "improving")
    assert flips(pair, ANNUAL, STRICT, ours, theirs)
    assert not flips(pair, ANNUAL, STRICT, ours, ours)


def test_different_questions_flip_where_they_take_different_sides() -> None:
    (pair,) = pairs(ANNUAL, QUARTERLY)
    level = "2012 | 50\n2013 | 56\n2014 | 49\n2015 | 57\n2016 | 57"
    steady = "2012 | 50\n2013 | 51\n2014 | 52\n2015 | 53\n2016 | 54"
    still, rising = (
        (ask("direction_1y", rows, policy=ANNUAL), ask("regression", rows, measure(), policy=QUARTERLY))
        for rows in (level, steady)
    )
    assert [each.verdict for each in still] == ["maintaining", "no_clear_trend"]
    assert not flips(pair, ANNUAL, QUARTERLY, *still)
    assert [each.verdict for each in rising] == ["maintaining", "improving"]
    assert flips(pair, ANNUAL, QUARTERLY, *rising)
