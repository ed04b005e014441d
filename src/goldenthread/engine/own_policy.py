"""Measures with a policy of their own, as the measures table states them, and judging each by its own."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.comparator import asked_by
from goldenthread.engine.judge import Judging
from goldenthread.engine.kernel.outcome import in_key_order
from goldenthread.engine.policy import read_policy, shipped_policies
from goldenthread.engine.table import Table, read_table
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.policy import Policy
from goldenthread.rules.refusal import Refusal, Refused

Engine = Callable[[pa.Table, Judging], pa.Table]


def policies_stated(path: Path) -> dict[str, str]:
    """What the column `policy` of a measures table says, by measure; empty where there is no such column.

    An empty cell is kept: the measure has no policy of its own.
    """
    table = read_table(path, ("measure",), ("policy",))
    if "policy" not in table.data.column_names:
        return {}
    rows = table.data.to_pylist()
    return {(row["measure"] or "").strip(): (row["policy"] or "").strip() for row in rows}


def own_policies(path: Path) -> dict[str, Policy]:
    """The policies of their own that measures have, by measure: a shipped one, or a file beside the table.

    Raises Refused with every row whose policy is not there or cannot be used.
    """
    table = read_table(path, ("measure",), ("policy",))
    if "policy" not in table.data.column_names:
        return {}
    found: dict[str, Policy] = {}
    wrong: list[Refusal] = []
    for at, row in enumerate(table.data.to_pylist()):
        said = (row["policy"] or "").strip()
        if not said:
            continue
        try:
            found[(row["measure"] or "").strip()] = _read(said, path.parent)
        except Refused as refused:
            wrong.append(_refused(table, at, said, refused))
    if wrong:
        raise Refused(wrong)
    return found


def _read(said: str, folder: Path) -> Policy:
    return read_policy(said if said in shipped_policies() else folder / said)


def _refused(table: Table, at: int, said: str, refused: Refused) -> Refusal:
    first = refused.refusals[0]
    return table.refuse(at, "policy", f"'{said}' cannot be used: {first.what}", first.do)


def judge_each(
    table: pa.Table, judging: Judging, beside: Comparators, own: Mapping[str, Policy], ask: Engine
) -> pa.Table:
    """JUDGEMENTS of every series, each measure by its own policy where it has one.

    `beside` says whom areas are compared with before any policy has chosen a model.
    """
    if not own:
        return ask(table, judging)
    by_ref: dict[str, tuple[Policy, list[str]]] = {}
    for ref in judging.measures:
        policy = own.get(ref, judging.policy)
        by_ref.setdefault(policy.ref, (policy, []))[1].append(ref)
    tables = []
    for policy, refs in by_ref.values():
        chosen = frozenset(refs)
        part = replace(
            judging,
            policy=policy,
            measures={ref: judging.measures[ref] for ref in refs},
            targets=[each for each in judging.targets if each.measure in chosen],
            comparators=asked_by(policy, beside),
        )
        kept = pc.is_in(pc.cast(table["measure"], pa.string()), pa.array(refs, pa.string()))
        tables.append(ask(table.filter(kept), part))
    return in_key_order(tables)
