"""Each question as people read it, and the verdicts that can answer it."""

from collections.abc import Mapping
from typing import Final

from goldenthread.rules.policy import Question, rule_of, years_asked
from goldenthread.rules.tongue import Words, say

_YEARS: Final = Words(
    {2: "two years", 3: "three years", 4: "four years", 5: "five years", 6: "six years"}
    | {7: "seven years", 8: "eight years", 9: "nine years", 10: "ten years"}
)

TITLES: Final = Words(
    {
        "direction_1y": "Is it better than a year earlier?",
        "direction_3y": "Is it better than three years earlier?",
        "target": "Does it meet its target?",
        "expected_range": "Is it within the expected range?",
        "regression": "Is there a clear trend?",
        "recent_trend": "Is there a trend over the last five years?",
        "significance_1y": "Is the change since a year earlier more than chance?",
        "variation": "Is the latest figure unusual?",
        "assurance": "Can it be relied on to meet its target?",
        "benchmark": "How does it compare with the benchmark?",
        "neighbours": "How does it compare with similar areas?",
        "trajectory": "Is it moving fast enough to meet its target?",
    }
)
"""The questions in the words of a reader."""

SHORT_TITLES: Final = Words(
    {
        "direction_1y": "One year",
        "direction_3y": "Three years",
        "target": "Target",
        "expected_range": "Expected range",
        "regression": "Trend",
        "recent_trend": "Five-year trend",
        "significance_1y": "Beyond chance",
        "variation": "Variation",
        "assurance": "Assurance",
        "benchmark": "Benchmark",
        "neighbours": "Similar areas",
        "trajectory": "Pace",
    }
)
"""The question in a word or two, for a table."""

_LIMITS: Final = Words(
    {
        "variance": "Counts as no change",
        "target": "Target and floor standard",
        "expected_range": "Expected range",
        "regression": "Likely change each year",
        "recent_trend": "Likely change each year",
        "significance": "Likely change",
        "variation": "Usual range",
        "assurance": "Usual range",
        "comparison": "Likely range",
        "trajectory": "Needed by now",
    }
)

_ONE_WAY: Final = ("improving", "maintaining", "not_improving", "increasing", "unchanged", "decreasing")
_COMPARED: Final = ("better", "similar", "worse", "higher", "lower")
_VERDICTS: Final[Mapping[str, tuple[str, ...]]] = {
    "variance": _ONE_WAY,
    "target": ("green", "amber", "red"),
    "expected_range": ("within", "above", "below"),
    "regression": ("improving", "worsening", "no_clear_trend", "rising", "falling"),
    "recent_trend": (
        "increasing_better",
        "increasing_worse",
        "decreasing_better",
        "decreasing_worse",
        "increasing",
        "decreasing",
        "no_significant_change",
    ),
    "significance": ("higher", "lower", "not_significant"),
    "variation": (
        "special_improvement",
        "special_concern",
        "special_high",
        "special_low",
        "common_cause",
    ),
    "assurance": ("consistently_meets", "consistently_misses", "hit_or_miss"),
    "comparison": _COMPARED,
    "trajectory": ("achieved", "on_track", "behind", "off_track", "wrong_direction"),
}
_TWO_LEVELS: Final = ("much_better", "much_worse")


def title_of(question: str) -> str:
    """The question as a reader asks it."""
    years = years_asked(question)
    if question not in TITLES and years:
        return say("Is it better than {years} earlier?", years=_spelt(years))
    return TITLES.get(question, question.replace("_", " ").capitalize())


def short_title_of(question: str) -> str:
    """The question in a word or two."""
    years = years_asked(question)
    if question not in SHORT_TITLES and years:
        return _spelt(years).capitalize()
    return SHORT_TITLES.get(question, question.replace("_", " ").capitalize())


def limits_title_of(question: str) -> str:
    """What the limits shown beside a question's answer are."""
    return _LIMITS.get(rule_of(question) or "") or say("Limits")


def verdicts_of(question: Question) -> tuple[str, ...]:
    """Every verdict that can answer a question, save that it cannot be judged."""
    if question.rule != "comparison":
        return _VERDICTS[question.rule]
    method = question.parameters["method"]
    if method == "quintiles":
        return ("1", "2", "3", "4", "5")
    return (*_COMPARED, *_TWO_LEVELS) if method in _LEVELLED else _COMPARED


_LEVELLED: Final = ("two_intervals",)


def _spelt(years: int) -> str:
    return _YEARS.get(years) or say("{count} years", count=years)
