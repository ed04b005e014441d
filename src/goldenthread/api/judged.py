"""Verdicts and latest figures as rows of the API."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.api.value import label, number, period
from goldenthread.kit.verdict import reason_in_words
from goldenthread.measures import queries
from goldenthread.measures.figures import read_figures
from goldenthread.measures.own_policy import policy_judging
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict
from goldenthread.thread.judged import Judged, headline_of, judged_as
from goldenthread.thread.reader import Reader


@dataclass(frozen=True, slots=True)
class JudgedMeasure:
    """A measure in one area, for everyone: its last row and every verdict on it."""

    sheet: MeasureSheet
    latest: Observation
    verdicts: tuple[Verdict, ...]
    policy: Policy

    @property
    def headline(self) -> Judged | None:
        return headline_of(self.verdicts, self.sheet.measure, self.policy)


def judged_measures(
    sheets: Iterable[MeasureSheet], area: str, policy: Policy, reader: Reader
) -> tuple[JudgedMeasure, ...]:
    """Those of the measures that have a figure in the area, by title: one read, one judgement."""
    named = {sheet.ref: sheet for sheet in sheets}
    figures = read_figures(reader.sight, named.values(), [area])
    found = figures.verdicts(policy, queries.aims(figures.sheets), reader.today)
    rows = [
        JudgedMeasure(named[ref], row, found.get((ref, at, group), ()), policy_judging(named[ref], policy))
        for (ref, at, group), row in figures.latest().items()
        if not group
    ]
    return tuple(sorted(rows, key=lambda row: (row.sheet.title, row.sheet.ref)))


def measure_now(row: JudgedMeasure) -> dict[str, Any]:
    """The row of a measure in one area."""
    measure, latest, first = row.sheet.measure, row.latest, row.headline
    return {
        "measure": measure.ref,
        "slug": row.sheet.slug,
        "title": measure.title,
        "area": latest.area,
        "period": period(latest.period),
        "period_label": label(latest.period, measure.year_type),
        "value": number(latest.known_value),
        "unit": measure.unit,
        "status": latest.status,
        "qualifier": latest.qualifier,
        "headline": verdict_row(first, row.sheet) if first else None,
    }


def verdict_rows(verdicts: Sequence[Verdict], sheet: MeasureSheet, policy: Policy) -> list[dict[str, Any]]:
    """Verdicts on one measure as rows, in the policy's words."""
    return [verdict_row(judged_as(each, sheet.measure, policy), sheet) for each in verdicts]


def verdict_row(judged: Judged, sheet: MeasureSheet) -> dict[str, Any]:
    """One verdict as a row."""
    verdict, measure = judged.verdict, sheet.measure
    return {
        "measure": verdict.measure,
        "area": verdict.area,
        "group": verdict.group,
        "question": verdict.question,
        "question_title": judged.question,
        "verdict": verdict.verdict,
        "word": judged.word,
        "sentence": judged.said,
        "reason": verdict.reason,
        "reason_in_words": reason_in_words(verdict.reason) if verdict.reason else "",
        "marks": list(verdict.marks),
        "unit": measure.unit,
        "period": period(verdict.period),
        "period_label": label(verdict.period, measure.year_type),
        "value": number(verdict.value),
        "qualifier": verdict.qualifier,
        "base_period": period(verdict.base_period),
        "base_value": number(verdict.base_value),
        "change": number(verdict.change),
        "lower_limit": number(verdict.lower_limit),
        "upper_limit": number(verdict.upper_limit),
        "rank": verdict.rank,
        "ranked": verdict.ranked,
        "rule": verdict.rule,
    }
