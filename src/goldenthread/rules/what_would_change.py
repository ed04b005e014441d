"""What would change this verdict: how far the latest value is from the next one, up and down.

The rule itself is asked, again and again, with another latest value in its place. Nothing is known here of
how any rule decides.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from functools import cache
from typing import Final

from goldenthread.rules.case import Case
from goldenthread.rules.counts import counts_behind, multipliers
from goldenthread.rules.figure import figure
from goldenthread.rules.judgement import RULES
from goldenthread.rules.measure import Measure
from goldenthread.rules.number import scaled, unscaled
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy, Question
from goldenthread.rules.series import Series
from goldenthread.rules.tongue import say
from goldenthread.rules.verdict import CANNOT_JUDGE, Verdict

FARTHEST: Final = 10
"""How many times the value, or the spread of its series, is looked through to either side."""

CHANGES: Final = ("regression", "recent_trend", "significance")
"""Rules whose limits are those of a slope or of a change, not of a value."""

FINE: Final = 16
"""Strides begin with this part of the spread."""

GROWS: Final = 3
"""How many times as long each stride is as the one before it."""

EXACT: Final = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Step:
    """A latest value, and the verdict that it would have had."""

    value: Decimal
    verdict: str


@dataclass(frozen=True, slots=True)
class Steps:
    """The nearest value upwards and downwards with another verdict; None where there is none in range."""

    up: Step | None = None
    down: Step | None = None


@dataclass(slots=True)
class Moved:
    """A case whose latest value can be moved. Each moved case is made once, for all questions."""

    case: Case
    cases: dict[int, Case] = field(default_factory=dict)

    def at(self, units: int) -> Case:
        """The case with this latest value: its numerator and its published limits move with it."""
        if units not in self.cases:
            self.cases[units] = moved_to(self.case, unscaled(units, self.case.series.decimals))
        return self.cases[units]


def what_would_change(case: Case, policy: Policy, verdicts: Iterable[Verdict]) -> dict[str, Steps]:
    """How far each verdict on this case is from the next one, by question.

    Where there is no verdict, or only a bound is known of the latest, there are no steps. They are looked for
    in strides, so a verdict that changes and changes back within one stride may be passed over.
    """
    moved = Moved(case)
    asked = ((policy.question(each.question), each) for each in verdicts)
    return {each.question: _steps(moved, question, each) for question, each in asked if question}


def _steps(moved: Moved, question: Question, verdict: Verdict) -> Steps:
    series = moved.case.series
    if verdict.verdict == CANNOT_JUDGE or series.latest.silence or series.latest.is_censored:
        return Steps()
    rule = RULES[question.rule]

    @cache
    def word(units: int) -> str:
        return rule(moved.at(units), question).verdict

    def differs(units: int) -> bool:
        return word(units) not in (verdict.verdict, CANNOT_JUDGE)

    start, stride = series.units(series.latest), _stride(series)
    hints = _hints(verdict, question, series.decimals)
    found = [nearest(differs, start, end, stride, hints) for end in ends(moved.case)]
    down, up = (
        None if units is None else Step(unscaled(units, series.decimals), word(units)) for units in found
    )
    return Steps(up, down)


def nearest(
    differs: Callable[[int], bool], start: int, end: int, stride: int, hints: Iterable[int] = ()
) -> int | None:
    """A whole number from start towards end that differs while the one before it does not; None for none.

    `start` does not differ. Just beyond a hint a difference is likely; otherwise strides grow.
    """
    way, far = (1, end - start) if end > start else (-1, start - end)
    likely = {away for hint in hints if 0 < (away := way * (hint - start) + 1) < far}
    strides = {stride * GROWS**at for at in range(far.bit_length()) if stride * GROWS**at < far}

    def other(away: int) -> bool:
        return differs(start + way * away)

    same = 0
    for away in sorted({*likely, *strides, far} - {0}):
        if other(away):
            return start + way * _first(other, same, away, near_end=away in likely)
        same = away
    return None


def _first(other: Callable[[int], bool], same: int, away: int, *, near_end: bool) -> int:
    """The first of a difference, between a place without one and a place with one.

    By halves; `near_end` looks close to the far place first.
    """
    back = 1
    while away - same > 1:
        middle = max(same + 1, away - back) if near_end else (same + away) // 2
        if other(middle):
            away, back = middle, 2 * back
        else:
            same, near_end = middle, False
    return away


def ends(case: Case) -> tuple[int, int]:
    """The lowest and the highest latest value that is looked at, in the measure's units."""
    series, measure = case.series, case.measure
    start = series.units(series.latest)
    far = FARTHEST * max(abs(start), _spread(series), 10**series.decimals)
    low, high = start - far, start + far
    if measure.stays_above_zero:
        low = max(low, min(0, start))
    whole = _whole(case)
    return low, high if whole is None else min(high, max(start, scaled(whole, series.decimals)))


