"""Risks and opportunities on the matrix: likelihood times impact, and the level that it comes to."""

from goldenthread.rules.quarter import QuarterPolicy, RiskLevel


def score(likelihood: int, impact: int) -> int:
    """Likelihood times impact, each counted from 1. Raises ValueError below 1."""
    if likelihood < 1 or impact < 1:
        raise ValueError(f"likelihood {likelihood} and impact {impact} are counted from 1")
    return likelihood * impact


def level(score: int, policy: QuarterPolicy) -> RiskLevel:
    """The highest level whose least score is reached. Raises ValueError below 1."""
    reached = [each for each in policy.risk_levels if each.least_score <= score]
    if not reached:
        raise ValueError(f"{score} is below every level")
    return max(reached, key=lambda each: each.least_score)
