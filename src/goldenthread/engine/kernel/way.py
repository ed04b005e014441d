"""The ways of many series to their targets, and where each stands on its own."""

from dataclasses import dataclass

from goldenthread.engine.kernel.answer import Bools, Ints
from goldenthread.rules.trajectory import VERDICTS

ACHIEVED, ON_TRACK, BEHIND, OFF_TRACK, WRONG = range(len(VERDICTS))


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of some series: which series, their targets, and where they begin; all but `some` go by way.

    `value`, `aim` and `start` are at PLACES; `base` is the row, -1 where there is none, and `why` the reason.
    """

    some: Ints
    aimed: Ints
    good: Ints
    value: Ints
    aim: Ints
    base: Ints
    start: Ints
    why: Ints

    @property
    def achieved(self) -> Bools:
        met: Bools = (self.value - self.aim) * self.good >= 0
        return met


@dataclass(frozen=True, slots=True)
class Paced:
    """Codes into VERDICTS, -1 with a reason where there is none; the value needed now; what did not fit."""

    word: Ints
    reason: Ints
    needed: Ints
    unfit: Bools
