"""The two ways a table is written: CSV that a spreadsheet opens, and Parquet."""

import gzip
import os
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq


def write_csv(table: pa.Table, path: Path, *, compressed: bool = False) -> None:
    """UTF-8 with a header row; a missing value is an empty cell."""
    plain = pa.table([_plain(column) for column in table.columns], names=table.column_names)
    options = pacsv.WriteOptions(quoting_style="needed")
    with path.open("wb") as file:
        if compressed:
            # No time and no name inside, so that the same table gives the same bytes.
            with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as zipped:
                pacsv.write_csv(plain, zipped, options)
        else:
            pacsv.write_csv(plain, file, options)
        _settle(file)


def write_parquet(table: pa.Table, path: Path, *, compressed: bool = False) -> None:
    """Parquet, compressed with zstd whatever the ending."""
    with path.open("wb") as file:
        pq.write_table(table, file, compression="zstd")
        _settle(file)


def _settle(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        return column.cast(column.type.value_type)
    return plain_numbers(column) if pa.types.is_decimal(column.type) else column


def plain_numbers(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Decimals as text a person would write: no exponent, no noughts after the last figure."""
    text = column.cast(pa.string())
    if column.type.scale > 0:
        text = pc.replace_substring_regex(text, r"(\.\d*?)0+$", r"\1")
        text = pc.replace_substring_regex(text, r"\.$", "")
    if pc.any(pc.match_substring(text, "E")).as_py():
        written = (_without_exponent(each) for each in text.to_pylist())
        text = pa.chunked_array([pa.array(written, pa.string())])
    return text


def _without_exponent(text: str | None) -> str | None:
    if text is None or "E" not in text:
        return text
    number = Decimal(text)
    return "0" if number == 0 else f"{number.normalize():f}"
