"""How progress is judged, in words: a policy, and how to read the pages."""

from dataclasses import dataclass

from goldenthread.kit.verdict import NOTES, REASONS
from goldenthread.rules.policy import Policy, Question
from goldenthread.rules.question import title_of
from goldenthread.thread.reader import Reader
from goldenthread.thread.rule_words import formula, rule_in_words

SHOWN = (
    ("improving", "things are getting better."),
    ("maintaining", "no change, or too little to count."),
    ("mixed", "some of what lies beneath is getting better and some is not."),
    ("not_improving", "things are getting worse."),
    ("green", "the target is met."),
    ("amber", "the target is missed, but not by much."),
    ("red", "the target is missed by more than is accepted."),
    ("within", "about as much as was expected."),
    ("above", "more than was expected."),
    ("below", "less than was expected."),
    ("increasing", "the number went up. Nobody has said whether that is good."),
    ("unchanged", "the number stayed as it was. Nobody has said which way is good."),
    ("decreasing", "the number went down. Nobody has said whether that is good."),
    ("cannot_judge", "there is no fair answer, and the page says why."),
)


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a policy with its rule in words and as a formula."""

    title: str
    question: Question
    words: str
    formula: str


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """A policy as the public reads it."""

    policy: Policy
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True, slots=True)
class HowToRead:
    """The shapes, the letters and the reasons."""

    verdicts: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]


def read(policy: Policy) -> PolicyPage:
    return PolicyPage(policy, tuple(asked(question) for question in policy.questions))


def asked(question: Question) -> AskedQuestion:
    return AskedQuestion(title_of(question.name), question, rule_in_words(question), formula(question))


def how_to_read(reader: Reader) -> HowToRead:
    return HowToRead(
        SHOWN,
        tuple(NOTES.values()),
        tuple(REASONS.values()),
    )
