"""The answers of every policy to the questions of one series, in a reader's order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.rules.judgement import answer_to, signed
from goldenthread.rules.policy import Policy, Question
from goldenthread.rules.verdict import Answer
from goldenthread.thread.here import Here
from goldenthread.thread.judged import Judged, judged_as

EVERY_QUESTION = "every-question"
"""The policy that nobody decided on: it is asked last, for what no other policy asks."""

ORDER = (
    "variance",
    "target",
    "expected_range",
    "trajectory",
    "regression",
    "recent_trend",
    "significance",
    "variation",
    "assurance",
    "comparison",
)
"""Rules in a reader's order: what happened, what was aimed for, the trend, and how others do."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One question about one series: the answer that stands first, and those of other policies."""

    first: Judged
    others: tuple[Judged, ...]

    @property
    def name(self) -> str:
        return self.first.verdict.question

    @property
    def differing(self) -> tuple[Judged, ...]:
        """Those of the others that answer otherwise."""
        return tuple(each for each in self.others if _told(each) != _told(self.first))

    @property
    def agreeing(self) -> tuple[Judged, ...]:
        return tuple(each for each in self.others if _told(each) == _told(self.first))


def _told(judged: Judged) -> tuple[str, str]:
    return judged.verdict.verdict, judged.verdict.reason


def answers(here: Here, own: Policy, every: Sequence[Policy], as_of: date) -> tuple[Answered, ...]:
    """Every question that any policy asks of the series, in a reader's order, the own policy's answer first.

    What another policy does not ask of this kind of measure is left out; where the own one does not, the
    answer says so.
    """
    ranked = [own, *sorted((p for p in every if p.ref != own.ref), key=lambda p: p.ref == EVERY_QUESTION)]
    known: dict[str, Answer] = {}
    found: dict[str, list[Judged]] = {}
    for policy in ranked:
        asked = here.asked_by(policy)
        for question in policy.questions:
            if policy.ref == EVERY_QUESTION and question.name in found:
                continue
            answer = _answer(asked, policy, question, as_of, known)
            if answer.reason != "not_applicable" or policy is own:
                found.setdefault(question.name, []).append(_judged(asked, answer, policy, question))
    answered = [Answered(first, tuple(others)) for first, *others in found.values()]
    return tuple(sorted(answered, key=_place))


def _answer(here: Here, policy: Policy, question: Question, as_of: date, known: dict[str, Answer]) -> Answer:
    """The answer, worked out once for policies that ask with the same numbers."""
    numbers = sorted(question.parameters.items())
    asked = f"{question.name} {policy.stale_after_months} {here.comparators.model} {numbers}"
    if asked not in known:
        known[asked] = answer_to(here.case, policy, question, as_of)
    return known[asked]


def _judged(here: Here, answer: Answer, policy: Policy, question: Question) -> Judged:
    latest = here.case.series.latest
    verdict = signed(answer, here.case.series, here.measure, latest.area, latest.group, policy, question)
    return judged_as(verdict, here.measure, policy, here.benchmark_name)


def _place(answered: Answered) -> tuple[int, str]:
    question = answered.first.policy.question(answered.name)
    return ORDER.index(question.rule) if question and question.rule in ORDER else len(ORDER), answered.name
