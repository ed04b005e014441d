"""Exact values as the integers that are judged, whole columns at a time."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.kernel.answer import Bools, Ints
from goldenthread.rules.number import MOST_PLACES

FITS = 9e12
"""A value below this is an integer of 64 bits even at the most places."""

AS_DELIVERED = -1


def scaled(values: pa.Array, decimals: Ints, valued: Bools) -> tuple[Ints, Ints, Bools]:
    """Units at each row's decimals (rounded half-even once), the places needed, and which rows are too large.

    Rows whose decimals are AS_DELIVERED come at the most places, with the places that each needs.
    """
    count = len(decimals)
    units, places = np.zeros(count, np.int64), np.zeros(count, np.int64)
    size = np.abs(values.cast(pa.float64()).fill_null(0).to_numpy(zero_copy_only=False))
    large = valued & (size >= FITS)
    take = valued & ~large
    for each in np.unique(decimals[take]):
        rows = np.flatnonzero(take & (decimals == each))
        at = MOST_PLACES if each == AS_DELIVERED else int(each)
        exact = values if len(rows) == count else values.take(pa.array(rows))
        rounded = pc.round(exact, ndigits=at, round_mode="half_to_even")
        units[rows] = low_words(rounded.cast(pa.decimal128(38, at)))
        if each == AS_DELIVERED:
            inexact = pc.not_equal(rounded, exact).to_numpy(zero_copy_only=False)
            places[rows] = np.where(inexact, MOST_PLACES, places_needed(units[rows]))
    return units, places, large


def low_words(decimals: pa.Array) -> Ints:
    """The integers of a decimal column whose values all fit into 64 bits."""
    words = np.frombuffer(decimals.buffers()[1], dtype="<i8").reshape(-1, 2)
    return words[decimals.offset : decimals.offset + len(decimals), 0].astype(np.int64)


def places_needed(units: Ints) -> Ints:
    """How many places units at the most places need; trailing zeros are not needed."""
    needed = np.zeros(len(units), np.int64)
    for power in range(1, MOST_PLACES + 1):
        needed += units % 10**power != 0
    return needed


def half_even(units: Ints, by: Ints) -> Ints:
    """Whole numbers divided by others above zero, rounded half-even."""
    if (by == 1).all():
        return units
    whole, rest = np.divmod(units, by)
    over, half = 2 * rest > by, 2 * rest == by
    rounded: Ints = whole + (over | (half & (whole % 2 == 1)))
    return rounded
