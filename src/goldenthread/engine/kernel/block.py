"""A frame out of a block of a compact file: rows already in order, whole numbers already at hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa

from goldenthread.engine.compact import QUALIFIERS, STATUSES, Legend, observations
from goldenthread.engine.kernel.answer import Bools, Ints
from goldenthread.engine.kernel.frame import LARGEST_UNITS, Column, Floats, Frame
from goldenthread.engine.kernel.framing import MISSING, SUPPRESSED, read_rows, starts
from goldenthread.engine.kernel.time import Periods, periods_of
from goldenthread.engine.kernel.units import AS_DELIVERED, half_even, places_needed
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import MOST_PLACES
from goldenthread.rules.observation import Observation

HIDDEN = tuple(STATUSES.index(status) for status in ("missing", "suppressed"))
POWERS = 10 ** np.arange(19)


def frame_of_block(block: pa.RecordBatch, legend: Legend, measures: Mapping[str, Measure]) -> Frame:
    """The frame of a block's whole measures; `refs` are those of the block alone."""
    measure, area, when = (block.column(name).to_numpy() for name in ("m", "a", "p"))
    group = _codes(block, "g")
    new = starts([measure, area] if group is None else [measure, area, group])
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(new)) - 1
    series = np.repeat(np.arange(len(first), dtype=np.int32), last + 1 - first)
    low = int(measure[0])
    refs = legend.refs[low : int(measure[-1]) + 1]
    of_series = measure[first].astype(np.int64) - low
    status = _Said.of(_codes(block, "s"), len(new))
    figures = block.column("v")
    valued = _valid(figures)
    valued[status.rows_of(*HIDDEN)] = False
    declared = np.array([AS_DELIVERED if (d := measures[ref].decimals) is None else d for ref in refs])
    scales = legend.scale("v")[low : low + len(refs)]
    units, decimals, large = _units(figures, valued, declared, scales, of_series, series, first)
    qualifier = _codes(block, "q")
    bound = _Said.of(qualifier, len(new)).flags(QUALIFIERS.index("<"), QUALIFIERS.index(">"))
    silence = np.full(len(new), MISSING, np.int8)
    silence[status.rows_of(HIDDEN[1])] = SUPPRESSED
    last_break = np.full(len(first), -1)
    broken = status.rows_of(STATUSES.index("break"))
    last_break[series[broken]] = broken  # rows are in order, so the last of a series stays
    periods = _periods(legend.periods)

    def read(rows: Ints) -> list[Observation]:
        taken = pa.Table.from_batches([block]).take(pa.array(rows))
        return read_rows(observations(taken, legend), when[rows].tolist(), periods)

    return Frame(
        refs=refs,
        places=legend.places,
        groups=legend.groups,
        periods=periods,
        when=when,
        series=series,
        valued=valued,
        silence=silence,
        units=units,
        provisional=status.flags(STATUSES.index("provisional")),
        bound=bound,
        qualifier=None if qualifier is None else qualifier.astype(np.int64),
        numerator=_column(block, "num", legend, low, of_series, series),
        denominator=_column(block, "den", legend, low, of_series, series),
        lower=_column(block, "lo", legend, low, of_series, series),
        upper=_column(block, "hi", legend, low, of_series, series),
        measure=of_series,
        area=area[first].astype(np.int64),
        group=np.zeros(len(first), np.int64) if group is None else group[first].astype(np.int64),
        first=first,
        last=last,
        decimals=decimals,
        last_break=last_break,
        slow=_any(bound | large, first),
        read=read,
    )


@lru_cache(maxsize=8)
def _periods(texts: tuple[str, ...]) -> Periods:
    return periods_of(texts)


def _codes(block: pa.RecordBatch, name: str) -> Ints | None:
    if name not in block.schema.names:
        return None
    codes: Ints = block.column(name).to_numpy()
    return codes


