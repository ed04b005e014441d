"""Verdicts for many series at once: one read of the store, one judgement over whole columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.comparator import asked_by
from goldenthread.engine.judge import judge
from goldenthread.measures.reading import distinct, observations, plain
from goldenthread.rules.case import ALONE as NOTHING
from goldenthread.rules.case import Beside
from goldenthread.rules.comparator import NOBODY, Comparators
from goldenthread.rules.judgement import judge as judge_series
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period, read_period
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict

Key = tuple[str, str, str]
Verdicts = Mapping[Key, tuple[Verdict, ...]]


@dataclass(frozen=True, slots=True)
class Around:
    """What series are judged beside: whom their areas are compared with, and the rows of those areas.

    `table` has the OBSERVATIONS of the compared areas and of the judged; None where those judged are all.
    """

    comparators: Comparators = NOBODY
    table: pa.Table | None = None


ALONE = Around()

# Up to so many rows the rules answer sooner than columns can be set out.
FEW_ROWS = 400


def judged(
    table: pa.Table,
    measures: Mapping[str, Measure],
    targets: Sequence[Target],
    policy: Policy,
    as_of: date,
    beside: Around = ALONE,
) -> Verdicts:
    """The verdicts on OBSERVATIONS by measure, area and group, question by question in the policy's order.

    A target without an observation is answered too. `beside` says whom areas are compared with.
    """
    if table.num_rows <= FEW_ROWS:
        return one_by_one(observations(table), measures, targets, policy, as_of, beside)
    order = {question.name: at for at, question in enumerate(policy.questions)}
    whole = table if beside.table is None else beside.table
    judgements = judge(whole, measures, targets, policy, as_of, asked_by(policy, beside.comparators))
    if beside.table is not None:
        ours = pa.array(distinct(table, "area"), pa.string())
        judgements = judgements.filter(pc.is_in(plain(judgements, "area"), ours))
    found = read_verdicts(judgements)
    return {key: tuple(sorted(each, key=lambda one: order[one.question])) for key, each in found.items()}


def one_by_one(
    points: Iterable[Observation],
    measures: Mapping[str, Measure],
    targets: Sequence[Target],
    policy: Policy,
    as_of: date,
    beside: Around = ALONE,
) -> Verdicts:
    """The same verdicts by the rules themselves, which the columns are held equal to."""
    held: dict[Key, list[Observation]] = {(each.measure, each.area, ""): [] for each in targets}
    for each in points:
        held.setdefault((each.measure, each.area, each.group), []).append(each)
    stood = _beside(held, policy, beside)
    return {
        (ref, area, group): judge_series(
            rows,
            measures[ref],
            targets,
            policy,
            as_of,
            area=area,
            group=group,
            beside=stood[ref, area, group],
        )
        for (ref, area, group), rows in held.items()
    }


def _beside(held: Mapping[Key, Sequence[Observation]], policy: Policy, around: Around) -> dict[Key, Beside]:
    """What stands beside each of these series: the rows of the period that is its latest."""
    latest = {key: max((row.period for row in rows), default=None) for key, rows in held.items()}
    if around.comparators is NOBODY:
        return dict.fromkeys(held, NOTHING)
    comparators = asked_by(policy, around.comparators)
    rows = (row for own in held.values() for row in own)
    if around.table is not None:
        texts = pa.array(sorted({str(period) for period in latest.values() if period}), pa.string())
        kept = around.table.filter(pc.is_in(plain(around.table, "period"), texts))
        rows = (row for row in observations(kept))
    near: dict[tuple[str, str, Period], dict[str, Observation]] = {}
    for row in rows:
        near.setdefault((row.measure, row.group, row.period), {})[row.area] = row
    return {
        key: comparators.beside(key, period, near.get((key[0], key[2], period), {}) if period else {})
        for key, period in latest.items()
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
            qualifier=row["qualifier"] or "",
            base_qualifier=row["base_qualifier"] or "",
            basis=tuple(each for each in (row["basis"] or "").split(";") if each),
            rank=row["rank"],
            ranked=row["ranked"],
        )
        found.setdefault((verdict.measure, verdict.area, verdict.group), []).append(verdict)
    return {key: tuple(verdicts) for key, verdicts in found.items()}
