"""How progress is judged, in words: a policy, and how to read the pages."""

from dataclasses import dataclass

from goldenthread.kit.verdict import NOTES, REASONS
from goldenthread.rules.policy import Policy, Question
from goldenthread.thread.judged import QUESTIONS
from goldenthread.thread.reader import Reader

RULE_WORDS = {
    "variance": (
        "The latest figure is set against the figure for the same period {years} earlier. "
        "It has changed if it differs by more than {tolerance}{sign}. Exactly that much is no change.",
        "100 × |latest − earlier| > {tolerance} × |earlier|",
    ),
    "target": (
        "Green if the target is met. Amber if the floor standard is met or, where there is none, if the "
        "figure is within the measure's tolerance of the target. Red otherwise.",
        "Higher is better: green if value ≥ target, amber if value ≥ floor. Lower is better: the reverse.",
    ),
    "expected_range": (
        "For activity, which is never red, amber or green: is the figure within the range that was expected?",
        "lower ≤ value ≤ upper",
    ),
    "regression": (
        "A straight line is fitted through the last {window} figures, at least {at_least}. There is a trend "
        "if the slope differs from none beyond chance, at {confidence}.",
        "t = slope ÷ its standard error, two-sided, n − 2 degrees of freedom",
    ),
}
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
    words, formula = RULE_WORDS[question.rule]
    known = in_words(question)
    return AskedQuestion(
        QUESTIONS.get(question.name, question.name), question, words.format(**known), formula.format(**known)
    )


def in_words(question: Question) -> dict[str, str]:
    """A question's parameters as they read in a sentence."""
    given = dict(question.parameters)
    years = given.pop("years", ())
    if years:
        first, *rest = (f"{year} year{'s' if year > 1 else ''}" for year in years)
        given["years"] = first + (f" (or {rest[0]} where that is missing)" if rest else "")
        given["sign"] = " percentage points" if given.get("reading") == "points" else "% of it"
    if "confidence" in given:
        given["confidence"] = f"{float(given['confidence']):.0%}"
    return {name: str(value) for name, value in given.items()}


def how_to_read(reader: Reader) -> HowToRead:
    return HowToRead(
        SHOWN,
        tuple(NOTES.values()),
        tuple(REASONS.values()),
    )
