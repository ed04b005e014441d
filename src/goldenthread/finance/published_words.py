"""Sums that papers published, in words: as they were printed, and never rounded."""

from decimal import Decimal

from goldenthread.kit.format import money, money_range, short
from goldenthread.rules.published_sum import PublishedSumFacts
from goldenthread.rules.tongue import Words, say

HEDGED = Words({"about": "about {sum}", "under": "under {sum}", "over": "over {sum}"})
"""How a paper hedges a sum, in words."""
AS_PRINTED = 2
"""Decimals of millions and billions: papers print £6.74 billion, which one decimal would round."""
_BILLION, _TENTH = Decimal(1_000_000_000), Decimal(100_000_000)
_LEAST_ROUND = Decimal(500_000_000)
"""From here on what is about so many tenths of a billion was printed in billions, as £0.9bn."""


def as_printed(each: PublishedSumFacts) -> str:
    """A sum or a range as the paper has it: "about £0.9 billion", "£62 million to £143 million"."""
    said = _said(each)
    return HEDGED[each.qualifier].format(sum=said) if each.qualifier else said


def _said(each: PublishedSumFacts) -> str:
    if each.is_range:
        return money_range(each.lower, each.upper, AS_PRINTED)
    if each.qualifier == "about" and _LEAST_ROUND <= each.lower < _BILLION and each.lower % _TENTH == 0:
        return say("{pounds} billion", pounds=f"£{short(each.lower / _BILLION)}")
    return money(each.lower, AS_PRINTED)
