"""A verdict in a plain sentence, with the reasons and the marks in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from goldenthread.rules.figure import figure
from goldenthread.rules.measure import Measure
from goldenthread.rules.period import Period
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import CANNOT_JUDGE, Verdict

REASON_WORDS: Final[Mapping[str, str]] = {
    "no_observation": "there is no figure yet",
    "no_earlier_period": "there is no figure for the earlier period to compare with",
    "too_few_points": "there are too few figures to tell a trend",
    "series_break": "the way of counting changed, so the figures cannot be compared",
    "suppressed": "a figure is withheld to protect people's privacy",
    "missing": "a figure is missing",
    "stale": "the latest figure is too old",
    "no_target": "no target has been set",
    "no_polarity": "nobody has declared which way is better",
    "no_interval": "the figure has no confidence interval",
    "no_comparator": "there is nothing to compare with",
    "not_comparable": "the figures cannot be compared",
    "censored": "only a bound of the figure is known, and it could fall on either side",
    "not_applicable": "this question is not asked of this kind of measure",
}
"""To follow "Cannot judge: ", wherever a reason is shown."""

MARK_WORDS: Final[Mapping[str, str]] = {
    "provisional": "Provisional: the figure may change.",
    "zero_base": "The earlier figure was zero, so any change counts.",
    "single_measure": "Based on a single measure.",
    "two_year": "Compared with two years earlier, as there is no figure for three.",
    "trial_limits": "The limits are on trial: there are few figures so far.",
    "other_reading": "Counted the other way (as a share, or in percentage points) the answer would differ.",
}
"""The note for every mark, wherever it is shown."""

_BETTER_WORDS: Final[Mapping[str, str]] = {
    "high_is_good": "Higher is better.",
    "low_is_good": "Lower is better.",
    "in_range": "Better within a range.",
}


def reason_sentence(verdict: Verdict, policy: Policy) -> str:
    """Why there is no answer: "Cannot judge: the latest figure is missing." """
    reason = REASON_WORDS.get(verdict.reason, "the reason is not known")
    if verdict.reason in ("missing", "suppressed"):
        which = "latest" if verdict.value is None else "earlier"
        reason = reason.replace("a figure", f"the {which} figure")
    if verdict.reason == "no_target" and verdict.question == "expected_range":
        reason = "no expected range has been set"
    return f"{policy.word(CANNOT_JUDGE)}: {reason}."


def mark_sentences(verdict: Verdict) -> tuple[str, ...]:
    """A note for every mark, in order."""
    return tuple(MARK_WORDS[mark] for mark in verdict.marks)


def in_words(verdict: Verdict, measure: Measure, policy: Policy) -> str:
    """One plain reading, for the public.

    "Improving: 2.8% in 2017, down from 3.0% in 2016. Lower is better. Provisional."
    """
    if verdict.verdict == CANNOT_JUDGE:
        return reason_sentence(verdict, policy)
    parts = [f"{policy.word(verdict.verdict)}: {_facts(verdict, measure)}."]
    if measure.polarity in _BETTER_WORDS and verdict.question != "expected_range":
        parts.append(_BETTER_WORDS[measure.polarity])
    return " ".join((*parts, *mark_sentences(verdict)))


def _at(period: Period | None, measure: Measure) -> str:
    if period is None:
        return ""
    return f"{'on' if period.is_instant else 'in'} {period.label(measure.year_type)}"


def _facts(verdict: Verdict, measure: Measure) -> str:
    value = figure(verdict.value, measure.unit, verdict.qualifier)
    now = f"{value} {_at(verdict.period, measure)}"
    if verdict.question == "regression":
        return f"{now}, by the trend since {_since(verdict, measure)}"
    if verdict.base_period is not None:
        base = figure(verdict.base_value, measure.unit, verdict.base_qualifier)
        return f"{now}, {_moved(verdict.change)} {base} {_at(verdict.base_period, measure)}"
    return now + _against(verdict, measure)


def _since(verdict: Verdict, measure: Measure) -> str:
    return verdict.base_period.label(measure.year_type) if verdict.base_period else "the start"


def _moved(change: Decimal | None) -> str:
    if change is None:
        return "compared with"
    return "the same as" if change == 0 else ("up from" if change > 0 else "down from")


def _against(verdict: Verdict, measure: Measure) -> str:
    lower, upper = verdict.lower_limit, verdict.upper_limit
    if verdict.question == "target" and measure.polarity in ("high_is_good", "low_is_good"):
        high = measure.polarity == "high_is_good"
        aim, floor = (upper, lower) if high else (lower, upper)
        named = "a floor" if high else "a ceiling"
        return f", against a target of {figure(aim, measure.unit)}" + (
            "" if aim == floor else f" and {named} of {figure(floor, measure.unit)}"
        )
    if lower is not None and upper is not None:
        return f", against a range of {figure(lower, measure.unit)} to {figure(upper, measure.unit)}"
    if lower is not None:
        return f", against at least {figure(lower, measure.unit)}"
    return "" if upper is None else f", against at most {figure(upper, measure.unit)}"
