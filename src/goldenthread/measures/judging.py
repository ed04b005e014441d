"""Verdicts for many series at once: one read of the store, one judgement over whole columns.

What was judged is kept under everything it was made from: the segments, the definitions, the targets, the
areas, the policy and the day. When any of them changes there is nothing to throw away; the key is another.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from threading import Lock

import pyarrow as pa
from django.utils import timezone

from goldenthread.engine.judge import judge
from goldenthread.engine.policy import read_policy
from goldenthread.measures.reading import observations, read_table
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.measures.visible import ReleaseSheet
from goldenthread.rules.judgement import judge as judge_series
from goldenthread.rules.measure import Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period, read_period
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict

Key = tuple[str, str, str]
Verdicts = Mapping[Key, tuple[Verdict, ...]]

MOST_KEPT = 32
# Up to so many rows the rules answer sooner than columns can be set out.
FEW_ROWS = 400


@dataclass(frozen=True, slots=True)
class Series:
    """What is to be judged: these measures in these areas (None: in all), from these releases."""

    releases: Sequence[ReleaseSheet]
    sheets: Sequence[MeasureSheet]
    areas: tuple[str, ...] | None
    targets: tuple[Target, ...]

    def fingerprint(self) -> tuple[object, ...]:
        """Equal for two of these exactly where every verdict would be equal."""
        known = tuple((release.segment, release.received_at) for release in self.releases)
        return known, tuple((each.measure, each.gap) for each in self.sheets), self.areas, self.targets


_kept: OrderedDict[object, Verdicts] = OrderedDict()
_lock = Lock()


def judged(series: Series, policy: Policy | str, now: datetime) -> dict[Key, tuple[Verdict, ...]]:
    """The verdicts by measure, area and group, question by question in the policy's order.

    `policy` is a policy or the name of one; an empty name asks nothing.
    """
    if not series.sheets or policy == "":
        return {}
    as_of = timezone.localdate(now)
    key = (series.fingerprint(), policy if isinstance(policy, str) else repr(policy), as_of)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return dict(_kept[key])
    found = _judge(series, read_policy(policy) if isinstance(policy, str) else policy, as_of)
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return dict(found)


def _judge(series: Series, policy: Policy, as_of: date) -> Verdicts:
    table = read_table(series.releases, series.sheets, series.areas)
    if table.num_rows <= FEW_ROWS:
        return _one_by_one(observations(table), series, policy, as_of)
    measures = {sheet.ref: sheet.measure for sheet in series.sheets}
    order = {question.name: at for at, question in enumerate(policy.questions)}
    found = read_verdicts(judge(table, measures, series.targets, policy, as_of))
    return {key: tuple(sorted(each, key=lambda one: order[one.question])) for key, each in found.items()}


def _one_by_one(points: Iterable[Observation], series: Series, policy: Policy, as_of: date) -> Verdicts:
    """The same verdicts by the rules themselves, which the columns are held equal to."""
    held: dict[Key, list[Observation]] = {(each.measure, each.area, ""): [] for each in series.targets}
    for each in points:
        held.setdefault((each.measure, each.area, each.group), []).append(each)
    measures = {sheet.ref: sheet.measure for sheet in series.sheets}
    return {
        (ref, area, group): judge_series(
            rows, measures[ref], series.targets, policy, as_of, area=area, group=group
        )
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
