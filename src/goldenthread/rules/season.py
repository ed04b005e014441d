"""The yearly points of a series: one season of every year, so that seasons are never taken for trends."""

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
    return period == latest.earlier(latest.start.year - period.start.year)
