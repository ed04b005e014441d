"""Periods: an ISO 8601 interval underneath, the label people use on the page.

`2016-04-01/P1Y` is financial year 2016/17; a bare date is an instant. Labels are read in `period_label`.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import Final

from goldenthread.rules.calendar_span import UnknownPeriod, months_later
from goldenthread.rules.period_label import read_label
from goldenthread.rules.period_name import label

__all__ = ["Period", "UnknownPeriod", "read_iso", "read_period"]

UNITS: Final = ("Y", "M", "W", "D")
EARLIEST_YEAR: Final = 1000
LATEST_YEAR: Final = 9000
"""The years of what is read. What is only looked for may lie some decades before."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A start and a duration: `count` of `unit`, or an instant where `unit` is empty.

    Twelve months are one year and seven days one week, so equal periods are equal values. Later means ending
    later, then starting later.
    """

    start: date
    count: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit == "":
            object.__setattr__(self, "count", 0)
        elif self.unit not in UNITS or self.count < 1:
            raise UnknownPeriod(f"{self.count}{self.unit} is not a duration")
        for small, many, large in (("M", 12, "Y"), ("D", 7, "W")):
            if self.unit == small and self.count % many == 0:
                object.__setattr__(self, "count", self.count // many)
                object.__setattr__(self, "unit", large)
        if not EARLIEST_YEAR - 100 <= self.start.year <= LATEST_YEAR or self.count > 9999:
            raise UnknownPeriod(f"{self.start} is outside the years {EARLIEST_YEAR} to {LATEST_YEAR}")
        try:
            self.end  # noqa: B018 - a duration that runs off the calendar is refused here, not later
        except (ValueError, OverflowError) as error:
            raise UnknownPeriod(f"{self.start} and {self.count}{self.unit} run off the calendar") from error

    @property
    def end(self) -> date:
        """The first day that is no longer in the period."""
        if self.unit in ("Y", "M"):
            return months_later(self.start, self.count * (12 if self.unit == "Y" else 1))
        return self.start + timedelta(days=max(1, self.count * (7 if self.unit == "W" else 1)))

    @property
    def is_instant(self) -> bool:
        return self.unit == ""

    @property
    def duration(self) -> tuple[int, str]:
        """What two periods share that may be compared."""
        return self.count, self.unit

    def earlier(self, years: int) -> "Period":
        """The period of the same duration that starts so many years before (29 February: 28 February)."""
        return Period(months_later(self.start, -12 * years), self.count, self.unit)

    def label(self, year_type: str = "") -> str:
        """What people call it: "2016/17", "2016/17 Q1", "June 2016", "2014 to 2016", "26 April 2017"."""
        return label(self.start, self.count, self.unit, self.end, year_type)

    def __str__(self) -> str:
        """Canonical ISO text."""
        return self.start.isoformat() + (f"/P{self.count}{self.unit}" if self.unit else "")

    def __lt__(self, other: "Period") -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, date, str, int]:
        return self.end, self.start, self.unit, self.count


_ISO: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]00:00:00(?:\.0+)?Z?)?(?:/P(\d{1,4})([YMWD]))?")


def read_iso(text: str) -> Period | None:
    """An ISO interval `start/duration` or a bare date; None where the text is of another shape."""
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    start, count, unit = found.groups()
    try:
        return Period(date.fromisoformat(start), int(count or 0), unit or "")
    except UnknownPeriod:
        raise
    except ValueError as error:
        raise UnknownPeriod(f"{text} is not a date") from error


def read_period(text: str, year_type: str = "") -> Period:
    """The period that the text names: an ISO interval, or a label people use.

    `year_type` (calendar, financial, academic, academic-august) settles what a bare 2016/17 means; empty
    means financial, the year that councils keep. Raises UnknownPeriod; nothing is guessed.
    """
    stripped = " ".join(text.split())
    period = read_iso(stripped)
    if period is None:
        period = Period(*read_label(stripped, year_type))
    if period.start.year < EARLIEST_YEAR:
        raise UnknownPeriod(f"{stripped} is before the year {EARLIEST_YEAR}")
    return period
