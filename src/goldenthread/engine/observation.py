"""Observations from files of any layout into one checked, exact table.

Every row is either in the table, or counted as a repeat of one that is, or refused with its file, line and
column, what is wrong and what to do. Nothing is guessed and nothing is dropped in silence.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from goldenthread.engine.area import area_register
from goldenthread.engine.columns import NUMBER_COLUMNS, OBSERVATIONS, TEXT
from goldenthread.engine.layout.kind import Layout, YearTypeOf
from goldenthread.engine.layout.registry import files_in, layout_named
from goldenthread.engine.observation_check import (
    Mask,
    check_counts,
    check_figures,
    read_figures,
    read_groups,
    read_periods,
    read_qualifiers,
    read_refs,
    settle_statuses,
)
from goldenthread.engine.observation_repeat import settle_repeats
from goldenthread.engine.segment import KEY
from goldenthread.engine.stack import Coded, Codes, Fault, Stack, stack
from goldenthread.engine.table import Table
from goldenthread.rules.measure import Measure
from goldenthread.rules.refusal import Refusal, Refused


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the good rows, everything refused, and the counts.

    `table` has the OBSERVATIONS columns in the order of the files. `refused` counts rows, of which each may
    have several refusals; `repeats` the rows that only say again what a kept row says. Rows read are the rows
    kept, those refused and the repeats. `unread` counts files that could not be read at all.
    """

    table: pa.Table
    refusals: tuple[Refusal, ...]
    refused: int
    repeats: int
    rows_read: int
    unread: int
    files: int


def read_observations(
    paths: Sequence[Path],
    layout: str = "plain",
    *,
    areas: Container[str] | None = None,
    measures: Mapping[str, Measure] | None = None,
    year_type: str = "",
    watch: Callable[[Sequence[Path]], Iterable[Path]] = iter,
) -> Reading:
    """Read and check files, or folders of files, of one layout.

    `areas` are the codes that may appear; None is the shipped register. `measures`, where given, are the refs
    that may appear, and settle what a bare `2016/17` means; otherwise `year_type` does. `watch` is handed
    the files and gives them back one by one, for a progress bar. A file that cannot be read at all is one
    refusal; only a wrong layout name or an empty folder raises Refused.
    """
    chosen = layout_named(layout)
    files = files_in(list(paths), chosen)

    def kind_of_year(measure: str) -> str:
        return measures[measure].year_type if measures and measure in measures else year_type

    tables, refusals, unread = _read_files(watch(files), chosen, kind_of_year)
    rows = stack(tables)
    known = area_register() if areas is None else areas
    table, faults, repeats = check(rows, known, measures, year_type)
    refusals += [fault.refusal(rows) for fault in sorted(faults, key=lambda fault: fault.row)]
    ragged = [refusal for each in tables for refusal in each.ragged]
    refused = len({fault.row for fault in faults}) + len(ragged)
    return Reading(table, (*refusals, *ragged), refused, repeats, rows.rows + len(ragged), unread, len(files))


def _read_files(
    files: Iterable[Path], layout: Layout, kind_of_year: YearTypeOf
) -> tuple[list[Table], list[Refusal], int]:
    """The tables of every file that can be read, what is wrong with the others, and how many those are."""
    tables: list[Table] = []
    refusals: list[Refusal] = []
    unread = 0
    for file in files:
        try:
            tables += layout.read(file, kind_of_year)
        except Refused as refused:
            refusals += refused.refusals
            unread += 1
    return tables, refusals, unread


def check(
    rows: Stack,
    areas: Container[str],
    measures: Mapping[str, Measure] | None,
    year_type: str,
    *,
    counted: bool = False,
) -> tuple[pa.Table, list[Fault], int]:
    """The good rows as OBSERVATIONS, what is wrong with the others, and how many were repeats.

    With `counted`, counts from which no figure can have been made are wrong too.
    """
    whole, good, keys, faults = check_cells(rows, areas, measures, year_type, counted=counted)
    repeated, disagreeing = settle_repeats(keys, whole, np.flatnonzero(good), rows.line)
    faults += disagreeing
    good[repeated] = False
    good[[fault.row for fault in disagreeing]] = False
    return whole.filter(pa.array(good)), faults, len(repeated)


def check_cells(
    rows: Stack,
    areas: Container[str],
    measures: Mapping[str, Measure] | None,
    year_type: str,
    *,
    counted: bool = False,
) -> tuple[pa.Table, Mask, list[Codes], list[Fault]]:
    """Every row as OBSERVATIONS, which of them are good, the codes of their keys, and what is wrong.

    A row is looked at by itself: rows that state the same key again are for `settle_repeats`.
    """
    faults: list[Fault] = []
    texts = {
        "measure": read_refs(rows, "measure", measures, faults),
        "area": read_refs(rows, "area", areas, faults),
        "group": read_groups(rows, faults),
        "qualifier": read_qualifiers(rows, faults),
        "note": rows.coded("note"),
    }
    texts["period"] = read_periods(rows, texts["measure"], measures, year_type, faults)
    figures = {name: read_figures(rows, name, faults) for name in NUMBER_COLUMNS}
    texts["status"] = settle_statuses(rows, figures["value"], faults)
    check_figures(figures, texts["measure"], measures, faults)
    if counted and measures:
        check_counts(figures, texts["measure"], measures, faults)

    whole = _table(texts, figures)
    good = np.ones(rows.rows, dtype=bool)
    good[[fault.row for fault in faults]] = False
    return whole, good, [texts[name].codes for name in KEY], faults


def _table(texts: Mapping[str, Coded], figures: Mapping[str, pa.Array]) -> pa.Table:
    columns = [
        texts[field.name].arrow() if field.type == TEXT else figures[field.name] for field in OBSERVATIONS
    ]
    return pa.table(columns, schema=OBSERVATIONS)
