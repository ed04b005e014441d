"""Sums as officers read them in tables: whole pounds where there are no pence, and never rounded."""

from decimal import Decimal

from goldenthread.kit.format import money, number
from goldenthread.rules.figure import MINUS


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


def about(amount: Decimal) -> str:
    """A sum in a sentence, without its sign: "£0.4 million", "£11,500"."""
    size = abs(amount)
    return money(size if size < 1000 else size.quantize(Decimal(1)))
