"""The installation's verdicts, kept on disk: judged again only where what they were made from has changed.

A measure's verdicts are made from the releases that hold it, its definition, its targets, the policy that
judges it, whom its areas are compared with and where its limits begin anew.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings

from goldenthread.engine.comparator import asked_by
from goldenthread.engine.judge import Judging, judge_table
from goldenthread.engine.judge_compact import as_long
from goldenthread.engine.result import Refreshed, ResultStore, made_from
from goldenthread.measures.access import may_judge_held
from goldenthread.measures.comparators import comparators
from goldenthread.measures.own_policy import by_policy
from goldenthread.measures.reading import plain, read_table
from goldenthread.measures.sheet import MeasureSheet, refs_needed
from goldenthread.measures.visible import ReleaseSheet, all_releases, all_sheets, targets_of
from goldenthread.people.access import Officer, require
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.measure import Target
from goldenthread.rules.policy import Policy

Engine = Callable[[pa.Table, Judging], pa.Table]
"""What judges OBSERVATIONS: the engine inside, or Spark."""

AT_ONCE = 50
"""So many measures are read and judged together."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that the installation's verdicts are made from."""

    releases: tuple[ReleaseSheet, ...]
    sheets: Mapping[str, MeasureSheet]
    targets: Mapping[str, tuple[Target, ...]]
    comparators: Comparators
    policy: Policy
    as_of: date


def refresh_verdicts(who: Officer | None, policy: Policy, as_of: date) -> Refreshed:
    """Judge what has changed since the last time under this policy, and keep it.

    Nothing that anyone entered is changed, so the trail has no line of it.
    """
    require(who is None or may_judge_held(who), "judge what is held")
    material = material_of(policy, as_of)
    return store_of(policy).refresh(_keys(material), lambda refs: _judged(material, refs))


def kept_verdicts(who: Officer | None, policy: Policy, measures: Collection[str] | None = None) -> pa.Table:
    """The verdicts kept under the policy, of these measures or of all, published or not."""
    require(who is None or may_judge_held(who), "read what is judged")
    return store_of(policy).read(measures)


def store_of(policy: Policy) -> ResultStore:
    """Where an installation keeps its verdicts under a policy."""
    return ResultStore(Path(settings.HOME) / "verdicts" / policy.ref)


def material_of(policy: Policy, as_of: date) -> Material:
    """What the installation's verdicts are made from today, published or not."""
    sheets = {sheet.ref: sheet for sheet in all_sheets()}
    targets: dict[str, list[Target]] = {}
    for target in targets_of(None):
        targets.setdefault(target.measure, []).append(target)
    aims = {ref: tuple(each) for ref, each in targets.items()}
    return Material(all_releases(), sheets, aims, comparators(), policy, as_of)


def _keys(material: Material) -> dict[str, str]:
    """By measure: the key of what its verdicts are made from."""
    holding: dict[str, list[str]] = {}
    for release in material.releases:
        for ref in release.measures:
            holding.setdefault(ref, []).append(f"{release.segment}@{release.received_at.isoformat()}")
    rebased: dict[str, list[object]] = {}
    for key, periods in material.comparators.rebased.items():
        rebased.setdefault(key[0], []).append((key, periods))
    keys = {}
    for policy, sheets in by_policy(material.sheets.values(), material.policy):
        beside = asked_by(policy, material.comparators)
        shared = made_from(policy, beside.benchmarks, beside.levels, beside.model, _aged(policy, material))
        groups = {model: made_from(held) for model, held in beside.groups.items()}
        for sheet in sheets:
            model = beside.models.get(sheet.ref) or beside.model
            keys[sheet.ref] = made_from(
                shared,
                groups.get(model, ""),
                sorted(rebased.get(sheet.ref, ()), key=repr),
                sheet.measure,
                sheet.gap,
                material.targets.get(sheet.ref, ()),
                [holding.get(ref, []) for ref in refs_needed([sheet])],
            )
    return keys


def _aged(policy: Policy, material: Material) -> date | None:
    """The day counts only where a figure can be too old to be judged."""
    return material.as_of if policy.stale_after_months is not None else None


def _judged(material: Material, refs: Collection[str]) -> Iterator[pa.Table]:
    """The long tables of these measures, some at a time."""
    chosen = [material.sheets[ref] for ref in refs]
    for policy, sheets in by_policy(chosen, material.policy):
        for at in range(0, len(sheets), AT_ONCE):
            yield as_long(judged_together(material, policy, sheets[at : at + AT_ONCE]))


def judged_together(
    material: Material, policy: Policy, sheets: Sequence[MeasureSheet], engine: Engine = judge_table
) -> pa.Table:
    """The JUDGEMENTS of some measures under the policy that judges them."""
    table = read_table(material.releases, sheets)
    refs = pa.array(sorted(sheet.ref for sheet in sheets), pa.string())
    known = table.filter(pc.is_in(plain(table, "measure"), refs))
    return engine(known, judging(material, policy, sheets))


def judging(material: Material, policy: Policy, sheets: Iterable[MeasureSheet]) -> Judging:
    """By what some measures are judged under a policy."""
    measures = {sheet.ref: sheet.measure for sheet in sheets}
    targets = [target for ref in measures for target in material.targets.get(ref, ())]
    beside = asked_by(policy, material.comparators)
    return Judging(measures, policy, targets, material.as_of, beside)
