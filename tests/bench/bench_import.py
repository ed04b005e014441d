"""Importing a nation's figures: reading, checking and making exact, beside merely reading."""

import gzip

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv

from goldenthread.engine.area import area_register
from goldenthread.engine.observation import read_observations
from tests.bench.material import folder
from tests.bench.measuring import Result, interleaved

COLUMNS = ["areacd", "indicator", "period", "observation", "lci_95", "uci_95", "status"]


def floor() -> int:
    """Arrow reads the same columns of the same files as text, and nothing is checked."""
    rows = 0
    for path in sorted(folder().iterdir()):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        names = data.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode().strip().split(",")
        options = pacsv.ConvertOptions(
            include_columns=COLUMNS, column_types={name: pa.string() for name in names}
        )
        rows += pacsv.read_csv(pa.py_buffer(data), convert_options=options).num_rows
    return rows


def peer() -> tuple[int, int, int]:
    """pandas reads the files and checks area, number and key: rows read, refused, repeated."""
    codes = set(area_register())
    tables = []
    for path in sorted(folder().iterdir()):
        table = pd.read_csv(path, usecols=COLUMNS, dtype=str, encoding="utf-8-sig")
        dataset = path.name.removesuffix(".gz").removesuffix(".csv")
        tables.append(table.assign(measure=dataset + "/" + table["indicator"]))
    whole = pd.concat(tables, ignore_index=True)
    known = whole["areacd"].isin(codes)
    for name in ("observation", "lci_95", "uci_95"):
        numbers = pd.to_numeric(whole[name], errors="coerce")
        known &= numbers.notna() | whole[name].isna()
        whole[name] = numbers
    starts = pd.to_datetime(whole["period"].str.split("/").str[0], errors="coerce")
    good = whole[known & starts.notna()]
    repeats = int(good.duplicated(["measure", "areacd", "period"]).sum())
    return len(whole), len(whole) - len(good), repeats


def result() -> Result:
    """The contest, and whether the three read the same."""
    reading = read_observations([folder()], "ons-els")
    assert floor() == reading.rows_read
    same = peer() == (reading.rows_read, reading.refused, reading.repeats)
    seconds = interleaved(
        {
            "golden thread": lambda: read_observations([folder()], "ons-els"),
            "floor: pyarrow reads the columns": floor,
            "peer: pandas reads and checks": peer,
        }
    )
    found = "the same" if same else "other"
    remark = f"pandas finds {found} refusals and repeats, in floating point and without saying where"
    return Result("Import", f"{reading.rows_read:,} rows", seconds, remark)
