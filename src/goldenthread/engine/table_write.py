"""The two ways a table is written: CSV that a spreadsheet opens, and Parquet."""

import gzip
import os
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

ROWS_AT_ONCE = 65_536


def write_csv(tables: Iterable[pa.Table], path: Path, *, compressed: bool = False) -> None:
    """UTF-8 with a header row; a missing value is an empty cell; only cells that need quotes have them."""
    with path.open("wb") as file:
        if compressed:
            # No time and no name inside, so that the same table gives the same bytes.
            with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=6) as zipped:
                _write_lines(tables, zipped)
        else:
            _write_lines(tables, file)
        _settle(file)


def _write_lines(tables: Iterable[pa.Table], file: BinaryIO | gzip.GzipFile) -> None:
    for at, table in enumerate(tables):
        if not at:
            header = pa.array(table.column_names, pa.string())
            file.write((",".join(_quoted(header, False).to_pylist()) + "\n").encode())
        _write_rows(table, file)


def _write_rows(table: pa.Table, file: BinaryIO | gzip.GzipFile) -> None:
    alone = len(table.column_names) == 1
    for start in range(0, table.num_rows, ROWS_AT_ONCE):
        cells = [
            _cells(column.combine_chunks(), alone) for column in table.slice(start, ROWS_AT_ONCE).columns
        ]
        lines = pc.binary_join_element_wise(*cells, ",")
        lines = pc.binary_join_element_wise(lines, "", "\n")
        file.write(lines.buffers()[2].slice(0, pc.sum(pc.binary_length(lines)).as_py()))


def _cells(column: pa.Array, alone: bool) -> pa.Array:
    """A column as the text of its cells. An empty cell that is alone in its row has quotes, to be a row."""
    if pa.types.is_dictionary(column.type):
        chunk = column if isinstance(column, pa.Array) else column.combine_chunks()
        return pc.fill_null(_cells(chunk.dictionary, alone).take(chunk.indices), '""' if alone else "")
    if pa.types.is_decimal(column.type):
        return pc.fill_null(plain_numbers(column), "")
    return _quoted(column.cast(pa.string()), alone)


def _quoted(texts: pa.Array, alone: bool) -> pa.Array:
    doubled = pc.replace_substring(texts, '"', '""')
    quoted = pc.binary_join_element_wise('"', doubled, '"', "")
    needs = pc.match_substring_regex(texts, '[,"\\r\\n]|^\\s|\\s$' + ("|^$" if alone else ""))
    return pc.fill_null(pc.if_else(needs, quoted, texts), '""' if alone else "")


def write_parquet(tables: Iterable[pa.Table], path: Path, *, compressed: bool = False) -> None:
    """Parquet, compressed with zstd whatever the ending."""
    with path.open("wb") as file:
        writer: pq.ParquetWriter | None = None
        for table in tables:
            if writer is None:
                writer = pq.ParquetWriter(file, table.schema, compression="zstd")
            writer.write_table(table)
        if writer is not None:
            writer.close()
        _settle(file)


def _settle(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def plain_numbers(column: pa.Array) -> pa.Array:
    """Decimals as text a person would write: no exponent, no noughts after the last figure."""
    text = column.cast(pa.string())
    if column.type.scale > 0:
        text = pc.replace_substring_regex(text, r"(\.\d*?)0+$", r"\1")
        text = pc.replace_substring_regex(text, r"\.$", "")
    if pc.any(pc.match_substring(text, "E")).as_py():
        written = (_without_exponent(each) for each in text.to_pylist())
        text = pa.array(list(written), pa.string())
    return text


def _without_exponent(text: str | None) -> str | None:
    if text is None or "E" not in text:
        return text
    number = Decimal(text)
    return "0" if number == 0 else f"{number.normalize():f}"
