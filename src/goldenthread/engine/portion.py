"""A large file cut into portions that are read one after another, each a file with the same header.

A portion ends where a row does. Which line of the whole a line of a portion is, it knows.
"""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from goldenthread.engine.table import ending
from goldenthread.engine.table_csv import BOM, not_utf8, unreadable
from goldenthread.rules.refusal import refuse

SIZE = 16 * 2**20
"""Bytes of text, and about what a million rows need in memory while they are checked."""

ROWS = 250_000
"""Rows of a Parquet file."""

SLICE = 2**20
"""Bytes that are looked through at once for the end of a row."""

MOST = 16
"""A row that runs on for so many portions has a quotation mark that is never closed."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Some rows of a file, in a file of the same name; `before` is added to a line of it."""

    path: Path
    before: int
    bytes: int


def portions(path: Path, folder: Path, size: int = SIZE, rows: int = ROWS) -> Iterator[Portion]:
    """The file in portions, each gone when the next is asked for; whole where it is small or of another kind.

    Raises Refused where its text cannot be read.
    """
    kind = ending(path)
    if not path.is_file() or not kind or (path.stat().st_size <= size and not kind.endswith(".gz")):
        yield Portion(path, 0, path.stat().st_size if path.is_file() else 0)
        return
    place = folder / path.name
    cut = _of_parquet(path, place, rows) if kind == ".parquet" else _of_text(path, place, size)
    try:
        yield from cut
    finally:
        place.unlink(missing_ok=True)


def _of_parquet(path: Path, place: Path, rows: int) -> Iterator[Portion]:
    try:
        with pq.ParquetFile(path, memory_map=True) as file:
            done = 0
            share = path.stat().st_size / max(1, file.metadata.num_rows)
            for batch in file.iter_batches(batch_size=rows):
                pq.write_table(pa.Table.from_batches([batch]), place, compression="none")
                yield Portion(place, done, int(share * batch.num_rows))
                done += batch.num_rows
            if not done:
                yield Portion(path, 0, path.stat().st_size)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        what = f"it cannot be read as Parquet ({str(error).splitlines()[0]})"
        raise refuse(what, "export the file again", file=path.name) from error


def _of_text(path: Path, place: Path, size: int) -> Iterator[Portion]:
    header, before, position = b"", 0, 0
    share = path.stat().st_size
    for rows in _whole_rows(path, size):
        _check_text(path.name, rows, before, position)
        said = len(rows)
        if not header:
            end = _end_of_header(rows)
            header, rows = rows[:end], rows[end:]
            before = lines(header)
        _write(place, header + rows)
        # How much of a compressed file was read is not known: its text counts for a fifth.
        yield Portion(place, before - lines(header), min(share, said // 5 if path.suffix == ".gz" else said))
        before += lines(rows)
        position += said


def _write(place: Path, text: bytes) -> None:
    """The text under the file's own name, and so in its own form: some layouts name measures by it."""
    if place.name.lower().endswith(".gz"):
        place.write_bytes(gzip.compress(text, compresslevel=0))
    else:
        place.write_bytes(text)


def _whole_rows(path: Path, size: int) -> Iterator[bytes]:
    """The text in pieces of about so many bytes that end where a row does."""
    held = b""
    try:
        with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as file:
            while more := file.read(size):
                held += more
                end = _last_end_of_row(held)
                if not end and len(held) > MOST * size:
                    what = "a row of it does not end: a quotation mark is never closed, or it has no lines"
                    raise refuse(what, "check the quotation marks, and save it as CSV UTF-8", file=path.name)
                if end:
                    yield held[:end]
                    held = held[end:]
    except (OSError, EOFError, zlib.error) as error:
        raise unreadable(path.name, error) from error
    if held:
        yield held


def _last_end_of_row(text: bytes) -> int:
    """Where the last whole row ends; a line that ends inside quotation marks does not end a row."""
    before = text.count(b'"')
    for start in reversed(range(0, len(text), SLICE)):
        piece = np.frombuffer(text, np.uint8, min(SLICE, len(text) - start), start)
        marks = np.flatnonzero(piece == ord('"'))
        before -= len(marks)
        ends = np.flatnonzero(piece == ord("\n"))
        outside = ends[(before + np.searchsorted(marks, ends)) % 2 == 0]
        if len(outside):
            return start + int(outside[-1]) + 1
    return 0


def _end_of_header(text: bytes) -> int:
    end = text.find(b"\n") + 1
    while end and text.count(b'"', 0, end) % 2:
        end = text.find(b"\n", end) + 1
    return end or len(text)


def lines(text: bytes) -> int:
    """How many lines end in the text, as a person counts them."""
    returns = text.count(b"\r")
    return text.count(b"\n") + (returns - text.count(b"\r\n") if returns else 0)


def _check_text(file: str, text: bytes, before: int, position: int) -> None:
    """Raises Refused for what is not UTF-8, and says where in the whole file."""
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        if position or not text.startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")):
            at = position + error.start - (0 if position else len(text) - len(text.removeprefix(BOM)))
            row = before + lines(text[: error.start]) + 1
            raise not_utf8(file, text[error.start], at, row) from error
