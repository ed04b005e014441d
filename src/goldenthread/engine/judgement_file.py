"""Judgements and trees read from files, and judgements written."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa

from goldenthread.engine.kernel.answer import VERDICTS
from goldenthread.engine.kernel.outcome import NUMBERS
from goldenthread.engine.table import Table, ending, read_table, write_table
from goldenthread.rules.policy import Policy
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.roll_up import roll_up_rule
from goldenthread.rules.tree import Branch, Tree, read_tree

KNOWN_VERDICTS: Final = frozenset((*VERDICTS, "mixed"))
KEY: Final = ("measure", "area", "group", "question")


def read_judgements(path: Path, policy: Policy) -> pa.Table:
    """The columns of a judgements file that roll up: measure, area, group, question, verdict, marks and rule.

    Raises Refused with every row that has an empty key, a verdict that the policy's questions cannot give, or
    a key that another row gives another verdict.
    """
    table = read_table(path, ("measure", "area", "question", "verdict"), ("group", "marks", "rule"))
    asked = roll_up_rule(policy).counts_as
    wrong: list[Refusal] = []
    seen: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    for at, row in enumerate(table.data.to_pylist()):
        empty = [name for name in ("measure", "area", "question", "verdict") if not row[name]]
        wrong += [
            table.refuse(at, name, f"the {name} is empty", f"give the row its {name}") for name in empty
        ]
        if not empty and row["question"] in asked and row["verdict"] not in KNOWN_VERDICTS:
            do = f"use one of {', '.join(sorted(KNOWN_VERDICTS))}"
            wrong.append(table.refuse(at, "verdict", f"'{row['verdict']}' is not a verdict", do))
        seen[tuple(row.get(name) or "" for name in KEY)].append((at, row["verdict"] or ""))
    wrong += _disagreements(table, seen)
    if wrong:
        raise Refused(sorted(wrong, key=lambda refusal: refusal.row or 0))
    return table.data


def _disagreements(table: Table, seen: dict[tuple[str, ...], list[tuple[int, str]]]) -> list[Refusal]:
    what = "another row gives this measure, area, group and question another verdict"
    return [
        table.refuse(at, "verdict", what, "keep the row that is right")
        for rows in seen.values()
        if len({verdict for _, verdict in rows}) > 1
        for at, _ in rows
    ]


def read_tree_file(path: Path) -> Tree:
    """The tree of a file with `ref, parent, measure`. Raises Refused for orphans, circles and two parents."""
    table = read_table(path, ("ref", "parent"), ("measure",))
    branches = [
        Branch(*((row.get(name) or "").strip() for name in ("ref", "parent", "measure")))
        for row in table.data.to_pylist()
    ]
    if not branches:
        raise refuse("the tree has no rows", "add a row for each node", file=table.file, row=1)
    try:
        return read_tree(branches, table.file)
    except Refused as refused:
        at_line = {at: int(line) for at, line in enumerate(table.lines, start=2)}
        moved = [
            Refusal(r.file, at_line.get(r.row or 0, r.row), r.column, r.what, r.do) for r in refused.refusals
        ]
        raise Refused(moved) from None


def write_judgements(judgements: pa.Table, path: Path) -> None:
    """CSV with each number at its measure's places; Parquet with numbers as doubles."""
    write_exact(judgements, NUMBERS, path)


def write_exact(table: pa.Table, numbers: Sequence[str], path: Path) -> None:
    """A table whose numbers are text: as they stand in CSV, as the nearest doubles in Parquet."""
    if ending(path) == ".parquet":
        for name in numbers:
            at = table.column_names.index(name)
            table = table.set_column(at, name, table[name].cast(pa.float64()))
    write_table(table, path)