@dataclass(frozen=True, slots=True)
class _Said:
    """The few rows whose code is not 0, and their codes."""

    count: int
    rows: Ints
    codes: Ints

    @classmethod
    def of(cls, codes: Ints | None, count: int) -> "_Said":
        if codes is None:
            return cls(count, np.zeros(0, np.int64), np.zeros(0, np.int64))
        rows = np.flatnonzero(codes != 0)  # flags are searched ten times as quickly as numbers
        return cls(count, rows, codes[rows])

    def rows_of(self, *wanted: int) -> Ints:
        """The rows that have one of the codes wanted."""
        return self.rows[np.isin(self.codes, wanted)]

    def flags(self, *wanted: int) -> Bools:
        """By row: has it one of the codes wanted?"""
        flags = np.zeros(self.count, bool)
        flags[self.rows_of(*wanted)] = True
        return flags


def _any(by_row: Bools, first: Ints) -> Bools:
    """By series: has any of its rows it?"""
    if not by_row.any():
        return np.zeros(len(first), bool)
    found: Bools = np.logical_or.reduceat(by_row, first)
    return found


def _units(
    figures: pa.Array,
    valued: Bools,
    declared: Ints,
    scales: Ints,
    measure: Ints,
    series: Ints,
    first: Ints,
) -> tuple[Ints, Ints, Bools]:
    """By row the units and whether the value is too large for them; by series the decimals."""
    given = np.where(valued, whole_numbers(figures), 0)
    if (declared == scales).all():
        units = given
        return units, scales[measure].astype(np.int64), _too_large(units)
    aimed = np.where(declared == AS_DELIVERED, MOST_PLACES, declared)
    up, down = POWERS[np.maximum(aimed - scales, 0)], POWERS[np.maximum(scales - aimed, 0)]
    of_row = measure[series]
    large = _too_large(given, np.maximum(up[of_row] // down[of_row], 1))
    units = half_even(np.where(large, 0, given) * up[of_row], down[of_row])
    stated = declared[measure]
    if not (declared == AS_DELIVERED).any():
        return units, stated.astype(np.int64), large | _too_large(units)
    exact = units * down[of_row] == given * up[of_row]
    places = np.where(exact, places_needed(units), MOST_PLACES)
    decimals = np.where(stated == AS_DELIVERED, np.maximum.reduceat(places, first), stated)
    back = np.where(stated == AS_DELIVERED, POWERS[MOST_PLACES - np.minimum(decimals, MOST_PLACES)], 1)
    units = units // back[series]
    return units, decimals.astype(np.int64), large | _too_large(units)


def _too_large(units: Ints, times: Ints | int = 1) -> Bools:
    """Which units are too large to be judged in 64 bits, once multiplied."""
    most = LARGEST_UNITS // times
    large: Bools = (units >= most) | (units <= -most)
    return large


def _column(
    block: pa.RecordBatch, name: str, legend: Legend, low: int, measure: Ints, series: Ints
) -> Column | None:
    """A column of figures; None where no row has one."""
    if name not in block.schema.names:
        return None
    column = block.column(name)
    if column.null_count == len(column):
        return None
    scales = legend.scale(name)[low : low + int(measure[-1]) + 1]
    scale = POWERS[scales].astype(np.float64)[measure] if scales.any() else None
    return _Figures(whole_numbers(column), _valid(column), scale, series)


def whole_numbers(column: pa.Array) -> Ints:
    """The column's integers without a copy; what stands under a null is undefined."""
    whole = np.frombuffer(column.buffers()[1], np.int64)
    return whole[column.offset : column.offset + len(column)]


@dataclass(frozen=True, slots=True)
class _Figures:
    """Whole numbers that become doubles where they are read."""

    whole: Ints
    valid: Bools
    scale: Floats | None
    series: Ints

    def __getitem__(self, rows: Ints) -> Floats:
        figures = np.where(self.valid[rows], self.whole[rows], np.nan)
        return figures if self.scale is None else figures / self.scale[self.series[rows]]


def _valid(column: pa.Array) -> Bools:
    """Which rows of the column have a figure, in an array of their own."""
    bits, end = column.buffers()[0], column.offset + len(column)
    if bits is None:
        return np.ones(len(column), bool)
    valid = np.unpackbits(np.frombuffer(bits, np.uint8), count=end, bitorder="little")
    return valid[column.offset :].view(bool)
