"""Judging whole columns: every series under a policy, equal to `rules.judgement` on any table.

What is common is done in arrays, room by room. What is rare (a value printed as a bound, a number too large
for 64 bits) is asked of the rules themselves.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pyarrow as pa

from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.kernel.aim import Aims, AimTable, aim_table
from goldenthread.engine.kernel.answer import NO_REASON, Answers, Ints, reason_code
from goldenthread.engine.kernel.asked import Asked
from goldenthread.engine.kernel.frame import Frame
from goldenthread.engine.kernel.framing import frame
from goldenthread.engine.kernel.outcome import JUDGEMENTS, Judged, in_key_order, table_of
from goldenthread.engine.kernel.room import ROOMS
from goldenthread.engine.kernel.single import judged_singly
from goldenthread.rules.comparator import NOBODY, Comparators
from goldenthread.rules.judgement import is_stale, not_asked
from goldenthread.rules.judgement import judge as judge_by_rules
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.polarity import better
from goldenthread.rules.policy import Policy

__all__ = ["JUDGEMENTS", "Judging", "judge", "judge_frame"]


@dataclass(frozen=True)
class Judging:
    """Everything that observations are judged by.

    A nation's targets may come as columns, frame by frame, from `aimed`.
    """

    measures: Mapping[str, Measure]
    policy: Policy
    targets: Sequence[Target] = ()
    as_of: date | None = None
    comparators: Comparators = NOBODY
    aimed: Callable[[Frame], AimTable] | None = None

    @cached_property
    def _aims(self) -> AimTable:
        return aim_table(self.targets)

    def aims(self, data: Frame) -> Aims:
        """The targets in force for a frame's series."""
        return Aims(data, self._aims if self.aimed is None else self.aimed(data))

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], Sequence[Target]]:
        """The targets by measure and area."""
        found: dict[tuple[str, str], list[Target]] = defaultdict(list)
        for target in self.targets:
            found[target.measure, target.area].append(target)
        return found


def judge(
    observations: pa.Table,
    measures: Mapping[str, Measure],
    targets: Sequence[Target],
    policy: Policy,
    as_of: date | None = None,
    comparators: Comparators = NOBODY,
) -> pa.Table:
    """The JUDGEMENTS of a table with the OBSERVATIONS columns, its rows in any order.

    One row for each question and series with an observation or a target, sorted by measure, area, group and
    question. Raises ValueError where a measure is not known or a key stands twice: the reader refuses those.
    """
    return judge_table(observations, Judging(measures, policy, targets, as_of, comparators))


def judge_table(observations: pa.Table, judging: Judging) -> pa.Table:
    """The same, by everything that observations are judged by."""
    if observations.num_rows == 0:
        return in_key_order([unobserved(judging, set())])
    data = frame(observations.select(OBSERVATIONS.names), judging.measures)
    judged = judge_frame(data, judging)
    return in_key_order([judged.long(), unobserved(judging, observed(data, judging))])


def judge_frame(data: Frame, judging: Judging) -> Judged:
    """The answers to every question of the policy for every series of a frame.

    A question that finds a series beyond its arithmetic leaves it to the rules.
    """
    facts = [judging.measures[ref] for ref in data.refs]
    ways = np.array([better(1, measure.polarity) for measure in facts], np.int64)[data.measure]
    aims = judging.aims(data)
    stopped = _stopped(data, judging)
    silent = np.flatnonzero(stopped != NO_REASON)
    answered, left = [], []
    for question in judging.policy.questions:
        asked = Asked(question, facts, ways, aims, judging.comparators)
        answers, beyond = ROOMS[question.rule](data, asked)
        left.append(data.slow | (beyond & (stopped == NO_REASON)))
        answers.stop(silent, stopped[silent])
        _not_applicable(data, facts, question.rule, answers)
        answered.append((question, answers))
    singly = judged_singly(
        data,
        left,
        judging.measures,
        judging.by_place,
        judging.policy,
        judging.as_of,
        judging.comparators,
    )
    return Judged(data, judging.policy, tuple(answered), tuple(left), tuple(singly))


def _stopped(data: Frame, judging: Judging) -> Ints:
    """By series: what stands in the way of every question, else NO_REASON."""
    stopped = np.where(data.valued[data.last], NO_REASON, data.silence[data.last])
    if judging.as_of is not None:
        ends = [is_stale(period.end, judging.policy, judging.as_of) for period in data.periods.periods]
        stopped[np.array(ends)[data.latest]] = reason_code("stale")
    return stopped


def _not_applicable(data: Frame, facts: Sequence[Measure], rule: str, answers: Answers) -> None:
    kinds = {each.is_activity: each for each in facts}  # all that a question is passed over for
    passed_over = {kind: not_asked(rule, each) for kind, each in kinds.items()}
    if any(passed_over.values()):
        of_measure = np.array([passed_over[each.is_activity] for each in facts])
        answers.stop(np.flatnonzero(of_measure[data.measure]), reason_code("not_applicable"))


def observed(data: Frame, judging: Judging) -> set[tuple[str, str]]:
    """The measures and areas with a target that have a row for everyone."""
    aimed = judging.aims(data).aimed if judging.targets else np.zeros(data.count, bool)
    pairs = zip(data.measure[aimed].tolist(), data.area[aimed].tolist(), strict=True)
    return {(data.refs[measure], data.places[area]) for measure, area in pairs}


def unobserved(judging: Judging, seen: set[tuple[str, str]]) -> pa.Table:
    """The JUDGEMENTS of series with a target and no observation."""
    verdicts = [
        verdict
        for (ref, area), targets in judging.by_place.items()
        if (ref, area) not in seen
        for verdict in judge_by_rules(
            (), judging.measures[ref], targets, judging.policy, judging.as_of, area=area
        )
    ]
    return table_of(verdicts)
