"""What people call a period, written so that the same text is read back as the same period."""

from datetime import date, timedelta

from goldenthread.rules.calendar_span import FIRST_MONTH, MONTHS


def _split(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def _long(day: date) -> str:
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def _year_label(start: date, count: int, year_type: str) -> str | None:
    """A label for whole years that start with a year of a known kind; None for others."""
    if start.month == 1:
        return str(start.year) if count == 1 else f"{start.year} to {start.year + count - 1}"
    kind = year_type if year_type != "calendar" else "none"
    if start.month == FIRST_MONTH.get(kind or "financial"):
        lead = ""
    elif start.month == 4 or (start.month == 9 and kind != "academic-august"):
        lead = "financial year " if start.month == 4 else "academic year "
    else:
        return None
    many = "" if count == 1 else f" to {_split(start.year + count - 1)}"
    return f"{lead}{_split(start.year)}{many}"


def _quarter_label(start: date, year_type: str) -> str | None:
    first = FIRST_MONTH[year_type or "financial"]
    quarter, odd = divmod((start.month - first) % 12, 3)
    if odd:
        return None
    if first == 1:
        return f"{start.year} Q{quarter + 1}"
    year = start.year - (1 if start.month < first else 0)
    return f"{_split(year)} Q{quarter + 1}"


def label(start: date, count: int, unit: str, end: date, year_type: str = "") -> str:
    """The label of a period that starts at `start` and ends before `end`."""
    if unit == "":
        return _long(start)
    last = end - timedelta(days=1)
    if (count, unit) == (1, "Y") and start.day == end.day != 1:
        return f"year ending {_long(last)}"
    if unit not in ("Y", "M") or start.day != 1:
        return _long(start) if last == start else f"{_long(start)} to {_long(last)}"
    if unit == "Y":
        named = _year_label(start, count, year_type)
    else:
        named = _quarter_label(start, year_type) if count == 3 else None
    if named:
        return named
    first_month = f"{MONTHS[start.month]} {start.year}"
    one_month = (count, unit) == (1, "M")
    return first_month if one_month else f"{first_month} to {MONTHS[last.month]} {last.year}"
