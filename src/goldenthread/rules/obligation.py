"""Which of a measure's own periods are owed in a reporting period."""

from datetime import date
from typing import Final

from goldenthread.rules.calendar_span import FIRST_MONTH, months_later
from goldenthread.rules.period import Period

RETURNED: Final = ("monthly", "quarterly", "yearly")
_MONTHS: Final = {"monthly": 1, "quarterly": 3}


def is_owed(returned: str, period: Period, year_type: str) -> tuple[Period, ...]:
    """The months or quarters inside the reporting period, or the year that ends in it; in order, often none.

    `returned` is monthly, quarterly or yearly; anything else owes nothing. `year_type` says when a yearly
    measure's year ends; empty is the financial year.
    """
    if returned == "yearly":
        return _years_ending_in(period, FIRST_MONTH[year_type or "financial"])
    months = _MONTHS.get(returned)
    return () if months is None or period.unit not in ("M", "Y") else _parts(period, months)


def _parts(period: Period, months: int) -> tuple[Period, ...]:
    """The period cut into stretches of so many months; none where they do not fill it."""
    count = period.count * (12 if period.unit == "Y" else 1)
    if count % months:
        return ()
    return tuple(Period(months_later(period.start, at), months, "M") for at in range(0, count, months))


def _years_ending_in(period: Period, first_month: int) -> tuple[Period, ...]:
    ends = (date(year, first_month, 1) for year in range(period.start.year, period.end.year + 1))
    return tuple(Period(months_later(end, -12), 1, "Y") for end in ends if period.start < end <= period.end)
