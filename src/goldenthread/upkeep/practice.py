"""A quarter that is open when a demo starts, so that a newcomer can try a return at once."""

from datetime import date, datetime, timedelta

from goldenthread.people.access import Officer
from goldenthread.reporting.commands.period import open_period, plan_period
from goldenthread.rules.period import Period

DUE, APPROVE, CLOSE = timedelta(days=7), timedelta(days=14), timedelta(days=21)


def open_practice_quarter(who: Officer | None, now: datetime) -> str:
    """Plan and open the last whole quarter before today: the ref of its period."""
    today = now.date()
    quarter = last_quarter(today)
    title = f"{quarter.label()} (practice)"
    ref = plan_period(who, quarter, title, today, today + DUE, today + APPROVE, today + CLOSE)
    open_period(who, ref, now)
    return ref


def last_quarter(today: date) -> Period:
    """The last quarter of the calendar that was over on that day."""
    began = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    before = (began - timedelta(days=1)).replace(day=1)
    start = date(before.year, before.month - 2, 1)
    return Period(start, 3, "M")
