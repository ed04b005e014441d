"""Judging whole columns: every series under a policy, equal to `rules.judgement` on any table.

What is common is done in integer arrays. What is rare (a target, a value printed as a bound, a number too
large for 64 bits) is asked of the rules themselves.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.kernel.answer import NO_REASON, Answers, Bools, Ints, reason_code
from goldenthread.engine.kernel.direction import direction
from goldenthread.engine.kernel.frame import Frame, frame
from goldenthread.engine.kernel.outcome import JUDGEMENTS, Answered, in_key_order, table_of
from goldenthread.engine.kernel.regression import regression
from goldenthread.engine.kernel.single import judged_latest, judged_whole
from goldenthread.rules.judgement import is_stale
from goldenthread.rules.judgement import judge as judge_by_rules
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.polarity import better
from goldenthread.rules.policy import Policy, Question

__all__ = ["JUDGEMENTS", "judge"]

ByPlace = Mapping[tuple[str, str], Sequence[Target]]
LATEST_ALONE = ("target", "expected_range")


def judge(
    observations: pa.Table,
    measures: Mapping[str, Measure],
    targets: Sequence[Target],
    policy: Policy,
    as_of: date | None = None,
) -> pa.Table:
    """The JUDGEMENTS of a table with the OBSERVATIONS columns, its rows in any order.

    One row for each question and series with an observation or a target, sorted by measure, area, group and
    question. Raises ValueError where a measure is not known or a key stands twice: the reader refuses those.
    """
    by_place: dict[tuple[str, str], list[Target]] = defaultdict(list)
    for target in targets:
        by_place[target.measure, target.area].append(target)
    if observations.num_rows == 0:
        return in_key_order([_unobserved(by_place, set(), measures, policy, as_of)])
    data = frame(observations.select(OBSERVATIONS.names), measures, targets)
    aimed, observed = _aimed(data, by_place)
    tables = _columns(data, measures, by_place, aimed, policy, as_of)
    slow = np.flatnonzero(data.slow)
    tables.append(table_of(judged_whole(data, slow, measures, by_place, policy, as_of)))
    tables.append(_unobserved(by_place, observed, measures, policy, as_of))
    return in_key_order(tables)


def _columns(
    data: Frame,
    measures: Mapping[str, Measure],
    by_place: ByPlace,
    aimed: Bools,
    policy: Policy,
    as_of: date | None,
) -> list[pa.Table]:
    """The rows of every series that arrays can answer, question by question.

    A question that finds a series beyond its arithmetic leaves it, and that series' other questions, to the
    rules.
    """
    facts = [measures[ref] for ref in data.measures.texts]
    ways = np.array([better(1, measure.polarity) for measure in facts])[data.of_series(data.measures)]
    stopped = _stopped(data, policy, as_of)
    answered = [(question, *_asked(data, facts, ways, question)) for question in policy.questions]
    for _, _, beyond in answered:
        data.slow[beyond & (stopped == NO_REASON)] = True
    writer = Answered(data, policy)
    tables = []
    for question, answers, _ in answered:
        answers.stop(stopped != NO_REASON, stopped)
        _not_applicable(data, facts, question, answers)
        by_rules = aimed if question.rule in LATEST_ALONE else np.zeros(data.count, bool)
        tables.append(writer.rows(question, answers, ~data.slow & ~by_rules))
    latest = [question for question in policy.questions if question.rule in LATEST_ALONE]
    chosen = np.flatnonzero(aimed & ~data.slow)
    if latest and len(chosen):
        tables.append(table_of(judged_latest(data, chosen, measures, by_place, policy, latest, as_of)))
    return tables


def _asked(data: Frame, facts: Sequence[Measure], ways: Ints, question: Question) -> tuple[Answers, Bools]:
    """The answers to one question, and the series that only the rules can answer."""
    if question.rule == "variance":
        return direction(data, facts, ways, question)
    if question.rule == "regression":
        return regression(data, ways, question)
    return Answers.unable(data.count, "no_target"), np.zeros(data.count, bool)


def _stopped(data: Frame, policy: Policy, as_of: date | None) -> Ints:
    """By series: what stands in the way of every question, else NO_REASON."""
    stopped = np.where(data.valued[data.last], NO_REASON, data.silence[data.last])
    if as_of is not None:
        old = np.array([is_stale(period.end, policy, as_of) for period in data.periods.periods])
        stopped[old[data.when[data.last]]] = reason_code("stale")
    return stopped


def _not_applicable(data: Frame, facts: Sequence[Measure], question: Question, answers: Answers) -> None:
    """Targets are not asked of activity measures, nor expected ranges of any other."""
    activity = np.array([measure.is_activity for measure in facts])[data.of_series(data.measures)]
    if question.rule in LATEST_ALONE:
        where = activity if question.rule == "target" else ~activity
        answers.stop(where, np.full(data.count, reason_code("not_applicable")))


def _aimed(data: Frame, by_place: ByPlace) -> tuple[Bools, set[tuple[str, str]]]:
    """Which series have a target, and for which measures and areas one is observed for everyone."""
    aimed = np.zeros(data.count, bool)
    refs, areas = data.measures.place(), data.areas.place()
    keys = data.of_series(data.measures) * len(areas) + data.of_series(data.areas)
    everyone = np.flatnonzero(data.of_series(data.groups) == data.groups.place()[""])
    series_at = dict(zip(keys[everyone].tolist(), everyone.tolist(), strict=True))
    observed = set()
    for ref, area in by_place:
        series = series_at.get(refs[ref] * len(areas) + areas[area])
        if series is not None:
            aimed[series] = True
            observed.add((ref, area))
    return aimed, observed


def _unobserved(
    by_place: ByPlace,
    observed: set[tuple[str, str]],
    measures: Mapping[str, Measure],
    policy: Policy,
    as_of: date | None,
) -> pa.Table:
    """Series with a target and no observation."""
    verdicts = [
        verdict
        for (ref, area), targets in by_place.items()
        if (ref, area) not in observed
        for verdict in judge_by_rules((), measures[ref], targets, policy, as_of, area=area)
    ]
    return table_of(verdicts)
