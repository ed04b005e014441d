"""A compact file's rows once more, by area: for pages that show every measure of one area."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from goldenthread.engine.compact import Compact
from goldenthread.engine.compact_sheet import Sheet

ROWS_IN_GROUP = 65_536
ROWS_AT_ONCE = 2_000_000

Ints = npt.NDArray[np.int64]


def write_by_area(
    compact: Compact, path: Path, see: Callable[[int], object] | None = None, rows: int = ROWS_AT_ONCE
) -> None:
    """Write the rows in order of area, measure, group and period; about so many are in memory at once."""
    sheet = Sheet(path, list(compact.columns), "a", ROWS_IN_GROUP)
    with TemporaryDirectory(dir=path.parent) as folder:
        for bundle in _bundles(compact, Path(folder), rows):
            table = pq.read_table(bundle)
            sheet.add(table.take(pa.array(_by_area(table))))
            bundle.unlink()
            if see is not None:
                see(table.num_rows)
    sheet.close(compact.legend, compact.has_loose)


def _by_area(rows: pa.Table | pa.RecordBatch) -> Ints:
    """The order by area of rows that stand by measure."""
    areas = rows.column("a").to_numpy()
    # Whole numbers of 16 bits are sorted much faster.
    small = areas.astype(np.uint16) if len(areas) and areas.max() < 2**16 else areas
    return np.argsort(small, kind="stable")


def _bundles(compact: Compact, folder: Path, rows: int) -> list[Path]:
    """Files of the rows of some areas each, by measure; together all rows."""
    counts = np.zeros(len(compact.legend.places), dtype=np.int64)
    for block in compact.blocks(columns=["a"]):
        counts += np.bincount(block.column("a").to_numpy(), minlength=len(counts))
    bundle = np.maximum.accumulate((np.cumsum(counts) - 1) // rows) if len(counts) else counts
    writers: dict[int, pq.ParquetWriter] = {}
    paths = []
    for block in compact.blocks():
        ordered = block.take(pa.array(_by_area(block)))
        which = bundle[ordered.column("a").to_numpy()]
        ends = np.flatnonzero(np.append(np.diff(which), 1)) + 1 if len(which) else which
        start = 0
        for end in ends.tolist():
            number = int(which[start])
            if number not in writers:
                paths.append(folder / f"{number}.parquet")
                writers[number] = pq.ParquetWriter(paths[-1], block.schema, compression="lz4")
            writers[number].write_batch(ordered.slice(start, end - start))
            start = end
    for writer in writers.values():
        writer.close()
    return [folder / f"{number}.parquet" for number in sorted(writers)]
