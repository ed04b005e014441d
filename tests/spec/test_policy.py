"""Policies: what ships, and what is refused in a council's own."""

from pathlib import Path
from typing import Any

import pytest

from goldenthread.engine.policy import policy_from_text, read_policy, shipped_policies
from goldenthread.rules.policy import RULE_OF, Policy
from goldenthread.rules.policy_parameter import PARAMETERS
from goldenthread.rules.question import SHORT_TITLES, TITLES, short_title_of, title_of, verdicts_of
from goldenthread.rules.refusal import Refused
from goldenthread.thread.meaning import MEANINGS
from goldenthread.thread.rule_words import formula, rule_in_words
from tests.spec.reading import ANNUAL, QUARTERLY, ask, measure

SHIPPED = {
    "every-question": "Golden Thread",
    "kent-annual-report-2017": "Kent County Council",
    "kent-quarterly-2020": "Kent County Council",
    "nhs-making-data-count": "NHS England",
    "ohid-fingertips": "Office for Health Improvement and Disparities",
    "open-sdg": "Open SDG",
}


def test_six_policies_ship_each_by_its_body() -> None:
    assert {name: read_policy(name).body for name in shipped_policies()} == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_policy_has_its_day_its_source_its_readings_and_all_its_words(name: str) -> None:
    policy = read_policy(name)
    assert policy.ref == name and policy.title and policy.since is not None
    assert policy.source.startswith(policy.body.split(" and ")[0])
    assert policy.readings
    assert policy.roll_up is None or policy.roll_up.our_reading
    said = {verdict for question in policy.questions for verdict in verdicts_of(question)}
    assert said | {"cannot_judge"} <= {*policy.words}


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("kind", ["outcome", "performance", "activity"])
def test_a_shipped_policy_says_which_question_is_shown_first(name: str, kind: str) -> None:
    assert kind in read_policy(name).headline


def test_every_question_is_asked_by_the_policy_of_that_name() -> None:
    assert {each.name for each in read_policy("every-question").questions} == set(RULE_OF)


def test_what_a_body_uses_is_what_it_published() -> None:
    ohid, nhs, sdg = (read_policy(each) for each in ("ohid-fingertips", "nhs-making-data-count", "open-sdg"))
    assert ohid.question("recent_trend").parameters["confidence"] == 0.998  # type: ignore[union-attr]
    assert ohid.question("benchmark").parameters["method"] == "interval"  # type: ignore[union-attr]
    assert ohid.question("significance_1y").parameters["method"] == "overlap"  # type: ignore[union-attr]
    assert [each.name for each in nhs.questions] == ["variation", "assurance"]
    assert sdg.question("trajectory").parameters["base_year"] == 2015  # type: ignore[union-attr]


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
        ({"stale_after_months": True}, "a whole number, 1 to 1200"),
        ({"stale_after_months": 10**20}, "a whole number, 1 to 1200"),
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


def test_a_few_lines_that_stand_for_more_than_any_memory_holds_are_refused() -> None:
    many = "".join(f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 9)}]\n" for n in range(1, 30))
    with pytest.raises(Refused, match=r"ours\.yaml:2: this is not YAML \(an alias, \*, is not read\)"):
        policy_from_text(f"b0: &b0 x\n{many}stale_after_months: *b29", "ours.yaml")


@pytest.mark.parametrize("number", ["0b" + "1" * 50_000, "59" + ":59" * 20_000, "9" * 4000])
def test_a_number_that_no_policy_has_is_refused(number: str) -> None:
    with pytest.raises(Refused, match="the number is too long"):
        policy_from_text(f"ref: ours\nfrom: {number}\nquestions: {{target: {{}}}}", "ours.yaml")


def test_a_file_of_more_than_a_policy_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("ref: ours\n" + "# nothing\n" * 10_000)
    with pytest.raises(Refused, match="too large for a policy"):
        read_policy(path)


@pytest.mark.parametrize("said", [0.998, 99.8])
def test_a_confidence_may_be_a_percentage(said: float) -> None:
    how = {"parameters": {"confidence": said}}
    asked = Policy.from_mapping({"ref": "ours", "questions": {"benchmark": how}}).questions[0]
    assert asked.parameters["confidence"] == 0.998


@pytest.mark.parametrize(
    "how", ["quintiles", {"rule": "quintiles"}, {"rule": "comparison", "parameters": {"method": "quintiles"}}]
)
def test_a_rule_may_be_named_by_its_method(how: Any) -> None:
    asked = Policy.from_mapping({"ref": "ours", "questions": {"benchmark": how}}).questions[0]
    assert (asked.rule, asked.parameters["method"]) == ("comparison", "quintiles")


def test_questions_with_their_usual_numbers_may_be_a_list() -> None:
    asked = Policy.from_mapping({"ref": "ours", "questions": ["target", "regression"]}).questions
    assert [question.name for question in asked] == ["target", "regression"]


