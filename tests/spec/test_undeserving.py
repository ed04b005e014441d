"""Series that do not deserve a verdict, and what every question says of them.

A reason stands for `cannot_judge`. The questions of one point alone (its target, its range, its benchmark)
may have an answer where a trend has none.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from goldenthread.engine.policy import read_policy
from goldenthread.rules.case import ALONE, Beside
from goldenthread.rules.judgement import judge
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import RULE_OF
from goldenthread.rules.verdict import Verdict
from tests.spec.reading import KENT, aim, measure, series

EVERY = read_policy("every-question")
TARGETS = (aim("2001", target="50", floor="30", lower="30", upper="50"), aim("2030", target="60"))


def years(*figures: str) -> str:
    return "\n".join(f"{2001 + at} | {figure}" for at, figure in enumerate(figures))


BEFORE = ("40", "41", "43", "42", "44", "43", "41")
SERIES = {
    "constant": years(*["40"] * 12),
    "two points": years("40", "42"),
    "one point": years("40"),
    "suppressed": years(*["| suppressed"] * 12),
    "a gap now": years(*BEFORE, ""),
    "break amid": years(*BEFORE, "30 | break", "31", "30", "32"),
    "break now": years(*BEFORE, "43", "42", "30 | break"),
    "bound now": years(*BEFORE, "43", "42", "44", "45", "<44"),
    "nothing": "",
}

SAID = """
question        | constant              | two points        | one point         | suppressed | a gap now | break amid      | break now    | bound now | nothing
direction_1y    | maintaining           | maintaining       | no_earlier_period | suppressed | missing   | improving       | series_break | censored  | no_observation
direction_3y    | maintaining           | no_earlier_period | no_earlier_period | suppressed | missing   | improving       | series_break | censored  | no_observation
target          | amber                 | amber             | amber             | suppressed | missing   | amber           | amber        | censored  | no_observation
expected_range  | within                | within            | within            | suppressed | missing   | within          | within       | censored  | no_observation
regression      | no_clear_trend        | too_few_points    | too_few_points    | suppressed | missing   | series_break    | series_break | censored  | no_observation
recent_trend    | no_significant_change | too_few_points    | too_few_points    | suppressed | missing   | series_break    | series_break | censored  | no_observation
significance_1y | not_significant       | not_significant   | no_earlier_period | suppressed | missing   | not_significant | series_break | censored  | no_observation
variation       | not_applicable        | too_few_points    | too_few_points    | suppressed | missing   | series_break    | series_break | censored  | no_observation
assurance       | not_applicable        | too_few_points    | too_few_points    | suppressed | missing   | series_break    | series_break | censored  | no_observation
benchmark       | similar               | similar           | similar           | suppressed | missing   | worse           | worse        | censored  | no_observation
neighbours      | similar               | similar           | similar           | suppressed | missing   | worse           | worse        | censored  | no_observation
trajectory      | off_track             | on_track          | no_earlier_period | suppressed | missing   | off_track       | series_break | censored  | no_observation
"""  # noqa: E501
LINES = [[cell.strip() for cell in line.split("|")] for line in SAID.strip().splitlines()]
CASES = [
    (line[0], name, said) for line in LINES[1:] for name, said in zip(LINES[0][1:], line[1:], strict=True)
]


def rows(table: str) -> list[Observation]:
    """Percentages of a thousand people."""
    found = series(table) if table else []
    return [
        row
        if row.value is None or row.qualifier
        else replace(row, numerator=row.value * 10, denominator=Decimal(1000))
        for row in found
    ]


def beside(latest: Observation) -> Beside:
    """A benchmark and six neighbours, each of them at 41%."""
    there = replace(
        latest,
        value=Decimal(41),
        numerator=Decimal(410),
        denominator=Decimal(1000),
        status="normal",
        qualifier="",
    )
    others = tuple(replace(there, area=f"E070000{at}") for at in range(10, 16))
    return Beside(replace(there, area="E92000001"), others, len(others))


def asked(question: str, table: str) -> Verdict:
    kind = "activity" if question == "expected_range" else "performance"
    of = measure(statistic="proportion", decimals=1, multiplier=Decimal(100), kind=kind)
    held = rows(table)
    verdicts = judge(held, of, TARGETS, EVERY, area=KENT, beside=beside(held[-1]) if held else ALONE)
    return next(verdict for verdict in verdicts if verdict.question == question)


@pytest.mark.parametrize(("question", "series", "said"), CASES)
def test_every_question_refuses_what_it_cannot_tell(question: str, series: str, said: str) -> None:
    found = asked(question, SERIES[series])
    assert (found.reason or found.verdict) == said
    assert (found.verdict == "cannot_judge") == bool(found.reason)


def test_no_question_is_left_out() -> None:
    assert [line[0] for line in LINES[1:]] == list(RULE_OF)


@pytest.mark.parametrize("question", ["recent_trend", "significance_1y", "benchmark", "neighbours"])
def test_without_counts_or_limits_no_significance_is_claimed(question: str) -> None:
    bare = [replace(row, numerator=None, denominator=None) for row in rows(SERIES["constant"])]
    of = measure(statistic="proportion", decimals=1)
    there = beside(rows(SERIES["constant"])[-1])
    others = tuple(replace(row, numerator=None, denominator=None) for row in there.neighbours)
    verdicts = judge(bare, of, TARGETS, EVERY, area=KENT, beside=replace(there, neighbours=others))
    found = next(verdict for verdict in verdicts if verdict.question == question)
    assert (found.verdict, found.reason) == ("cannot_judge", "no_interval")
