"""The invented council's sums, written in millions of pounds."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Final

THOUSAND: Final = Decimal("1000.00")


def millions(said: Any, scale: Decimal = Decimal(1)) -> Decimal:
    """Millions of pounds, scaled, to the nearest thousand pounds."""
    return thousands(Decimal(str(said)) * 1_000_000 * scale)


def thousands(amount: Decimal) -> Decimal:
    """The nearest thousand pounds, in pounds and pence."""
    return (amount / 1000).quantize(Decimal(1), ROUND_HALF_EVEN) * THOUSAND


def by_year(said: Any, years: Sequence[int], scale: Decimal) -> dict[int, Decimal]:
    """Sums by year: the same in each, or those of a list as far as it goes."""
    each = said if isinstance(said, list) else [said] * len(years)
    return {year: millions(amount, scale) for year, amount in zip(years, each, strict=False)}
