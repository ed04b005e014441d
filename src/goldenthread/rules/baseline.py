"""Where the way to a target begins: the target's own baseline, else the start of the series."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from goldenthread.rules.measure import Target
from goldenthread.rules.number import scaled, unscaled
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.season import since_break, yearly
from goldenthread.rules.series import Series


@dataclass(frozen=True, slots=True)
class Baseline:
    """A period and its value at the measure's decimals; `row` where it was observed."""

    period: Period
    value: Decimal
    row: Observation | None = None

    @property
    def qualifier(self) -> str:
        """How the value was printed, such as "about"; empty where it was stated."""
        return self.row.qualifier if self.row else ""


def baseline_of(series: Series, target: Target, from_year: int | None = None) -> Baseline | str:
    """What the target states; else the first point of the latest's season since the last break.

    A baseline period that comes without a value takes the series' own value there. `from_year` is the first
    year in which the start is looked for. Where there is none, the reason.
    """
    if target.baseline_period is not None:
        return _stated(series, target, target.baseline_period)
    valued = [row for row in yearly(series) if from_year is None or row.period.start.year >= from_year]
    unbroken = since_break(series, valued)
    if len(unbroken) < 2:
        return "series_break" if len(valued) > 1 else "no_earlier_period"
    return _observed(series, unbroken[0])


def _stated(series: Series, target: Target, period: Period) -> Baseline | str:
    last = series.last_break
    if not period < series.latest.period:
        return "no_earlier_period"
    if last is not None and period < last.period:
        return "series_break"
    if target.baseline is not None:
        return Baseline(period, unscaled(scaled(target.baseline, series.decimals), series.decimals))
    row = next((each for each in series.rows if each.period == period), None)
    if row is None or row.silence:
        return row.silence if row else "no_earlier_period"
    return _observed(series, row)


def _observed(series: Series, row: Observation) -> Baseline | str:
    if row.is_censored:
        return "censored"
    return Baseline(row.period, unscaled(series.units(row), series.decimals), row)


def moment(period: Period) -> Fraction:
    """When the period ends, in months: twelve to every year, whether or not it is a leap year."""
    return moment_of(period.end)


@lru_cache(maxsize=4096)
def moment_of(end: date) -> Fraction:
    """A day in months; a day of a month is that part of it."""
    return end.year * 12 + end.month - 1 + Fraction(end.day - 1, monthrange(end.year, end.month)[1])
