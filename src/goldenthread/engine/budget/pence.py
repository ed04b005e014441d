"""Whole pence as columns of 64-bit integers: shares rounded as `rules.money.part` rounds them."""

from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goldenthread.rules.money import part

Pennies = NDArray[np.int64]

ROOM: Final = 1 << 62
"""What stays below it is exact in 64 bits, and so is twice as much."""


def parts(pence: Pennies, share: Fraction) -> Pennies:
    """A share of each sum, to the nearest penny; a half goes to the even one.

    Raises OverflowError where a result has no room in 64 bits.
    """
    if not share or not len(pence):
        return np.zeros_like(pence)
    if share == 1:
        return pence
    over, under = share.numerator, share.denominator
    if int(np.abs(pence).max()) * abs(over) >= ROOM or under >= ROOM:
        return np.array([part(int(each), share) for each in pence], dtype=np.int64)
    whole, rest = np.divmod(pence * np.int64(over), np.int64(under))
    twice = 2 * rest - under
    up: Pennies = ((twice > 0) | ((twice == 0) & (whole % 2 == 1))).astype(np.int64)
    return whole + up


def summed(pence: Pennies) -> int:
    """The exact sum. Raises OverflowError where 64 bits might not hold it."""
    if len(pence) and float(np.abs(pence.astype(np.float64)).sum()) >= ROOM:
        raise OverflowError("a sum of more pence than 64 bits hold")
    return int(pence.sum())
