"""The actual against its target: green, amber or red.

Green: the target is met. Amber: the floor standard, or the tolerance, is met. Red: neither. Source: Kent
County Council, quarterly performance report, Quarter 1 2020/21.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from goldenthread.rules.measure import Measure, Target, Tolerance, read_tolerance
from goldenthread.rules.number import exact_decimal
from goldenthread.rules.period import Period
from goldenthread.rules.polarity import HIGH_IS_GOOD, IN_RANGE, LOW_IS_GOOD
from goldenthread.rules.possible import Possible, possible
from goldenthread.rules.series import Series
from goldenthread.rules.verdict import Answer, cannot

Band = tuple[Fraction | None, Fraction | None]
"""From and to, both within; None is without end."""


def in_force(targets: Sequence[Target], period: Period, sets: Callable[[Target], bool]) -> Target | None:
    """The latest target dated on or before the period, of those that set what is asked.

    Of several with one date, a year's and its last quarter's, it is that of the period itself.
    """
    dated = [each for each in targets if sets(each) and each.period.end <= period.end]

    def lateness(target: Target) -> tuple[date, bool, Period]:
        return target.period.end, target.period.start == period.start, target.period

    return max(dated, key=lateness, default=None)


def against_target(series: Series, measure: Measure, targets: Sequence[Target]) -> Answer:
    """Green, amber or red for the latest value."""
    by_range = measure.polarity == IN_RANGE
    target = in_force(
        targets, series.latest.period, lambda each: each.has_range if by_range else each.target is not None
    )
    if target is None:
        return cannot("no_target")
    tolerance = read_tolerance(measure.tolerance)
    if by_range:
        green, amber = range_bands(target, tolerance)
    elif measure.polarity in (HIGH_IS_GOOD, LOW_IS_GOOD):
        green, amber = _one_sided_bands(target, tolerance, measure.polarity)
    else:
        return cannot("no_polarity")
    values = possible(series.latest, series.fraction(series.latest), measure)
    verdict = _colour(values, green, amber)
    if verdict is None:
        return cannot("censored")
    lower, upper = _limits(green, amber, by_range)
    marks = ("provisional",) if series.latest.status == "provisional" else ()
    return Answer(
        verdict, "", marks,
        lower_limit=shown(lower, series.decimals),
        upper_limit=shown(upper, series.decimals),
    )  # fmt: skip


def fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def shown(limit: Fraction | None, decimals: int) -> Decimal | None:
    return None if limit is None else exact_decimal(limit, decimals)


def range_bands(target: Target, tolerance: Tolerance | None) -> tuple[Band, Band]:
    """Green from lower to upper; amber as far beyond either as the tolerance allows."""
    lower, upper = fraction(target.lower), fraction(target.upper)
    if tolerance is None:
        return (lower, upper), (lower, upper)
    return (lower, upper), (
        None if lower is None else lower - tolerance.around(lower),
        None if upper is None else upper + tolerance.around(upper),
    )


def _one_sided_bands(target: Target, tolerance: Tolerance | None, polarity: str) -> tuple[Band, Band]:
    """Green from the target on; amber from the floor standard, which wins over the tolerance."""
    aim, floor = Fraction(target.target or 0), fraction(target.floor)
    side = -1 if polarity == HIGH_IS_GOOD else 1
    least = floor if floor is not None else aim + side * (tolerance.around(aim) if tolerance else 0)
    if polarity == HIGH_IS_GOOD:
        return (aim, None), (least, None)
    return (None, aim), (None, least)


def _limits(green: Band, amber: Band, by_range: bool) -> Band:
    """The limits that were tested: a range's own, or the target and what is still amber."""
    if by_range:
        return green
    tested = [each for each in (*green, *amber) if each is not None]
    return min(tested), max(tested)


def _colour(values: Possible, green: Band, amber: Band) -> str | None:
    """The colour of every possible value; None where they differ."""
    if inside(values, *green):
        return "green"
    if outside(values, *green):
        if inside(values, *amber):
            return "amber"
        if outside(values, *amber):
            return "red"
    return None


def inside(values: Possible, lower: Fraction | None, upper: Fraction | None) -> bool:
    """Is every possible value within both limits?"""
    enough = lower is None or (values.low is not None and values.low >= lower)
    return enough and (upper is None or (values.high is not None and values.high <= upper))


def below(values: Possible, limit: Fraction | None) -> bool:
    """Is every possible value below the limit?"""
    if limit is None or values.high is None:
        return False
    return values.high < limit or (values.high == limit and values.high_open)


def above(values: Possible, limit: Fraction | None) -> bool:
    """Is every possible value above the limit?"""
    if limit is None or values.low is None:
        return False
    return values.low > limit or (values.low == limit and values.low_open)


def outside(values: Possible, lower: Fraction | None, upper: Fraction | None) -> bool:
    """Is every possible value outside, all on one side?"""
    return below(values, lower) or above(values, upper)
