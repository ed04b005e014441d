"""One segment file: observations sorted by measure, area, period and group, in small row groups.

A figure is a Parquet DECIMAL, a whole number with its scale: exact, and small once compressed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goldenthread.engine.columns import OBSERVATIONS

KEY = ("measure", "area", "period", "group")
ROWS_IN_GROUP = 8192
"""Small, because most readings want one measure: a nation's one measure is some 4,000 rows."""

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


def codes(table: pa.Table, column: str, texts: Sequence[str]) -> npt.NDArray[np.int64]:
    """For each row where its text stands among the texts given."""
    place = {text: at for at, text in enumerate(texts)}
    found = [np.zeros(0, dtype=np.int64)]
    for chunk in table.column(column).chunks:
        said = [place.get(text or "", 0) for text in chunk.dictionary.to_pylist()]
        own = chunk.indices.fill_null(len(said)).to_numpy(zero_copy_only=False)
        found.append(np.array([*said, place.get("", 0)], dtype=np.int64)[own])
    return np.concatenate(found)


def key_order(table: pa.Table) -> npt.NDArray[np.int64]:
    """A stable order of the rows by their key."""
    return np.lexsort([ranks(table, column) for column in reversed(KEY)])


def write(table: pa.Table, file: BinaryIO) -> None:
    """Write a table of OBSERVATIONS in order of its key."""
    if table.schema != OBSERVATIONS:
        table = table.select(OBSERVATIONS.names).cast(OBSERVATIONS)
    ordered = table.take(pa.array(key_order(table)))
    pq.write_table(ordered, file, row_group_size=ROWS_IN_GROUP, compression="zstd")


def read(path: Path, measures: Collection[str] | None, areas: Collection[str] | None) -> pa.Table:
    """The rows of those measures and areas, or of all; only row groups that can hold a measure are read."""
    if areas is not None and (measures is None or len(measures) > FEW):
        return _only(_rows_of_areas(path, frozenset(areas)), "measure", measures)
    footer = _footer(path)
    groups = [at for at, bounds in enumerate(footer.bounds) if _can_hold(bounds, measures)]
    with pq.ParquetFile(path, memory_map=True, metadata=footer.metadata) as file:
        table = file.read_row_groups(groups, use_threads=measures is None)
    return _only(_only(table, "measure", measures), "area", areas)


@lru_cache(maxsize=16)
def _rows_of_areas(path: Path, areas: frozenset[str]) -> pa.Table:
    """Every measure's rows in some areas: a whole segment is read for a few of them, so they are kept."""
    with pq.ParquetFile(path, memory_map=True, metadata=_footer(path).metadata) as file:
        rows = _only(file.read(), "area", areas)
    return rows.unify_dictionaries().combine_chunks()


def _only(table: pa.Table, column: str, chosen: Collection[str] | None) -> pa.Table:
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
def _footer(path: Path) -> _Footer:
    """Kept, because a segment never changes: its name is the checksum of what is in it."""
    metadata = pq.read_metadata(path)
    groups = (metadata.row_group(at) for at in range(metadata.num_row_groups))
    return _Footer(metadata, tuple(_bounds(group) for group in groups))


def _bounds(group: pq.RowGroupMetaData) -> tuple[str, str] | None:
    found = group.column(OBSERVATIONS.get_field_index("measure")).statistics
    return (found.min, found.max) if found is not None and found.has_min_max else None


def _can_hold(bounds: tuple[str, str] | None, measures: Collection[str] | None) -> bool:
    if bounds is None or measures is None:
        return True
    first, last = bounds
    return any(first <= measure <= last for measure in measures)
