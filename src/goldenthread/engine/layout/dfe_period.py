"""Time as Explore Education Statistics writes it: `time_period` and `time_identifier` into one ISO interval.

A reporting year is named by the calendar year that it ends in; in which month, only the publication says. The
measure's kind of year settles it: 2025 of a financial measure ends in March 2025. A term is its whole months:
autumn September to December, spring January to March, summer April to July.
"""

import re
from datetime import date
from typing import Final

from goldenthread.rules.calendar_span import FIRST_MONTH, MONTHS, UnknownPeriod, months_later

QUARTER: Final = re.compile(r"(academic|calendar|financial) year q([1-4])")
WEEK: Final = re.compile(r"week (\d{1,2})")
PARTS: Final = {
    "autumn term": (0, 4),
    "spring term": (4, 3),
    "summer term": (7, 4),
    "autumn and spring term": (0, 7),
    "part 1 (april to september)": (0, 6),
    "part 2 (october to march)": (6, 6),
}
"""Months after the year's first that a part begins, and how many it lasts."""


def read_time(period: str, identifier: str, year_type: str) -> str:
    """The ISO interval; words that no reader takes for a period where it is none."""
    said = " ".join(identifier.lower().split())
    words = f"{period} ({identifier})"
    try:
        found = _year(period, said, year_type) or _part(period, said, year_type)
    except (ValueError, UnknownPeriod):
        return words
    return found or words


def _year(period: str, said: str, year_type: str) -> str:
    if said == "tax year":
        return f"{_split(period):04d}-04-06/P1Y"
    if said in ("calendar year", "financial year", "academic year"):
        return f"{_first(period, said, year_type).isoformat()}/P1Y"
    if said == "reporting year":
        month = FIRST_MONTH.get(year_type, 1)
        return f"{date(_single(period) - (month > 1), month, 1).isoformat()}/P1Y"
    return ""


def _part(period: str, said: str, year_type: str) -> str:
    quarter = QUARTER.fullmatch(said)
    if quarter:
        start = _first(period, f"{quarter[1]} year", year_type)
        return f"{months_later(start, 3 * int(quarter[2]) - 3).isoformat()}/P3M"
    if said in PARTS:
        # Terms are the school's, whatever month its year is counted from.
        month = 9 if "term" in said else 4
        after, months = PARTS[said]
        return f"{months_later(date(_split(period), month, 1), after).isoformat()}/P{months}M"
    if said.capitalize() in MONTHS[1:]:
        return f"{date(_single(period), MONTHS.index(said.capitalize()), 1).isoformat()}/P1M"
    week = WEEK.fullmatch(said)
    return f"{date.fromisocalendar(_single(period), int(week[1]), 1).isoformat()}/P1W" if week else ""


def _first(period: str, kind: str, year_type: str) -> date:
    """The first day of a calendar, financial or academic year."""
    if kind == "calendar year":
        return date(_single(period), 1, 1)
    academic = year_type if year_type == "academic-august" else "academic"
    month = FIRST_MONTH["financial" if kind == "financial year" else academic]
    return date(_split(period), month, 1)


def _single(period: str) -> int:
    if not re.fullmatch(r"\d{4}", period):
        raise ValueError(period)
    return int(period)


def _split(period: str) -> int:
    """The first year of 201819, whose second must follow."""
    found = re.fullmatch(r"(\d{4})[-/]?(\d\d)", period)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise ValueError(period)
    return int(found[1])
