"""Figures in a workbook: the exact value in the cell, shown as the report shows it."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from goldenthread.publish.writers.text import legal
from goldenthread.rules.figure import MINUS

EXACT: Final = 15
"""How many digits a cell keeps: its numbers are doubles."""

_SHOWN = re.compile(r"(?P<before>[^\d.]*)(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<after>\D*)")
_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Shape:
    """How a number is shown: words before and after it, its decimals, and whether thousands are parted."""

    decimals: int = 0
    is_grouped: bool = False
    before: str = ""
    after: str = ""


def exact(value: str) -> Decimal | None:
    """The figure that a cell can hold without loss; None for words and for more digits than fit."""
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    if not found.is_finite() or len(found.normalize().as_tuple().digits) > EXACT:
        return None
    return found if -300 < found.adjusted() < 300 else None


def shape_of(text: str, value: Decimal) -> Shape:
    """How a cell shows its value, so that it reads as `text`; plainly where the text says another number."""
    plain = Shape(max(0, -_exponent(value)))
    found = _SHOWN.fullmatch(legal(text).strip())
    if found is None:
        return plain
    digits = found["digits"]
    decimals = len(digits.partition(".")[2])
    before, after = found["before"], found["after"]
    if value < 0:
        before = before.replace(MINUS, "").replace("-", "")
    if _says(digits, value, decimals) and _can_stand(before) and _can_stand(after):
        return Shape(decimals, "," in digits, before, after)
    return plain


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _says(digits: str, value: Decimal, decimals: int) -> bool:
    """Whether the digits are the value, rounded to as many places as they have."""
    said, place = Decimal(digits.replace(",", "")), Decimal(1).scaleb(-decimals)
    size = abs(value)
    return said in (size.quantize(place, ROUND_HALF_EVEN), size.quantize(place, ROUND_HALF_UP))


def _can_stand(words: str) -> bool:
    """Whether words can stand in a number format: short, and without the signs that end its quotation."""
    return len(words) <= _MOST_WORDS and not set(words) & set('"\\\n\r\t')
