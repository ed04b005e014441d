"""A frame out of a table of observations, its rows in any order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from goldenthread.engine.kernel.answer import Bools, Ints
from goldenthread.engine.kernel.code import Codes, coded
from goldenthread.engine.kernel.frame import LARGEST_UNITS, Floats, Frame
from goldenthread.engine.kernel.nearest import nearest_floats
from goldenthread.engine.kernel.time import Periods, periods_of
from goldenthread.engine.kernel.units import AS_DELIVERED, scaled
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import MOST_PLACES
from goldenthread.rules.observation import QUALIFIERS, Observation
from goldenthread.rules.verdict import REASONS

MISSING, SUPPRESSED = REASONS.index("missing"), REASONS.index("suppressed")


def frame(table: pa.Table, measures: Mapping[str, Measure]) -> Frame:
    """The frame of an OBSERVATIONS table with at least one row.

    Raises ValueError where a measure is not known or a measure, area, period and group stand twice.
    """
    refs, areas, groups = (coded(table[name]) for name in ("measure", "area", "group"))
    said = coded(table["period"])
    unknown = [ref for ref in refs.texts if ref not in measures]
    if unknown:
        raise ValueError(f"unknown measures: {', '.join(unknown[:5])}")
    periods = periods_of(said.texts)
    when = periods.rank[said.of_row]
    order = np.lexsort((when, groups.of_row, areas.of_row, refs.of_row))
    keys = [codes.of_row[order] for codes in (refs, areas, groups)]
    when = when[order]
    new = starts(keys)
    if (~new[1:] & (when[1:] == when[:-1])).any():
        raise ValueError("a measure, area, period and group stand twice")
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(order)) - 1
    series = np.cumsum(new) - 1
    states = _sorted(coded(table["status"]), order)
    exact = _whole(table["value"]).take(pa.array(order))
    suppressed = states.flags(["suppressed"])
    valued = exact.is_valid().to_numpy(zero_copy_only=False) & ~suppressed & ~states.flags(["missing"])
    units, decimals, large = _units(
        exact, valued, [measures[ref].decimals for ref in refs.texts], keys[0], first
    )
    said_of = _sorted(coded(table["qualifier"]), order)
    qualifier = np.array([_qualifier_code(text) for text in said_of.texts], np.int64)[said_of.of_row]
    bound = said_of.flags("<>")
    broken = np.where(states.flags(["break"]), np.arange(len(order)), -1)
    reader = _Reader(table, order, when, periods)
    return Frame(
        refs=refs.texts,
        places=areas.texts,
        groups=groups.texts,
        periods=periods,
        when=when,
        series=series,
        valued=valued,
        silence=np.where(suppressed, SUPPRESSED, MISSING),
        units=units,
        provisional=states.flags(["provisional"]),
        bound=bound,
        qualifier=qualifier if qualifier.any() else None,
        numerator=_floats(table, "numerator", order),
        denominator=_floats(table, "denominator", order),
        lower=_floats(table, "lower", order),
        upper=_floats(table, "upper", order),
        measure=keys[0][first],
        area=keys[1][first],
        group=keys[2][first],
        first=first,
        last=last,
        decimals=decimals,
        last_break=np.maximum.reduceat(broken, first),
        slow=np.logical_or.reduceat(bound | large | (np.abs(units) >= LARGEST_UNITS), first),
        read=reader.observations,
    )


def starts(keys: list[Ints]) -> Bools:
    """Which sorted rows differ in any key from the row before them."""
    new = np.zeros(len(keys[0]), dtype=bool)
    new[:1] = True
    for codes in keys:
        new[1:] |= codes[1:] != codes[:-1]
    return new


def _sorted(codes: Codes, order: Ints) -> Codes:
    return Codes(codes.texts, codes.of_row[order])


def _whole(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def _qualifier_code(text: str) -> int:
    return QUALIFIERS.index(text) if text in QUALIFIERS else 0


def _units(
    exact: pa.Array, valued: Bools, declared: list[int | None], measure: Ints, first: Ints
) -> tuple[Ints, Ints, Bools]:
    """By row the units and whether the value is too large for them; by series the decimals."""
    by_measure = np.array([AS_DELIVERED if d is None else d for d in declared], dtype=np.int64)
    units, places, large = scaled(exact, by_measure[measure], valued)
    stated = by_measure[measure[first]]
    decimals = np.where(stated == AS_DELIVERED, np.maximum.reduceat(places, first), stated)
    delivered = by_measure[measure] == AS_DELIVERED
    if delivered.any():
        series = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(units))))
        units = np.where(delivered, units // 10 ** (MOST_PLACES - decimals)[series], units)
    return units, decimals, large


def _floats(table: pa.Table, name: str, order: Ints) -> Floats | None:
    column = table[name] if name in table.column_names else None
    if column is None or column.null_count == len(column):
        return None
    return nearest_floats(_whole(column))[order]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads rows of a frame back out of the table that it was made from."""

    table: pa.Table
    order: Ints
    when: Ints
    periods: Periods

    def observations(self, rows: Ints) -> list[Observation]:
        """The observations of rows of the frame, without their notes."""
        return read_rows(self.table.take(pa.array(self.order[rows])), self.when[rows].tolist(), self.periods)


def read_rows(table: pa.Table, ranks: Sequence[int], periods: Periods) -> list[Observation]:
    """The observations of an OBSERVATIONS table without their notes, given the rank of each row's period."""
    names = [name for name in table.column_names if name not in ("period", "note")]
    return [
        Observation(
            row["measure"],
            row["area"],
            periods.periods[rank],
            row["value"],
            row["group"] or "",
            row.get("numerator"),
            row.get("denominator"),
            row.get("lower"),
            row.get("upper"),
            row["status"] or "normal",
            row["qualifier"] or "",
        )
        for row, rank in zip(table.select(names).to_pylist(), ranks, strict=True)
    ]
