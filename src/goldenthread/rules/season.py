"""The yearly points of a series: one season of every year, so that seasons are never taken for trends."""

from collections.abc import Sequence
from typing import Final

from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.series import Series

INSTANTS_WITHIN_DAYS: Final = 31


def yearly(series: Series) -> list[Observation]:
    """The valued rows of the latest period's length and season, one a year at most, the oldest first.

    For instants the nearest within 31 days of each anniversary of the latest.
    """
    latest = series.latest.period
    if latest.is_instant:
        back = range(latest.start.year - series.rows[0].period.start.year + 1, 0, -1)
        near = [series.years_before(years, INSTANTS_WITHIN_DAYS) for years in back]
        rows = [row for row in near if row is not None] + [series.latest]
    else:
        rows = [row for row in series.like_latest() if same_season(row.period, latest)]
    return [row for row in rows if not row.silence]


def same_season(period: Period, latest: Period) -> bool:
    """Does the period lie a whole number of years before the latest?"""
    if period.duration != latest.duration:
        return False
    start, wanted = period.start, latest.start
    if start.month == wanted.month and start.day == wanted.day:
        return True
    # A year before 29 February is 28 February.
    return (wanted.month, wanted.day) == (2, 29) and period == latest.earlier(wanted.year - start.year)


def since_break(series: Series, rows: Sequence[Observation]) -> list[Observation]:
    """Those of the rows that no break parts from the latest."""
    last = series.last_break
    return [row for row in rows if last is None or not row.period < last.period]
