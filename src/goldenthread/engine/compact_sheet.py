"""The Parquet file under a compact one: codes and whole numbers, encoded to be read quickly."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from goldenthread.engine.compact import FIGURES, LEAD, LEGEND, LOOSE, TYPES, Legend

Ints = npt.NDArray[np.int64]


@dataclass(slots=True)
class Sheet:
    """Writes row groups of about so many rows that end, where they can, with a code of the lead (m or a)."""

    path: Path
    columns: list[str]
    lead: str
    rows: int
    _writer: pq.ParquetWriter = field(init=False)
    _held: pa.Table = field(init=False)

    def __post_init__(self) -> None:
        schema = pa.schema([(name, TYPES[name]) for name in self.columns])
        figures = [name for name in self.columns if name in FIGURES]
        self._held = schema.empty_table()
        # Small, and of all that was measured the quickest to read: twice as quick as zstd.
        self._writer = pq.ParquetWriter(
            self.path,
            schema,
            compression="lz4",
            use_dictionary=[name for name in self.columns if name not in figures],
            column_encoding=dict.fromkeys(figures, "DELTA_BINARY_PACKED"),
            write_statistics=["m", "a"],
        )

    def add(self, rows: pa.Table) -> None:
        """Some more rows, in the order of the file."""
        self._held = pa.concat_tables([self._held, rows])
        if self._held.num_rows >= 2 * self.rows:
            self._write_whole(2 * self.rows)

    def close(self, legend: Legend, loose: bool = False) -> None:
        """Write what is left, with the legend; `loose` says that rows stand in the file beside."""
        self._write_whole(self.rows + 1)
        if self._held.num_rows:
            self._write(self._held.num_rows)
        said = {LEGEND: legend.written(), LEAD: self.lead, LOOSE: "yes" if loose else "no"}
        self._writer.add_key_value_metadata(said)
        self._writer.close()

    def _write_whole(self, least: int) -> None:
        """Write row groups until fewer than so many rows are held."""
        lead = self._held.column(self.lead).to_numpy()
        done = 0
        while len(lead) - done >= least:
            rows = _cut(lead[done:], self.rows)
            self._write(rows)
            done += rows

    def _write(self, rows: int) -> None:
        self._writer.write_table(self._held.slice(0, rows), row_group_size=rows)
        self._held = self._held.slice(rows)


def _cut(lead: Ints, rows: int) -> int:
    """How many rows to write: as many whole codes of the lead as fit, else as many rows as fit."""
    start = int(np.searchsorted(lead, lead[rows], side="left"))
    return start or rows
