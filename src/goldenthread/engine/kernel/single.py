"""Series judged one at a time by the rules: those with a bound for a value, or too large a number, and every
series of a rule that has no room."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from goldenthread.engine.kernel.answer import Ints
from goldenthread.engine.kernel.frame import Frame
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.judgement import judge
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict

COMPARING = frozenset(("comparison", "variation", "assurance"))
"""Rules that look at what stands beside a series."""


def judged_singly(
    frame: Frame,
    chosen: Ints,
    measures: Mapping[str, Measure],
    targets: Mapping[tuple[str, str], Sequence[Target]],
    policy: Policy,
    as_of: date | None,
    comparators: Comparators,
) -> list[Verdict]:
    """Every question of these series, asked of the rules."""
    verdicts: list[Verdict] = []
    compares = any(question.rule in COMPARING for question in policy.questions)
    for series in chosen.tolist():
        rows = frame.read(np.arange(frame.first[series], frame.last[series] + 1))
        ref, area, group = rows[0].measure, rows[0].area, rows[0].group
        ours = targets.get((ref, area), ())
        near = frame.beside(series) if compares else {}
        beside = comparators.beside((ref, area, group), rows[-1].period, near)
        verdicts += judge(rows, measures[ref], ours, policy, as_of, beside=beside)
    return verdicts
