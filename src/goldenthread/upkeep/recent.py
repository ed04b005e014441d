"""The quarters and years that were over on a day."""

from datetime import date

from goldenthread.rules.calendar_span import months_later
from goldenthread.rules.period import Period


def last_quarter(today: date) -> Period:
    """The last quarter of the calendar that was over on that day."""
    began = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return Period(months_later(began, -3), 3, "M")


def quarters_up_to(last: Period, count: int) -> tuple[Period, ...]:
    """So many quarters in order, the last of them being `last`."""
    return tuple(Period(months_later(last.start, -3 * back), 3, "M") for back in reversed(range(count)))


def years_up_to(last: Period, count: int) -> tuple[Period, ...]:
    """So many financial years in order, of which the last was over when the quarter `last` was."""
    ends = last.end.year if last.end.month >= 4 else last.end.year - 1
    return tuple(Period(date(ends - 1 - back, 4, 1), 1, "Y") for back in reversed(range(count)))


def financial_year_of(quarter: Period) -> Period:
    """The financial year that a quarter lies in."""
    begins = quarter.start.year if quarter.start.month >= 4 else quarter.start.year - 1
    return Period(date(begins, 4, 1), 1, "Y")
