"""A verdict in a plain sentence, with the reasons and the marks in words."""

from typing import Final

from goldenthread.rules.measure import Measure
from goldenthread.rules.policy import Policy
from goldenthread.rules.sentence_basis import BASIS_WORDS
from goldenthread.rules.sentence_fact import facts_in_words
from goldenthread.rules.tongue import Words, say
from goldenthread.rules.verdict import CANNOT_JUDGE, Verdict

REASON_WORDS: Final = Words(
    {
        "no_observation": "there is no figure yet",
        "no_earlier_period": "there is no figure for the earlier period to compare with",
        "too_few_points": "there are too few figures to tell a trend",
        "series_break": "the way of counting changed, so the figures cannot be compared",
        "suppressed": "a figure is withheld to protect people's privacy",
        "missing": "a figure is missing",
        "stale": "the latest figure is too old",
        "no_target": "no target has been set",
        "no_polarity": "nobody has declared which way is better",
        "no_interval": "without counts or a likely range, a real difference cannot be told from chance",
        "no_comparator": "there is nothing to compare with",
        "not_comparable": "the figures cannot be compared",
        "censored": "the figure is known only as under or over a number, and it could fall on either side",
        "not_applicable": "this question is not asked of this kind of measure",
    }
)
"""To follow "Cannot judge: ", wherever a reason is shown."""

MARK_WORDS: Final = Words(
    {
        "provisional": "Provisional: the figure may change.",
        "zero_base": "The earlier figure was zero, so any change counts.",
        "single_measure": "Based on a single measure.",
        "two_year": "Compared with two years earlier, as there is no figure for three.",
        "trial_limits": "The limits are on trial: there are few figures so far.",
        "other_reading": "Counted the other way (as a share, or in percentage points)"
        " the answer would differ.",
    }
)
"""The note for every mark, wherever it is shown."""

_LATEST: Final = Words(
    {
        "suppressed": "the latest figure is withheld to protect people's privacy",
        "missing": "the latest figure is missing",
    }
)
_EARLIER: Final = Words(
    {
        "suppressed": "the earlier figure is withheld to protect people's privacy",
        "missing": "the earlier figure is missing",
    }
)
_NEARER: Final = Words(
    {"two_year": "Compared with a nearer year, as there is no figure for the one that is asked for first."}
)
"""In place of `two_year`, where a policy looks back otherwise than three years and then two."""

_BETTER_WORDS: Final = Words(
    {
        "high_is_good": "Higher is better.",
        "low_is_good": "Lower is better.",
        "in_range": "Better within a range.",
    }
)


_SAID_OF: Final = Words(
    {
        ("expected_range", "no_target"): "no expected range has been set",
        ("benchmark", "too_few_points"): "there are too few areas to compare with",
        ("neighbours", "too_few_points"): "there are too few areas to compare with",
        (
            "neighbours",
            "no_comparator",
        ): "no similar areas are set for this place, or too few of them have a figure",
        (
            "benchmark",
            "no_comparator",
        ): "no benchmark is set for this place, or it has no figure for the same period",
        ("variation", "too_few_points"): "there are too few figures to tell what is usual",
        ("assurance", "too_few_points"): "there are too few figures to tell what is usual",
        ("variation", "not_applicable"): "the figures do not vary, so there is no usual range",
        ("assurance", "not_applicable"): "it is not asked of activity, nor of figures that do not vary",
        ("recent_trend", "too_few_points"): "there are fewer than five figures, one a year",
        (
            "significance_1y",
            "not_comparable",
        ): "the two periods overlap, so the change cannot be told from chance",
        ("recent_trend", "not_comparable"): "the periods overlap, so a trend cannot be told from chance",
        ("regression", "not_comparable"): "the periods overlap, so a trend cannot be told from chance",
        ("variation", "not_comparable"): "the periods overlap, so what is usual cannot be told",
        ("assurance", "not_comparable"): "the periods overlap, so what is usual cannot be told",
        ("trajectory", "no_earlier_period"): "there is no figure to count the pace from",
        ("benchmark", "not_comparable"): "a plain count says how large an area is",
        ("neighbours", "not_comparable"): "a plain count says how large an area is",
        ("trajectory", "not_comparable"): "a figure that changes its sign has no yearly growth",
    }
)
"""Reasons that a question can say more exactly."""


def reason_sentence(verdict: Verdict, policy: Policy) -> str:
    """Why there is no answer: "Cannot judge: the latest figure is missing." """
    reason = REASON_WORDS.get(verdict.reason) or say("the reason is not known")
    if verdict.reason in ("missing", "suppressed"):
        reason = (_LATEST if verdict.value is None else _EARLIER)[verdict.reason]
    return f"{policy.word(CANNOT_JUDGE)}: {_SAID_OF.get((verdict.question, verdict.reason), reason)}."


def mark_sentences(verdict: Verdict) -> tuple[str, ...]:
    """A note for every mark, in order."""
    nearer = verdict.question != "direction_3y"
    return tuple((_NEARER if mark == "two_year" and nearer else MARK_WORDS)[mark] for mark in verdict.marks)


def in_words(verdict: Verdict, measure: Measure, policy: Policy, other: str = "the benchmark") -> str:
    """One plain reading, for the public. `other` is the name of the benchmark area, such as "England".

    "Improving: 2.8% in 2017, down from 3.0% in 2016. Lower is better. Provisional."
    """
    if verdict.verdict == CANNOT_JUDGE:
        return reason_sentence(verdict, policy)
    parts = [f"{policy.word(verdict.verdict)}: {facts_in_words(verdict, measure, other)}."]
    if measure.polarity in _BETTER_WORDS and verdict.question != "expected_range":
        parts.append(_BETTER_WORDS[measure.polarity])
    return " ".join((*parts, *_signal(verdict), *mark_sentences(verdict)))


def _signal(verdict: Verdict) -> tuple[str, ...]:
    """Why a figure is unusual: without it the range alone would not tell."""
    shown = ("shift", "run", "two_of_three")
    return tuple(BASIS_WORDS[code] for code in verdict.basis if code in shown)