def _whole(case: Case) -> Decimal | None:
    """All of a proportion, in its measure's unit; None for any other measure."""
    if case.measure.statistic != "proportion":
        return None
    value = case.series.latest.value or Decimal(0)
    known = (Decimal(str(each)) for each in multipliers(case.measure))
    return min((each for each in known if each >= value), default=None)


def _spread(series: Series) -> int:
    units = [series.units(row) for row in series.rows if not row.silence]
    return max(units) - min(units)


def _stride(series: Series) -> int:
    return max(1, _spread(series) // FINE)


def _hints(verdict: Verdict, question: Question, decimals: int) -> list[int]:
    """Where the verdict is likely to change: about the limits that were tested, and the base."""
    limits = [] if question.rule in CHANGES else [verdict.lower_limit, verdict.upper_limit]
    likely = [scaled(each, decimals) for each in (*limits, verdict.base_value) if each is not None]
    return likely


def moved_to(case: Case, value: Decimal) -> Case:
    """The case with another latest value: its counts give it, and its published limits move with it."""
    series, old = case.series, case.series.latest
    by = value - (old.value or Decimal(0))
    lower, upper = (None if limit is None else limit + by for limit in (old.lower, old.upper))
    numerator = _numerator(old, value, case.measure)
    new = replace(old, value=value, numerator=numerator, lower=lower, upper=upper)
    level = tuple(new if row is old or row == old else row for row in case.beside.level)
    beside = replace(case.beside, level=level) if level else case.beside
    return replace(case, series=Series((*series.rows[:-1], new), series.decimals), beside=beside)


def _numerator(old: Observation, value: Decimal, measure: Measure) -> Decimal | None:
    """As many as give the value, whole or not; as it was where it does not give the value now."""
    counts = counts_behind(old, measure)
    if counts is None or old.numerator is None:
        return old.numerator
    of = old.denominator if measure.statistic != "count" else None
    whole = EXACT.multiply(value, of or Decimal(1))
    return EXACT.divide(whole, measure.multiplier or Decimal(str(counts.multiplier)))


def sentence(steps: Steps, word: Callable[[str], str], unit: str = "", decimals: int = 0) -> str:
    """ "At 80.0% the answer would become Green; below 72.0%, Red." Empty where there are no steps.

    `word` gives the public's word for a verdict.
    """
    one = Decimal(1).scaleb(-decimals)
    up = (figure(steps.up.value, unit), word(steps.up.verdict)) if steps.up else ("", "")
    down = (figure(steps.down.value + one, unit), word(steps.down.verdict)) if steps.down else ("", "")
    if steps.up and steps.down:
        both = {"up": up[0], "better": up[1], "down": down[0], "worse": down[1]}
        return say("At {up} the answer would become {better}; below {down}, {worse}.", **both)
    if steps.up:
        return say("At {figure} the answer would become {word}.", figure=up[0], word=up[1])
    if steps.down:
        return say("Below {figure} the answer would become {word}.", figure=down[0], word=down[1])
    return ""
