"""The past judged again: every period of a series as if it were the latest, by two policies."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from goldenthread.engine.comparator import asked_by
from goldenthread.kit.format import with_unit
from goldenthread.measures.figures import Figures
from goldenthread.measures.own_policy import compares
from goldenthread.measures.reading import observations
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.rules.case import ALONE as NOTHING
from goldenthread.rules.case import Beside
from goldenthread.rules.judgement import judge
from goldenthread.rules.measure import Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.policy import Policy, Question
from goldenthread.rules.question import title_of
from goldenthread.rules.rejudgement import Pair, flips
from goldenthread.rules.verdict import Verdict
from goldenthread.thread.judged import Judged, judged_as

MOST_PERIODS = 40
"""So many of the last periods are judged again; a monthly series has three years of them."""


@dataclass(frozen=True, slots=True)
class Both:
    """Two policies, and the pairs of their questions whose answers can differ."""

    policy: Policy
    other: Policy
    pairs: tuple[Pair, ...]

    @property
    def ours_alone(self) -> Policy:
        """The first policy with these questions alone."""
        return _with(self.policy, [pair.ours for pair in self.pairs])

    @property
    def theirs_alone(self) -> Policy:
        return _with(self.other, [pair.theirs for pair in self.pairs])

    def matched(
        self, ours: Sequence[Verdict], theirs: Sequence[Verdict]
    ) -> Iterator[tuple[Pair, Verdict, Verdict]]:
        """The answers of both to each pair, where both were asked."""
        mine = {each.question: each for each in ours}
        other = {each.question: each for each in theirs}
        for pair in self.pairs:
            if pair.ours.name in mine and pair.theirs.name in other:
                yield pair, mine[pair.ours.name], other[pair.theirs.name]


@dataclass(frozen=True, slots=True)
class Then:
    """One period as it would have been judged then, by both; `several` where more than one question is."""

    period: str
    figure: str
    question: str
    ours: Judged
    theirs: Judged
    flips: bool
    several: bool

    @property
    def both(self) -> tuple[Judged, Judged]:
        return self.ours, self.theirs


def _with(policy: Policy, questions: Sequence[Question]) -> Policy:
    return replace(policy, questions=tuple({each.name: each for each in questions}.values()))


def past(alone: Figures, targets: Sequence[Target], both: Both) -> tuple[Then, ...]:
    """Each period of everyone's series, the latest first, with no look at the rows after it.

    `alone` are the figures of one measure in one area. They count as they are known today, whatever was known
    then.
    """
    sheet, rows = alone.sheets[0], alone.one("")
    ours = [each for each in targets if each.measure == sheet.ref]
    judges = [(policy, standing(alone, policy)) for policy in (both.ours_alone, both.theirs_alone)]
    found: list[Then] = []
    for at in range(len(rows) - 1, max(-1, len(rows) - 1 - MOST_PERIODS), -1):
        known = rows[: at + 1]
        mine, other = (
            judge(known, sheet.measure, ours, policy, None, beside=beside(known[-1]))
            for policy, beside in judges
        )
        found += (_then(sheet, *each, both) for each in both.matched(mine, other))
    return tuple(found)


def standing(alone: Figures, policy: Policy) -> Callable[[Observation], Beside]:
    """What stood beside the series at each of its periods, as the policy compares it."""
    if not compares(policy):
        return lambda row: NOTHING
    around = alone.around(policy)
    comparators = asked_by(policy, around.comparators)
    near: dict[Period, dict[str, Observation]] = {}
    for row in observations(alone.table if around.table is None else around.table):
        if not row.group:
            near.setdefault(row.period, {})[row.area] = row

    def beside(row: Observation) -> Beside:
        return comparators.beside((row.measure, row.area, ""), row.period, near[row.period])

    return beside


def _then(sheet: MeasureSheet, pair: Pair, mine: Verdict, other: Verdict, both: Both) -> Then:
    measure = sheet.measure
    return Then(
        period=mine.period.label(measure.year_type) if mine.period else "",
        figure=with_unit(mine.value, measure.unit, measure.decimals, mine.qualifier),
        question=title_of(pair.ours.name),
        ours=judged_as(mine, measure, both.policy),
        theirs=judged_as(other, measure, both.other),
        flips=flips(pair, both.policy, both.other, mine, other),
        several=len(both.pairs) > 1,
    )
