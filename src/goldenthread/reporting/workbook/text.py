"""A cell as the text that a return keeps: numbers as they were typed, days as ISO, words without odd ends."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

ERRORS: Final = ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#SPILL!", "#CALC!")
EXACT_DIGITS: Final = 15
"""A spreadsheet keeps so many digits of a number."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DAY_FORMS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y")


class UnknownDay(ValueError):
    """The text is not a day."""


def cell_text(value: Any, is_percentage: bool = False) -> str:
    """What a cell says. A number shown as a percentage is said as one: 0.85 shown as 85% is `85%`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        exact = Decimal(f"{value:.{EXACT_DIGITS}g}") if isinstance(value, float) else Decimal(value)
        return f"{plain_number(str(exact * 100))}%" if is_percentage else f"{exact:f}"
    return tidy(str(value))


def tidy(text: str) -> str:
    """Words as they are kept: lines ended one way, no control characters, nothing blank at either end."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def plain_number(text: str) -> str:
    """A number without idle noughts, so that equal numbers are equal texts; another text as it is."""
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return text
    if not exact.is_finite() or exact.adjusted() > 40 or len(text) > 80:
        return text
    return f"{exact.normalize():f}" if exact else "0"


def read_day(text: str) -> str:
    """A day as people in Britain write it, as ISO text; empty stays empty. Raises UnknownDay."""
    if not text:
        return ""
    for form in _DAY_FORMS:
        try:
            found = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if 1900 < found.year < 2200:
            return found.isoformat()
    raise UnknownDay(text)


def number_for_cell(text: str) -> float | None:
    """The number that a spreadsheet would keep without a loss; None where the text must stay text."""
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return None
    if not exact.is_finite() or len(exact.as_tuple().digits) > EXACT_DIGITS:
        return None
    return float(exact) if cell_text(float(exact)) == plain_number(text) else None
