"""Two tables of judgements set against each other: the answers that differ."""

from collections import Counter
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.table import read_table
from goldenthread.rules.refusal import refuse

KEY: Final = ("measure", "area", "group", "question", "period")
TOLD: Final = ("verdict", "reason", "lower_limit", "upper_limit", "rule")


def read_answers(path: Path) -> pa.Table:
    """The columns of a judgements file that tell its answers, as text. Raises Refused where it lacks some.

    Raises Refused, too, where a question about one measure, area and group is answered twice.
    """
    table = read_table(path, ("measure", "area", "question", "verdict"), ("group", "period", *TOLD[1:]))
    columns = {}
    for name in (*KEY, *TOLD):
        held = name in table.data.column_names
        text = table.data[name].cast(pa.string()) if held else pa.nulls(table.data.num_rows, pa.string())
        columns[name] = pc.fill_null(text, "")
    found = pa.table(columns)
    if found.group_by(list(KEY)).aggregate([]).num_rows < found.num_rows:
        what = "a question about one measure, area, group and period is answered twice"
        raise refuse(what, "give the judgements of one policy", file=path.name)
    return found


def flips(ours: pa.Table, theirs: pa.Table) -> pa.Table:
    """The questions that both answer and answer otherwise, in order of measure, area, group and question.

    What the second table tells has `other_` before its name.
    """
    renamed = theirs.rename_columns([*KEY, *(f"other_{name}" for name in TOLD)])
    both = ours.join(renamed, keys=list(KEY), join_type="inner")
    differ = both.filter(pc.not_equal(both["verdict"], both["other_verdict"]))
    return differ.sort_by([(name, "ascending") for name in KEY])


def shared(ours: pa.Table, theirs: pa.Table) -> int:
    """How many questions both answer."""
    return int(ours.join(theirs, keys=list(KEY), join_type="left semi").num_rows)


def counted(found: pa.Table) -> dict[str, int]:
    """How many answers flip from what to what, the most first."""
    pairs = zip(found["verdict"].to_pylist(), found["other_verdict"].to_pylist(), strict=True)
    counts = Counter(f"{ours} to {theirs}" for ours, theirs in pairs)
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
