"""Is there a trend over the last five years? The test of OHID's Fingertips.

Source: Office for Health Improvement and Disparities, Fingertips technical guidance, "Trend markers".
What is read differently, and why, is in `docs/methods/recent-trend.md`.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from goldenthread.rules.case import Case
from goldenthread.rules.counts import counts_behind
from goldenthread.rules.interval import PUBLISHED_AT, interval_of, published_interval, published_limits
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import unscaled
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.polarity import better, one_way
from goldenthread.rules.policy import Question
from goldenthread.rules.season import since_break, yearly
from goldenthread.rules.series import Series
from goldenthread.rules.trend_test import POINTS, Trend, proportions_trend, weighted_trend
from goldenthread.rules.verdict import Answer, cannot

SLOPE_PLACES: Final = 4
"""The slope's limits are shown to so many places more than the measure's decimals."""

STATISTICS: Final = ("proportion", "rate", "standardised_rate")
"""What the test is stated for."""

_LONGEST: Final = {"Y": 1, "M": 12, "W": 52, "D": 366, "": 0}


def recent_trend(case: Case, question: Question) -> Answer:
    """The trend of the last five yearly points; the limits are those of the slope from point to point."""
    series, measure = case.series, case.measure
    if measure.statistic not in STATISTICS:
        return cannot("not_applicable")
    if longer_than_a_year(series.latest.period):
        return cannot("not_comparable")
    valued = yearly(series)
    unbroken = since_break(series, valued)
    if len(unbroken) < POINTS:
        return cannot("series_break" if len(valued) >= POINTS else "too_few_points")
    points = unbroken[-POINTS:]
    first = points[0]
    base = first.period, series.decimal(first), first.qualifier
    if any(row.is_censored for row in points):
        return cannot("censored", *base)
    tested = _tested(points, series, measure, question)
    if tested is None:
        return cannot("no_interval", *base)
    test, trend = tested
    return Answer(
        _verdict(trend.sign, measure.polarity), "",
        ("provisional",) if any(row.status == "provisional" for row in points) else (),
        first.period, series.decimal(first),
        unscaled(series.units(points[-1]) - series.units(first), series.decimals),
        _shown(trend.lower, series.decimals), _shown(trend.upper, series.decimals),
        first.qualifier, (test,),
    )  # fmt: skip


def longer_than_a_year(period: Period) -> bool:
    """Periods of several years overlap from year to year, so their points are not independent."""
    return period.count > _LONGEST[period.unit]


def _tested(
    points: Sequence[Observation], series: Series, measure: Measure, question: Question
) -> tuple[str, Trend] | None:
    """Which test was made, and the trend in the measure's unit; None where neither can be made."""
    confidence = question.parameters["confidence"]
    if any(everyone_counts(row) for row in points):
        return None
    if measure.statistic == "proportion" and question.parameters["proportions"] == "chi_squared":
        counts = [counts for row in points if (counts := counts_behind(row, measure))]
        if len(counts) == POINTS and len({each.multiplier for each in counts}) == 1:
            trend = proportions_trend(
                [each.count for each in counts], [each.of for each in counts], confidence
            )
            return "chi_squared", trend.times(counts[0].multiplier)
    trusted = any(published_interval(row, measure) for row in points)
    widths = [width for row in points if (width := interval_width(row, measure, trusted)) > 0]
    if len(widths) < POINTS:
        return None
    units = [series.units(row) for row in points]
    return "weighted", weighted_trend(units, widths, series.decimals, confidence)


def everyone_counts(row: Observation) -> bool:
    """Is the numerator all of the denominator? Its log odds have no bound, and the source refuses it."""
    return row.numerator is not None and row.numerator == row.denominator


def interval_width(row: Observation, measure: Measure, trusted: bool) -> float:
    """How wide the interval of 95% is: as published, else made from the counts; 0 where there is none.

    Published limits are not `trusted` where none of the points lies within its own: they are in another unit.
    """
    interval = (published_limits(row) if trusted else None) or interval_of(row, measure, PUBLISHED_AT)
    return interval.upper - interval.lower if interval else 0.0


def _verdict(sign: int, polarity: str) -> str:
    if sign == 0:
        return "no_significant_change"
    word = "increasing" if sign > 0 else "decreasing"
    if not one_way(polarity):
        return word
    return f"{word}_{'better' if better(sign, polarity) > 0 else 'worse'}"


def _shown(slope: float, decimals: int) -> Decimal:
    places = decimals + SLOPE_PLACES
    return unscaled(round(slope * 10.0**places), places)
