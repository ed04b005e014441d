"""What a room of the engine is asked, beside the frame itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from goldenthread.engine.kernel.aim import Aims
from goldenthread.engine.kernel.answer import Answers, Bools, Ints
from goldenthread.engine.kernel.frame import Frame
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.measure import Measure
from goldenthread.rules.policy import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and the facts of the frame's measures that answer it.

    `facts` go by measure code. `ways` goes by series: 1 where high is good, -1 where low is good, 0 where
    neither is. `aims` are the targets in force, by series.
    """

    question: Question
    facts: Sequence[Measure]
    ways: Ints
    aims: Aims
    comparators: Comparators


Room = Callable[[Frame, Asked], tuple[Answers, Bools]]
"""Answers for every series, and the series that only the rules can answer."""
