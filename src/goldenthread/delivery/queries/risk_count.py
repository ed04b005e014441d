"""How many risks stand where, without what they are: what anyone may read of a register."""

from collections import Counter

from goldenthread.delivery.models import Risk
from goldenthread.rules.quarter import QuarterPolicy, RiskLevel
from goldenthread.rules.risk import level, score


def open_risk_counts(policy: QuarterPolicy) -> tuple[tuple[RiskLevel, int], ...]:
    """Open corporate risks by level, the highest level first: one read."""
    rows = Risk.objects.filter(state="open", kind="risk", level="corporate")
    rated = rows.order_by().values_list("likelihood", "impact")
    held = Counter(level(score(likelihood, impact), policy).word for likelihood, impact in rated)
    levels = sorted(policy.risk_levels, key=lambda each: -each.least_score)
    return tuple((each, held[each.word]) for each in levels)
