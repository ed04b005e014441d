"""What people call a period, written so that the same text is read back as the same period."""

from datetime import date, timedelta

from goldenthread.rules.calendar_span import FIRST_MONTH
from goldenthread.rules.tongue import Words, say

MONTHS = Words(
    {1: "January", 2: "February", 3: "March", 4: "April", 5: "May", 6: "June"}
    | {7: "July", 8: "August", 9: "September", 10: "October", 11: "November", 12: "December"}
)


def _split(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def _long(day: date) -> str:
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def _year_label(start: date, count: int, year_type: str) -> str | None:
    """A label for whole years that start with a year of a known kind; None for others."""
    if start.month == 1:
        return str(start.year) if count == 1 else _joined(str(start.year), str(start.year + count - 1))
    kind = year_type if year_type != "calendar" else "none"
    years = _split(start.year)
    if count > 1:
        years = _joined(years, _split(start.year + count - 1))
    if start.month == FIRST_MONTH.get(kind or "financial"):
        return years
    if start.month == 4:
        return say("financial year {years}", years=years)
    if start.month == 9 and kind != "academic-august":
        return say("academic year {years}", years=years)
    return None


def _quarter_label(start: date, year_type: str) -> str | None:
    first = FIRST_MONTH[year_type or "financial"]
    quarter, odd = divmod((start.month - first) % 12, 3)
    if odd:
        return None
    if first == 1:
        return say("{year} Q{quarter}", year=start.year, quarter=quarter + 1)
    year = start.year - (1 if start.month < first else 0)
    return say("{year} Q{quarter}", year=_split(year), quarter=quarter + 1)


def _joined(first: str, last: str) -> str:
    return say("{first} to {last}", first=first, last=last)


def label(start: date, count: int, unit: str, end: date, year_type: str = "") -> str:
    """The label of a period that starts at `start` and ends before `end`."""
    if unit == "":
        return _long(start)
    last = end - timedelta(days=1)
    if (count, unit) == (1, "Y") and start.day == end.day != 1:
        return say("year ending {day}", day=_long(last))
    if unit not in ("Y", "M") or start.day != 1:
        return _long(start) if last == start else _joined(_long(start), _long(last))
    if unit == "Y":
        named = _year_label(start, count, year_type)
    else:
        named = _quarter_label(start, year_type) if count == 3 else None
    if named:
        return named
    first_month = f"{MONTHS[start.month]} {start.year}"
    one_month = (count, unit) == (1, "M")
    return first_month if one_month else _joined(first_month, f"{MONTHS[last.month]} {last.year}")
