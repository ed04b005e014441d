"""Every question that any policy asks, for reports that answer them all."""

from collections.abc import Mapping

from goldenthread.measures.judging import Around, Key, judged
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.people.queries.policy import policy_named
from goldenthread.publish.kinds.evidence import NOT_ASKED, Evidence
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict
from goldenthread.thread.answers import EVERY_QUESTION, ORDER
from goldenthread.thread.judged import Judged, judged_as


def every_answer(held: Evidence) -> tuple[Policy | None, Mapping[Key, tuple[Verdict, ...]]]:
    """What the policy that asks everything says of all measures in the areas told of: one judgement."""
    policy = policy_named(EVERY_QUESTION)
    if policy is None or not held.sheets:
        return None, {}
    measures = {ref: sheet.measure for ref, sheet in held.sheets.items()}
    areas = {area for _, area, _ in held.series}
    own = held.figures.within(areas).table
    targets = [each for each in held.targets if each.measure in measures and each.area in areas]
    around = Around(held.comparators, held.figures.table)
    return policy, judged(own, measures, targets, policy, held.as_of, around)


def further(
    sheet: MeasureSheet,
    area: str,
    held: Evidence,
    policy: Policy | None,
    found: Mapping[Key, tuple[Verdict, ...]],
) -> tuple[Judged, ...]:
    """The answers to questions that the measure's own policy does not ask, in a reader's order."""
    if policy is None:
        return ()
    asked = {each.verdict.question for each in held.judged(sheet, area)}
    rest = [
        each
        for each in found.get((sheet.ref, area, ""), ())
        if each.question not in asked and each.reason != NOT_ASKED
    ]
    ordered = sorted(rest, key=lambda each: _place(each, policy))
    return tuple(judged_as(each, sheet.measure, policy, held.benchmark(area)) for each in ordered)


def _place(verdict: Verdict, policy: Policy) -> tuple[int, str]:
    question = policy.question(verdict.question)
    known = question is not None and question.rule in ORDER
    return ORDER.index(question.rule) if question and known else len(ORDER), verdict.question
