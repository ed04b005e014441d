"""What a delivery of observations would change in what is held: added, changed and same, row by row."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.columns import NUMBER_COLUMNS, OBSERVATIONS, TEXT

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

KEY = ("measure", "area", "period", "group")
SAID = ("status", "qualifier", "note")


@dataclass(frozen=True, slots=True)
class Difference:
    """Row numbers of the delivery, each row in exactly one of `added`, `changed` and `same`.

    `replaced` holds, for each changed row, the row of what is held that it would take the place of.
    """

    added: Rows
    changed: Rows
    replaced: Rows
    same: Rows


def difference(held: pa.Table, delivered: pa.Table) -> Difference:
    """Compare two OBSERVATIONS tables; each states a measure, area, period and group at most once."""
    codes = _codes(held, delivered)
    keys = _keys(codes)
    of_held, of_delivered = keys[: held.num_rows], keys[held.num_rows :]
    order = np.argsort(of_held, kind="stable")
    place = np.searchsorted(of_held[order], of_delivered)
    known = place < len(order)
    known[known] = of_held[order[place[known]]] == of_delivered[known]
    rows = np.flatnonzero(known)
    before = order[place[rows]]
    differs = _differs(held, delivered, before, rows)
    for name in SAID:
        differs |= codes[name][before] != codes[name][held.num_rows + rows]
    return Difference(np.flatnonzero(~known), rows[differs], before[differs], rows[~differs])


def _codes(*tables: pa.Table) -> dict[str, Rows]:
    """Every text column of the tables, laid end to end, as numbers that are equal where the texts are."""
    schema = pa.schema([field for field in OBSERVATIONS if field.type == TEXT])
    parts = [table.select(schema.names).cast(schema) for table in tables]
    both = pa.concat_tables(parts).unify_dictionaries()
    return {name: _numbers(both.column(name)) for name in schema.names}


def _numbers(column: pa.ChunkedArray) -> Rows:
    chunks = [pc.fill_null(chunk.indices, -1).to_numpy(zero_copy_only=False) for chunk in column.chunks]
    return np.concatenate([np.empty(0, dtype=np.int64), *chunks]).astype(np.int64)


def _keys(codes: dict[str, Rows]) -> Rows:
    """One number for each row, equal where measure, area, period and group are."""
    keys = np.zeros(len(codes["measure"]), dtype=np.int64)
    for name in KEY:
        column = codes[name] + 1
        keys = keys * (int(column.max(initial=0)) + 1) + column
        keys = np.unique(keys, return_inverse=True)[1].astype(np.int64)
    return keys


def _differs(held: pa.Table, delivered: pa.Table, before: Rows, rows: Rows) -> Mask:
    """Whether any number differs, or is there on one side only."""
    differs = np.zeros(len(rows), dtype=np.bool_)
    for name in NUMBER_COLUMNS:
        old = held.column(name).combine_chunks().take(pa.array(before))
        new = delivered.column(name).combine_chunks().take(pa.array(rows))
        if old.null_count == len(old) and new.null_count == len(new):
            continue
        unequal = pc.fill_null(pc.not_equal(old, new), False)
        one_sided = pc.not_equal(pc.is_null(old), pc.is_null(new))
        differs |= pc.or_(unequal, one_sided).to_numpy(zero_copy_only=False)
    return differs
