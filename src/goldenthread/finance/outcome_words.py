"""Shares and outcomes as officers read them."""

from collections.abc import Mapping
from decimal import Decimal

from goldenthread.kit.format import listed, number, short
from goldenthread.rules.budget import CONFIDENCES
from goldenthread.rules.money import ZERO


def percent(share: Decimal | None, decimals: int | None = 0) -> str:
    """0.333333 as "33%", with as many decimals as asked for, or with what it has; None as nothing."""
    if share is None:
        return ""
    size = share * 100
    return f"{short(size) if decimals is None else number(size, decimals)}%"


def sure_in_words(sure: Mapping[str, Decimal]) -> str:
    """How much of the money is shared out with which confidence: "high 53%, low 47%"."""
    whole = sum(sure.values(), ZERO)
    parts = [
        f"{CONFIDENCES.get(code, 'not stated').lower()} {percent(amount / whole)}"
        for code, amount in sure.items()
        if whole and amount
    ]
    return listed(parts)
