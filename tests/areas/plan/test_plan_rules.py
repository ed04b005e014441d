"""What may be wrong with a plan, and how its tree is walked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.plan import Decided, Lens, PlanDocument, PlanItem, Succession, check_plan, is_horizon
from goldenthread.rules.plan_tree import ancestors, by_parent, children, descendants, thread

TREE = (
    PlanItem("v", "vision", "Vision"),
    PlanItem("o1", "outcome", "First", "v"),
    PlanItem("o2", "outcome", "Second", "v"),
    PlanItem("s1", "supporting_outcome", "Supporting", "o1"),
    PlanItem("a1", "action", "Action", "s1"),
)
LEVELS = ("vision", "outcome", "supporting_outcome", "objective")


def item(ref: str = "a", kind: str = "outcome", title: str = "T", parent: str = "", **words: str) -> PlanItem:
    return PlanItem(ref, kind, title, parent, **words)


def plan(*items: PlanItem, **words: object) -> PlanDocument:
    return PlanDocument(**{"ref": "p", "title": "A plan", "items": items, **words})  # type: ignore[arg-type]


def test_a_sound_plan_has_no_faults() -> None:
    assert check_plan(plan(*TREE, levels=LEVELS, start="2020", end="2020", decided=Decided("Cabinet"))) == ()


FAULTS = [
    (plan(ref=" "), None, "ref", "no ref"),
    (plan(title=""), None, "title", "no title"),
    (plan(state="agreed"), None, "state", "unknown state 'agreed'"),
    (plan(start="2020-13"), None, "from", "no date"),
    (plan(end="soon"), None, "to", "no date"),
    (plan(start="2021-04", end="2020"), None, "to", "ends (2020) before it starts (2021-04)"),
    (plan(levels=("goal",)), None, "levels", "unknown kind 'goal'"),
    (plan(levels=("outcome", "outcome")), None, "levels", "stands twice"),
    (plan(lenses=(Lens("m", "M"), Lens("m", "N"))), None, "lenses", "two lenses"),
    (plan(succession=(Succession("", "p"),)), None, "succession", "leads from"),
    (plan(succession=(Succession("o", "p", "", "mine"),)), None, "succession", "unknown reading 'mine'"),
    (plan(item(ref="")), 2, "ref", "no ref"),
    (plan(item(), item(title="again")), 3, "ref", "already the ref of the item in row 2"),
    (plan(item(title=" ")), 2, "title", "no title"),
    (plan(item(kind="goal")), 2, "kind", "unknown kind 'goal'"),
    (plan(item(horizon="soon")), 2, "horizon", "unknown horizon 'soon'"),
    (plan(item(published_1y="better")), 2, "published_1y", "unknown published direction"),
    (plan(item(published_marks=("starred",))), 2, "published_marks", "unknown mark"),
    (plan(item(published_3y="Mixed")), 2, "published_3y", "unknown published direction"),
    (plan(item(parent="b")), 2, "parent", "hangs on b, which is not in the plan"),
    (plan(item(parent="a")), 2, "parent", "in a circle: a > a"),
    (plan(item("t", parent="a"), item("a", parent="b"), item("b", parent="a")), 3, "parent", "a > b > a"),
    (plan(item("x", "objective"), item("a", parent="x"), levels=LEVELS), 3, "parent", "levels place above"),
]


@pytest.mark.parametrize(("faulty", "row", "column", "word"), FAULTS)
def test_a_fault_is_named_with_row_and_column(
    faulty: PlanDocument, row: int | None, column: str, word: str
) -> None:
    found = check_plan(faulty, "p.csv")
    assert len(found) == 1
    assert (found[0].file, found[0].row, found[0].column) == ("p.csv", row, column)
    assert word in found[0].what


def test_an_item_may_hang_on_one_of_its_own_kind() -> None:
    assert check_plan(plan(item("a", "action"), item("b", "action", parent="a"), levels=("action",))) == ()


def test_rows_are_those_of_the_file_where_it_gives_them() -> None:
    assert [fault.row for fault in check_plan(plan(item(), item("b", title="")), "p.yaml", [10, 14])] == [14]


@pytest.mark.parametrize("text", ["1-2 years", "2-5 years", "long term", "2024-02-29"])
def test_horizons(text: str) -> None:
    assert is_horizon(text)


@pytest.mark.parametrize("text", ["", "2023-02-29", "2024", "2024-02", "20240229", "1-2 Years"])
def test_not_horizons(text: str) -> None:
    assert not is_horizon(text)


def refs(items: tuple[PlanItem, ...]) -> list[str]:
    return [each.ref for each in items]


def test_the_tree_is_walked_both_ways() -> None:
    assert refs(children(TREE, "v")) == ["o1", "o2"]
    assert refs(children(TREE, "")) == ["v"]
    assert refs(descendants(TREE, "v")) == ["o1", "s1", "a1", "o2"]
    assert refs(ancestors(TREE, "a1")) == ["s1", "o1", "v"]
    assert refs(thread(TREE, "a1")) == ["v", "o1", "s1", "a1"]
    assert thread(TREE, "unknown") == ()
    assert {parent: refs(below) for parent, below in by_parent(TREE).items()}["o1"] == ["s1"]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=10))
def test_no_tree_however_broken_makes_a_walk_endless(links: list[tuple[int, int]]) -> None:
    items = tuple(item(str(ref), parent=str(parent)) for ref, parent in links)
    for ref in "0123456":
        assert ref not in refs(descendants(items, ref))
        assert ref not in refs(ancestors(items, ref))
        assert len(thread(items, ref)) <= 7


@given(st.lists(st.integers(0, 6), min_size=7, max_size=7))
def test_a_circle_is_found_exactly_where_walking_up_comes_back(parents: list[int]) -> None:
    items = tuple(item(str(ref), parent=str(parent)) for ref, parent in enumerate(parents))
    on_circle = set()
    for ref in range(7):
        above = parents[ref]
        for _ in range(7):
            if above == ref:
                on_circle.add(str(ref))
            above = parents[above]
    told = [fault.what.split(": ")[1].split(" > ")[:-1] for fault in check_plan(plan(*items))]
    assert sorted(ref for chain in told for ref in chain) == sorted(on_circle)
