"""The worked cases that the handbook and the policy page print: every one must come out as it says."""

from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from goldenthread.engine.policy import read_policy
from goldenthread.engine.worked import WorkedCase, worked_cases
from goldenthread.rules.period import Period, read_period
from goldenthread.rules.policy import RULE_OF
from goldenthread.rules.question import verdicts_of
from goldenthread.rules.sentence import in_words
from goldenthread.rules.verdict import REASONS, Verdict

EVERY = read_policy("every-question")
CASES = [case for question in RULE_OF for case in worked_cases(question)]
STATED = (
    "verdict", "reason", "marks", "base_period", "base_value", "change", "lower_limit", "upper_limit",
    "basis", "rank", "ranked",
)  # fmt: skip


def by_title(case: WorkedCase) -> str:
    return f"{case.question}: {case.title}"


@pytest.mark.parametrize("case", CASES, ids=by_title)
def test_a_worked_case_comes_out_as_it_says(case: WorkedCase) -> None:
    assert not set(case.expected) - set(STATED)
    verdict = case.verdict()
    assert {name: told(verdict, name) for name in case.expected} == {
        name: stated(name, value) for name, value in case.expected.items()
    }


def told(verdict: Verdict, name: str) -> Any:
    """A fact of the verdict, a number without its trailing zeros."""
    found = getattr(verdict, name)
    return found.normalize() if isinstance(found, Decimal) else found


def stated(name: str, value: Any) -> Any:
    if name in ("base_value", "change", "lower_limit", "upper_limit"):
        return Decimal(str(value)).normalize()
    if name == "base_period":
        return read_period(str(value))
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize("question", RULE_OF)
def test_every_question_has_three_worked_cases_and_one_is_a_refusal(question: str) -> None:
    cases = worked_cases(question)
    assert len(cases) >= 3
    assert any(case.is_refusal for case in cases) and not all(case.is_refusal for case in cases)


def test_no_two_cases_have_the_same_title() -> None:
    assert len({case.title for case in CASES}) == len(CASES)


def test_there_are_no_cases_of_what_is_no_question() -> None:
    held = {each.name.removesuffix(".yaml") for each in (files("goldenthread") / "worked").iterdir()}
    assert held == set(RULE_OF)


@pytest.mark.parametrize("case", CASES, ids=by_title)
def test_a_worked_case_can_be_told_to_a_reader(case: WorkedCase) -> None:
    verdict = case.verdict()
    assert verdict.verdict in (*verdicts_of(case.asked), "cannot_judge")
    assert (verdict.reason in REASONS) == case.is_refusal
    assert case.why.endswith(".")
    assert in_words(verdict, case.measure, EVERY).startswith(EVERY.word(verdict.verdict))
    assert all(isinstance(row.period, Period) for row in case.rows)
