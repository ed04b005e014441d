"""Roll-up: what a supporting outcome is when its measures disagree."""

import pytest

from goldenthread.rules.policy import Policy
from goldenthread.rules.refusal import Refused
from goldenthread.rules.roll_up import Leaf, RolledUp, balance, roll_up
from goldenthread.rules.tree import Branch, read_tree
from tests.spec.reading import ANNUAL, KENT


@pytest.mark.parametrize(
    ("improving", "maintaining", "mixed", "not_improving", "verdict"),
    [
        (2, 0, 0, 2, "mixed"),
        (2, 0, 0, 1, "improving"),
        (3, 0, 0, 2, "mixed"),
        (1, 0, 0, 2, "not_improving"),
        (1, 3, 0, 0, "maintaining"),
        (2, 2, 0, 0, "improving"),
        (1, 9, 0, 1, "mixed"),
        (0, 2, 0, 0, "maintaining"),
        (0, 0, 1, 0, "mixed"),
        (1, 0, 1, 0, "improving"),
        (0, 1, 0, 1, "not_improving"),
        (0, 0, 0, 0, "cannot_judge"),
        (5, 8, 6, 1, "mixed"),
        (11, 1, 7, 1, "improving"),
    ],
)
def test_mixed_needs_two_sides_of_which_neither_is_twice_the_other(
    improving: int, maintaining: int, mixed: int, not_improving: int, verdict: str
) -> None:
    assert balance(improving, maintaining, mixed, not_improving, times=2) == verdict


def rolled(*verdicts: tuple[str, str, str]) -> dict[tuple[str, str], RolledUp]:
    """The tree `top > a (m1, m2), b (m3)` with these (measure, question, verdict)."""
    tree = read_tree(
        [Branch("top", ""), Branch("a", "top", "m1"), Branch("a", "top", "m2"), Branch("b", "top", "m3")]
    )
    leaves = [Leaf(measure, KENT, question, verdict) for measure, question, verdict in verdicts]
    return {(row.ref, row.question): row for row in roll_up(tree, leaves, ANNUAL)}


def test_a_verdict_on_one_measure_alone_is_marked() -> None:
    rows = rolled(("m1", "direction_1y", "improving"), ("m2", "direction_1y", "cannot_judge"))
    assert rows["a", "direction_1y"].single_measure
    assert rows["a", "direction_1y"].cannot_judge == 1
    assert rows["top", "direction_1y"].single_measure
    assert ("b", "direction_1y") not in rows


def test_measures_without_polarity_take_no_side() -> None:
    rows = rolled(("m1", "direction_1y", "increasing"), ("m3", "direction_1y", "improving"))
    assert rows["a", "direction_1y"].verdict == "cannot_judge"
    assert rows["top", "direction_1y"].verdict == "improving"


def test_where_the_windows_disagree_the_overall_verdict_is_mixed() -> None:
    rows = rolled(
        ("m1", "direction_1y", "improving"),
        ("m1", "direction_3y", "not_improving"),
        ("m3", "direction_1y", "improving"),
        ("m3", "direction_3y", "cannot_judge"),
    )
    assert rows["a", "overall"].verdict == "mixed"
    assert rows["b", "overall"].verdict == "improving"
    assert (rows["top", "overall"].improving, rows["top", "overall"].mixed) == (1, 1)


@pytest.mark.parametrize(
    ("branches", "what"),
    [
        ([Branch("a", "b")], "there is no node b"),
        ([Branch("a", "b"), Branch("b", "a")], "hangs under itself"),
        ([Branch("a", "a")], "hangs under itself"),
        ([Branch("a", ""), Branch("b", ""), Branch("a", "b")], "already hangs"),
        ([Branch("", "")], "no ref"),
    ],
)
def test_a_tree_that_does_not_hold_is_refused(branches: list[Branch], what: str) -> None:
    with pytest.raises(Refused, match=what):
        read_tree(branches)


def test_a_policy_that_does_not_roll_up_says_so() -> None:
    policy = Policy.from_mapping({"ref": "p", "questions": {"target": {"rule": "target", "version": 1}}})
    with pytest.raises(Refused, match="does not say how to roll up"):
        roll_up(read_tree([Branch("a", "")]), [], policy)
