"""Series judged one at a time by the rules: those with a target, a bound for a value, or too large a
number."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from goldenthread.engine.kernel.answer import Ints
from goldenthread.engine.kernel.frame import Frame
from goldenthread.rules.case import Case
from goldenthread.rules.judgement import answer_to, judge, signed
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy, Question
from goldenthread.rules.series import Series
from goldenthread.rules.verdict import Verdict

_COLUMNS = ("measure", "area", "group", "value", "status", "qualifier")


def observations(frame: Frame, rows: Ints) -> list[Observation]:
    """The observations of sorted rows, without what no question asks (numerator, limits, note)."""
    given = frame.source.select(_COLUMNS).take(pa.array(frame.order[rows])).to_pylist()
    return [
        Observation(
            row["measure"],
            row["area"],
            frame.periods.periods[when],
            row["value"],
            row["group"] or "",
            status=row["status"] or "normal",
            qualifier=row["qualifier"] or "",
        )
        for row, when in zip(given, frame.when[rows].tolist(), strict=True)
    ]


def judged_whole(
    frame: Frame,
    chosen: Ints,
    measures: Mapping[str, Measure],
    targets: Mapping[tuple[str, str], Sequence[Target]],
    policy: Policy,
    as_of: date | None,
) -> list[Verdict]:
    """Every question of these series, asked of the rules."""
    verdicts: list[Verdict] = []
    for series in chosen.tolist():
        rows = observations(frame, np.arange(frame.first[series], frame.last[series] + 1))
        ours = targets.get((rows[0].measure, rows[0].area), ())
        verdicts += judge(rows, measures[rows[0].measure], ours, policy, as_of)
    return verdicts


def judged_latest(
    frame: Frame,
    chosen: Ints,
    measures: Mapping[str, Measure],
    targets: Mapping[tuple[str, str], Sequence[Target]],
    policy: Policy,
    questions: Iterable[Question],
    as_of: date | None,
) -> list[Verdict]:
    """Questions that look at the latest value alone, asked of the rules."""
    asked = list(questions)
    verdicts = []
    latest = observations(frame, frame.last[chosen])
    for row, decimals in zip(latest, frame.decimals[chosen].tolist(), strict=True):
        series, measure = Series((row,), decimals), measures[row.measure]
        ours = targets[row.measure, row.area]
        for question in asked:
            answer = answer_to(Case(series, measure, ours), policy, question, as_of)
            verdicts.append(signed(answer, series, measure, row.area, row.group, policy, question))
    return verdicts
