"""How a plan stands, in one sentence: whether the law's year balances, and what later years are short of."""

from collections.abc import Sequence
from decimal import Decimal

from goldenthread.finance.pounds_said import about
from goldenthread.kit.format import listed
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO


def standing_in_words(gaps: Sequence[tuple[int, Decimal]], allowed: Decimal) -> str:
    """The first of these years is the one that the law balances; `allowed` is what rounding may leave of it.

    "2021/22 balances. The law asks that of this year; 2022/23 is £0.4 million short."
    """
    if not gaps:
        return "It plans no year."
    (first, gap), *later = gaps
    name = year_name(first)
    if abs(gap) <= allowed:
        said = f"{name} balances."
    elif gap > 0:
        said = f"{name} does not balance: it is {about(gap)} short, and the law asks that it balances."
    else:
        said = f"{name} does not balance: {about(gap)} more comes in than is planned to be spent."
    short = [f"{year_name(year)} is {_far(gap)}" for year, gap in later if gap != ZERO]
    if not short:
        return said
    asks = "The law asks that of this year; " if abs(gap) <= allowed else "Of the later years, "
    return f"{said} {asks}{listed(short)}."


def _far(gap: Decimal) -> str:
    return f"{about(gap)} short" if gap > 0 else f"{about(gap)} over"
