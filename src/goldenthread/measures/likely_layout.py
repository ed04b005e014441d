"""Which layout a file has, by its headings: so that an officer need not know their names."""

import csv
import gzip
import lzma
import re
import zipfile
import zlib
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from goldenthread.engine.layout.registry import LAYOUTS
from goldenthread.engine.workbook import SAVE_AS
from goldenthread.rules.refusal import Refusal

LONGEST_LINE = 64 * 1024
LONGEST_CONTENTS = 1024 * 1024
SHOWN = 12
SHEETS = {"PHOLIO": "fingertips", "Observations": "xlsx-template"}
HEADINGS = {
    "ons-els": {"areacd", "period", "observation", "indicator"},
    "fingertips": {"indicatorid", "areacode", "value"},
    "plain": {"measure", "area", "period", "value"},
    "tidy": {"measure_id", "area_code", "period", "value"},
    "dfe-ees": {"time_period", "time_identifier", "geographic_level"},
}
CHOOSE = "choose how it is laid out, or use the workbook to fill in"


def likely_layout(name: str, file: BinaryIO) -> str:
    """The name of the layout that the file's headings are of; empty where they are of none."""
    if name.lower().endswith(".xlsx"):
        return next((SHEETS[sheet] for sheet in _sheets(file) if sheet in SHEETS), "")
    if name.lower().endswith(".ods"):
        return "mhclg-outturn"
    if name.lower().endswith(".parquet"):
        return "tidy" if HEADINGS["tidy"] <= _columns(file) else "plain"
    found = {heading.lower() for heading in headings(name, file)}
    fits = (layout for layout, wanted in HEADINGS.items() if wanted <= found)
    return next(fits, "wide" if {"measure", "area"} <= found else "")


def layout_refusal(name: str, file: BinaryIO, chosen: str) -> Refusal | None:
    """Why the file cannot be read in the layout chosen, or in any where none is; None where it may be."""
    likely = likely_layout(name, file)
    if likely:
        if chosen in ("", likely):
            return None
        do = f"choose “{_title(likely)}”, or let the layout be worked out from the file"
        return Refusal(name, 1, None, f"its headings are those of the layout “{_title(likely)}”", do)
    found = [] if name.lower().endswith(".xlsx") else headings(name, file)
    if chosen:
        return None  # reading it says which headings are missing
    if name.lower().endswith(".xlsx"):
        return _unknown_sheets(name, _sheets(file))
    shown = ", ".join(found[:SHOWN]) or "nothing"
    do = f"head its columns measure, area, period and value; or {CHOOSE}"
    return Refusal(name, 1, None, f"its headings are of no layout that is known: {shown}", do)


def headings(name: str, file: BinaryIO) -> list[str]:
    """The cells of a CSV file's first line; none where it cannot be read."""
    file.seek(0)
    try:
        if name.lower().endswith(".gz"):
            with gzip.GzipFile(fileobj=file) as inside:
                line = inside.readline(LONGEST_LINE)
        else:
            line = file.readline(LONGEST_LINE)
    except (OSError, EOFError, zlib.error):
        return []
    finally:
        file.seek(0)
    text = line.decode("utf-8-sig", errors="replace").strip("\r\n")
    first = re.split(r"[\r\n]", text.replace("\x00", ""), maxsplit=1)[0]
    return [cell.strip() for row in csv.reader([first]) for cell in row]


def _columns(file: BinaryIO) -> set[str]:
    """The columns of a Parquet file; none where it is damaged, which its reader says better."""
    file.seek(0)
    try:
        return {column.lower() for column in pq.read_schema(file).names}
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        return set()
    finally:
        file.seek(0)


def _sheets(file: BinaryIO) -> list[str]:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as book, book.open("xl/workbook.xml") as inside:
            contents = inside.read(LONGEST_CONTENTS).decode("utf-8", errors="replace")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, zlib.error, lzma.LZMAError):
        return []
    finally:
        file.seek(0)
    return re.findall(r"<(?:\w+:)?sheet\b[^<>]*?\bname=\"([^\"]+)\"", contents)


def _unknown_sheets(name: str, sheets: list[str]) -> Refusal:
    if not sheets:
        return Refusal(name, None, None, "it is not a workbook that can be read", SAVE_AS)
    what = f"no sheet has a name that is known; its sheets are {', '.join(sheets[:SHOWN])}"
    return Refusal(name, None, None, what, CHOOSE)


def _title(layout: str) -> str:
    return LAYOUTS[layout].title