@pytest.mark.parametrize(
    ("how", "do"),
    [
        ({"rule": "ci"}, "`method`, one of interval, two_intervals, overlap"),
        ({"rule": "overlap", "parameters": {"method": "interval"}}, "`method`, one of"),
        ({"parameters": {"method": "ci"}}, "write one of interval, two_intervals, overlap"),
        ({"parameters": {"confidence": 101}}, "such as 0.95 or 95"),
        ({"confidence": 0.95}, "write it under parameters"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_can(how: Any, do: str) -> None:
    with pytest.raises(Refused, match=do):
        Policy.from_mapping({"ref": "ours", "questions": {"benchmark": how}})


@pytest.mark.parametrize(
    ("question", "years", "title", "short"),
    [
        ("direction_2y", (2,), "Is it better than two years earlier?", "Two years"),
        ("direction_5y", (5,), "Is it better than five years earlier?", "Five years"),
        ("direction_12y", (12,), "Is it better than 12 years earlier?", "12 years"),
    ],
)
def test_a_direction_can_be_asked_over_any_number_of_years(
    question: str, years: tuple[int, ...], title: str, short: str
) -> None:
    asked = Policy.from_mapping({"ref": "ours", "questions": {question: {}}}).questions[0]
    assert (asked.rule, asked.parameters["years"]) == ("variance", years)
    assert (title_of(question), short_title_of(question)) == (title, short)


@pytest.mark.parametrize("question", ["direction_0y", "direction_51y", "direction_y", "direction_02y"])
def test_a_direction_over_no_such_number_of_years_is_refused(question: str) -> None:
    with pytest.raises(Refused, match=question):
        Policy.from_mapping({"ref": "ours", "questions": {question: {}}})


def test_a_direction_begins_with_the_years_in_its_name() -> None:
    how = {"parameters": {"years": [3, 2]}}
    with pytest.raises(Refused, match="the question asks for 5 first"):
        Policy.from_mapping({"ref": "ours", "questions": {"direction_5y": how}})


def test_five_years_are_judged_against_five_years_earlier() -> None:
    policy = Policy.from_mapping({"ref": "ours", "questions": {"direction_5y": {}}})
    verdict = ask("direction_5y", "2011 | 10\n2015 | 30\n2016 | 20", measure(), policy=policy)
    assert (verdict.verdict, str(verdict.base_value)) == ("improving", "10")
    assert verdict.rule == "ours/variance@1"


def test_every_question_has_a_title_in_full_and_in_short() -> None:
    assert set(TITLES) == set(SHORT_TITLES) == set(RULE_OF)


def test_how_to_read_tells_the_meaning_of_every_verdict() -> None:
    told = [verdict for _, meanings in MEANINGS for verdict, _ in meanings]
    every = {
        verdict for question in read_policy("every-question").questions for verdict in verdicts_of(question)
    }
    assert len(told) == len(set(told))
    assert every | {"mixed", "cannot_judge", "much_better", "much_worse", "1", "5"} == set(told)


METHODS: dict[str, tuple[dict[str, Any], ...]] = {
    "variance": ({"reading": "relative"}, {"reading": "points"}),
    "significance": ({"method": "test"}, {"method": "overlap"}),
    "comparison": tuple(
        {"method": each}
        for each in ("interval", "two_intervals", "overlap", "spc_proportion", "spc_rate", "quintiles")
    ),
    "trajectory": ({"method": "linear"}, {"method": "growth"}, {"method": "growth", "base_year": 2010}),
    "variation": ({"screen": False}, {"season": "same"}),
}


@pytest.mark.parametrize("rule", sorted(PARAMETERS))
def test_every_rule_is_told_in_words_and_as_a_formula_with_its_numbers(rule: str) -> None:
    question = next(name for name in RULE_OF if RULE_OF[name] == rule)
    for method in METHODS.get(rule, ({},)):
        asked = Policy.from_mapping({"ref": "p", "questions": {question: {"parameters": method}}}).questions[
            0
        ]
        told = f"{rule_in_words(asked)} {formula(asked)}"
        assert len(told) > 60
        assert not set("{}") & set(told)


def test_the_words_of_a_rule_hold_the_policys_own_numbers() -> None:
    how = {"parameters": {"tolerance": 2.5, "years": [3, 2]}}
    asked = Policy.from_mapping({"ref": "p", "questions": {"direction_3y": how}}).questions[0]
    assert "3 years (or 2 years where that is missing) earlier" in rule_in_words(asked)
    assert "more than 2.5% of it" in rule_in_words(asked)
    assert formula(asked) == "100 × |latest − earlier| > 2.5 × |earlier|"


def test_a_round_number_is_written_as_people_write_it() -> None:
    asked = Policy.from_mapping(
        {"ref": "p", "questions": {"direction_1y": {"parameters": {"tolerance": 10}}}}
    )
    assert "more than 10% of it" in rule_in_words(asked.questions[0])
