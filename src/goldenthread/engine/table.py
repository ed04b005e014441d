"""Reading a table of text from a file, with the line that each row stands on, and writing one.

CSV (`.csv`, `.csv.gz`: UTF-8, a byte-order mark tolerated, a header row) and Parquet are told apart by their
ending. Columns are found by their heading, in any order, in capitals or not. An empty cell is missing.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goldenthread.engine.table_csv import read_csv
from goldenthread.engine.table_write import write_csv, write_parquet
from goldenthread.rules.refusal import Refusal, Refused, refuse

Lines = npt.NDArray[np.int64]

ENDINGS = (".csv", ".csv.gz", ".parquet")


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of text, null where a cell was empty.

    `lines` holds the line of each row as a person sees it in the file; `headings` the heading that the file
    itself uses for each column, which is what a refusal must name. `ragged` are refusals of rows that have
    more or fewer cells than the header; those rows are not in `data`.
    """

    file: str
    data: pa.Table
    lines: Lines
    headings: Mapping[str, str]
    ragged: tuple[Refusal, ...] = ()

    def heading(self, column: str) -> str:
        """The file's own heading of a column."""
        return self.headings.get(column, column)

    def renamed(self, names: Mapping[str, str]) -> "Table":
        """The same table with only the columns of `names` (old to new), remembering the file's headings."""
        kept = {old: new for old, new in names.items() if old in self.data.column_names}
        data = self.data.select(list(kept)).rename_columns(list(kept.values()))
        headings = {new: self.heading(old) for old, new in kept.items()}
        return replace(self, data=data, headings=headings)

    def refuse(self, row: int, column: str | None, what: str, do: str) -> Refusal:
        """A refusal at a row of the table (counted from 0)."""
        heading = None if column is None else self.heading(column)
        return Refusal(self.file, int(self.lines[row]), heading, what, do)


def mapped(column: pa.ChunkedArray, to: Callable[[str], str | None]) -> pa.ChunkedArray:
    """A column of text with each distinct text replaced, null staying null."""
    coded = column.dictionary_encode()
    chunks = []
    for chunk in coded.chunks:
        texts = pa.array([to(text) for text in chunk.dictionary.to_pylist()], pa.string())
        chunks.append(texts.take(chunk.indices))
    return pa.chunked_array(chunks, pa.string())


def ending(path: Path) -> str:
    """The ending that settles how a file is read, in lower case; empty where it has none that is known."""
    name = path.name.lower()
    return next((each for each in ENDINGS if name.endswith(each)), "")


def read_table(
    path: Path,
    required: Sequence[str],
    optional: Sequence[str] = (),
    *,
    every: bool = False,
    keep_ragged: bool = False,
) -> Table:
    """Read the named columns, or every column, of a CSV or Parquet file as text.

    Raises Refused where the file cannot be read, a required column is missing or appears twice, or any row
    has more or fewer cells than the header: with `keep_ragged` such rows are left out and told of in the
    table, for a reader who tells of bad rows one by one.
    """
    if not path.is_file():
        what = "this is a folder" if path.is_dir() else "there is no such file"
        raise refuse(what, "give the path of one data file", file=str(path))
    kind = ending(path)
    if not kind:
        what = f"the ending {path.suffix or '(none)'} is not one that can be read"
        raise refuse(what, f"use one of {', '.join(ENDINGS)}", file=str(path))
    if kind == ".parquet":
        return _read_parquet(path, required, optional, every)
    data, lines, headings, ragged = read_csv(path, tuple(required), tuple(optional), every)
    if ragged and not keep_ragged:
        raise Refused(ragged)
    return Table(path.name, data, lines, headings, ragged)


def _read_parquet(path: Path, required: Sequence[str], optional: Sequence[str], every: bool) -> Table:
    try:
        names = pq.read_schema(path).names
        missing = [name for name in required if name not in names]
        wanted = names if every else [name for name in (*required, *optional) if name in names]
        data = None if missing else pq.read_table(path, columns=wanted)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        what = f"it cannot be read as Parquet ({str(error).splitlines()[0]})"
        raise refuse(what, "export the file again", file=path.name) from error
    if data is None:
        raise Refused(missing_columns(path.name, missing, names))
    texts = [_as_text(data.column(name), path.name, name) for name in data.column_names]
    lines = np.arange(2, data.num_rows + 2, dtype=np.int64)
    table = pa.table(texts, names=data.column_names)
    return Table(path.name, table, lines, {name: name for name in table.column_names})


def _as_text(column: pa.ChunkedArray, file: str, name: str) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    try:
        if pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
            raise pa.ArrowTypeError("no text")
        text = column.cast(pa.string())
        text.validate(full=True)
    except pa.ArrowException as error:
        what = f"the column holds {column.type}, not text or numbers"
        if pa.types.is_string(column.type):
            what = "the column holds text that is not UTF-8"
        do = "write the column as text or as a number"
        raise refuse(what, do, file=file, column=name) from error
    empty = pc.equal(text, "")
    return pc.if_else(empty, pa.scalar(None, pa.string()), text)


def missing_columns(file: str, missing: Sequence[str], found: Sequence[str]) -> list[Refusal]:
    """One refusal for each column that a file had to have."""
    seen = ", ".join(found[:12]) or "nothing"
    do = f"add a column headed exactly so; the columns found are {seen}"
    return [Refusal(file, 1, name, f"there is no column {name}", do) for name in missing]


def refuse_over_input(out: Path, inputs: Iterable[Path | None]) -> None:
    """Raises Refused where the output would take the place of a file that is read, alone or in a folder."""
    if not out.exists():
        return
    given = [path for path in inputs if path is not None and path.exists()]
    inside = [each for path in given if path.is_dir() for each in path.iterdir() if each.exists()]
    if any(out.samefile(path) for path in (*given, *inside)):
        what = "this is one of the files to read, and would be lost"
        raise refuse(what, "give the output another name", file=str(out))


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table whole or not at all; numbers in CSV carry no trailing noughts."""
    write_tables([table], path)


def write_tables(tables: Iterable[pa.Table], path: Path) -> None:
    """Write tables of the same columns, of which there is one at least, as one: whole or not at all."""
    writers = {".csv": write_csv, ".csv.gz": write_csv, ".parquet": write_parquet}
    kind = ending(path)
    if not kind:
        do = f"end the name in one of {', '.join(ENDINGS)}"
        raise refuse("the ending does not say how to write it", do, file=str(path))
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        writers[kind](tables, part, compressed=kind == ".csv.gz")
        part.replace(path)
    except OSError as error:
        what = f"it cannot be written ({error.strerror or error})"
        raise refuse(what, "choose a folder that can be written to", file=str(path)) from error
    finally:
        part.unlink(missing_ok=True)
