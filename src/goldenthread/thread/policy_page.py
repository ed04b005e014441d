"""How progress is judged, in words: a policy, and how to read the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from goldenthread.engine.worked import source_of
from goldenthread.kit.verdict import REASONS, notes
from goldenthread.people.queries.policy import policies
from goldenthread.rules.policy import Policy, Question
from goldenthread.rules.question import title_of, verdicts_of
from goldenthread.rules.rejudgement import pairs
from goldenthread.thread.meaning import MEANINGS, Meanings
from goldenthread.thread.reader import Reader
from goldenthread.thread.rule_words import formula, rule_in_words
from goldenthread.thread.worked import Worked, worked_of


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a policy: its rule in words and as a formula, its answers, and worked examples."""

    title: str
    question: Question
    words: str
    formula: str
    verdicts: tuple[tuple[str, str], ...]
    worked: tuple[Worked, ...]
    source: str


@dataclass(frozen=True, slots=True)
class InForce:
    """A policy that the council judges by, from a day to a day; None where there is no first or last day."""

    policy: Policy
    since: date | None
    until: date | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """A policy as the public reads it, and when the council judged by it."""

    policy: Policy
    questions: tuple[AskedQuestion, ...]
    in_force: tuple[InForce, ...]
    others: tuple[Policy, ...]


@dataclass(frozen=True, slots=True)
class PolicyList:
    """Every policy by its body, and those that the council judges by, each in order of their days."""

    bodies: tuple[tuple[str, tuple[Policy, ...]], ...]
    in_force: tuple[InForce, ...]


@dataclass(frozen=True, slots=True)
class HowToRead:
    """The shapes, the letters and the reasons."""

    groups: tuple[tuple[str, Meanings], ...]
    notes: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]


def read(ref: str, reader: Reader) -> PolicyPage | None:
    """The page of one policy; None where there is none of that ref."""
    every = policies()
    policy = next((each for each in every if each.ref == ref), None)
    if policy is None:
        return None
    held = tuple(each for each in in_force(reader, every) if each.policy is policy)
    others = tuple(each for each in every if each is not policy and pairs(policy, each))
    return PolicyPage(policy, tuple(asked(question, policy) for question in policy.questions), held, others)


def list_policies(reader: Reader) -> PolicyList:
    every = policies()
    bodies: dict[str, list[Policy]] = {reader.council.title: []}
    for policy in sorted(every, key=lambda each: each.since or date.min):
        bodies.setdefault(policy.body, []).append(policy)
    return PolicyList(
        tuple((body, tuple(held)) for body, held in bodies.items() if held), in_force(reader, every)
    )


def in_force(reader: Reader, every: Sequence[Policy]) -> tuple[InForce, ...]:
    """The council's policies through time, the earliest first; a ref that is not there is left out."""
    named = {each.ref: each for each in every}
    days: list[tuple[date | None, str]] = [(None, reader.council.policy)]
    days += [(date.fromisoformat(since), ref) for since, ref in reader.council.policies_from]
    found = []
    for at, (since, ref) in enumerate(days):
        after = days[at + 1][0] if at + 1 < len(days) else None
        is_now = (since is None or since <= reader.today) and (after is None or reader.today < after)
        if ref in named:
            until = after - timedelta(days=1) if after else None
            found.append(InForce(named[ref], since, until, is_now))
    return tuple(found)


def asked(question: Question, policy: Policy) -> AskedQuestion:
    return AskedQuestion(
        title=title_of(question.name),
        question=question,
        words=rule_in_words(question),
        formula=formula(question),
        verdicts=tuple((verdict, policy.word(verdict)) for verdict in verdicts_of(question)),
        worked=worked_of(question, policy),
        source=source_of(question.name),
    )


def how_to_read(reader: Reader) -> HowToRead:
    return HowToRead(
        tuple((_(asked) if asked else "", _translated(meanings)) for asked, meanings in MEANINGS),
        tuple(notes().values()),
        tuple(REASONS.values()),
    )


def _translated(meanings: Meanings) -> Meanings:
    return tuple((verdict, _(meaning)) for verdict, meaning in meanings)
