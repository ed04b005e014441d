"""The labels people use for periods, read.

A label is taken only where it can mean one thing. `2011-12` is a year, never a month; `2016-04` is refused.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from goldenthread.rules.calendar_span import (
    FIRST_MONTH,
    MONTHS,
    YEAR_TYPES,
    Span,
    UnknownPeriod,
    months_later,
)

_PREFIX = r"(?P<prefix>FY|AY|financial year|academic year)?\s?"
_SPLIT = r"(?P<first>\d{4})(?:/|-(?=\d\d(?!\d)))(?P<second>\d{4}|\d\d)"
_DATE = r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3,9}) (?P<year>\d{4})"
_MONTH = r"(?P<month{0}>[A-Za-z]{{3,9}})\.? (?P<year{0}>\d{{4}})"


def _month(name: str) -> int:
    lowered = "sep" if name.lower() == "sept" else name.lower()
    for number, full in enumerate(MONTHS):
        if number and lowered in (full.lower(), full[:3].lower()):
            return number
    raise UnknownPeriod(f"{name} is not a month")


def _follows(first: str, second: str) -> bool:
    """Is `second` (17 or 2017) the year after `first` (2016)?"""
    return str(int(first) + 1).endswith(second)


def _year_kind(prefix: str | None, year_type: str) -> str:
    """Which kind of year a split label (2016/17) names; a prefix settles it."""
    lowered = (prefix or "").lower()
    if lowered.startswith("f"):
        return "financial"
    if lowered.startswith("a"):
        return year_type if year_type == "academic-august" else "academic"
    return year_type or "financial"


def _start(found: re.Match[str], year_type: str) -> date:
    kind = _year_kind(found["prefix"], year_type)
    if not _follows(found["first"], found["second"]):
        raise UnknownPeriod(f"{found['second']} is not the year after {found['first']}")
    if kind == "calendar":
        raise UnknownPeriod(
            "this measure's years are calendar years, and a split year names no calendar year"
        )
    return date(int(found["first"]), FIRST_MONTH[kind], 1)


def _split_year(found: re.Match[str], year_type: str) -> Span:
    return _start(found, year_type), 1, "Y"


def _split_quarter(found: re.Match[str], year_type: str) -> Span:
    return months_later(_start(found, year_type), 3 * int(found["quarter"]) - 3), 3, "M"


def _calendar_quarter(found: re.Match[str], year_type: str) -> Span:
    if year_type != "calendar":
        raise UnknownPeriod(
            "a quarter of a single year is a calendar quarter, and this measure's years are not"
        )
    return date(int(found["year"]), 3 * int(found["quarter"]) - 2, 1), 3, "M"


def _calendar_year(found: re.Match[str], year_type: str) -> Span:
    return date(int(found["year"]), 1, 1), 1, "Y"


def _pooled(found: re.Match[str], year_type: str) -> Span:
    first, second, between = int(found["first"]), found["second"], found["between"]
    last = int(second) if len(second) == 4 else first - first % 100 + int(second)
    last += 100 if last < first and len(second) == 2 else 0
    years = last - first + 1
    if years < 2 or years > 50 or (years == 2 and "to" not in between):
        raise UnknownPeriod("this could be one year or several")
    return date(first, 1, 1), years, "Y"


def _pooled_split(found: re.Match[str], year_type: str) -> Span:
    start = _start(found, year_type)
    last, ends = found["last"], found["ends"]
    last_year = int(last) if len(last) == 4 else start.year - start.year % 100 + int(last)
    last_year += 100 if last_year < start.year else 0
    if not _follows(str(last_year), ends) or not 1 < last_year - start.year + 1 <= 50:
        raise UnknownPeriod("the second year does not follow the first")
    return start, last_year - start.year + 1, "Y"


def _one_month(found: re.Match[str], year_type: str) -> Span:
    return date(int(found["year"]), _month(found["month"]), 1), 1, "M"


def _months(found: re.Match[str], year_type: str) -> Span:
    first = date(int(found["year1"]), _month(found["month1"]), 1)
    last = date(int(found["year2"]), _month(found["month2"]), 1)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months < 2:
        raise UnknownPeriod("the second month does not follow the first")
    return first, months, "M"


def _day(found: re.Match[str], year_type: str) -> Span:
    return date(int(found["year"]), _month(found["month"]), int(found["day"])), 0, ""


def _year_to(found: re.Match[str], year_type: str) -> Span:
    last, _, _ = _day(found, year_type)
    return months_later(last + timedelta(days=1), -12), 1, "Y"


_BETWEEN = r"(?P<between> to |\s?[-\u2013]\s?)"
_SHAPES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Span]], ...]] = tuple(
    (re.compile(shape, re.IGNORECASE), read)
    for shape, read in (
        (_PREFIX + _SPLIT, _split_year),
        (_PREFIX + _SPLIT + r" ?Q(?P<quarter>[1-4])", _split_quarter),
        (r"Q(?P<quarter>[1-4]) " + _PREFIX + _SPLIT, _split_quarter),
        (r"(?P<year>\d{4}) Q(?P<quarter>[1-4])", _calendar_quarter),
        (r"Q(?P<quarter>[1-4]) (?P<year>\d{4})", _calendar_quarter),
        (r"(?P<year>\d{4})", _calendar_year),
        (r"(?P<first>\d{4})(?P<between> to | [-\u2013] )(?P<second>\d{4}|\d\d)", _pooled),
        (r"(?P<first>\d{4})(?P<between>[-\u2013])(?P<second>\d{4})", _pooled),
        (
            _PREFIX + _SPLIT + r"(?: to | ?[-\u2013] ?)(?P<last>\d{4}|\d\d)/(?P<ends>\d{4}|\d\d)",
            _pooled_split,
        ),
        (_MONTH.format(""), _one_month),
        (_MONTH.format(1) + r" to " + _MONTH.format(2), _months),
        (_DATE, _day),
        (r"(?:the )?year (?:to|ending) " + _DATE, _year_to),
    )
)


def read_label(text: str, year_type: str = "") -> Span:
    """What the period that a label names is made from. Raises UnknownPeriod, saying why where it can."""
    if year_type and year_type not in YEAR_TYPES:
        raise UnknownPeriod(f"{year_type} is not a kind of year")
    why = "it is not a period that is understood"
    for shape, read in _SHAPES:
        found = shape.fullmatch(text)
        if found is None:
            continue
        try:
            return read(found, year_type)
        except UnknownPeriod as error:
            why = str(error)
        except ValueError:
            why = "there is no such date"
    raise UnknownPeriod(f"{text or 'an empty period'}: {why}")
