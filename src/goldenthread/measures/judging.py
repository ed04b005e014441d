"""Verdicts for many series at once: one read of the store, one judgement over whole columns."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import pyarrow as pa

from goldenthread.engine.judge import judge
from goldenthread.measures.reading import observations
from goldenthread.rules.judgement import judge as judge_series
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period, read_period
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict

Key = tuple[str, str, str]
Verdicts = Mapping[Key, tuple[Verdict, ...]]

# Up to so many rows the rules answer sooner than columns can be set out.
FEW_ROWS = 400


def judged(
    table: pa.Table,
    measures: Mapping[str, Measure],
    targets: Sequence[Target],
    policy: Policy,
    as_of: date,
) -> Verdicts:
    """The verdicts on OBSERVATIONS by measure, area and group, question by question in the policy's order.

    A target without an observation is answered too.
    """
    if table.num_rows <= FEW_ROWS:
        return one_by_one(observations(table), measures, targets, policy, as_of)
    order = {question.name: at for at, question in enumerate(policy.questions)}
    found = read_verdicts(judge(table, measures, targets, policy, as_of))
    return {key: tuple(sorted(each, key=lambda one: order[one.question])) for key, each in found.items()}


def one_by_one(
    points: Iterable[Observation],
    measures: Mapping[str, Measure],
    targets: Sequence[Target],
    policy: Policy,
    as_of: date,
) -> Verdicts:
    """The same verdicts by the rules themselves, which the columns are held equal to."""
    held: dict[Key, list[Observation]] = {(each.measure, each.area, ""): [] for each in targets}
    for each in points:
        held.setdefault((each.measure, each.area, each.group), []).append(each)
    return {
        (ref, area, group): judge_series(rows, measures[ref], targets, policy, as_of, area=area, group=group)
        for (ref, area, group), rows in held.items()
    }


def read_verdicts(judgements: pa.Table) -> Verdicts:
    """The rows of a judgements table as values, by measure, area and group."""
    periods: dict[str, Period] = {}

    def period(text: str | None) -> Period | None:
        if not text:
            return None
        if text not in periods:
            periods[text] = read_period(text)
        return periods[text]

    def number(text: str | None) -> Decimal | None:
        return Decimal(text) if text else None

    found: dict[Key, list[Verdict]] = {}
    for row in judgements.to_pylist():
        verdict = Verdict(
            measure=row["measure"],
            area=row["area"],
            group=row["group"] or "",
            question=row["question"],
            verdict=row["verdict"],
            reason=row["reason"] or "",
            marks=tuple(mark for mark in (row["marks"] or "").split(";") if mark),
            period=period(row["period"]),
            value=number(row["value"]),
            base_period=period(row["base_period"]),
            base_value=number(row["base_value"]),
            change=number(row["change"]),
            lower_limit=number(row["lower_limit"]),
            upper_limit=number(row["upper_limit"]),
            rule=row["rule"],
        )
        found.setdefault((verdict.measure, verdict.area, verdict.group), []).append(verdict)
    return {key: tuple(verdicts) for key, verdicts in found.items()}
