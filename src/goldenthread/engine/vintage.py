"""A plain table of observations as it was known on a day."""

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldenthread.engine.layout.plain import OPTIONAL, REQUIRED
from goldenthread.engine.observation import Reading, check
from goldenthread.engine.stack import stack
from goldenthread.engine.table import Table, read_table
from goldenthread.rules.measure import Measure
from goldenthread.rules.refusal import Refusal

KNOWN = ("known_from", "known_to")
FAR = date.max


def read_known(
    path: Path,
    measures: Mapping[str, Measure] | None,
    areas: Container[str],
    known_by: date | None = None,
    *,
    counted: bool = False,
) -> tuple[Reading, int | None]:
    """The observations of a file, and how many rows were not known on the day; None where it does not say.

    `known_from` and `known_to`, where the file has them, say from when and until when a row was what was
    known; without a day, what was replaced since does not count. With `counted`, counts from which no figure
    can have been made are refused too. Raises Refused for a file that is not one.
    """
    whole = read_table(path, REQUIRED, (*OPTIONAL, *KNOWN), keep_ragged=True)
    table, refusals, aside = _as_known(whole, known_by)
    rows = stack([table])
    good, faults, repeats = check(rows, areas, measures, "", counted=counted)
    refusals += [*whole.ragged, *(fault.refusal(rows) for fault in faults)]
    refused = len({refusal.row for refusal in refusals})
    rows_read = whole.data.num_rows + len(whole.ragged)
    in_order = sorted(refusals, key=lambda refusal: refusal.row or 0)
    return Reading(good, tuple(in_order), refused, repeats, rows_read, 0, 1), aside


def _as_known(table: Table, day: date | None) -> tuple[Table, list[Refusal], int | None]:
    """The rows that were known, refusals of dates that are none, and how many rows were set aside."""
    if not any(name in table.data.column_names for name in KNOWN):
        return table, [], None
    since, refusals = _days(table, "known_from", date.min)
    until, more = _days(table, "known_to", FAR)
    refusals += more
    on = FAR.toordinal() - 1 if day is None else day.toordinal()
    bad = np.isin(table.lines, [refusal.row or 0 for refusal in refusals])
    known = (since <= on) & (until > on)
    kept = known & ~bad
    data = table.data.filter(pa.array(kept))
    return replace(table, data=data, lines=table.lines[kept]), refusals, int((~known & ~bad).sum())


def _days(table: Table, column: str, empty: date) -> tuple[npt.NDArray[np.int64], list[Refusal]]:
    """Each row's day as a number; an empty cell is `empty`."""
    refusals: list[Refusal] = []
    if column not in table.data.column_names:
        return np.full(table.data.num_rows, empty.toordinal()), refusals
    encoded = table.data.column(column).dictionary_encode().unify_dictionaries().combine_chunks()
    chunk = encoded.chunk(0) if isinstance(encoded, pa.ChunkedArray) and encoded.num_chunks else encoded
    if not table.data.num_rows:
        return np.zeros(0, np.int64), refusals
    days = [_day(text) for text in chunk.dictionary.to_pylist()]
    codes = chunk.indices.fill_null(len(days)).to_numpy(zero_copy_only=False)
    for code in (at for at, day in enumerate(days) if day is None):
        what = f"'{chunk.dictionary[code].as_py()}' is not a date"
        for row in np.flatnonzero(codes == code).tolist():
            refusals.append(table.refuse(row, column, what, "write it as 2017-05-25"))
    numbers = [empty.toordinal() if day is None else day.toordinal() for day in (*days, empty)]
    return np.array(numbers, dtype=np.int64)[codes], refusals


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None
