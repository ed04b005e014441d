"""Judging again under another policy: which questions two policies share, what differs, which answers flip.

Two policies share a question of the same name. Where each has a direction of its own that rolls up, such as
one by variance and one by regression, those two are set against each other by the sides that they count as.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from goldenthread.rules.policy import Policy, Question
from goldenthread.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Pair:
    """A question of one policy and the one that stands for it in another.

    `by_side` means that they are different questions, held together by improving, maintaining and not.
    """

    ours: Question
    theirs: Question
    by_side: bool = False

    @property
    def is_same(self) -> bool:
        """Is it asked by the same rule with the same numbers, so that no answer can differ?"""
        return (self.ours.rule, self.ours.version, dict(self.ours.parameters)) == (
            self.theirs.rule,
            self.theirs.version,
            dict(self.theirs.parameters),
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """A number, or a rule, that two policies do not share. `question` is empty where it is of every one."""

    question: str
    name: str
    ours: Any
    theirs: Any


def pairs(policy: Policy, other: Policy) -> tuple[Pair, ...]:
    """The questions that can be set against each other, in the order of the first policy."""
    found = [
        Pair(question, theirs)
        for question in policy.questions
        if (theirs := other.question(question.name)) is not None
    ]
    ours, theirs = _direction(policy, other), _direction(other, policy)
    if ours is not None and theirs is not None:
        found.append(Pair(ours, theirs, by_side=True))
    return tuple(found)


def differences(policy: Policy, other: Policy) -> tuple[Difference, ...]:
    """Everything in which the shared questions differ."""
    stale = (policy.stale_after_months, other.stale_after_months)
    found = [Difference("", "stale_after_months", *stale)] if stale[0] != stale[1] else []
    for pair in pairs(policy, other):
        found += _between(pair)
    return tuple(found)


def can_differ(policy: Policy, other: Policy) -> tuple[Pair, ...]:
    """The pairs whose answers need working out."""
    ages = policy.stale_after_months != other.stale_after_months
    return tuple(pair for pair in pairs(policy, other) if ages or not pair.is_same)


def flips(pair: Pair, policy: Policy, other: Policy, ours: Verdict, theirs: Verdict) -> bool:
    """Do the two answers differ? Of two different questions, do they take different sides?"""
    if not pair.by_side:
        return ours.verdict != theirs.verdict
    return _side(policy, ours) != _side(other, theirs)


def _direction(policy: Policy, other: Policy) -> Question | None:
    """The first question that rolls up in this policy and is not asked by the other."""
    counted = policy.roll_up.counts_as if policy.roll_up else {}
    return next((policy.question(name) for name in counted if other.question(name) is None), None)


def _side(policy: Policy, verdict: Verdict) -> str:
    counted = policy.roll_up.counts_as.get(verdict.question, {}) if policy.roll_up else {}
    return counted.get(verdict.verdict, verdict.verdict)


def _between(pair: Pair) -> Iterator[Difference]:
    name = pair.ours.name
    if pair.by_side:
        yield Difference(name, "question", name, pair.theirs.name)
        return
    for parameter in sorted({*pair.ours.parameters, *pair.theirs.parameters}):
        ours, theirs = pair.ours.parameters.get(parameter), pair.theirs.parameters.get(parameter)
        if ours != theirs:
            yield Difference(name, parameter, ours, theirs)
