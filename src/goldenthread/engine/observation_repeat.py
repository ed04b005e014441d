"""Rows that state the same measure, area, period and group more than once.

Where they agree they count once; where they do not, none of them can be believed and all are refused.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldenthread.engine.number import in_words
from goldenthread.engine.stack import Codes, Fault

Rows = npt.NDArray[np.int64]

SAID = ("value", "qualifier", "status")


def settle_repeats(
    keys: Sequence[Codes], table: pa.Table, good: Rows, line: Callable[[int], str]
) -> tuple[Rows, list[Fault]]:
    """The rows that only repeat an earlier one, and a fault for each row that disagrees with another.

    `keys` are codes of measure, area, period and group by row, `good` the rows to look at, and `line` says
    where a row stands in its file. Two rows agree where value, qualifier and status are the same. The first
    of those that agree is kept.
    """
    order, starts, ends = _runs([key[good] for key in keys])
    several = np.flatnonzero(ends - starts > 1)
    if not len(several):
        return np.empty(0, dtype=np.int64), []
    runs = [good[order[starts[at] : ends[at]]] for at in several.tolist()]
    taken = np.concatenate(runs)
    said = zip(*(table.column(name).take(pa.array(taken)).to_pylist() for name in SAID), strict=True)
    saying = dict(zip(taken.tolist(), said, strict=True))
    repeats: list[int] = []
    faults: list[Fault] = []
    for run in runs:
        members = run.tolist()
        if len({saying[row] for row in members}) == 1:
            repeats += members[1:]
        else:
            faults += _disagreement(line, members, [_words(saying[row]) for row in members])
    return np.array(repeats, dtype=np.int64), faults


def _runs(keys: list[Codes]) -> tuple[Rows, Rows, Rows]:
    """A stable order that brings equal keys together, and where each run of them starts and ends."""
    order = np.lexsort(keys[::-1])
    change = np.zeros(len(order), dtype=bool)
    for key in keys:
        placed = key[order]
        change[1:] |= placed[1:] != placed[:-1]
    starts = np.concatenate(([0], np.flatnonzero(change))) if len(order) else np.empty(0, dtype=np.int64)
    return order, starts, np.concatenate((starts[1:], [len(order)])) if len(order) else starts


def _words(said: tuple[object, ...]) -> str:
    value, qualifier, status = said
    if not isinstance(value, Decimal):
        return f"{status} with {qualifier}" if qualifier else str(status)
    return f"{qualifier}{in_words(value)}" + ("" if status == "normal" else f" ({status})")


def _disagreement(line: Callable[[int], str], members: list[int], said: list[str]) -> list[Fault]:
    faults = []
    differs = next(at for at, each in enumerate(said) if each != said[0])
    for at, row in enumerate(members):
        other = differs if said[at] == said[0] else 0
        what = f"the same measure, area, period and group is {said[at]} here and {said[other]} at "
        do = "keep the row that is right and remove the others"
        faults.append(Fault(row, "value", what + line(members[other]), do))
    return faults
