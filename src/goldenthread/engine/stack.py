"""Tables laid one on another as plain observation columns, each row still knowing its file and line."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.columns import TEXT
from goldenthread.engine.table import Table
from goldenthread.rules.refusal import Refusal

Codes = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Coded:
    """A text column as codes into its distinct texts: `texts[codes[row]]` is the cell, trimmed."""

    codes: Codes
    texts: tuple[str, ...]

    def arrow(self) -> pa.DictionaryArray:
        """The same as an Arrow column."""
        texts = pa.array(self.texts, pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(self.codes, pa.int32()), texts).cast(TEXT)

    def rows_of(self, chosen: Sequence[int]) -> npt.NDArray[np.int64]:
        """The rows that hold any of the chosen texts, given by code."""
        mask = np.zeros(len(self.texts), dtype=bool)
        mask[list(chosen)] = True
        return np.flatnonzero(mask[self.codes])


@dataclass(frozen=True, slots=True)
class Stack:
    """Tables in order; a row of the stack is counted from 0 over all of them."""

    tables: tuple[Table, ...]
    starts: npt.NDArray[np.int64]
    rows: int

    def refuse(self, row: int, column: str | None, what: str, do: str) -> Refusal:
        """A refusal of one row, naming its file, its line and the file's own heading."""
        at = int(np.searchsorted(self.starts, row, side="right")) - 1
        return self.tables[at].refuse(row - int(self.starts[at]), column, what, do)

    def line(self, row: int) -> str:
        """`file:line` of a row."""
        at = int(np.searchsorted(self.starts, row, side="right")) - 1
        table = self.tables[at]
        return f"{table.file}:{table.lines[row - int(self.starts[at])]}"

    def text(self, column: str) -> pa.ChunkedArray:
        """A column as it was delivered, null where a file has no such column."""
        parts = [_plain(_column(table, column)) for table in self.tables]
        return pa.chunked_array([chunk for part in parts for chunk in part.chunks], pa.string())

    def coded(self, column: str) -> Coded:
        """A column's distinct texts, trimmed, and which of them each row holds."""
        codes = np.empty(self.rows, dtype=np.int32)
        known: dict[str, int] = {}
        for start, table in zip(self.starts, self.tables, strict=True):
            encoded = _encoded(_column(table, column))
            places = [
                known.setdefault((text or "").strip(), len(known)) for text in encoded.dictionary.to_pylist()
            ]
            places.append(known.setdefault("", len(known)) if encoded.null_count else 0)
            own = pc.fill_null(encoded.indices, len(places) - 1).to_numpy(zero_copy_only=False)
            codes[start : start + len(own)] = np.array(places, dtype=np.int32)[own]
        return Coded(codes, tuple(known))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row of a stack."""

    row: int
    column: str | None
    what: str
    do: str

    def refusal(self, rows: Stack) -> Refusal:
        """The same as a person is told it."""
        return rows.refuse(self.row, self.column, self.what, self.do)


def stack(tables: Sequence[Table]) -> Stack:
    """Lay tables one on another."""
    lengths = [table.data.num_rows for table in tables]
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64)
    return Stack(tuple(tables), starts if tables else starts[:0], sum(lengths))


def _column(table: Table, column: str) -> pa.ChunkedArray:
    if column in table.data.column_names:
        return table.data.column(column)
    return pa.chunked_array([pa.nulls(table.data.num_rows, pa.string())])


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def _encoded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    whole = column.unify_dictionaries().combine_chunks()
    return whole if isinstance(whole, pa.DictionaryArray) else pa.concat_arrays(whole.chunks)
