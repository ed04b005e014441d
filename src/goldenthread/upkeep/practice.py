"""A quarter that is open when a demo starts, so that a newcomer can try a return at once."""

from datetime import datetime, timedelta

from goldenthread.people.access import Officer
from goldenthread.reporting.commands.period import open_period, plan_period
from goldenthread.upkeep.recent import last_quarter

DUE, APPROVE, CLOSE = timedelta(days=7), timedelta(days=14), timedelta(days=21)


def open_practice_quarter(who: Officer | None, now: datetime) -> str:
    """Plan and open the last whole quarter before today: the ref of its period."""
    today = now.date()
    quarter = last_quarter(today)
    title = f"{quarter.label()} (practice)"
    ref = plan_period(who, quarter, title, today, today + DUE, today + APPROVE, today + CLOSE)
    open_period(who, ref, now)
    return ref
