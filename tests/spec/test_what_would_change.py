"""What would change a verdict: the nearest latest value, up and down, with another one."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.engine.policy import read_policy
from goldenthread.rules.case import Case
from goldenthread.rules.judgement import RULES, judge
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.series import Series
from goldenthread.rules.verdict import CANNOT_JUDGE
from goldenthread.rules.what_would_change import Steps, moved_to, sentence, what_would_change
from tests.spec.reading import KENT, aim, measure, series

EVERY = read_policy("every-question")
PER_CENT = measure(decimals=1, statistic="proportion")


def steps(
    question: str, rows: Sequence[Observation], of: Measure = PER_CENT, targets: Sequence[Target] = ()
) -> Steps:
    case = Case(Series.of(rows, of), of, tuple(targets))
    return what_would_change(case, EVERY, judge(rows, of, targets, EVERY))[question]


def said(question: str, table: str, of: Measure = PER_CENT, *targets: Target) -> str:
    return sentence(steps(question, series(table), of, targets), EVERY.word, of.unit, of.decimals or 0)


GOAL = aim("2016/17", target="80", floor="72")


@pytest.mark.parametrize(
    ("actual", "sentence"),
    [
        ("76.1", "At 80.0% the answer would become Green; below 72.0%, Red."),
        ("80.0", "Below 80.0% the answer would become Amber."),
        ("60.0", "At 72.0% the answer would become Amber."),
    ],
)
def test_a_sentence_says_how_far_it_is_to_the_next_answer(actual: str, sentence: str) -> None:
    assert said("target", f"2016/17 | {actual}", PER_CENT, GOAL) == sentence


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (
            "2015 | 80.0\n2016 | 81.0",
            "At 84.1% the answer would become Improving; below 76.0%, Not improving.",
        ),
        ("2015 | 0\n2016 | 0", "At 0.1% the answer would become Improving."),
        ("2015 | 99.0\n2016 | 99.0", "Below 94.1% the answer would become Not improving."),
    ],
)
def test_a_percentage_stays_between_none_and_all(table: str, sentence: str) -> None:
    assert said("direction_1y", table) == sentence


def test_where_nothing_in_range_would_change_it_nothing_is_said() -> None:
    assert said("target", "2016/17 | 76.1") == ""
    assert sentence(Steps(), EVERY.word) == ""


@pytest.mark.parametrize("figure", ["", "<5", ">80"])
def test_a_missing_figure_and_a_bound_have_no_steps(figure: str) -> None:
    rows = series(f"2015 | 70\n2016 | {figure}")
    assert steps("direction_1y", rows) == Steps()


def test_the_counts_move_with_the_value() -> None:
    row = replace(series("2016 | 70.0")[0], numerator=Decimal(35), denominator=Decimal(50))
    case = Case(Series.of([row], PER_CENT), PER_CENT)
    moved = moved_to(case, Decimal("75.0")).series.latest
    assert (moved.value, moved.numerator, moved.denominator) == (75, Decimal("37.5"), 50)


def test_published_limits_move_with_the_value() -> None:
    row = replace(series("2016 | 70.0")[0], lower=Decimal(68), upper=Decimal(73))
    of = measure(decimals=1, statistic="mean")
    moved = moved_to(Case(Series.of([row], of), of), Decimal("75.0")).series.latest
    assert (moved.lower, moved.upper) == (73, 78)


VALUES = st.lists(st.integers(1, 999), min_size=2, max_size=14)


@settings(max_examples=60, deadline=None)
@given(VALUES, st.sampled_from(["high_is_good", "low_is_good", ""]), st.booleans())
def test_the_verdict_changes_at_the_stated_value_and_not_just_before_it(
    values: list[int], polarity: str, counted: bool
) -> None:
    of = measure(polarity, decimals=1, statistic="proportion")
    targets = (aim("2005", target="50", floor="45"), aim("2030", target="60"))
    rows = [_row(2001 + at, Decimal(value) / 10, counted) for at, value in enumerate(values)]
    verdicts = judge(rows, of, targets, EVERY)
    case = Case(Series.of(rows, of), of, targets)
    found = what_would_change(case, EVERY, verdicts)
    for verdict in verdicts:
        question = EVERY.question(verdict.question)
        assert question is not None
        for step, way in ((found[verdict.question].up, 1), (found[verdict.question].down, -1)):
            if step is None:
                continue
            rule = RULES[question.rule]
            assert rule(moved_to(case, step.value), question).verdict == step.verdict != verdict.verdict
            before = rule(moved_to(case, step.value - way * Decimal("0.1")), question).verdict
            assert before in (verdict.verdict, CANNOT_JUDGE)
            assert 0 <= step.value <= 100


def _row(year: int, value: Decimal, counted: bool) -> Observation:
    row = series(f"{year} | {value}")[0]
    return replace(row, area=KENT, numerator=value * 5, denominator=Decimal(500)) if counted else row
