"""Gap measures: the difference between two groups of one measure, at the same area and period.

A gap is counted from one group to another (from pupils with free school meals to their peers), so it is the
second value minus the first, exactly. Where either side has no figure there is no gap, and the row says why.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.columns import NUMBER, OBSERVATIONS, TEXT

Rows = npt.NDArray[np.int64]

# The later in the list says more against comparing the figure, so it is what the gap carries.
STATUSES = ("normal", "revised", "estimated", "provisional", "break", "missing", "suppressed")
WITHOUT_VALUE = ("missing", "suppressed")
MIRRORED = {"<": ">", ">": "<"}
CONTRARY = "contrary"
WIDE = pa.decimal256(40, 18)


@dataclass(frozen=True, slots=True)
class Gap:
    """The measure `ref` is the gap in the measure `of`, counted from one group to another."""

    ref: str
    of: str
    from_group: str
    to_group: str


def gap_observations(observations: pa.Table, gap: Gap) -> pa.Table:
    """The gap's rows as OBSERVATIONS, ordered by area and period, from a table with both groups' rows."""
    of_measure = observations.filter(pc.equal(_text(observations, "measure"), gap.of))
    before = of_measure.filter(pc.equal(_text(of_measure, "group"), gap.from_group))
    after = of_measure.filter(pc.equal(_text(of_measure, "group"), gap.to_group))
    places, left, right = _paired(before, after)
    status = _both(before, after, "status", left, right, _status)
    qualifier = _both(before, after, "qualifier", left, right, _qualifier)
    value = pc.subtract(_wide(after, right), _wide(before, left)).cast(NUMBER)
    contrary = pc.equal(qualifier, CONTRARY)
    value = pc.if_else(contrary, pa.scalar(None, NUMBER), value)
    unstated = pc.and_(pc.is_null(value), pc.invert(pc.is_in(status, pa.array(WITHOUT_VALUE))))
    broken = pc.or_(
        pc.equal(_side(before, "status", left), "break"), pc.equal(_side(after, "status", right), "break")
    )
    status = pc.if_else(unstated, "missing", status)
    return _table(
        gap.ref,
        places,
        value=value,
        status=_carry_breaks(places, status, broken),
        qualifier=pc.if_else(pc.is_null(value), "", qualifier),
        note=_both(before, after, "note", left, right, _note),
    )


def _text(table: pa.Table, column: str) -> pa.Array:
    """A text column as plain strings, empty for none."""
    return pc.fill_null(table.column(column).combine_chunks().cast(pa.string()), "")


def _paired(before: pa.Table, after: pa.Table) -> tuple[pa.Table, Rows, Rows]:
    """Every area and period that either side has, and the row of each side there, -1 for none."""
    both = pa.concat_tables([side.select(["area", "period"]) for side in (before, after)])
    areas = _text(both, "area").dictionary_encode()
    periods = _text(both, "period").dictionary_encode()
    keys = (
        areas.indices.to_numpy().astype(np.int64) * max(len(periods.dictionary), 1)
        + periods.indices.to_numpy()
    )
    distinct, first = np.unique(keys, return_index=True)
    left = _rows_of(distinct, keys[: before.num_rows])
    right = _rows_of(distinct, keys[before.num_rows :])
    places = pa.table({"area": areas.cast(pa.string()), "period": periods.cast(pa.string())}).take(
        pa.array(first)
    )
    order = pc.sort_indices(places, sort_keys=[("area", "ascending"), ("period", "ascending")])
    ordered = order.to_numpy()
    return places.take(order), left[ordered], right[ordered]


def _rows_of(distinct: Rows, keys: Rows) -> Rows:
    rows = np.full(len(distinct), -1, dtype=np.int64)
    rows[np.searchsorted(distinct, keys)] = np.arange(len(keys))
    return rows


def _at(rows: Rows) -> pa.Array:
    return pa.array(rows, pa.int64(), mask=rows < 0)


def _wide(side: pa.Table, rows: Rows) -> pa.Array:
    return side.column("value").combine_chunks().take(_at(rows)).cast(WIDE)


def _side(side: pa.Table, column: str, rows: Rows) -> pa.Array:
    absent = "missing" if column == "status" else ""
    return pc.fill_null(_text(side, column).take(_at(rows)), absent)


def _both(
    before: pa.Table, after: pa.Table, column: str, left: Rows, right: Rows, rule: Callable[[str, str], str]
) -> pa.Array:
    """A rule over two text columns, asked once for each pair of texts that occurs."""
    one = _side(before, column, left).dictionary_encode()
    two = _side(after, column, right).dictionary_encode()
    pairs = one.indices.to_numpy().astype(np.int64) * max(len(two.dictionary), 1) + two.indices.to_numpy()
    distinct, place = np.unique(pairs, return_inverse=True)
    width = max(len(two.dictionary), 1)
    first, second = one.dictionary.to_pylist(), two.dictionary.to_pylist()
    answers = [rule(first[pair // width], second[pair % width]) for pair in distinct.tolist()]
    return pa.array(answers, pa.string()).take(pa.array(place))


def _status(before: str, after: str) -> str:
    return max(before or "normal", after or "normal", key=STATUSES.index)


def _qualifier(before: str, after: str) -> str:
    """Taking away a figure that is "less than" leaves one that is "more than"."""
    signs = {MIRRORED.get(before, before), after} - {""}
    if signs >= {"<", ">"}:
        return CONTRARY
    return next((sign for sign in ("<", ">", "~") if sign in signs), "")


def _note(before: str, after: str) -> str:
    return "; ".join(dict.fromkeys(note for note in (before, after) if note))


def _carry_breaks(places: pa.Table, status: pa.Array, broken: pa.Array) -> pa.Array:
    """A break on a row that has no gap stands on the area's next row that has one."""
    lost = np.flatnonzero(pc.and_(broken, pc.not_equal(status, "break")).to_numpy(zero_copy_only=False))
    if not len(lost):
        return status
    areas, texts = places.column("area").to_pylist(), status.to_pylist()
    for row in lost.tolist():
        following = range(row + 1, len(texts))
        here = (at for at in following if areas[at] == areas[row] and texts[at] not in WITHOUT_VALUE)
        at = next(here, None)
        if at is not None:
            texts[at] = "break"
    return pa.array(texts, pa.string())


def _table(ref: str, places: pa.Table, **columns: pa.Array) -> pa.Table:
    rows = places.num_rows
    columns |= {"measure": pa.array([ref] * rows, pa.string()), "group": pa.array([""] * rows, pa.string())}
    columns |= {name: places.column(name).combine_chunks() for name in ("area", "period")}
    arrays = []
    for field in OBSERVATIONS:
        column = columns.get(field.name, pa.nulls(rows, field.type))
        arrays.append(column.dictionary_encode().cast(TEXT) if field.type == TEXT else column)
    return pa.table(arrays, schema=OBSERVATIONS)
