"""The normal distribution over whole columns, for which numpy has no function."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

_UPPER: Final = (
    3.52624965998911e-02,
    0.700383064443688,
    6.37396220353165,
    33.912866078383,
    112.079291497871,
    221.213596169931,
    220.206867912376,
)
_LOWER: Final = (
    8.83883476483184e-02,
    1.75566716318264,
    16.064177579207,
    86.7807322029461,
    296.564248779674,
    637.333633378831,
    793.826512519948,
    440.413735824752,
)
"""J. F. Hart's terms, as in G. West, Better approximations to cumulative normal functions (2005)."""


def normal_below(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of a standard normal below each number, to 14 places where |z| is below 7."""
    size = np.minimum(np.abs(z), 7.0)
    tail = np.exp(-0.5 * size * size) * _polynomial(_UPPER, size) / _polynomial(_LOWER, size)
    return np.where(z > 0, 1 - tail, tail)


def _polynomial(terms: tuple[float, ...], at: NDArray[np.float64]) -> NDArray[np.float64]:
    value = np.full_like(at, terms[0])
    for term in terms[1:]:
        value *= at
        value += term
    return value
