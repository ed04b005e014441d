"""One segment file: observations sorted by measure, area, period and group, in small row groups.

A figure is a Parquet DECIMAL, a whole number with its scale: exact, and small once compressed.
"""

from collections.abc import Collection
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

Codes = npt.NDArray[np.int32]


def ranks(table: pa.Table, column: str) -> Codes:
    """For each row where its text stands among the column's distinct texts in order."""
    whole = table.column(column).unify_dictionaries().combine_chunks()
    texts = whole.dictionary.to_pylist()
    order = {text: rank for rank, text in enumerate(sorted(set(texts)))}
    rank = np.array([order[text] for text in texts], dtype=np.int32)
    codes: Codes = rank[whole.indices.to_numpy()] if len(texts) else np.empty(0, dtype=np.int32)
    return codes


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
    file = pq.ParquetFile(path, memory_map=True)
    groups = list(range(file.metadata.num_row_groups))
    if measures is not None:
        groups = [group for group in groups if _can_hold(file.metadata.row_group(group), measures)]
    table = file.read_row_groups(groups)
    for column, chosen in (("measure", measures), ("area", areas)):
        if chosen is not None:
            texts = table.column(column).cast(pa.string())
            table = table.filter(pc.is_in(texts, value_set=pa.array(sorted(chosen), pa.string())))
    return table


def _can_hold(group: pq.RowGroupMetaData, measures: Collection[str]) -> bool:
    found = group.column(OBSERVATIONS.get_field_index("measure")).statistics
    if found is None or not found.has_min_max:
        return True
    return any(found.min <= measure <= found.max for measure in measures)
