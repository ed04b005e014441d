"""Where an area stands to what it is compared with, beyond what chance alone could do."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from goldenthread.rules.case import Case
from goldenthread.rules.control_limit import proportion_limits, rate_limits
from goldenthread.rules.counts import multipliers
from goldenthread.rules.interval import Interval, interval_of
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import unscaled
from goldenthread.rules.other import Other
from goldenthread.rules.policy import Question

OUTER_CONFIDENCE: Final = 0.998
"""The wider of the two intervals that `two_intervals` looks at."""

TIE: Final = 1e-12
"""What two numbers may differ by, for each unit of their size, and still be the same."""

LIMIT_PLACES: Final = 4
"""A limit that was worked out is shown with so many places more than the measure."""


@dataclass(frozen=True, slots=True)
class Found:
    """1 above, -1 below, 0 similar, and the limits tested; `far` is beyond the wider limits too.

    `sources` say what the limits rest on.
    """

    side: int
    lower: Decimal
    upper: Decimal
    sources: tuple[str, ...]
    far: bool = False


def found(case: Case, other: Other, question: Question) -> Found | None:
    """Where the latest value stands, by the question's method; None where there are no limits to test."""
    method, confidence = question.parameters["method"], question.parameters["confidence"]
    if method == "overlap":
        return _overlapping(case, other, confidence)
    if method in ("spc_proportion", "spc_rate"):
        return _around(case, other, method, confidence)
    inner = interval_of(case.series.latest, case.measure, confidence)
    if inner is None:
        return None
    if method == "interval":
        return _shown(case, side_of(inner, other.value), inner)
    outer = interval_of(case.series.latest, case.measure, OUTER_CONFIDENCE)
    side, far = two_sides_of(inner, outer, other.value)
    return None if far is None else _shown(case, side, inner, far=far)


def side_of(limits: Interval, point: Fraction) -> int:
    """1 where the limits are both above the point, -1 where both are below it, else 0; a tie is 0."""
    if above(limits.lower, float(point)):
        return 1
    return -1 if above(float(point), limits.upper) else 0


def two_sides_of(inner: Interval, outer: Interval | None, point: Fraction) -> tuple[int, bool | None]:
    """The side by the inner limits, and whether the outer ones are on that side too.

    None where the inner limits differ from the point and there are no outer ones to say how far.
    """
    side = side_of(inner, point)
    if side == 0:
        return 0, False
    return side, None if outer is None else side_of(outer, point) == side


def above(this: float, that: float) -> bool:
    """Is this number above that one by more than rounding could make it?"""
    return this - that > TIE * max(1.0, abs(this), abs(that))


def _overlapping(case: Case, other: Other, confidence: float) -> Found | None:
    """Both have an interval: they differ where the intervals do not meet. A median has none."""
    ours = interval_of(case.series.latest, case.measure, confidence)
    theirs = None if other.basis == "median" else interval_of(other.row, case.measure, confidence)
    if ours is None or theirs is None:
        return None
    side = 1 if above(ours.lower, theirs.upper) else -1 if above(theirs.lower, ours.upper) else 0
    return _shown(case, side, ours, "overlap")


def _around(case: Case, other: Other, method: str, confidence: float) -> Found | None:
    """Limits around the comparator for an area of this size: the value differs where it is outside them."""
    times, size = multiplier_of(case.measure), case.series.latest.denominator
    if times is None or size is None:
        return None
    make = proportion_limits if method == "spc_proportion" else rate_limits
    limits = make(other.value, Fraction(size), times, confidence)
    if limits is None:
        return None
    value = float(case.series.fraction(case.series.latest))
    side = 1 if above(value, limits[1]) else -1 if above(limits[0], value) else 0
    source = "wilson" if method == "spc_proportion" else "exact"
    return _shown(case, side, Interval(*limits, source))


def multiplier_of(measure: Measure) -> Fraction | None:
    """What a share of the measure's denominator is multiplied by; None where nobody has said."""
    known = multipliers(measure)
    return Fraction(str(known[0])) if len(known) == 1 else None


def _shown(case: Case, side: int, limits: Interval, *tests: str, far: bool = False) -> Found:
    places, sources = case.series.decimals + LIMIT_PLACES, (limits.method, *tests)
    lower, upper = (unscaled(round(each * 10**places), places) for each in (limits.lower, limits.upper))
    return Found(side, lower, upper, sources, far)
