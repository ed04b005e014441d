"""One portion of a delivery checked and set down as a sorted run, each row still knowing where it stood."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.observation import check_cells
from goldenthread.engine.observation_repeat import settle_repeats
from goldenthread.engine.segment import KEY, SegmentWriter, ranks
from goldenthread.engine.stack import Fault, stack
from goldenthread.engine.table import Table
from goldenthread.rules.measure import Measure
from goldenthread.rules.refusal import Refusal

ORIGIN = (pa.field("origin", pa.int32()), pa.field("line", pa.int64()))
ROWS_IN_GROUP = 16_384
"""Small, because one group of every run is in memory at once while they are merged."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What rows are checked against: the areas and measures there are, and what a bare 2016/17 means."""

    areas: Container[str]
    measures: Mapping[str, Measure] | None
    year_type: str


@dataclass(slots=True)
class Origins:
    """The tables that rows came from: the file's name and its own heading of the value, by number."""

    known: list[tuple[str, str]] = field(default_factory=list)

    def number(self, table: Table) -> int:
        """The table's number, which is that of any other of the same file and heading."""
        said = (table.file, table.heading("value"))
        if said not in self.known:
            self.known.append(said)
        return self.known.index(said)


@dataclass(slots=True)
class Tally:
    """What became of the rows: counts, and the first refusals."""

    refusals: list[Refusal] = field(default_factory=list)
    rows: int = 0
    refused: int = 0
    faults: int = 0
    most: int = 10_000

    def refuse(self, refusals: list[Refusal], rows: int) -> None:
        """So many rows are refused, for these reasons."""
        self.refused += rows
        self.faults += len(refusals)
        self.refusals += refusals[: max(0, self.most - len(self.refusals))]

    def add(self, other: "Tally") -> None:
        """What became of some more rows."""
        self.rows += other.rows
        self.refuse(other.refusals, other.refused)
        self.faults += other.faults - len(other.refusals)


def write_run(
    tables: list[Table], before: int, rules: Rulebook, origins: Origins, path: Path, tally: Tally
) -> None:
    """Check the tables of one portion and write its good rows; `before` is added to each line."""
    rows = stack(tables)
    whole, good, _, faults = check_cells(rows, rules.areas, rules.measures, rules.year_type)
    told = [later(fault.refusal(rows), before) for fault in sorted(faults, key=lambda fault: fault.row)]
    ragged = [later(refusal, before) for each in tables for refusal in each.ragged]
    tally.rows += rows.rows + len(ragged)
    tally.refuse(told + ragged, len({fault.row for fault in faults}) + len(ragged))
    origin = np.concatenate([np.full(each.data.num_rows, origins.number(each), np.int32) for each in tables])
    line = np.concatenate([each.lines for each in tables]) + before
    for name, column in (("origin", origin), ("line", line)):
        whole = whole.append_column(name, pa.array(column))
    writer = SegmentWriter(path, ORIGIN, ROWS_IN_GROUP, "lz4")
    writer.add(whole.filter(pa.array(good)))
    writer.close()


def later(refusal: Refusal, lines: int) -> Refusal:
    """The same refusal of a row so many lines further on."""
    if not lines or refusal.row is None:
        return refusal
    return Refusal(refusal.file, refusal.row + lines, refusal.column, refusal.what, refusal.do)


def settle(part: pa.Table, origins: Origins) -> tuple[pa.Table, int, list[Refusal]]:
    """The rows of some keys without repeats, how many repeats there were, and a refusal of each other row.

    The rows of one key stand in the order in which they were delivered.
    """
    origin, line = (part.column(name).to_numpy() for name in ("origin", "line"))
    keys = [ranks(part, name) for name in KEY]
    table = part.select(OBSERVATIONS.names)
    every = np.arange(part.num_rows, dtype=np.int64)
    repeated, faults = settle_repeats(keys, table, every, lambda row: _place(origins, origin, line, row))
    if not len(repeated) and not faults:
        return table, 0, []
    kept = np.ones(part.num_rows, dtype=bool)
    kept[repeated] = False
    kept[[fault.row for fault in faults]] = False
    refusals = [_refusal(fault, origins, origin, line) for fault in faults]
    return table.filter(pa.array(kept)), len(repeated), refusals


def _place(origins: Origins, origin: Ints, line: Ints, row: int) -> str:
    return f"{origins.known[origin[row]][0]}:{line[row]}"


def _refusal(fault: Fault, origins: Origins, origin: Ints, line: Ints) -> Refusal:
    file, heading = origins.known[origin[fault.row]]
    return Refusal(file, int(line[fault.row]), heading, fault.what, fault.do)
