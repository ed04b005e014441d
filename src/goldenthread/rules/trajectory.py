"""Is the pace enough for the dated target?

The pace since the baseline over the pace that the target asks for: enough from 0.95 on, behind from 0.6 on,
off track from 0 on, and below that the wrong direction. Pace is measured in one of two ways: `linear`, by the
same amount every year, decided exactly; and `growth`, by the same share every year, as Open SDG does.
Source of the bands and of `growth`: Open SDG, `sdg/ProgressMeasure.py`. `linear` is our reading of them.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from goldenthread.rules.baseline import Baseline, baseline_of, moment
from goldenthread.rules.case import Case
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.number import exact_decimal
from goldenthread.rules.open_sdg import BASE_YEAR, NEARLY_ZERO, WORDS, Way, progress
from goldenthread.rules.period import Period
from goldenthread.rules.polarity import better, one_way
from goldenthread.rules.policy import Question
from goldenthread.rules.possible import possible
from goldenthread.rules.series import Series
from goldenthread.rules.target import in_force, shown
from goldenthread.rules.verdict import Answer, cannot

NEEDED_PLACES: Final = 4
"""The value that the pace needs is shown to at most so many places more than the measure's decimals."""

VERDICTS: Final = ("achieved", *WORDS)
BOUNDS: Final = ("on_track", "behind", "off_track")
_ENDLESS: Final = Fraction(10**50)
_NUDGE: Final = Fraction(1, 10**60)


def trajectory(case: Case, question: Question) -> Answer:
    """Whether the latest value is where the way from baseline to target should be by now.

    The limit shown is that value: a lower one where high is good, an upper one where low is.
    """
    series, measure = case.series, case.measure
    target = aimed_for(case.targets, series.latest.period)
    if target is None or target.target is None:
        return cannot("no_target")
    if not one_way(measure.polarity):
        return cannot("no_polarity")
    growth = question.parameters["method"] == "growth"
    base = baseline_of(series, target, question.parameters.get("base_year", BASE_YEAR if growth else None))
    told = _grown if growth else _paced
    said = {
        told(value, series.latest.period, target, base, measure, question)
        for value in _values(series, measure)
    }
    word = said.pop()
    if said:
        return cannot("censored")
    if word not in VERDICTS:
        return cannot(word)
    return _answer(word, case, target, base, growth)


def aimed_for(targets: Sequence[Target], period: Period) -> Target | None:
    """The next target dated after the period; where there is none, the latest that is in force."""
    ahead = [each for each in targets if each.target is not None and each.period.end > period.end]
    nearest = min(ahead, key=lambda each: each.period, default=None)
    return nearest or in_force(targets, period, lambda each: each.target is not None)


def _values(series: Series, measure: Measure) -> tuple[Fraction, ...]:
    """The value that is judged; of a bound, the two ends of what it can be."""
    latest = series.latest
    values = possible(latest, series.fraction(latest), measure)
    low = -_ENDLESS if values.low is None else values.low + (_NUDGE if values.low_open else 0)
    high = _ENDLESS if values.high is None else values.high - (_NUDGE if values.high_open else 0)
    return (low, high) if latest.is_censored else (low,)


def _paced(
    value: Fraction, now: Period, target: Target, base: Baseline | str, measure: Measure, question: Question
) -> str:
    """The verdict by the same amount every year, or the reason for none.

    Once the date has come and the target is not met, no pace is called enough.
    """
    aim = Fraction(target.target or 0)
    if better(1, measure.polarity) * (value - aim) >= 0:
        return "achieved"
    if isinstance(base, str):
        return base
    time = share_of_time(now, target.period, base.period)
    if time is None:
        return "no_earlier_period"
    start = Fraction(base.value)
    gone, needed = (better(1, measure.polarity) * (each - start) for each in (value, aim))
    if needed <= 0:
        return "wrong_direction"
    bounds = [Fraction(question.parameters[name]) for name in BOUNDS]
    reached = (word for word, bound in zip(WORDS, bounds, strict=False) if gone >= bound * needed * time)
    word = next(reached, "wrong_direction")
    return "behind" if word == "on_track" and now.end >= target.period.end else word


def share_of_time(now: Period, then: Period, base: Period) -> Fraction | None:
    """How much of the time from the baseline to the target is gone, at most all of it; None before either."""
    start = moment(base)
    gone, whole = moment(now) - start, moment(then) - start
    return min(gone / whole, Fraction(1)) if gone > 0 and whole > 0 else None


def _grown(
    value: Fraction, now: Period, target: Target, base: Baseline | str, measure: Measure, question: Question
) -> str:
    """The verdict by the same share every year, as Open SDG gives it, or the reason for none."""
    start = Baseline(now, Decimal(0)) if isinstance(base, str) else base
    way = Way(
        start.period.start.year, float(start.value), now.start.year, float(value), measure.polarity,
        float(target.target or 0), target.period.start.year,
    )  # fmt: skip
    if way.achieved:
        return "achieved"
    if isinstance(base, str):
        return base
    told = progress(way, [float(question.parameters[name]) for name in BOUNDS])
    if told is not None:
        return told.word
    early = min(way.year, way.target_year) <= way.base_year
    return "no_earlier_period" if early else "not_comparable"


def _answer(word: str, case: Case, target: Target, base: Baseline | str, growth: bool) -> Answer:
    series = case.series
    latest = series.latest
    known = base if isinstance(base, Baseline) else None
    limit = shown(Fraction(target.target or 0), series.decimals)
    if word != "achieved" and known is not None:
        limit = needed_now(latest.period, target, known, series.decimals, growth)
    high = better(1, case.measure.polarity) > 0
    seen = [latest.status, known.row.status if known and known.row else ""]
    value = series.decimal(latest)
    return Answer(
        word, "",
        ("provisional",) if "provisional" in seen else (),
        known.period if known else None, known.value if known else None,
        None if known is None or value is None or latest.is_censored else value - known.value,
        limit if high else None, None if high else limit,
        known.qualifier if known else "",
        ("growth",) if growth else (),
    )  # fmt: skip


def needed_now(
    now: Period, target: Target, base: Baseline, decimals: int, growth: bool = False
) -> Decimal | None:
    """The value that the pace needs by the end of a period, rounded; None where there is no way there."""
    places = decimals + NEEDED_PLACES
    if growth:
        start, aim = float(base.value), float(target.target or 0)
        grown = grown_to(now.start.year, target.period.start.year, base.period.start.year, start, aim)
        units = None if grown is None else round(grown * 10.0**places)
    else:
        time = share_of_time(now, target.period, base.period)
        first = Fraction(base.value)
        units = (
            None
            if time is None
            else round((first + (Fraction(target.target or 0) - first) * time) * 10**places)
        )
    return None if units is None else exact_decimal(Fraction(units, 10**places), decimals)


def grown_to(now: int, then: int, base: int, start: float, aim: float) -> float | None:
    """The start grown by the same share every year on its way to the aim; None across a change of sign."""
    first, last = start or NEARLY_ZERO, aim or NEARLY_ZERO
    if last / first < 0 or not base < min(now, then):
        return None
    return first * float((last / first) ** ((now - base) / (then - base)))
