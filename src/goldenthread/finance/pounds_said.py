"""Sums as officers read them in tables: whole pounds where there are no pence, and never rounded."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from goldenthread.kit.format import money, number, short
from goldenthread.rules.figure import MINUS
from goldenthread.rules.tongue import say

MILLION: Final = Decimal(1_000_000)
THOUSAND_MILLION: Final = Decimal(999_950_000)
"""From here on a sum is still said in millions: in billions, a decimal would hide tens of millions."""


def pounds(amount: Decimal | None) -> str:
    """`1234.00` as "1,234" and `1234.50` as "1,234.50"; None as a dash."""
    if amount is None:
        return "–"
    return number(amount, 0 if amount == amount.to_integral_value() else 2)


def sterling(amount: Decimal) -> str:
    """With its sign before the pound: "£1,234", "−£300.50"."""
    return f"{MINUS if amount < 0 else ''}£{pounds(abs(amount))}"


def signed(amount: Decimal) -> str:
    """The same with a plus before what adds."""
    return f"+{pounds(amount)}" if amount > 0 else pounds(amount)


def in_millions(amount: Decimal) -> str:
    """`1529100000` as "£1,529.1 million": a whole budget as exactly as the gap that it stands beside."""
    millions = (abs(amount) / MILLION).quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN)
    return say("{pounds} million", pounds=f"{MINUS if amount < 0 else ''}£{short(millions)}")


def about(amount: Decimal) -> str:
    """A sum in a sentence, without its sign: "£0.4 million", "£11,500", "£1,529.1 million"."""
    size = abs(amount)
    if size >= THOUSAND_MILLION:
        return in_millions(size)
    return money(size if size < 1000 else size.quantize(Decimal(1)))
