"""Rolling up whole columns must say what the rules say, on any tree."""

from dataclasses import asdict

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.engine.policy import read_policy
from goldenthread.engine.roll_up import ROLLED_UP
from goldenthread.engine.roll_up import roll_up as roll_up_columns
from goldenthread.rules.roll_up import Leaf, roll_up
from goldenthread.rules.tree import Branch, read_tree

MEASURES, AREAS = ("m1", "m2", "m3", "m4"), ("E10000016", "E06000035")
VERDICTS = (
    "improving",
    "maintaining",
    "not_improving",
    "mixed",
    "cannot_judge",
    "increasing",
    "worsening",
    "no_clear_trend",
)


@st.composite
def trees(draw: st.DrawFn) -> list[Branch]:
    """Nodes hang under earlier ones or nothing; each holds some measures, some on rows of their own."""
    branches = []
    for at in range(draw(st.integers(1, 8))):
        parent = draw(st.sampled_from(["", *(f"n{before}" for before in range(at))]))
        held = draw(st.lists(st.sampled_from(["", *MEASURES]), min_size=1, max_size=3, unique=True))
        branches += [Branch(f"n{at}", parent, measure) for measure in held]
    return draw(st.permutations(branches))


LEAVES = st.dictionaries(
    st.tuples(
        st.sampled_from(MEASURES),
        st.sampled_from(AREAS),
        st.sampled_from(["direction_1y", "direction_3y", "regression", "target"]),
    ),
    st.tuples(st.sampled_from(VERDICTS), st.booleans(), st.booleans()),
)


@settings(max_examples=400, deadline=None)
@given(trees(), LEAVES, st.sampled_from(["kent-annual-report-2017", "kent-quarterly-2020"]))
def test_whole_columns_roll_up_as_the_rules_do(
    branches: list[Branch], said: dict[tuple[str, str, str], tuple[str, bool, bool]], name: str
) -> None:
    policy, tree = read_policy(name), read_tree(branches)
    rows, leaves = [], []
    for (measure, area, question), (verdict, published, marked) in said.items():
        rule = "published/kent" if published else "kent/variance@1"
        key = {"measure": measure, "area": area, "group": "", "question": question}
        rows.append({**key, "verdict": verdict, "rule": rule, "marks": "single_measure" if marked else ""})
        rows.append({**rows[-1], "group": "sex=female", "verdict": "improving"})
        leaves.append(Leaf(measure, area, question, verdict, marked or not published))
    names = ("measure", "area", "group", "question", "verdict", "rule", "marks")
    table = pa.Table.from_pylist(rows, schema=pa.schema([(each, pa.string()) for each in names]))
    slow = pa.Table.from_pylist([asdict(row) for row in roll_up(tree, leaves, policy)], schema=ROLLED_UP)
    assert roll_up_columns(table, tree, policy).to_pylist() == slow.to_pylist()
