"""What a comparator group comes to: its counts together where there are counts, its median where not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from goldenthread.rules.counts import as_judged, counts_behind
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import MOST_PLACES, unscaled
from goldenthread.rules.observation import Observation

ADDED_UP: Final = ("proportion", "rate", "mean", "ratio")
"""Statistics that are one count over another, so that areas' counts add up to the group's."""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A group's figure. `basis` is `counts`, with the counts added up, or `median`, without any."""

    value: Fraction
    basis: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def aggregate(rows: Sequence[Observation], measure: Measure) -> Aggregate:
    """The figure of the group, rounded once at the measure's decimals. Every row must have a value.

    Areas' counts are added up, so that a small area weighs little, where the measure is one count over
    another and every row's counts give its value. A standardised rate is not, so it has the median.
    """
    times = {times_of(row, measure) for row in rows}
    if len(times) == 1 and None not in times:
        over = sum((row.numerator or Decimal(0) for row in rows), Decimal(0))
        under = sum((row.denominator or Decimal(0) for row in rows), Decimal(0))
        whole = Fraction(over) / Fraction(under) * (times.pop() or 1)
        return Aggregate(rounded(whole, measure), "counts", over, under)
    return Aggregate(rounded(median([judged(row, measure) for row in rows]), measure), "median")


def times_of(row: Observation, measure: Measure) -> Fraction | None:
    """What the row's numerator over its denominator is multiplied by to give its value.

    None where areas' counts do not add up, where there are none, or where they give another value.
    """
    counts = counts_behind(row, counted_as(measure))
    return None if counts is None else Fraction(str(counts.multiplier))


def counted_as(measure: Measure) -> Measure:
    """The measure as its counts are checked before they are added up.

    A mean or a ratio is checked as a rate is, of 1 where nobody has said by what it is multiplied. What is
    not one count over another has no counts to add up.
    """
    if measure.statistic in ("mean", "ratio"):
        return replace(measure, statistic="rate", multiplier=measure.multiplier or Decimal(1))
    return measure if measure.statistic in ADDED_UP else replace(measure, statistic="other")


def median(values: Sequence[Fraction]) -> Fraction:
    """The value in the middle; of an even number, halfway between the two there."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def judged(row: Observation, measure: Measure) -> Fraction:
    """The value of another area's row as it is judged: at the measure's decimals, or as delivered."""
    value = row.known_value
    if value is None:
        raise ValueError("there is no value")
    return Fraction(as_judged(value, measure))


def rounded(value: Fraction, measure: Measure) -> Fraction:
    """A computed figure at the measure's decimals, half-even; to six places where it states none."""
    decimals = MOST_PLACES if measure.decimals is None else measure.decimals
    return Fraction(round(value * 10**decimals), 10**decimals)


def shown(value: Fraction, decimals: int) -> Decimal:
    """A judged value for showing, with at least so many places and with more only where it needs them."""
    while decimals < MOST_PLACES and (value * 10**decimals).denominator != 1:
        decimals += 1
    return unscaled(round(value * 10**decimals), decimals)
