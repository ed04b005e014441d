"""Judgement: a policy's questions asked of one series, each answered with its evidence."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from goldenthread.rules.assurance import assurance
from goldenthread.rules.calendar_span import months_later
from goldenthread.rules.case import ALONE, Beside, Case
from goldenthread.rules.comparison import comparison
from goldenthread.rules.direction import direction
from goldenthread.rules.expected_range import expected_range
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy, Question
from goldenthread.rules.recent_trend import recent_trend
from goldenthread.rules.regression import regression
from goldenthread.rules.series import Series
from goldenthread.rules.significance import significance
from goldenthread.rules.target_fingertips import target
from goldenthread.rules.trajectory import trajectory
from goldenthread.rules.variation import variation
from goldenthread.rules.verdict import Answer, Verdict, cannot

Rule = Callable[[Case, Question], Answer]

RULES: Final[Mapping[str, Rule]] = {
    "variance": lambda case, question: direction(case.series, case.measure, question),
    "target": target,
    "expected_range": lambda case, question: expected_range(case.series, case.measure, case.targets),
    "regression": lambda case, question: regression(case.series, case.measure, question),
    "significance": significance,
    "variation": variation,
    "assurance": assurance,
    "comparison": comparison,
    "recent_trend": recent_trend,
    "trajectory": trajectory,
}

AIMED: Final = ("target", "assurance", "trajectory")
"""Rules that ask how a measure stands to its target."""


def judge(
    series: Sequence[Observation],
    measure: Measure,
    targets: Sequence[Target],
    policy: Policy,
    as_of: date | None = None,
    *,
    area: str = "",
    group: str = "",
    beside: Beside = ALONE,
) -> tuple[Verdict, ...]:
    """One verdict for each question that the policy asks of one measure, area and group.

    `targets` may hold those of other measures and areas: they are passed over. A target is set for everyone
    in an area, so it counts only for the empty group. `area` and `group` are needed only where the series
    is empty; `beside` only for questions that compare areas or know of rebased limits.
    """
    area = series[0].area if series else area
    group = series[0].group if series else group
    ours = [each for each in targets if each.measure == measure.ref and each.area == area and group == ""]
    whole = Series.of(series, measure) if series else None
    case = Case(whole, measure, ours, beside) if whole else None
    return tuple(
        signed(
            answer_to(case, policy, question, as_of),
            whole,
            measure,
            area,
            group,
            policy,
            question,
        )
        for question in policy.questions
    )


def answer_to(case: Case | None, policy: Policy, question: Question, as_of: date | None) -> Answer:
    """What stands in the way of every question first, then the question's own rule."""
    if case is None:
        return cannot("no_observation")
    if not_asked(question.rule, case.measure):
        return cannot("not_applicable")
    latest = case.series.latest
    if as_of is not None and is_stale(latest.period.end, policy, as_of):
        return cannot("stale")
    if latest.silence:
        return cannot(latest.silence)
    return RULES[question.rule](case, question)


def not_asked(rule: str, measure: Measure) -> bool:
    """Targets are not asked of activity measures, nor expected ranges of any other."""
    return rule in (AIMED if measure.is_activity else ("expected_range",))


def is_stale(end: date, policy: Policy, as_of: date) -> bool:
    """Did the period end longer ago than the policy allows?"""
    months = policy.stale_after_months
    return months is not None and months_later(end, months) < as_of


def signed(
    answer: Answer,
    series: Series | None,
    measure: Measure,
    area: str,
    group: str,
    policy: Policy,
    question: Question,
) -> Verdict:
    """The answer with what it was asked of and the rule that gave it."""
    return Verdict(
        measure=measure.ref,
        area=area,
        group=group,
        question=question.name,
        verdict=answer.verdict,
        reason=answer.reason,
        marks=answer.marks,
        period=series.latest.period if series else None,
        value=series.decimal(series.latest) if series else None,
        base_period=answer.base_period,
        base_value=answer.base_value,
        change=answer.change,
        lower_limit=answer.lower_limit,
        upper_limit=answer.upper_limit,
        rule=policy.rule_name(question),
        qualifier=series.latest.qualifier if series and not series.latest.silence else "",
        base_qualifier=answer.base_qualifier,
        basis=answer.basis,
        rank=answer.rank,
        ranked=answer.ranked,
    )
