"""CSV bytes into columns of text.

Arrow reads the file; where it finds anything out of the ordinary the same bytes are read again a line at a
time, which is slow, always right, and knows the line of everything it refuses.
"""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from goldenthread.rules.refusal import Refusal, Refused, refuse

Lines = npt.NDArray[np.int64]
Columns = tuple[pa.Table, Lines, dict[str, str], tuple[Refusal, ...]]

SAVE_AS = "save the file again as CSV UTF-8"
WORKBOOK = "open it in a spreadsheet and save the sheet as CSV UTF-8, or read it with --adapter xlsx-template"
LARGEST = 2**31
MOST_COLUMNS = 10_000
BOM = b"\xef\xbb\xbf"


def read_csv(path: Path, required: tuple[str, ...], optional: tuple[str, ...], every: bool) -> Columns:
    """The wanted columns as text, the line of each row, the headings as the file spells them, and a refusal
    for each row that has more or fewer cells than the header.

    Raises Refused where the file cannot be read at all.
    """
    data = _checked_bytes(path)
    header = _header(path.name, data)
    places = _places(path.name, header, required, optional, every)
    headings = {name: header[place].strip() for name, place in places.items()}
    fast = _fast(data, header, places)
    table, lines, ragged = (*fast, ()) if fast else _slow(path.name, data, header, places)
    return table, lines, headings, ragged


def _checked_bytes(path: Path) -> bytes:
    file = path.name
    try:
        data = path.read_bytes()
        if path.name.lower().endswith(".gz"):
            data = _unzipped(file, data)
    except (OSError, EOFError, zlib.error) as error:
        raise unreadable(file, error) from error
    if data[:4] == b"PK\x03\x04":
        raise refuse("this is a workbook or a zip file, not CSV", WORKBOOK, file=file)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise refuse("this is UTF-16 text, not UTF-8", SAVE_AS, file=file, row=1)
    data = data.removeprefix(BOM)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise not_utf8(file, data[error.start], error.start, row) from error
    if b"\x00" in data:
        row = data.count(b"\n", 0, data.index(b"\x00")) + 1
        raise refuse("there is a zero byte: this is not a text file", SAVE_AS, file=file, row=row)
    if not data.strip():
        raise refuse("the file is empty", "export it again with its header row", file=file)
    return data


def unreadable(file: str, error: Exception) -> Refused:
    """The refusal of a file that the disk or its compression does not give."""
    what = f"it cannot be read ({getattr(error, 'strerror', None) or error})"
    return refuse(what, "check the file and export it again", file=file)


def not_utf8(file: str, byte: int, at: int, row: int) -> Refused:
    """The refusal of a byte, by its place in the file counted from 0 and its line."""
    what = f"byte 0x{byte:02x} (byte {at + 1} of the file) is not UTF-8"
    return refuse(what, SAVE_AS, file=file, row=row)


def _unzipped(file: str, data: bytes) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as zipped:
        text = zipped.read(LARGEST + 1)
    if len(text) > LARGEST:
        what = f"it holds more than {LARGEST // 2**30} GiB"
        raise refuse(what, "split it into several files", file=file)
    return text


