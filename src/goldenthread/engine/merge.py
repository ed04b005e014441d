"""Sorted runs of observations merged part by part, in memory that does not grow with their length.

A run is sorted by measure and area at least. A part holds every run's rows of a range of measures and areas,
the runs in their order.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.parquet as pq

from goldenthread.engine import segment
from goldenthread.engine.compact import Compact, observations
from goldenthread.engine.place import File

Key = tuple[str, str]

ROWS_IN_PART = 250_000
ROWS_IN_PIECE = 65_536


def key_at(table: pa.Table, row: int) -> Key:
    """The measure and the area of a row."""
    return table.column("measure")[row].as_py() or "", table.column("area")[row].as_py() or ""


@dataclass(slots=True)
class Run:
    """A run read once, from its first row to its last."""

    pieces: Iterator[pa.Table]
    _held: pa.Table | None = None

    def until(self, bound: Key | None) -> list[pa.Table]:
        """The rows not yet taken that stand before the bound; None takes all."""
        taken: list[pa.Table] = []
        while (piece := self._next()) is not None:
            if bound is None or key_at(piece, piece.num_rows - 1) < bound:
                taken.append(piece)
                continue
            at = _first_from(piece, bound)
            taken.append(piece.slice(0, at))
            self._held = piece.slice(at)
            break
        return taken

    def _next(self) -> pa.Table | None:
        piece, self._held = self._held, None
        while piece is None or piece.num_rows == 0:
            piece = next(self.pieces, None)
            if piece is None:
                return None
        return piece


def _first_from(table: pa.Table, bound: Key) -> int:
    """The first row that does not stand before the bound."""
    low, high = 0, table.num_rows
    while low < high:
        middle = (low + high) // 2
        if key_at(table, middle) < bound:
            low = middle + 1
        else:
            high = middle
    return low


@dataclass(slots=True)
class Samples:
    """Keys that stand at known distances in the runs, from which ranges of about equal size are cut."""

    rows_in_part: int = ROWS_IN_PART
    _keys: list[tuple[Key, int]] = field(default_factory=list)

    def see(self, table: pa.Table) -> None:
        """Take note of some rows of one run."""
        step = max(1, min(4096, self.rows_in_part // 4))
        for at in range(0, table.num_rows, step):
            self._keys.append((key_at(table, at), min(step, table.num_rows - at)))

    def see_compact(self, compact: Compact) -> None:
        """Take note of a compact file without reading it."""
        for at, (first, _) in enumerate(compact.bounds):
            self._keys.append(((compact.legend.refs[first], ""), compact.metadata.row_group(at).num_rows))

    def bounds(self) -> list[Key | None]:
        """The ends of the ranges, in order; the last is None."""
        found: list[Key | None] = []
        count = 0
        for key, rows in sorted(self._keys):
            if count >= self.rows_in_part and (not found or found[-1] != key):
                found.append(key)
                count = 0
            count += rows
        return [*found, None]


def merged(runs: Sequence[Run], bounds: Iterable[Key | None]) -> Iterator[pa.Table]:
    """The parts that hold any row, in order."""
    for bound in bounds:
        tables = [table for run in runs for table in run.until(bound) if table.num_rows]
        if tables:
            yield pa.concat_tables(tables)


def pieces_of(
    file: File,
    rows: int = ROWS_IN_PIECE,
    see: Callable[[int], object] | None = None,
    columns: Sequence[str] | None = None,
    measures: Collection[str] | None = None,
) -> Iterator[pa.Table]:
    """A segment's rows from first to last, a piece at a time, of those measures or of all.

    `see` is told how many rows each piece has.
    """
    groups = segment.groups_holding(file, measures)
    with file.open() as source, pq.ParquetFile(source) as parquet:
        for batch in parquet.iter_batches(rows, groups, columns, use_threads=False) if groups else ():
            if see is not None:
                see(batch.num_rows)
            yield segment.only(pa.Table.from_batches([batch]), "measure", measures)


def pieces_of_compact(compact: Compact, measures: Collection[str] | None = None) -> Iterator[pa.Table]:
    """A compact file's rows as OBSERVATIONS, of those measures or of all, without those kept beside it."""
    for block in compact.blocks(rows=1, measures=measures):
        for start in range(0, block.num_rows, ROWS_IN_PIECE):
            piece = pa.Table.from_batches([block.slice(start, ROWS_IN_PIECE)])
            yield segment.only(observations(piece, compact.legend), "measure", measures)
