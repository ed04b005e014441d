"""The scorecard: every measure's headline in one table; and the list of measures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goldenthread.kit.figure import Point
from goldenthread.kit.series import points_of
from goldenthread.kit.verdict import MARKS, reason_in_words
from goldenthread.measures import queries
from goldenthread.measures.figures import read_figures
from goldenthread.measures.own_policy import policy_judging
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.people.queries.policy import policies
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import CANNOT_JUDGE
from goldenthread.thread.area_page import outcome_titles
from goldenthread.thread.judged import Judged, judged_as
from goldenthread.thread.place import Choice, composites, name_of
from goldenthread.thread.reader import Reader
from goldenthread.thread.updated import Updated, updated


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One measure: its latest figure, its line, and its verdicts."""

    sheet: MeasureSheet
    points: tuple[Point, ...]
    headline: Judged
    others: tuple[Judged, ...]
    qualifier: str

    @property
    def period(self) -> str:
        period = self.headline.verdict.period
        return period.label(self.sheet.measure.year_type) if period else ""


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    """Measures under the outcome they serve."""

    title: str
    key: str
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Every measure of one area by one policy."""

    area: str
    area_name: str
    areas: tuple[Choice, ...]
    policy: Policy
    policies: tuple[Choice, ...]
    counts: tuple[tuple[str, int], ...]
    groups: tuple[ScoreGroup, ...]
    unjudged: tuple[tuple[str, tuple[ScoreRow, ...]], ...]
    unjudged_count: int
    marks: tuple[str, ...]
    updated: Updated


@dataclass(frozen=True, slots=True)
class MeasureList:
    """Every measure, under the outcome it serves."""

    groups: tuple[tuple[str, tuple[MeasureSheet, ...]], ...]
    count: int


def read(area: str, policy: str, reader: Reader) -> Scorecard:
    """The scorecard of the area and policy asked for, where there are such; else the council's own."""
    register = queries.register()
    known = [reader.council.area, *(each.code for each in register.children(reader.council.area))]
    known += composites(register)
    place = area if area in known else reader.council.area
    every = policies()
    chosen = next((each for each in every if each.ref == policy), reader.policy)
    rows = score_rows(place, chosen, reader)
    judged = [row for row in rows if row.headline.verdict.verdict != CANNOT_JUDGE]
    unjudged = [row for row in rows if row.headline.verdict.verdict == CANNOT_JUDGE]
    counted = Counter(row.headline.verdict.verdict for row in judged)
    return Scorecard(
        area=place,
        area_name=name_of(place, register),
        areas=tuple(Choice(code, name_of(code, register), code == place) for code in known),
        policy=chosen,
        policies=tuple(Choice(each.ref, each.title, each.ref == chosen.ref) for each in every),
        counts=tuple((verdict, counted[verdict]) for verdict in MARKS if counted[verdict]),
        groups=grouped(judged, reader),
        unjudged=by_reason(unjudged),
        unjudged_count=len(unjudged),
        marks=tuple(m for row in judged for each in (row.headline, *row.others) for m in each.verdict.marks),
        updated=updated([row.sheet.ref for row in rows], reader),
    )


def score_rows(area: str, policy: Policy, reader: Reader) -> tuple[ScoreRow, ...]:
    """The measures that have a figure in the area: one read, one judgement."""
    sheets = {sheet.ref: sheet for sheet in reader.sight.told()}
    figures = read_figures(reader.sight, sheets.values(), [area])
    series = figures.series()
    found = figures.verdicts(policy, queries.aims(figures.sheets), reader.today)
    rows = []
    for (ref, at, group), verdicts in found.items():
        if group or not series.get((ref, at, group)):
            continue
        sheet = sheets[ref]
        own = policy_judging(sheet, policy)
        judged = tuple(judged_as(each, sheet.measure, own) for each in verdicts)
        wanted = sheet.measure.headline or own.headline_for(sheet.measure.kind)
        first = next((each for each in judged if each.verdict.question == wanted), judged[0])
        others = tuple(e for e in judged if e is not first and e.verdict.reason != "not_applicable")
        points = series[ref, at, group]
        drawn = points_of(points, sheet.measure.year_type)
        rows.append(ScoreRow(sheet, drawn, first, others, points[-1].qualifier))
    return tuple(sorted(rows, key=lambda row: row.sheet.title))


def by_reason(rows: Sequence[ScoreRow]) -> tuple[tuple[str, tuple[ScoreRow, ...]], ...]:
    """The measures without a verdict under the reason that each has none, the commonest first."""
    held: dict[str, list[ScoreRow]] = {}
    for row in rows:
        held.setdefault(row.headline.verdict.reason, []).append(row)
    ordered = sorted(held.items(), key=lambda each: -len(each[1]))
    return tuple((reason_in_words(reason), tuple(found)) for reason, found in ordered)


def grouped(rows: Sequence[ScoreRow], reader: Reader) -> tuple[ScoreGroup, ...]:
    by_ref = {row.sheet.ref: row for row in rows}
    groups = under_outcomes([row.sheet for row in rows], outcome_titles(reader))
    return tuple(
        ScoreGroup(title, f"group-{number}", tuple(by_ref[sheet.ref] for sheet in held))
        for number, (title, held) in enumerate(groups)
    )


def under_outcomes(
    sheets: Sequence[MeasureSheet], titles: Mapping[tuple[str, str], str]
) -> tuple[tuple[str, tuple[MeasureSheet, ...]], ...]:
    """Measures under the first outcome each is linked to, in the plans' own order; the rest last."""
    held: dict[str, list[MeasureSheet]] = {title: [] for title in dict.fromkeys(titles.values())}
    rest: list[MeasureSheet] = []
    for sheet in sheets:
        places = ((link.plan, link.item) for link in sheet.links)
        title = next((titles[place] for place in places if place in titles), None)
        (held[title] if title else rest).append(sheet)
    return tuple(
        (title, tuple(found)) for title, found in [*held.items(), (_("Other measures"), rest)] if found
    )


def all_measures(reader: Reader) -> MeasureList:
    sheets = reader.sight.told()
    return MeasureList(under_outcomes(sheets, outcome_titles(reader)), len(sheets))
