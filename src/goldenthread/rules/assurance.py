"""Will this process meet its target? The target against the natural process limits.

A target beyond both limits is always met or always missed while the process stays as it is. A target within
them, or exactly on one, is met or missed by chance. Source: NHS England, Making Data Count; NHSRplotthedots
0.2.2. For a range, whose two ends that source does not know, the reading is this product's.
"""

from fractions import Fraction
from typing import Final

from goldenthread.rules.case import Case
from goldenthread.rules.polarity import HIGH_IS_GOOD, IN_RANGE, LOW_IS_GOOD
from goldenthread.rules.policy import Question
from goldenthread.rules.process import stretches
from goldenthread.rules.target import Band, fraction, in_force
from goldenthread.rules.verdict import Answer, cannot

MEETS: Final = "consistently_meets"
MISSES: Final = "consistently_misses"
NEITHER: Final = "hit_or_miss"


def assurance(case: Case, question: Question) -> Answer:
    """Whether the target in force will be met, missed, or either; the limits are the process's."""
    aim = _aim(case)
    if isinstance(aim, str):
        return cannot(aim)
    last = stretches(case, question)[-1]
    if last.limits is None:
        return cannot(last.reason)
    one = 10**case.series.decimals
    verdict = against(aim, last.limits.lower / one, last.limits.upper / one)
    return Answer(
        verdict, "", last.marks,
        lower_limit=last.shown(last.limits.lower),
        upper_limit=last.shown(last.limits.upper),
    )  # fmt: skip


def _aim(case: Case) -> Band | str:
    """What the target in force asks for, from and to; or why there is nothing to ask."""
    measure, latest = case.measure, case.series.latest
    by_range = measure.polarity == IN_RANGE
    target = in_force(
        case.targets, latest.period, lambda each: each.has_range if by_range else each.target is not None
    )
    if target is None:
        return "no_target"
    if by_range:
        return fraction(target.lower), fraction(target.upper)
    bands: dict[str, Band] = {
        HIGH_IS_GOOD: (fraction(target.target), None),
        LOW_IS_GOOD: (None, fraction(target.target)),
    }
    return bands.get(measure.polarity, "no_polarity")


def against(aim: Band, lower: Fraction, upper: Fraction) -> str:
    """A band that is aimed for, against limits. An end exactly on a limit is within the limits."""
    least, most = aim
    if (least is not None and least > upper) or (most is not None and most < lower):
        return MISSES
    met = (least is None or least < lower) and (most is None or most > upper)
    return MEETS if met else NEITHER
