"""One segment file: observations sorted by measure, area, period and group, in small row groups.

A figure is a Parquet DECIMAL, a whole number with its scale: exact, and small once compressed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.kept_tables import KeptTables
from goldenthread.engine.place import File

KEY = ("measure", "area", "period", "group")
ROWS_IN_GROUP = 8192
"""Small, because most readings want one measure: a nation's one measure is some 4,000 rows."""

ROWS_IN_LARGE_GROUP = 65_536
"""In a segment written piece by piece, which may have tens of millions of rows."""

FEW = 3
"""So many measures are read by their row groups; more, and the whole segment is."""

Codes = npt.NDArray[np.int32]


def ranks(table: pa.Table, column: str) -> Codes:
    """For each row where its text stands among the column's distinct texts in order."""
    whole = table.column(column).unify_dictionaries().combine_chunks()
    texts = whole.dictionary.to_pylist()
    order = {text: rank for rank, text in enumerate(sorted(set(texts)))}
    rank = np.array([order[text] for text in texts], dtype=np.int32)
    codes: Codes = rank[whole.indices.to_numpy()] if len(texts) else np.empty(0, dtype=np.int32)
    return codes


def texts_of(table: pa.Table, column: str) -> frozenset[str]:
    """The distinct texts that a column says; null says nothing, which is the empty text."""
    return frozenset(text or "" for text in pc.unique(table.column(column).cast(pa.string())).to_pylist())


def codes(table: pa.Table, column: str, texts: Sequence[str], absent: int = 0) -> npt.NDArray[np.int64]:
    """For each row where its text stands among the texts given; `absent` where it does not."""
    place = {text: at for at, text in enumerate(texts)}
    found = [np.zeros(0, dtype=np.int64)]
    for chunk in table.column(column).chunks:
        said = [place.get(text or "", absent) for text in chunk.dictionary.to_pylist()]
        own = chunk.indices.fill_null(len(said)).to_numpy(zero_copy_only=False)
        found.append(np.array([*said, place.get("", absent)], dtype=np.int64)[own])
    return np.concatenate(found)


def key_order(table: pa.Table) -> npt.NDArray[np.int64]:
    """A stable order of the rows by their key."""
    return np.lexsort([ranks(table, column) for column in reversed(KEY)])


def same_as_next(table: pa.Table) -> npt.NDArray[np.bool_]:
    """For each row but the last, of rows in order of the key, whether the next has the same key."""
    same = np.ones(max(0, table.num_rows - 1), dtype=bool)
    for column in KEY:
        own = ranks(table, column)
        same &= own[1:] == own[:-1]
    return same


def latest(table: pa.Table) -> pa.Table:
    """The last of the rows of each key, in order of the key."""
    ordered = table.take(pa.array(key_order(table)))
    kept = np.ones(table.num_rows, dtype=bool)
    kept[:-1] = ~same_as_next(ordered)
    return ordered if kept.all() else ordered.filter(pa.array(kept))


def write(table: pa.Table, file: BinaryIO) -> None:
    """Write a table of OBSERVATIONS in order of its key."""
    if table.schema != OBSERVATIONS:
        table = table.select(OBSERVATIONS.names).cast(OBSERVATIONS)
    ordered = table.take(pa.array(key_order(table)))
    pq.write_table(ordered, file, row_group_size=ROWS_IN_GROUP, compression="zstd")


@dataclass(slots=True)
class SegmentWriter:
    """Writes a segment from pieces that come in order of the key, however many there are."""

    path: Path
    more: tuple[pa.Field, ...] = ()
    rows_in_group: int = ROWS_IN_LARGE_GROUP
    compression: str = "zstd"
    rows: int = 0
    _held: pa.Table = field(init=False)
    _writer: pq.ParquetWriter = field(init=False)

    def __post_init__(self) -> None:
        schema = pa.schema([*OBSERVATIONS, *self.more])
        self._held = schema.empty_table()
        self._writer = pq.ParquetWriter(self.path, schema, compression=self.compression)

    def add(self, table: pa.Table) -> None:
        """Some more rows; their own order is put right."""
        self.rows += table.num_rows
        ordered = table.take(pa.array(key_order(table)))
        self._held = pa.concat_tables([self._held, ordered])
        while self._held.num_rows >= self.rows_in_group:
            self._write(self.rows_in_group)

    def close(self) -> None:
        """Write what is left."""
        if self._held.num_rows:
            self._write(self._held.num_rows)
        self._writer.close()

    def _write(self, rows: int) -> None:
        self._writer.write_table(trimmed(self._held.slice(0, rows)), row_group_size=rows)
        self._held = self._held.slice(rows)


