"""Roll-up over whole columns: every node and area at once, equal to `rules.roll_up`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.rules.policy import Policy
from goldenthread.rules.roll_up import OVERALL, SIDES, roll_up_rule
from goldenthread.rules.tree import Tree
from goldenthread.rules.verdict import CANNOT_JUDGE

Sides = npt.NDArray[np.int8]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

IMPROVING, MAINTAINING, MIXED, NOT_IMPROVING = range(len(SIDES))
CANNOT, DESCRIBED, ABSENT = 4, 5, 6
_TEXTS: Final = pa.array([*SIDES, CANNOT_JUDGE], pa.string())

ROLLED_UP: Final = pa.schema(
    [
        ("ref", pa.string()),
        ("area", pa.string()),
        ("question", pa.string()),
        ("verdict", pa.string()),
        *((side, pa.int64()) for side in SIDES),
        ("cannot_judge", pa.int64()),
        ("single_measure", pa.bool_()),
        ("rule", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A tree as numbers. Nodes and measures go by the order of their texts.

    `levels` are edges from below upwards: measures and the nodes they hang on, children and their parents.
    """

    refs: tuple[str, ...]
    measures: tuple[str, ...]
    levels: tuple[tuple[Ints, Ints, Ints, Ints], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """For each row (measures, or nodes) and area: the side taken, and whether it rests on one measure."""

    side: Sides
    single: Bools


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the nodes' children come to; `counts` has an array for each side and for CANNOT."""

    grid: Grid
    counts: Ints


def roll_up(judgements: pa.Table, tree: Tree, policy: Policy) -> pa.Table:
    """The ROLLED_UP rows of a JUDGEMENTS table: each node, area and question with a verdict below it.

    Needs `measure, area, question, verdict`; `group` (rows with one are passed over), `marks` and `rule`
    where there are. A published verdict (rule `published/...`) rests on a single measure only where it is so
    marked. Sorted by ref, area and question. Raises Refused where the policy states no roll-up.
    """
    rule = roll_up_rule(policy)
    if "group" in judgements.column_names:
        judgements = judgements.filter(pc.equal(pc.fill_null(judgements["group"], ""), ""))
    shape = _shape(tree)
    areas = tuple(sorted(set(judgements["area"].to_pylist())))
    leaves = {q: _leaves(judgements, shape, areas, q, table) for q, table in rule.counts_as.items()}
    gathered = {q: _gather(grid, shape, rule.times) for q, grid in leaves.items()}
    if rule.overall:
        gathered[OVERALL] = _overall(
            [leaves[q] for q in rule.overall], [gathered[q].grid for q in rule.overall], shape, rule.times
        )
    signed = f"{policy.ref}/{rule.rule}@{rule.version}"
    return _table(gathered, shape.refs, areas, signed)


def _shape(tree: Tree) -> Shape:
    refs = tuple(sorted(tree.parents))
    measures = tuple(sorted({measure for held in tree.measures.values() for measure in held}))
    node, measure_at = ({text: at for at, text in enumerate(texts)} for texts in (refs, measures))
    depth: dict[str, int] = {"": -1}
    for ref in reversed(tree.from_below()):
        depth[ref] = depth[tree.parents[ref]] + 1
    levels = []
    for level in range(max(depth.values()), -1, -1):
        hung = [(measure_at[m], node[ref]) for ref in refs if depth[ref] == level for m in tree.measures[ref]]
        under = [(node[ref], node[tree.parents[ref]]) for ref in refs if depth[ref] == level + 1]
        levels.append((*_edges(hung), *_edges(under)))
    return Shape(refs, measures, tuple(levels))


def _edges(pairs: Sequence[tuple[int, int]]) -> tuple[Ints, Ints]:
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _leaves(
    judgements: pa.Table, shape: Shape, areas: Sequence[str], question: str, counts_as: Mapping[str, str]
) -> Grid:
    """Each measure's side in each area, for one question."""
    rows = judgements.filter(pc.equal(judgements["question"], question))
    measure = _places(rows["measure"], shape.measures)
    area = _places(rows["area"], areas)
    verdicts = sorted(set(rows["verdict"].to_pylist()))
    taken = [counts_as.get(verdict, verdict) for verdict in verdicts]
    known = {text: at for at, text in enumerate((*SIDES, CANNOT_JUDGE))}
    sides = np.array([known.get(text, DESCRIBED) for text in taken] or [0], dtype=np.int8)
    there = measure >= 0
    grid = Grid(
        np.full((len(shape.measures), len(areas)), ABSENT, np.int8),
        np.zeros((len(shape.measures), len(areas)), bool),
    )
    grid.side[measure[there], area[there]] = sides[_places(rows["verdict"], verdicts)][there]
    grid.single[measure[there], area[there]] = _single(rows)[there]
    return grid


def _places(column: pa.ChunkedArray, texts: Sequence[str]) -> Ints:
    """The place of each cell among the texts, -1 where it is not one of them."""
    found = pc.fill_null(pc.index_in(column, value_set=pa.array(texts, pa.string())), -1)
    places: Ints = found.to_numpy().astype(np.int64)
    return places


def _single(rows: pa.Table) -> Bools:
    nothing = pa.chunked_array([pa.array([""] * rows.num_rows, pa.string())])
    names = rows.column_names
    rule = pc.fill_null(rows["rule"], "") if "rule" in names else nothing
    marks = pc.fill_null(rows["marks"], "") if "marks" in names else nothing
    marked = pc.match_substring_regex(marks, "(^|;)single_measure(;|$)")
    single: Bools = pc.or_(marked, pc.invert(pc.starts_with(rule, "published/"))).to_numpy().astype(bool)
    return single


def _gather(measures: Grid, shape: Shape, times: int, settled: Sides | None = None) -> Gathered:
    """Up the tree, level by level. Where the nodes' verdicts are `settled`, only counts are gathered."""
    size = (len(shape.refs), measures.side.shape[1])
    nodes = Grid(np.full(size, ABSENT, np.int8) if settled is None else settled, np.zeros(size, bool))
    counts = np.zeros((CANNOT + 1, *size), np.int64)
    judged, single = np.zeros(size, np.int64), np.zeros(size, np.int64)
    there = np.zeros(size, bool)
    for measure, holder, child, parent in shape.levels:
        for grid, below, above in ((measures, measure, holder), (nodes, child, parent)):
            sides = grid.side[below]
            for side in range(CANNOT):
                np.add.at(counts[side], above, sides == side)
            np.add.at(counts[CANNOT], above, (sides == CANNOT) | (sides == ABSENT))
            np.add.at(judged, above, sides < CANNOT)
            np.add.at(single, above, (sides < CANNOT) & grid.single[below])
            np.logical_or.at(there, above, sides != ABSENT)
        here = np.unique(np.concatenate((holder, parent)))
        if settled is None:
            nodes.side[here] = np.where(there[here], _balance(counts[:, here], times), ABSENT)
        nodes.single[here] = (judged[here] == 1) & (single[here] == 1)
    return Gathered(nodes, counts)


def _balance(counts: Ints, times: int) -> Sides:
    """`rules.roll_up.balance` for many nodes at once."""
    better, worse = counts[IMPROVING] + counts[MIXED], counts[NOT_IMPROVING] + counts[MIXED]
    larger = np.where(better > worse, IMPROVING, NOT_IMPROVING)
    tied = np.where(better > 0, MIXED, CANNOT)
    side = np.where(better == worse, tied, larger)
    side = np.where(counts[MAINTAINING] > np.maximum(better, worse), MAINTAINING, side)
    mixed = (better > 0) & (worse > 0) & (better < times * worse) & (worse < times * better)
    return np.where(mixed, MIXED, side).astype(np.int8)


def _overall(leaves: Sequence[Grid], nodes: Sequence[Grid], shape: Shape, times: int) -> Gathered:
    """The windows together: where they agree, one alone, or mixed."""
    measures = Grid(_agreement(leaves), np.zeros(leaves[0].side.shape, bool))
    both = _agreement(nodes)
    counts = _gather(measures, shape, times, settled=both).counts
    alone = np.ones(both.shape, bool)
    for grid in nodes:
        alone &= grid.single | (grid.side >= CANNOT)
    return Gathered(Grid(both, alone & (both < CANNOT)), counts)


def _agreement(windows: Sequence[Grid]) -> Sides:
    """`rules.roll_up.agreement` for many at once; absent where every window is."""
    agreed = np.full(windows[0].side.shape, ABSENT, np.int8)
    for grid in windows:
        unable = np.where(grid.side == ABSENT, agreed, np.minimum(agreed, CANNOT))
        first = np.where(agreed >= CANNOT, grid.side, np.where(agreed == grid.side, agreed, MIXED))
        agreed = np.where(grid.side < CANNOT, first, unable).astype(np.int8)
    return agreed


def _table(
    gathered: Mapping[str, Gathered], refs: Sequence[str], areas: Sequence[str], signed: str
) -> pa.Table:
    questions = sorted(gathered)
    found = [np.nonzero(gathered[question].grid.side != ABSENT) for question in questions]
    node = np.concatenate([nodes for nodes, _ in found]) if found else np.zeros(0, np.int64)
    area = np.concatenate([places for _, places in found]) if found else np.zeros(0, np.int64)
    asked = np.repeat(np.arange(len(questions)), [len(nodes) for nodes, _ in found])

    def picked(values: Sequence[npt.NDArray[np.generic]]) -> npt.NDArray[np.generic]:
        parts = [each[where] for each, where in zip(values, found, strict=True)]
        return np.concatenate(parts) if parts else np.zeros(0)

    each = [gathered[question] for question in questions]
    columns = [
        pa.array(refs, pa.string()).take(pa.array(node)),
        pa.array(areas, pa.string()).take(pa.array(area)),
        pa.array(questions, pa.string()).take(pa.array(asked)),
        _TEXTS.take(pa.array(picked([one.grid.side for one in each]))),
        *(pa.array(picked([one.counts[side] for one in each]), pa.int64()) for side in range(CANNOT + 1)),
        pa.array(picked([one.grid.single for one in each]), pa.bool_()),
        pa.array([signed] * len(node), pa.string()),
    ]
    return pa.table(columns, schema=ROLLED_UP).take(pa.array(np.lexsort((asked, area, node))))