def _records(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line that it starts on."""
    reader = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    line = 1
    for record in reader:
        yield line, record
        line = reader.line_num + 1


def _header(file: str, data: bytes) -> list[str]:
    try:
        _, header = next(_records(data))
    except csv.Error as error:
        raise refuse(f"the header row is broken ({error})", SAVE_AS, file=file, row=1) from error
    if not any(cell.strip() for cell in header):
        do = "put the column headings in the first row"
        raise refuse("the first row is empty", do, file=file, row=1)
    return header


def _places(
    file: str, header: Sequence[str], required: Sequence[str], optional: Sequence[str], every: bool
) -> dict[str, int]:
    """Where each wanted column stands; a heading that is wanted must not appear twice."""
    found = [cell.strip().lower() for cell in header]
    if len(found) > MOST_COLUMNS:
        what = f"there are {len(found):,} columns"
        raise refuse(what, f"give a table of at most {MOST_COLUMNS:,}", file=file, row=1)
    wanted = {name.lower(): name for name in (*required, *optional)}
    if every:
        wanted |= {name: header[at].strip() for at, name in enumerate(found) if name and name not in wanted}
    refusals = [
        Refusal(file, 1, name, f"there is no column {name}", f"add it; the columns found are {_list(header)}")
        for name in required
        if name.lower() not in found
    ]
    refusals += [
        Refusal(file, 1, name, f"{found.count(low)} columns are headed {name}", "keep one of them")
        for low, name in wanted.items()
        if found.count(low) > 1
    ]
    if refusals:
        raise Refused(refusals)
    return {name: found.index(low) for low, name in wanted.items() if low in found}


def _list(header: Sequence[str]) -> str:
    shown = ", ".join(cell.strip() or "(no heading)" for cell in header[:15])
    return shown + (", …" if len(header) > 15 else "")


def _fast(data: bytes, header: Sequence[str], places: Mapping[str, int]) -> tuple[pa.Table, Lines] | None:
    """Arrow's reading, or None where lines and rows do not run together one to one."""
    names = [f"c{at}" for at in range(len(header))]
    quotes = data.count(b'"')
    if quotes % 2:  # one is never closed: Arrow would end the last cell where the file ends
        return None
    quoted = quotes > 0
    try:
        table = pacsv.read_csv(
            pa.py_buffer(data),
            read_options=pacsv.ReadOptions(column_names=names, skip_rows=1),
            parse_options=pacsv.ParseOptions(
                quote_char='"' if quoted else False, newlines_in_values=quoted, ignore_empty_lines=False
            ),
            convert_options=pacsv.ConvertOptions(
                include_columns=[names[place] for place in places.values()],
                column_types={name: pa.string() for name in names},
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except pa.ArrowInvalid:
        return None
    rows = data.count(b"\n") - (1 if data.endswith(b"\n") else 0)
    if table.num_rows != rows or (b"\r" in data and data.count(b"\r") != data.count(b"\r\n")):
        return None
    if table.num_rows and _some_row_is_empty(table):
        return None
    lines = np.arange(2, rows + 2, dtype=np.int64)
    return table.rename_columns(list(places)), lines


def _some_row_is_empty(table: pa.Table) -> bool:
    empty = None
    for column in table.columns:
        nulls = pc.is_null(column)
        empty = nulls if empty is None else pc.and_(empty, nulls)
        if not pc.any(empty).as_py():
            return False
    return True


def _slow(
    file: str, data: bytes, header: Sequence[str], places: Mapping[str, int]
) -> tuple[pa.Table, Lines, tuple[Refusal, ...]]:
    columns: list[list[str | None]] = [[] for _ in places]
    lines: list[int] = []
    ragged: list[Refusal] = []
    line = 1
    try:
        for line, record in _records(data):
            if line == 1 or not any(record):
                continue
            while len(record) > len(header) and not record[-1]:
                record.pop()
            if len(record) != len(header):
                ragged.append(_ragged(file, line, len(record), len(header)))
                continue
            lines.append(line)
            for column, place in zip(columns, places.values(), strict=True):
                column.append(record[place] or None)
    except csv.Error as error:
        what = f"the row cannot be read ({error})"
        do = "check the quotation marks on and above this row"
        raise Refused([*ragged, Refusal(file, line + 1, None, what, do)]) from error
    arrays = [pa.array(column, pa.string()) for column in columns]
    return pa.table(arrays, names=list(places)), np.array(lines, dtype=np.int64), tuple(ragged)


def _ragged(file: str, line: int, cells: int, headings: int) -> Refusal:
    what = f"the row has {cells} cells and the header has {headings}"
    do = "give the row one cell for each heading, and put a cell with a comma in it in quotation marks"
    return Refusal(file, line, None, what, do)
