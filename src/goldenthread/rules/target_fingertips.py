"""The actual against its target as Fingertips compares them: by the area's interval, or by a band.

Green is Fingertips' better, amber its same, red its worse. Source: OHID, fingertips-open, the target
comparers (MIT licence). Its other targets, a single value and England's of the year before, are those of
`rules.target`.
"""

from fractions import Fraction

from goldenthread.rules.case import Case
from goldenthread.rules.compared import LIMIT_PLACES, above
from goldenthread.rules.interval import Interval, interval_of
from goldenthread.rules.measure import Target
from goldenthread.rules.number import unscaled
from goldenthread.rules.polarity import HIGH_IS_GOOD, one_way
from goldenthread.rules.policy import Question
from goldenthread.rules.target import against_target, in_force, shown
from goldenthread.rules.verdict import Answer, basis_of, cannot

CONFIDENCE = 0.95


def target(case: Case, question: Question) -> Answer:
    """Green, amber or red by the method that the policy names: the value alone, its interval, or a band.

    A measure that is good within a range is judged by its value, whatever the method.
    """
    method = question.parameters.get("method", "value")
    if method == "value" or not one_way(case.measure.polarity):
        return against_target(case.series, case.measure, case.targets)
    by_band = method == "range"
    aim = in_force(case.targets, case.series.latest.period, _whole_band if by_band else _single)
    if aim is None:
        return cannot("no_target")
    if case.series.latest.is_censored:
        return cannot("censored")
    if by_band:
        return _by_band(case, Fraction(aim.lower or 0), Fraction(aim.upper or 0))
    interval = interval_of(case.series.latest, case.measure, CONFIDENCE)
    return (
        cannot("no_interval") if interval is None else _by_interval(case, Fraction(aim.target or 0), interval)
    )


def _single(target: Target) -> bool:
    return target.target is not None


def _whole_band(target: Target) -> bool:
    return target.lower is not None and target.upper is not None


def by_interval(target: float, lower: float, upper: float) -> int:
    """1 where the interval has reached the target, -1 where it is all below, 0 where the target is in it."""
    if above(target, upper):
        return -1
    return 0 if above(target, lower) else 1


def by_band(value: Fraction, lower: Fraction, upper: Fraction) -> int:
    """1 from the band's upper limit on, -1 below its lower limit, 0 between."""
    return 1 if value >= upper else -1 if value < lower else 0


def _by_interval(case: Case, aim: Fraction, interval: Interval) -> Answer:
    side, places = (
        by_interval(float(aim), interval.lower, interval.upper),
        case.series.decimals + LIMIT_PLACES,
    )
    lower, upper = (unscaled(round(each * 10**places), places) for each in (interval.lower, interval.upper))
    return Answer(
        _colour(case, side), "", _marks(case), lower_limit=lower, upper_limit=upper,
        basis=basis_of(interval.method),
    )  # fmt: skip


def _by_band(case: Case, lower: Fraction, upper: Fraction) -> Answer:
    decimals = case.series.decimals
    side = by_band(case.series.fraction(case.series.latest), lower, upper)
    return Answer(
        _colour(case, side), "", _marks(case),
        lower_limit=shown(lower, decimals), upper_limit=shown(upper, decimals),
    )  # fmt: skip


def _colour(case: Case, side: int) -> str:
    """High values are good, or bad, as the measure's polarity says."""
    good = side if case.measure.polarity == HIGH_IS_GOOD else -side
    return {1: "green", 0: "amber", -1: "red"}[good]


def _marks(case: Case) -> tuple[str, ...]:
    return ("provisional",) if case.series.latest.status == "provisional" else ()
