"""What a council may plan next: the quarter after the last one, with days as far apart as the last one's."""

from datetime import date, timedelta
from typing import Any, Final

from goldenthread.reporting.queries.period import PeriodSheet
from goldenthread.rules.period import Period, read_period

_DATES: Final = ("opens", "due", "approve_by", "closes")
_APART: Final = (0, 14, 21, 28)
"""Days after the opening, where no quarter was planned before."""


def next_period(planned: tuple[PeriodSheet, ...], today: date) -> dict[str, Any]:
    """What the form about a new period starts with. `planned` is every period there is.

    The first ever is the quarter that ended last. A period opens on the day after its end, or today.
    """
    last = max(planned, key=lambda each: each.opens, default=None)
    period = _after(last, today)
    opens = _working(max(period.end, today))
    apart = [(getattr(last, name) - last.opens).days for name in _DATES] if last else list(_APART)
    days = {name: _working(opens + timedelta(days=count)) for name, count in zip(_DATES, apart, strict=True)}
    label = period.label("financial")
    return {"period": label, "title": label, **days}


def _after(last: PeriodSheet | None, today: date) -> Period:
    if last is not None:
        before = read_period(last.period)
        return Period(before.end, before.count, before.unit)
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    ended = first - timedelta(days=1)
    return Period(date(ended.year, ended.month - 2, 1), 3, "M")


def _working(day: date) -> date:
    """The day itself, or the Monday after it where it is at a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day
