"""Which policy judges which measure: the council's, unless a measure has its own."""

from collections.abc import Iterable

from goldenthread.measures.sheet import MeasureSheet
from goldenthread.people.queries.policy import policy_named
from goldenthread.rules.policy import Policy

COMPARING = frozenset(("comparison", "variation", "assurance"))
"""Rules that look at what stands beside a series."""


def by_policy(
    sheets: Iterable[MeasureSheet], council: Policy
) -> tuple[tuple[Policy, tuple[MeasureSheet, ...]], ...]:
    """Each policy with the measures that it judges; the council's is that of measures without their own."""
    held: dict[str, list[MeasureSheet]] = {}
    for sheet in sheets:
        held.setdefault(sheet.policy, []).append(sheet)
    return tuple(((policy_named(ref) if ref else None) or council, tuple(own)) for ref, own in held.items())


def policy_judging(sheet: MeasureSheet, council: Policy) -> Policy:
    """The measure's own policy, else the council's."""
    return (policy_named(sheet.policy) if sheet.policy else None) or council


def compares(policy: Policy) -> bool:
    """Does the policy ask anything that needs to know what stands beside a series?"""
    return any(question.rule in COMPARING for question in policy.questions)


def looks_at_levels(policy: Policy) -> bool:
    """Does it ask of every area of a level?"""
    return any(question.parameters.get("method") == "quintiles" for question in policy.questions)
