"""Direction of travel by variance: the change against a named earlier period.

A change counts where it is more than the tolerance; exactly the tolerance is no change. Decisions are made in
integers at the measure's decimals. Source: Kent County Council, annual report 2017: "a 5% variance to
determine change".
"""

from fractions import Fraction

from goldenthread.rules.measure import Measure
from goldenthread.rules.number import exact_decimal, unscaled
from goldenthread.rules.observation import Observation
from goldenthread.rules.polarity import better, one_way
from goldenthread.rules.policy import Question
from goldenthread.rules.possible import Possible, always_above, never_above, possible
from goldenthread.rules.series import Series
from goldenthread.rules.verdict import Answer, cannot, in_order

_BETTER = {1: "improving", 0: "maintaining", -1: "not_improving"}
_MORE = {1: "increasing", 0: "unchanged", -1: "decreasing"}


def direction(series: Series, measure: Measure, question: Question) -> Answer:
    """The series' latest value against its value so many years before."""
    base, years, reason = _base(series, question)
    if base is None:
        return cannot(reason)
    value = series.decimal(base)
    if series.broken_since(base):
        return cannot("series_break", base.period, value, base.qualifier)
    tolerance = Fraction(question.parameters["tolerance"])
    reading = question.parameters["reading"]
    sign = _sign(series, base, measure, tolerance, reading)
    if sign is None:
        return cannot("censored", base.period, value, base.qualifier)
    marks = {"two_year"} if years != question.parameters["years"][0] else set()
    marks |= _marks(series, base)
    if measure.is_percentage:
        other = "points" if reading == "relative" else "relative"
        if _sign(series, base, measure, tolerance, other) != sign:
            marks.add("other_reading")
    polarity = measure.polarity
    verdict = _BETTER[better(sign, polarity)] if one_way(polarity) else _MORE[sign]
    bounded = base.is_censored or series.latest.is_censored
    change = None if bounded else unscaled(series.units(series.latest) - series.units(base), series.decimals)
    lower, upper = (None, None) if base.is_censored else _limits(series, base, measure, tolerance, reading)
    return Answer(
        verdict, "", in_order(marks), base.period, value, change,
        None if lower is None else exact_decimal(lower, series.decimals),
        None if upper is None else exact_decimal(upper, series.decimals),
        base.qualifier,
    )  # fmt: skip


def _base(series: Series, question: Question) -> tuple[Observation | None, int, str]:
    """The first valued observation so many years before, and why there is none."""
    within = question.parameters["instants_within_days"]
    reason = ""
    for years in question.parameters["years"]:
        row = series.years_before(years, within)
        if row is not None and not row.silence:
            return row, years, ""
        reason = reason or ("" if row is None else row.silence)
    return None, 0, reason or "no_earlier_period"


def _marks(series: Series, base: Observation) -> set[str]:
    marks = set()
    if "provisional" in (series.latest.status, base.status):
        marks.add("provisional")
    if series.units(base) == 0 and not base.is_censored:
        marks.add("zero_base")
    return marks


def _margin(base: Fraction, measure: Measure, tolerance: Fraction, reading: str) -> Fraction:
    """How far from the base is still no change, in the measure's unit."""
    return tolerance * measure.percentage_point if reading == "points" else tolerance * abs(base) / 100


def _limits(
    series: Series, base: Observation, measure: Measure, tolerance: Fraction, reading: str
) -> tuple[Fraction, Fraction]:
    value = series.fraction(base)
    margin = _margin(value, measure, tolerance, reading)
    return value - margin, value + margin


def _sign(
    series: Series, base: Observation, measure: Measure, tolerance: Fraction, reading: str
) -> int | None:
    """1, 0 or -1 for up, unchanged or down; None where not every possible value agrees."""
    latest = possible(series.latest, series.fraction(series.latest), measure)
    earlier = possible(base, series.fraction(base), measure)
    below, above = _band(earlier, measure, tolerance, reading)
    if always_above(latest, above):
        return 1
    if always_above(below, latest):
        return -1
    if never_above(latest, above) and never_above(below, latest):
        return 0
    return None


def _band(base: Possible, measure: Measure, tolerance: Fraction, reading: str) -> tuple[Possible, Possible]:
    """The lower and the upper limit, each as far as the base's possible values move it."""

    def moved(value: Fraction | None, side: int) -> Fraction | None:
        return None if value is None else value + side * _margin(value, measure, tolerance, reading)

    return (
        Possible(moved(base.low, -1), moved(base.high, -1), base.low_open, base.high_open),
        Possible(moved(base.low, 1), moved(base.high, 1), base.low_open, base.high_open),
    )
