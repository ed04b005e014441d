"""Policies: what ships, and what is refused in a council's own."""

from pathlib import Path
from typing import Any

import pytest

from goldenthread.engine.policy import read_policy, shipped_policies
from goldenthread.rules.policy import Policy
from goldenthread.rules.refusal import Refused
from tests.spec.reading import ANNUAL, QUARTERLY


def test_two_policies_ship_each_with_its_source_and_what_was_read_into_it() -> None:
    assert shipped_policies() == ("kent-annual-report-2017", "kent-quarterly-2020")
    for name in shipped_policies():
        policy = read_policy(name)
        assert policy.source.startswith("Kent County Council")
        assert policy.readings
        assert policy.roll_up is not None and policy.roll_up.our_reading


def test_the_annual_report_has_its_four_words() -> None:
    verdicts = ("improving", "maintaining", "not_improving", "mixed")
    assert [ANNUAL.word(each) for each in verdicts] == ["Improving", "Maintaining", "Not improving", "Mixed"]


@pytest.mark.parametrize(
    ("kind", "question"),
    [("performance", "target"), ("outcome", "target"), ("activity", "expected_range"), ("", "target")],
)
def test_the_quarterly_headline_depends_on_the_kind_of_measure(kind: str, question: str) -> None:
    assert QUARTERLY.headline_for(kind) == question


GOOD: dict[str, Any] = {"ref": "ours", "questions": {"direction_1y": {"rule": "variance", "version": 1}}}


def test_what_is_not_stated_has_its_default() -> None:
    question = Policy.from_mapping(GOOD).questions[0]
    assert (question.parameters["tolerance"], question.parameters["reading"]) == (5, "relative")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            {"questions": {"spc": {"rule": "xmr", "version": 1}}},
            "ask some of direction_1y, direction_3y, target",
        ),
        ({"questions": {"target": {"rule": "target", "version": 9}}}, "version"),
        (
            {"questions": {"target": {"rule": "target", "version": 1, "parameters": {"x": 1}}}},
            "no such parameter",
        ),
        ({"questions": {"target": {"rule": "target", "version": 1, "parameters": 5}}}, "not a list"),
        ({"questions": {}}, "asks nothing"),
        ({"questions": None}, "asks nothing"),
        ({"ref": ""}, "ref"),
        ({"ref": "a/b"}, "ref"),
        ({"from": "soon"}, "soon is not a date"),
        ({"colour": "red"}, "colour"),
        ({"headline": {"outcome": "target"}}, "does not ask target"),
        ({"headline": {"kpi": "direction_1y"}}, "kpi"),
        ({"words": [1]}, "words"),
        ({"stale_after_months": "12"}, "stale_after_months"),
        ({"roll_up": {"rule": "votes", "version": 1}}, "rule: sides"),
        ({"roll_up": {"rule": "sides", "version": 1, "counts_as": {"target": {}}}}, "counts_as"),
    ],
)
def test_a_part_that_is_not_understood_is_refused_by_name(change: dict[str, Any], what: str) -> None:
    with pytest.raises(Refused, match=what):
        Policy.from_mapping({**GOOD, **change})


@pytest.mark.parametrize("tolerance", [-1, 101, "5", True, float("nan"), float("inf"), 0.00001])
def test_a_tolerance_that_is_no_percentage_is_refused(tolerance: object) -> None:
    how = {"rule": "variance", "version": 1, "parameters": {"tolerance": tolerance}}
    with pytest.raises(Refused, match="tolerance"):
        Policy.from_mapping({"ref": "ours", "questions": {"direction_1y": how}})


@pytest.mark.parametrize(
    "text", ["a: [1", "- 1", "", "5", "&a [*a]", "from: 2017-13-45", "\x00", "!!python/object:os.system {}"]
)
def test_a_file_that_is_no_policy_is_refused_and_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(text)
    with pytest.raises(Refused, match=r"ours\.yaml"):
        read_policy(path)
