"""Roll-up: verdicts gathered up a plan's tree, by the sides that its direct children take.

A mixed child counts on both sides. The verdict is mixed where both sides are there and neither is at least so
many times the other; otherwise it is the larger side, unless more children are maintaining. Children that
cannot be judged, or are only described (increasing, falling), take no side.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goldenthread.rules.policy import Policy, RollUpRule
from goldenthread.rules.refusal import refuse
from goldenthread.rules.tree import Tree
from goldenthread.rules.verdict import CANNOT_JUDGE

OVERALL: Final = "overall"
SIDES: Final = ("improving", "maintaining", "mixed", "not_improving")


@dataclass(frozen=True, slots=True)
class Leaf:
    """The verdict of one measure in one area. `single` tells whether it rests on one measure alone.

    A computed verdict does; a published one only where its publisher says so.
    """

    measure: str
    area: str
    question: str
    verdict: str
    single: bool = True


@dataclass(frozen=True, slots=True)
class RolledUp:
    """What a node's direct children come to, for one area and question."""

    ref: str
    area: str
    question: str
    verdict: str
    improving: int
    maintaining: int
    mixed: int
    not_improving: int
    cannot_judge: int
    single_measure: bool
    rule: str


@dataclass(frozen=True, slots=True)
class _Child:
    verdict: str
    single: bool
    is_there: bool = True


_ABSENT: Final = _Child(CANNOT_JUDGE, False, is_there=False)


def balance(improving: int, maintaining: int, mixed: int, not_improving: int, times: int) -> str:
    """The verdict that so many children of each kind come to."""
    better, worse = improving + mixed, not_improving + mixed
    if better and worse and better < times * worse and worse < times * better:
        return "mixed"
    if maintaining > max(better, worse):
        return "maintaining"
    if better == worse:
        return "mixed" if better else CANNOT_JUDGE
    return "improving" if better > worse else "not_improving"


def agreement(verdicts: Iterable[str]) -> str:
    """What the windows agree on; one alone where the others are missing; mixed where they disagree."""
    judged = {verdict for verdict in verdicts if verdict in SIDES}
    if not judged:
        return CANNOT_JUDGE
    return judged.pop() if len(judged) == 1 else "mixed"


def roll_up_rule(policy: Policy) -> RollUpRule:
    """The policy's roll-up. Raises Refused where it states none."""
    if policy.roll_up is None:
        raise refuse(
            "the policy does not say how to roll up", "add roll_up to it, or use another", file=policy.ref
        )
    return policy.roll_up


def roll_up(tree: Tree, leaves: Sequence[Leaf], policy: Policy) -> tuple[RolledUp, ...]:
    """One row for each node, area and question under which at least one verdict hangs.

    Sorted by ref, area and question. Raises Refused where the policy states no roll-up.
    """
    rule = roll_up_rule(policy)
    signed = f"{policy.ref}/{rule.rule}@{rule.version}"
    found: list[RolledUp] = []
    for area in sorted({leaf.area for leaf in leaves}):
        here = [leaf for leaf in leaves if leaf.area == area]
        by_question = {q: _sided(here, q, rule.counts_as[q]) for q in rule.counts_as}
        nodes = {q: _nodes(tree, by_question[q], rule, area, q, signed) for q in by_question}
        for rows in nodes.values():
            found += rows.values()
        if rule.overall:
            found += _overall(tree, by_question, nodes, rule, area, signed)
    return tuple(sorted(found, key=lambda row: (row.ref, row.area, row.question)))


def _sided(leaves: Sequence[Leaf], question: str, counts_as: Mapping[str, str]) -> dict[str, _Child]:
    """Each measure's verdict as the side it takes; a verdict that takes none is kept as it is."""
    return {
        leaf.measure: _Child(counts_as.get(leaf.verdict, leaf.verdict), leaf.single)
        for leaf in leaves
        if leaf.question == question
    }


def _nodes(
    tree: Tree, measures: Mapping[str, _Child], rule: RollUpRule, area: str, question: str, signed: str
) -> dict[str, RolledUp]:
    under = tree.children()
    rows: dict[str, RolledUp] = {}
    for ref in tree.from_below():
        children = [measures.get(measure, _ABSENT) for measure in tree.measures[ref]]
        for below in under[ref]:
            row = rows.get(below)
            children.append(_Child(row.verdict, row.single_measure) if row else _ABSENT)
        if any(child.is_there for child in children):
            rows[ref] = _gathered(children, rule, ref, area, question, signed)
    return rows


def _gathered(
    children: Sequence[_Child], rule: RollUpRule, ref: str, area: str, question: str, signed: str
) -> RolledUp:
    counts = {side: sum(child.verdict == side for child in children) for side in SIDES}
    judged = [child for child in children if child.verdict in SIDES]
    return RolledUp(
        ref,
        area,
        question,
        balance(**counts, times=rule.times),
        **counts,
        cannot_judge=sum(child.verdict == CANNOT_JUDGE for child in children),
        single_measure=len(judged) == 1 and judged[0].single,
        rule=signed,
    )


def _overall(
    tree: Tree,
    by_question: Mapping[str, Mapping[str, _Child]],
    nodes: Mapping[str, Mapping[str, RolledUp]],
    rule: RollUpRule,
    area: str,
    signed: str,
) -> list[RolledUp]:
    """Both windows of each node together; the counts are of its children's windows together."""
    under = tree.children()
    refs = {ref for question in rule.overall for ref in nodes[question]}
    both = {ref: agreement(nodes[q][ref].verdict for q in rule.overall if ref in nodes[q]) for ref in refs}
    found = []
    for ref in sorted(refs):
        children = [
            _Child(agreement(measures[m].verdict for measures in windows if m in measures), False)
            for m in tree.measures[ref]
            for windows in [[by_question[q] for q in rule.overall]]
        ]
        children += [_Child(both.get(below, CANNOT_JUDGE), False) for below in under[ref]]
        row = _gathered(children, rule, ref, area, OVERALL, signed)
        single = all(nodes[q][ref].single_measure for q in rule.overall if _is_judged(nodes[q], ref))
        judged = both[ref] in SIDES
        found.append(_with(row, both[ref], judged and single))
    return found


def _is_judged(rows: Mapping[str, RolledUp], ref: str) -> bool:
    return ref in rows and rows[ref].verdict in SIDES


def _with(row: RolledUp, verdict: str, single: bool) -> RolledUp:
    return RolledUp(
        row.ref,
        row.area,
        row.question,
        verdict,
        row.improving,
        row.maintaining,
        row.mixed,
        row.not_improving,
        row.cannot_judge,
        single,
        row.rule,
    )
