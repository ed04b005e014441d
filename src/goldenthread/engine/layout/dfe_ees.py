"""Explore Education Statistics: one CSV for a data set, one row for a time, a place and filters.

The data set is the file's name; a measure's ref is `data set/column`. A column is one of figures where most
of its distinct texts are numbers or marks; else it is a filter, and its members become the group. `Total` is
everyone. Marks are kept as notes: `z`, `x` and `:` are missing; `c`, `u`, `k` and `low` suppressed. A filter
of nothing but Provisional, Revised and Final says how sure the figures are, and is their status.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.layout.dfe_period import read_time
from goldenthread.engine.layout.kind import YearTypeOf
from goldenthread.engine.table import Table, mapped, read_table
from goldenthread.rules.refusal import refuse

REQUIRED = ("time_period", "time_identifier", "geographic_level")
CODES = {
    "national": "country_code",
    "regional": "region_code",
    "local authority": "new_la_code",
    "local authority district": "lad_code",
    "english devolved area": "english_devolved_area_code",
    "local enterprise partnership": "local_enterprise_partnership_code",
    "local skills improvement plan area": "lsip_code",
    "parliamentary constituency": "pcon_code",
    "police force area": "pfa_code",
    "ward": "ward_code",
}
"""Where the code of a place of each level stands."""
PLACE = re.compile(
    r"(country|region|(old_|new_)?la|lad|english_devolved_area|local_enterprise_partnership|lsip|pcon|pfa"
    r"|ward|opportunity_area|planning_area|rsc_region_lead|trust|sponsor|school|provider|institution)"
    r"_(code|name|id|urn|laestab|ukprn)"
)
FIGURE = re.compile(r"[£$<>~]?\s?[+-]?\d[\d,.]*([eE][+-]?\d+)?\s?%?|[+-]?\.\d+")
"""Near enough to a number that what is wrong with it can be said."""
MARKS = {
    "z": "missing",
    "x": "missing",
    ":": "missing",
    "c": "suppressed",
    "u": "suppressed",
    "k": "suppressed",
    "low": "suppressed",
}
VERSIONS = {"provisional": "provisional", "revised": "revised", "final": "normal"}
EVERYONE = "total"


def read(path: Path, year_type: YearTypeOf) -> list[Table]:
    """One table for each column of figures and level of places."""
    whole = read_table(path, REQUIRED, every=True, keep_ragged=True)
    others = [
        name for name in whole.data.column_names if name not in REQUIRED and not PLACE.fullmatch(name.lower())
    ]
    figures = [name for name in others if _is_of_figures(whole.data.column(name))]
    filters = [name for name in others if name not in figures]
    status = next((name for name in filters if _is_of_versions(whole.data.column(name))), "")
    groups = _groups(whole.data, [name for name in filters if name != status])
    settled = whole.data.append_column("goldenthread group", groups)
    dataset = path.name.lower().removesuffix(".gz").removesuffix(".csv")
    made = [
        _figures(level, column, f"{dataset}/{column}", status, year_type(f"{dataset}/{column}"))
        for level in _levels(replace(whole, data=settled, ragged=()))
        for column in figures
    ]
    if not made:
        do = f"keep a column of numbers beside {', '.join(REQUIRED)}"
        raise refuse("there is no column of figures", do, file=path.name, row=1, column="time_period")
    return [replace(made[0], ragged=whole.ragged), *made[1:]]


def _texts(column: pa.ChunkedArray) -> list[str]:
    return [text.strip() for text in pc.unique(column).to_pylist() if text and text.strip()]


def _is_of_figures(column: pa.ChunkedArray) -> bool:
    texts = _texts(column)
    fitting = sum(1 for text in texts if text.lower() in MARKS or FIGURE.fullmatch(text))
    return fitting * 2 > len(texts)


def _is_of_versions(column: pa.ChunkedArray) -> bool:
    texts = _texts(column)
    return bool(texts) and all(text.lower() in VERSIONS for text in texts)


def _groups(data: pa.Table, filters: Sequence[str]) -> pa.ChunkedArray:
    """Each row's group: its filters but for those that say everyone."""
    if not filters:
        return pa.chunked_array([pa.nulls(data.num_rows, pa.string())])
    # A pair that is not there leaves a semicolon too many, which the reader of groups passes over.
    pairs = [pc.fill_null(mapped(data.column(name), partial(_pair, name)), "") for name in filters]
    return pc.binary_join_element_wise(*pairs, ";")


def _pair(name: str, text: str) -> str | None:
    """One filter's part of a group; the signs that a group is written with are not left in it."""
    said = " ".join(text.replace(";", ",").replace("=", ":").split())
    return None if not said or said.lower() == EVERYONE else f"{name.replace('=', ':')}={said}"


def _levels(whole: Table) -> list[Table]:
    """The rows of each level of places, with the place's code as `area`."""
    found = []
    said = mapped(whole.data.column("geographic_level"), lambda text: " ".join(text.lower().split()))
    said = pc.fill_null(said, "")
    columns = {name.lower(): name for name in whole.data.column_names}
    for level in pc.unique(said).to_pylist():
        rows = pc.equal(said, level)
        heading = columns.get(CODES.get(level, ""), "geographic_level")
        data = whole.data.filter(rows)
        data = data.append_column("goldenthread area", data.column(heading))
        lines = whole.lines[rows.to_numpy()]
        headings = {**whole.headings, "goldenthread area": whole.heading(heading)}
        found.append(replace(whole, data=data, lines=lines, headings=headings))
    return found


def _figures(level: Table, column: str, measure: str, status: str, year_type: str) -> Table:
    """The plain columns for one column of figures."""
    said = level.data.column(column)
    marked = mapped(said, lambda text: MARKS.get(text.strip().lower()))
    if status:
        version = mapped(level.data.column(status), lambda text: VERSIONS[text.strip().lower()])
        marked = pc.coalesce(marked, version)
    columns = {
        "measure": pa.array([measure] * level.data.num_rows, pa.string()),
        "area": level.data.column("goldenthread area"),
        "period": _periods(level.data, year_type),
        "group": level.data.column("goldenthread group"),
        "value": mapped(said, lambda text: None if text.strip().lower() in MARKS else text),
        "status": marked,
        "note": mapped(said, lambda text: text.strip() if text.strip().lower() in MARKS else None),
    }
    headings = {
        "area": level.heading("goldenthread area"),
        "period": "time_period",
        "status": status or column,
        "value": level.heading(column),
        "note": level.heading(column),
        "measure": level.heading(column),
    }
    return replace(level, data=pa.table(columns), headings=headings)


def _periods(data: pa.Table, year_type: str) -> pa.ChunkedArray:
    period, identifier = (pc.fill_null(data.column(name), "") for name in REQUIRED[:2])
    both = pc.binary_join_element_wise(period, identifier, "\t")

    def read_both(text: str) -> str | None:
        said, _, kind = text.partition("\t")
        return read_time(said.strip(), kind.strip(), year_type) if text.strip() else None

    return mapped(both, read_both)