def trimmed(table: pa.Table) -> pa.Table:
    """The same rows with no text that none of them says, for each row group carries its texts."""
    whole = table.unify_dictionaries().combine_chunks()
    columns = [_trimmed(each) if pa.types.is_dictionary(each.type) else each for each in whole.columns]
    return pa.table(columns, schema=table.schema)


def _trimmed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    chunks = []
    for chunk in column.chunks:
        held = chunk.indices.fill_null(0).to_numpy(zero_copy_only=False)
        used = np.flatnonzero(np.bincount(held, minlength=1))
        place = np.zeros(int(used[-1]) + 1, dtype=np.int32)
        place[used] = np.arange(len(used), dtype=np.int32)
        mask = ~chunk.is_valid().to_numpy(zero_copy_only=False) if chunk.null_count else None
        texts = chunk.dictionary.take(pa.array(used)) if len(chunk.dictionary) else chunk.dictionary
        chunks.append(pa.DictionaryArray.from_arrays(pa.array(place[held], mask=mask), texts))
    return pa.chunked_array(chunks, column.type)


def read(file: File, measures: Collection[str] | None, areas: Collection[str] | None) -> pa.Table:
    """The rows of those measures and areas, or of all; only row groups that can hold a measure are read."""
    if areas is not None and (measures is None or len(measures) > FEW):
        return only(_rows_of_areas(file, frozenset(areas)), "measure", measures)
    footer = _footer(file)
    with pq.ParquetFile(file.open(), metadata=footer.metadata) as source:
        table = source.read_row_groups(groups_holding(file, measures), use_threads=measures is None)
    return only(only(table, "measure", measures), "area", areas)


_KEPT = KeptTables()


def _rows_of_areas(file: File, areas: frozenset[str]) -> pa.Table:
    """Every measure's rows in some areas: a whole segment is read for a few of them, so they are kept."""
    return _KEPT.of((file, areas), lambda: _read_areas(file, areas))


def _read_areas(file: File, areas: frozenset[str]) -> pa.Table:
    with pq.ParquetFile(file.open(), metadata=_footer(file).metadata) as source:
        rows = only(source.read(), "area", areas)
    return rows.unify_dictionaries().combine_chunks()


def only(table: pa.Table, column: str, chosen: Collection[str] | None) -> pa.Table:
    """The rows whose text is among those chosen: asked once of each distinct text."""
    if chosen is None:
        return table
    texts = pa.array(sorted(chosen), pa.string())
    chunks = table.column(column).chunks
    found = (pc.is_in(chunk.dictionary, value_set=texts).take(chunk.indices) for chunk in chunks)
    return table.filter(pa.chunked_array(found, pa.bool_()))


@dataclass(frozen=True, slots=True)
class _Footer:
    """What a segment says of itself, with the first and the last measure of each row group where it says."""

    metadata: pq.FileMetaData
    bounds: tuple[tuple[str, str] | None, ...]


@lru_cache(maxsize=64)
def _footer(file: File) -> _Footer:
    """Kept, because a segment never changes: its name is the checksum of what is in it."""
    with file.open() as source:
        metadata = pq.read_metadata(source)
    groups = (metadata.row_group(at) for at in range(metadata.num_row_groups))
    return _Footer(metadata, tuple(_bounds(group) for group in groups))


def _bounds(group: pq.RowGroupMetaData) -> tuple[str, str] | None:
    found = group.column(OBSERVATIONS.get_field_index("measure")).statistics
    return (found.min, found.max) if found is not None and found.has_min_max else None


def groups_holding(file: File, measures: Collection[str] | None) -> list[int]:
    """The row groups that can hold any of these measures."""
    return [at for at, bounds in enumerate(_footer(file).bounds) if _can_hold(bounds, measures)]


def _can_hold(bounds: tuple[str, str] | None, measures: Collection[str] | None) -> bool:
    if bounds is None or measures is None:
        return True
    first, last = bounds
    return any(first <= measure <= last for measure in measures)
