"""Plain facts about the calendar that periods are made from."""

import calendar
from datetime import date
from functools import lru_cache
from typing import Final

MONTHS: Final = tuple(calendar.month_name)
YEAR_TYPES: Final = ("calendar", "financial", "academic", "academic-august")
FIRST_MONTH: Final = {"calendar": 1, "financial": 4, "academic": 9, "academic-august": 8}

Span = tuple[date, int, str]
"""A start, a count and a unit: what a period is made from."""


class UnknownPeriod(ValueError):
    """The text names no period that is understood. The message says why."""


@lru_cache(maxsize=4096)  # periods ask for their ends again and again
def months_later(start: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))
