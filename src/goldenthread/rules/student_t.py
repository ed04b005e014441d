"""Student's t for whole degrees of freedom: the exact finite sums, and their inverse.

Source: Abramowitz and Stegun, 26.7.3 and 26.7.4.
"""

import math
from functools import cache


def probability_within(t: float, freedom: int) -> float:
    """The chance that Student's t lies between -t and t."""
    theta = math.atan2(t, math.sqrt(freedom))
    sine, cosine = math.sin(theta), math.cos(theta)
    odd = freedom % 2 == 1
    term = cosine if odd else 1.0
    total = 0.0
    for step in range(freedom // 2):
        total += term
        k = 2 * step + (2 if odd else 1)
        term *= cosine * cosine * k / (k + 1)
    return 2 / math.pi * (theta + sine * total) if odd else sine * total


@cache
def critical_t(freedom: int, confidence: float) -> float:
    """The t that a two-sided test must exceed: `probability_within` of it is the confidence."""
    low, high = 0.0, 1.0
    while probability_within(high, freedom) < confidence:
        low, high = high, 2 * high
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if probability_within(middle, freedom) < confidence:
            low = middle
        else:
            high = middle
    return (low + high) / 2
