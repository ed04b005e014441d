"""The facts of a verdict in one phrase: the figure, its period, and what it was set against."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from goldenthread.rules.figure import figure
from goldenthread.rules.measure import Measure
from goldenthread.rules.period import Period
from goldenthread.rules.policy import rule_of
from goldenthread.rules.tongue import Words, say
from goldenthread.rules.verdict import Verdict

INTERVALS: Final = frozenset({"published", "wilson", "byar", "exact", "student_t"})
"""What a figure's likely range can rest on, by its code."""

Facts = Callable[[Verdict, Measure, str], str]


def facts_in_words(verdict: Verdict, measure: Measure, other: str) -> str:
    """ "2.8% in 2017, down from 3.0% in 2016". `other` names the benchmark area, such as "England"."""
    said = _FACTS.get(rule_of(verdict.question) or "", _changed)(verdict, measure, other)
    return f"{now(verdict, measure)}{said}"


def now(verdict: Verdict, measure: Measure) -> str:
    """The latest figure with its period."""
    return f"{figure(verdict.value, measure.unit, verdict.qualifier)} {at(verdict.period, measure)}"


def at(period: Period | None, measure: Measure) -> str:
    """ "in 2016/17", "in the year ending 15 November 2025", "on 26 April 2017"."""
    if period is None:
        return ""
    label = period.label(measure.year_type)
    if period.is_instant:
        return say("on {day}", day=label)
    return (
        say("in the {period}", period=label)
        if label.startswith("year ")
        else say("in {period}", period=label)
    )


def span(verdict: Verdict, measure: Measure) -> str:
    """The limits as a range; empty where the verdict has not both."""
    lower, upper = verdict.lower_limit, verdict.upper_limit
    if lower is None or upper is None:
        return ""
    return between(_rounded(lower, verdict, measure), _rounded(upper, verdict, measure), measure.unit)


def between(lower: str, upper: str, unit: str, joined: str = "to") -> str:
    """Two figures as a range: a unit that is a word is said once, "2.9 to 3.3 out of 10".

    `joined` is "to", or "and" to follow "between".
    """
    first = lower.removesuffix(f" {unit.strip()}")
    if joined == "and":
        return say("{lower} and {upper}", lower=first, upper=upper)
    return say("{lower} to {upper}", lower=first, upper=upper)


def place(rank: int) -> str:
    """ "1st", "2nd", "3rd", "4th", "11th", "21st"."""
    ending = "th" if 10 < rank % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return _ENDINGS[ending].format(rank=rank)


_ENDINGS: Final = Words({"st": "{rank}st", "nd": "{rank}nd", "rd": "{rank}rd", "th": "{rank}th"})


def _rounded(limit: Decimal, verdict: Verdict, measure: Measure) -> str:
    """A limit that was worked out, to one place more than the figure and no further."""
    places = -int((verdict.value or Decimal(0)).as_tuple().exponent)
    short = limit.quantize(Decimal(1).scaleb(-places - 1), rounding=ROUND_HALF_EVEN)
    plain = short.quantize(Decimal(1).scaleb(-places))
    return figure(plain if plain == short else short, measure.unit)


def _changed(verdict: Verdict, measure: Measure, _: str) -> str:
    if verdict.base_period is None:
        return ""
    base = figure(verdict.base_value, measure.unit, verdict.base_qualifier)
    return f", {_MOVED[_way(verdict.change)].format(base=base, when=at(verdict.base_period, measure))}"


_MOVED: Final = Words(
    {
        "": "compared with {base} {when}",
        "same": "the same as {base} {when}",
        "up": "up from {base} {when}",
        "down": "down from {base} {when}",
    }
)


def _way(change: Decimal | None) -> str:
    if change is None:
        return ""
    return "same" if change == 0 else ("up" if change > 0 else "down")


