"""Is the latest point more than the process's usual variation? An XmR chart's answer.

Natural process limits over the points since limits last began anew, and the signals of Making Data Count.
"""

from typing import Final

from goldenthread.rules.case import Case
from goldenthread.rules.polarity import better, one_way
from goldenthread.rules.policy import Question
from goldenthread.rules.policy_parameter import parameters_of
from goldenthread.rules.process import Stretch, stretches
from goldenthread.rules.verdict import Answer, basis_of, cannot

_BETTER: Final = {1: "special_improvement", 0: "common_cause", -1: "special_concern"}
_MORE: Final = {1: "special_high", 0: "common_cause", -1: "special_low"}


def variation(case: Case, question: Question) -> Answer:
    """What the latest point is; the limits are the process's, and the basis is the signal."""
    last = stretches(case, question)[-1]
    if last.limits is None:
        return cannot(last.reason)
    found = last.signals[-1]
    return Answer(
        variation_word(found.way, case.measure.polarity), "", last.marks,
        lower_limit=last.shown(last.limits.lower),
        upper_limit=last.shown(last.limits.upper),
        basis=basis_of(*found.rules[:1]),
    )  # fmt: skip


def variation_word(way: int, polarity: str) -> str:
    """The verdict for a signal that points up (1) or down (-1), or for none (0)."""
    return _BETTER[better(way, polarity)] if one_way(polarity) else _MORE[way]


def question_of(*, screen: bool = True) -> Question:
    """The question as it is asked where no policy asks it."""
    parameters, _ = parameters_of("variation", "variation", {"screen": screen})
    return Question("variation", "variation", 1, parameters)


def chart(case: Case, question: Question) -> tuple[Stretch, ...]:
    """Every stretch with its limits and signals, for showing; none where the latest has no value."""
    return () if case.series.latest.silence else stretches(case, question)
