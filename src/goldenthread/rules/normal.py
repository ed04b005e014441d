"""The normal distribution: the z that a two-sided test or interval needs."""

import math
from functools import cache
from statistics import NormalDist

_STANDARD = NormalDist()


@cache
def critical_z(confidence: float) -> float:
    """The z between whose minus and plus the confidence lies; infinite at full confidence.

    Raises ValueError where the confidence is not above 0 and at most 1.
    """
    if not 0 < confidence <= 1:
        raise ValueError(f"{confidence} is not a confidence: it lies above 0 and is at most 1")
    return math.inf if confidence == 1 else -_STANDARD.inv_cdf((1 - confidence) / 2)