def _trend(verdict: Verdict, measure: Measure, _: str) -> str:
    since = verdict.base_period.label(measure.year_type) if verdict.base_period else say("the start")
    if verdict.verdict == "no_clear_trend":
        return say(". Chance alone could have made the trend since {since}", since=since)
    return say(". The trend since {since} is more than chance", since=since)


def _target(verdict: Verdict, measure: Measure, _: str) -> str:
    lower, upper = verdict.lower_limit, verdict.upper_limit
    if measure.polarity not in ("high_is_good", "low_is_good"):
        return _range(verdict, measure, _)
    high = measure.polarity == "high_is_good"
    aim, floor = (upper, lower) if high else (lower, upper)
    said, least = figure(aim, measure.unit), figure(floor, measure.unit)
    if aim == floor:
        return say(", against a target of {target}", target=said)
    if high:
        return say(", against a target of {target} and a floor of {floor}", target=said, floor=least)
    return say(", against a target of {target} and a ceiling of {ceiling}", target=said, ceiling=least)


def _range(verdict: Verdict, measure: Measure, _: str) -> str:
    lower, upper = verdict.lower_limit, verdict.upper_limit
    if lower is not None and upper is not None:
        ends = figure(lower, measure.unit), figure(upper, measure.unit)
        return say(", against a range of {range}", range=between(*ends, measure.unit))
    if lower is not None:
        return say(", against at least {figure}", figure=figure(lower, measure.unit))
    return "" if upper is None else say(", against at most {figure}", figure=figure(upper, measure.unit))


def _variation(verdict: Verdict, measure: Measure, _: str) -> str:
    return say(", against a usual range of {range}", range=span(verdict, measure))


_WHERE: Final = Words(
    {
        "consistently_meets": "all of it on the good side of the target",
        "consistently_misses": "all of it on the wrong side of the target",
        "hit_or_miss": "with the target inside it",
    }
)


def _assurance(verdict: Verdict, measure: Measure, _: str) -> str:
    where = _WHERE.get(verdict.verdict, "")
    return say(". The usual range is {range}, {where}", range=span(verdict, measure), where=where)


def _compared(verdict: Verdict, measure: Measure, other: str) -> str:
    ranked = ""
    if verdict.rank is not None and verdict.ranked:
        ranked = say(", {place} of {count} areas", place=place(verdict.rank), count=verdict.ranked)
    if verdict.base_value is None:
        return ranked
    base = figure(verdict.base_value, measure.unit, verdict.base_qualifier)
    against = say(", against {figure} for {whom}", figure=base, whom=_beside(verdict, other))
    return f"{_likely(verdict, measure)}{against}{ranked}"


def _likely(verdict: Verdict, measure: Measure) -> str:
    """The figure's own likely range, without which "similar" would not be understood."""
    limits = span(verdict, measure)
    return say(", likely range {range}", range=limits) if limits and set(verdict.basis) & INTERVALS else ""


def _beside(verdict: Verdict, other: str) -> str:
    if verdict.question == "benchmark":
        return other
    if "median" not in verdict.basis:
        return say("similar areas taken together")
    if verdict.ranked:
        return say("similar areas (the median of {count} areas)", count=verdict.ranked - 1)
    return say("similar areas (the median of areas)")


def _paced(verdict: Verdict, measure: Measure, other: str) -> str:
    needed = verdict.lower_limit if verdict.upper_limit is None else verdict.upper_limit
    changed = _changed(verdict, measure, other)
    if needed is None:
        return changed
    figure = _rounded(needed, verdict, measure)
    if verdict.verdict == "achieved":
        return changed + say("; the target is {figure}", figure=figure)
    return changed + say("; by now the target asks for {figure}", figure=figure)


_FACTS: Final[Mapping[str, Facts]] = {
    "target": _target,
    "expected_range": _range,
    "regression": _trend,
    "recent_trend": _changed,
    "variation": _variation,
    "assurance": _assurance,
    "comparison": _compared,
    "trajectory": _paced,
}
