"""The mean of a sample, and how far chance could have moved it: Student's t."""

import math
from collections.abc import Sequence

from goldenthread.rules.interval import Limits
from goldenthread.rules.student_t import critical_t


def mean_interval(sample: Sequence[float], confidence: float) -> Limits | None:
    """The limits of the mean of independent values, from their own scatter.

    None for fewer than two values, and at full confidence, where they have no bound.
    """
    count = len(sample)
    if count < 2 or confidence == 1:
        return None
    mean = math.fsum(sample) / count
    variance = math.fsum((value - mean) ** 2 for value in sample) / (count - 1)
    margin = critical_t(count - 1, confidence) * math.sqrt(variance / count)
    return mean - margin, mean + margin
