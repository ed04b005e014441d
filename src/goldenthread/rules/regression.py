"""Is the series rising or falling beyond chance? Least squares on the dates of its last periods.

The two-sided t test of the slope is the same as asking whether the squared correlation is beyond
t*t / (t*t + n - 2). All sums are whole numbers; what is left in floats ties within 1e-12.
Source: Kent County Council, quarterly performance report, Quarter 1 2020/21: "regression analysis across the
whole timeframe"; window, least number of points and confidence are our reading.
"""

import math
from collections.abc import Sequence
from decimal import Decimal

from goldenthread.rules.measure import Measure
from goldenthread.rules.number import unscaled
from goldenthread.rules.observation import Observation
from goldenthread.rules.polarity import better, one_way
from goldenthread.rules.policy import Question
from goldenthread.rules.process import overlap, points
from goldenthread.rules.season import since_break
from goldenthread.rules.series import Series
from goldenthread.rules.student_t import critical_t
from goldenthread.rules.verdict import Answer, cannot

TIE = 1e-12
DAYS_IN_A_YEAR = 365.25
SLOPE_PLACES = 4
"""The slope's limits are shown to so many places more than the measure's decimals."""

_BETTER = {1: "improving", 0: "no_clear_trend", -1: "worsening"}
_MORE = {1: "rising", 0: "no_clear_trend", -1: "falling"}


def regression(series: Series, measure: Measure, question: Question) -> Answer:
    """The trend of the last points since the last break; the limits are those of the slope a year."""
    at_least, window = question.parameters["at_least"], question.parameters["window"]
    valued = points(series, question)
    unbroken = since_break(series, valued)
    if len(unbroken) < at_least:
        return cannot("series_break" if len(valued) >= at_least else "too_few_points")
    tested = unbroken[-window:]
    first = tested[0]
    if any(row.is_censored for row in tested):
        return cannot("censored", first.period, series.decimal(first), first.qualifier)
    if overlap([row.period for row in tested]):
        return cannot("not_comparable", first.period, series.decimal(first), first.qualifier)
    days = [row.period.start.toordinal() for row in tested]
    units = [series.units(row) for row in tested]
    sign, low, high = fit(days, units, question.parameters["confidence"])
    verdict = _BETTER[better(sign, measure.polarity)] if one_way(measure.polarity) else _MORE[sign]
    provisional = any(row.status == "provisional" for row in tested)
    return Answer(
        verdict, "", ("provisional",) if provisional else (), first.period, series.decimal(first),
        unscaled(units[-1] - units[0], series.decimals),
        _slope(low, series.decimals), _slope(high, series.decimals),
        first.qualifier,
    )  # fmt: skip


def fit(days: Sequence[int], units: Sequence[int], confidence: float) -> tuple[int, float, float]:
    """The sign of a significant slope (else 0), and the slope's limits in units a day."""
    count, all_days, all_units = len(days), sum(days), sum(units)
    xx = float(count * sum(day * day for day in days) - all_days * all_days)
    yy = float(count * sum(unit * unit for unit in units) - all_units * all_units)
    products = sum(day * unit for day, unit in zip(days, units, strict=True))
    xy = float(count * products - all_days * all_units)
    squared = xy * xy / (xx * yy) if yy else 0.0
    unexplained = 1.0 - squared if 1.0 - squared > TIE else 0.0
    t = critical_t(count - 2, confidence)
    slope = xy / xx
    margin = t * math.sqrt(yy / xx * unexplained / (count - 2))
    significant = squared > t * t / (t * t + (count - 2)) + TIE
    sign = 0 if not significant else (1 if xy > 0 else -1)
    return sign, slope - margin, slope + margin


def _slope(units_a_day: float, decimals: int) -> Decimal:
    return unscaled(round(units_a_day * DAYS_IN_A_YEAR * 10**SLOPE_PLACES), decimals + SLOPE_PLACES)


def window(series: Series, question: Question) -> tuple[Observation, ...]:
    """The points that the test looked at, for showing."""
    return tuple(since_break(series, points(series, question))[-question.parameters["window"] :])
