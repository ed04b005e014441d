"""Exact decimals as 64-bit integers and back: `value = units / 10^places`, nothing rounded."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldenthread.engine.columns import NUMBER

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

PLACES = 18
ONE = 10**PLACES
WHOLE = 9e15
"""Below this a whole number is exact as a double, so the parts of a figure can be told apart."""
LARGEST = 9e18


@dataclass(frozen=True, slots=True)
class Figures:
    """A column of decimals as whole numbers and the rest in units of 10^-18; noughts where there is none.

    `fits` says of each row that its parts are exact: it is not where the figure is 9 x 10^15 or more.
    """

    valid: Bools
    whole: Ints
    rest: Ints
    fits: Bools

    def places(self) -> Ints:
        """How many decimal places each row needs."""
        found = np.zeros(len(self.rest), np.int64)
        rows = np.flatnonzero(self.rest)
        left = self.rest[rows]
        noughts = np.zeros(len(rows), np.int64)
        for step in (8, 4, 4, 2, 1):
            even = left % 10**step == 0
            left = np.where(even, left // 10**step, left)
            noughts += step * even
        found[rows] = PLACES - noughts
        return found

    def at(self, places: Ints) -> tuple[Ints, Bools]:
        """Each row in units of 10^-places, and whether it fits into 64 bits so."""
        power = 10 ** np.clip(places, 0, PLACES)
        fits = self.fits & ((np.abs(self.whole) + 1.0) * power < LARGEST)
        units = np.where(fits, self.whole, 0) * np.where(fits, power, 1)
        return units + self.rest // (ONE // power), fits


def figures(column: pa.ChunkedArray | pa.Array) -> Figures:
    """Decimals of 18 places, taken apart."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    whole = pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole
    valid = whole.is_valid().to_numpy(zero_copy_only=False)
    if not valid.any():
        none = np.zeros(len(valid), np.int64)
        return Figures(valid, none, none, np.ones(len(valid), bool))
    words = np.frombuffer(whole.buffers()[1], dtype="<u8").reshape(-1, 2)
    words = words[whole.offset : whole.offset + len(whole)]
    low = np.where(valid, words[:, 0], np.uint64(0))
    high = np.where(valid, words[:, 1], np.uint64(0)).view(np.int64)
    size = (high * 2.0**64 + low) / ONE
    fits = np.abs(size) < WHOLE
    nearest = np.rint(np.where(fits, size, 0.0)).astype(np.int64)
    # Modulo 2^64 on purpose: what is left lies within one unit, and 10^18 fits into 63 bits.
    rest = (low - nearest.view(np.uint64) * np.uint64(ONE)).view(np.int64)
    return Figures(valid, nearest, np.where(fits, rest, 0), fits)


def decimals(units: pa.Array, places: Ints) -> pa.Array:
    """Integers at each row's places as decimals of 18 places; null stays null."""
    empty = np.zeros(len(units), bool)
    valid = units.is_valid().to_numpy(zero_copy_only=False) if units.null_count else ~empty
    whole = units.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    steps = np.unique(places)
    if len(steps) == 1:
        return _at(whole, int(steps[0]), valid)
    parts, rows = [], []
    for step in steps.tolist():
        chosen = np.flatnonzero(places == step)
        parts.append(_at(whole[chosen], step, valid[chosen]))
        rows.append(chosen)
    back = np.argsort(np.concatenate(rows), kind="stable") if rows else np.zeros(0, np.int64)
    return pa.concat_arrays(parts).take(pa.array(back)) if parts else pa.array([], NUMBER)


def _at(units: Ints, places: int, valid: Bools) -> pa.Array:
    words = np.empty((len(units), 2), dtype="<i8")
    words[:, 0] = units
    words[:, 1] = units >> 63
    mask = None if valid.all() else pa.array(valid).buffers()[1]
    exact = pa.Array.from_buffers(pa.decimal128(38, places), len(units), [mask, pa.py_buffer(words)])
    return exact.cast(NUMBER)
