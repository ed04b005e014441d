"""What the rules answer one series at a time: bounds, too large numbers, and whatever a room leaves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np

from goldenthread.engine.kernel.answer import Bools, Ints
from goldenthread.engine.kernel.frame import Frame
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.judgement import judge
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict

AT_ONCE = 1000
"""The rows of so many series are read together."""


def judged_singly(
    frame: Frame,
    left: Sequence[Bools],
    measures: Mapping[str, Measure],
    targets: Mapping[tuple[str, str], Sequence[Target]],
    policy: Policy,
    as_of: date | None,
    comparators: Comparators,
) -> list[Verdict]:
    """The rules' answers, where `left` has, for each question of the policy, the series that are theirs."""
    asked = np.array(left).reshape(len(policy.questions), frame.count)
    verdicts: list[Verdict] = []

    @cache
    def asking(which: tuple[bool, ...]) -> Policy:
        some = (each for each, wanted in zip(policy.questions, which, strict=True) if wanted)
        return replace(policy, questions=tuple(some))

    @cache
    def beside(measure: int, group: int, rank: int) -> dict[str, Observation]:
        same = (frame.measure == measure) & (frame.group == group) & (frame.latest == rank)
        return frame.beside(int(np.flatnonzero(same)[0]))

    for series, rows in _read(frame, np.flatnonzero(asked.any(axis=0))):
        ours = asking(tuple(asked[:, series].tolist()))
        compares = any(question.rule == "comparison" for question in ours.questions)
        place = int(frame.measure[series]), int(frame.group[series]), int(frame.latest[series])
        key = rows[0].measure, rows[0].area, rows[0].group
        near = comparators.beside(key, rows[-1].period, beside(*place) if compares else {})
        aims = targets.get(key[:2], ())
        verdicts += judge(rows, measures[key[0]], aims, ours, as_of, beside=near)
    return verdicts


def _read(frame: Frame, chosen: Ints) -> Iterator[tuple[int, list[Observation]]]:
    """Each of these series with its observations."""
    for at in range(0, len(chosen), AT_ONCE):
        some = chosen[at : at + AT_ONCE]
        held = frame.last[some] - frame.first[some] + 1
        rows = np.repeat(frame.last[some] + 1 - np.cumsum(held), held) + np.arange(held.sum())
        read = frame.read(rows)
        ends = np.cumsum(held).tolist()
        for series, begin, end in zip(some.tolist(), [0, *ends], ends, strict=False):
            yield series, read[begin:end]
