"""The tree that verdicts gather up: nodes with a parent, and the measures that hang on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.rules.refusal import Refusal, Refused


@dataclass(frozen=True, slots=True)
class Branch:
    """One row of a tree: a node, its parent (empty at the top), and a measure that hangs on it, if any."""

    ref: str
    parent: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes in the order in which they were first named, with their parents and their measures."""

    parents: Mapping[str, str]
    measures: Mapping[str, tuple[str, ...]]

    def children(self) -> dict[str, list[str]]:
        """The nodes directly under each node."""
        under: dict[str, list[str]] = {ref: [] for ref in self.parents}
        for ref, parent in self.parents.items():
            if parent:
                under[parent].append(ref)
        return under

    def from_below(self) -> tuple[str, ...]:
        """Every node after all that are under it."""
        depths: dict[str, int] = {}
        for ref in self.parents:
            path = []
            while ref and ref not in depths:
                path.append(ref)
                ref = self.parents[ref]
            for step in reversed(path):
                depths[step] = 1 + depths.get(self.parents[step], 0)
        return tuple(sorted(depths, key=lambda ref: -depths[ref]))


def read_tree(branches: Sequence[Branch], file: str = "tree") -> Tree:
    """The tree of these rows; a node may stand on several rows, one for each of its measures.

    Raises Refused for an empty ref, two parents, a parent that is not there, or a circle.
    """
    parents: dict[str, str] = {}
    measures: dict[str, tuple[str, ...]] = {}
    wrong: list[Refusal] = []
    rows: dict[str, int] = {}
    for row, branch in enumerate(branches, start=2):
        if not branch.ref:
            wrong.append(Refusal(file, row, "ref", "the node has no ref", "give it one"))
            continue
        if parents.setdefault(branch.ref, branch.parent) != branch.parent:
            what = f"{branch.ref} already hangs under {parents[branch.ref] or 'nothing'}"
            wrong.append(Refusal(file, row, "parent", what, "give it one parent"))
        rows.setdefault(branch.ref, row)
        held = measures.get(branch.ref, ())
        new = bool(branch.measure) and branch.measure not in held
        measures[branch.ref] = (*held, branch.measure) if new else held
    wrong += _orphans(parents, rows, file)
    wrong += [] if wrong else _circles(parents, rows, file)
    if wrong:
        raise Refused(wrong)
    return Tree(parents, measures)


def _orphans(parents: Mapping[str, str], rows: Mapping[str, int], file: str) -> list[Refusal]:
    return [
        Refusal(
            file, rows[ref], "parent", f"there is no node {parent}", "add a row for it, or correct the parent"
        )
        for ref, parent in parents.items()
        if parent and parent not in parents
    ]


def _circles(parents: Mapping[str, str], rows: Mapping[str, int], file: str) -> list[Refusal]:
    """One refusal for each node that hangs, through others, under itself."""
    sound: set[str] = set()
    wrong = []
    for ref in parents:
        path: list[str] = []
        seen: set[str] = set()
        at = ref
        while at and at not in sound and at not in seen:
            path.append(at)
            seen.add(at)
            at = parents[at]
        if at == ref and at in seen:
            what = f"{ref} hangs under itself ({' under '.join((*path, ref))})"
            wrong.append(Refusal(file, rows[ref], "parent", what, "break the circle"))
        if not at or at in sound:
            sound.update(path)
    return wrong
