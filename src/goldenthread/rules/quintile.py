"""Quintiles as Fingertips' percentile bounds make them: five equal parts of the range of ranks.

The bounds stand at 0, 20, 40, 60, 80 and 100 per cent of the sorted values, between two values by straight
line. A value belongs to the first quintile whose upper bound it does not pass. Source: OHID, fingertips-open,
`QuintilesComparer` and `ValueCategoriesCalculator`.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

QUINTILES: Final = 5
"""Also the fewest values that can be cut into quintiles."""


def bounds(values: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """The six bounds, the lowest first. There must be a value."""
    ordered = sorted(values)
    return tuple(_percentile(ordered, Fraction(step, QUINTILES)) for step in range(QUINTILES + 1))


def _percentile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """The value so far along the sorted values, both ends included."""
    below, along = divmod(share * (len(ordered) - 1), 1)
    at = int(below)
    return ordered[at] if along == 0 else ordered[at] + along * (ordered[at + 1] - ordered[at])


def quintile(value: Fraction, values: Sequence[Fraction]) -> int:
    """Which fifth of the values this one is in: 1 the lowest. It must be one of them."""
    upper = bounds(values)[1:]
    return 1 + sum(value > bound for bound in upper)


def rank(value: Fraction, values: Sequence[Fraction], way: int) -> int:
    """The place of a value among values, 1 the best; those that tie share the better place.

    `way` is -1 where low is good, else the highest is first.
    """
    first = -1 if way < 0 else 1
    return 1 + sum((each - value) * first > 0 for each in values)
