"""The measures of a quarter's report: each returned figure judged, with the verdict of the quarter before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.area import AreaRegister
from goldenthread.engine.disclosure.observation import WITHHELD
from goldenthread.kit.figure import Point
from goldenthread.kit.format import with_unit
from goldenthread.kit.series import points_of
from goldenthread.measures.figures import read_figures
from goldenthread.measures.judging import Key, Verdicts, judged
from goldenthread.measures.queries import aims
from goldenthread.measures.reading import observations, only, plain
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.measures.visible import Sight
from goldenthread.people.queries.service import ServiceTree
from goldenthread.reporting.models import ReturnFigure
from goldenthread.reporting.observed import Returned, observed, returned, table_of
from goldenthread.reporting.queries.report_correction import CorrectionLine, corrections
from goldenthread.rules.figure import no_figure
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period, read_period
from goldenthread.rules.policy import Policy
from goldenthread.rules.sentence import in_words, reason_sentence
from goldenthread.rules.tongue import Words, say
from goldenthread.rules.verdict import CANNOT_JUDGE, Verdict

FEW = 200
"""Up to so many measures are asked for by name; more, and all are read and sifted."""

SHOWN_POINTS = 12
RATED = ("green", "amber", "red")


@dataclass(frozen=True, slots=True)
class EarlierFigure:
    """A figure of the same quarter before the latest one: a month's."""

    number: int
    period_label: str
    figure: str


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One returned figure as the report tells it. `verdict` is on the latest figure that was returned.

    `was` is the verdict at the end of the quarter before; None where there was no figure then. `direction`
    is the policy's verdict on which way it is going, None where the policy does not ask.
    """

    sheet: MeasureSheet
    service: str
    service_title: str
    area: str
    area_name: str
    period: Period
    observation: Observation
    verdict: Verdict
    word: str
    was: Verdict | None
    before: Observation | None
    direction: Verdict | None
    points: tuple[Point, ...]
    comment: str
    action: str
    owner: str
    due: date | None
    number: int
    version: int
    corrections: tuple[CorrectionLine, ...] = ()
    earlier: tuple[EarlierFigure, ...] = ()
    policy: Policy = field(repr=False, kw_only=True)

    @property
    def title(self) -> str:
        return self.sheet.title

    @property
    def period_label(self) -> str:
        return self.period.label(self.sheet.measure.year_type)

    @property
    def figure(self) -> str:
        """The figure with its unit, or why there is none."""
        return shown(self.observation, self.sheet)

    @property
    def before_said(self) -> str:
        """The figure before it, with its unit and period; empty where there is none."""
        if self.before is None:
            return ""
        label = self.before.period.label(self.sheet.measure.year_type)
        return f"{shown(self.before, self.sheet)}, {label}"

    @property
    def target_said(self) -> str:
        """The target or expected range that the figure was held against, or the reason that it was not."""
        if self.verdict.verdict == CANNOT_JUDGE:
            return reason_sentence(self.verdict, self.policy)
        measure = self.sheet.measure
        found = [
            with_unit(each.normalize() if each else each, measure.unit)
            for each in (self.verdict.lower_limit, self.verdict.upper_limit)
            if each is not None
        ]
        least, *most = dict.fromkeys(found) or ("",)
        return say("{lower} to {upper}", lower=least, upper=most[0]) if most else least

    @property
    def was_word(self) -> str:
        """How it was rated at the end of the quarter before, in the policy's word."""
        return self.policy.word(self.was.verdict).lower() if self.was else ""

    @property
    def step(self) -> int:
        """How many steps its rating is better than at the end of the quarter before; worse is below zero."""
        was = self.was.verdict if self.was else ""
        if was not in RATED or self.verdict.verdict not in RATED:
            return 0
        return RATED.index(was) - RATED.index(self.verdict.verdict)

    @property
    def said(self) -> str:
        """What the verdict rests on, in a sentence; its word stands before it with its shape."""
        told = in_words(self.verdict, self.sheet.measure, self.policy)
        return told.removeprefix(f"{self.word}: ")


_SILENCES = Words({"missing": "no figure: missing", "suppressed": "no figure: suppressed"})


def shown(point: Observation, sheet: MeasureSheet) -> str:
    """A figure with its unit and, where it has none, its status in its place."""
    if point.known_value is None:
        return _SILENCES.get(point.silence) or no_figure()
    return with_unit(point.known_value, sheet.measure.unit, sheet.measure.decimals, point.qualifier)


@dataclass(frozen=True, slots=True)
class Judging:
    """By what the figures of a quarter are judged: the policy, the day, and the ends of both quarters."""

    policy: Policy
    as_of: date
    end: date
    end_before: date
    seen: Sight
    tree: ServiceTree
    register: AreaRegister


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything read for the lines: judged at the ends of both quarters, and each series."""

    judging: Judging
    services: Mapping[int, str]
    sheets: Mapping[str, MeasureSheet]
    now: Verdicts
    then: Verdicts
    series: Mapping[tuple[str, str], Sequence[Observation]]
    notes: Mapping[tuple[str, str], tuple[CorrectionLine, ...]]
    earlier: Mapping[tuple[str, str], Sequence[ReturnFigure]]


def measure_lines(services: Mapping[int, str], judging: Judging) -> tuple[MeasureLine, ...]:
    """A line for every figure of these returns (by key, each with its service), of measures in sight."""
    rows = list(ReturnFigure.objects.filter(given_in__in=list(services)).order_by("period", "position"))
    latest = {(row.measure, row.area): row for row in rows}
    sheets = _sheets(judging.seen, {row.measure for row in rows})
    figures = tuple(returned(row) for row in rows if row.measure in sheets)
    table = _table(figures, sheets, judging)
    facts = Facts(
        judging,
        services,
        sheets,
        _judged(table, sheets, judging, judging.end),
        _judged(table, sheets, judging, judging.end_before),
        _series(table),
        corrections(figures, sheets),
        _earlier_rows(rows, latest),
    )
    lines = (_line(row, facts) for row in latest.values() if row.measure in sheets)
    return tuple(
        sorted((line for line in lines if line is not None), key=lambda line: (line.title, line.area_name))
    )


def _earlier_rows(
    rows: Sequence[ReturnFigure], latest: Mapping[tuple[str, str], ReturnFigure]
) -> dict[tuple[str, str], list[ReturnFigure]]:
    found: dict[tuple[str, str], list[ReturnFigure]] = {}
    for row in rows:
        if latest[row.measure, row.area] is not row:
            found.setdefault((row.measure, row.area), []).append(row)
    return found


def _earlier(row: ReturnFigure, points: Sequence[Observation], sheet: MeasureSheet) -> EarlierFigure:
    period = read_period(row.period)
    told = next((shown(each, sheet) for each in points if each.period == period), no_figure())
    return EarlierFigure(row.pk, period.label(sheet.measure.year_type), told)


def _sheets(seen: Sight, refs: Collection[str]) -> dict[str, MeasureSheet]:
    chosen = seen.sheets(ref__in=sorted(refs)) if len(refs) <= FEW else seen.sheets()
    return {sheet.ref: sheet for sheet in chosen if sheet.ref in refs}


def _table(figures: Sequence[Returned], sheets: Mapping[str, MeasureSheet], judging: Judging) -> pa.Table:
    """The series of these measures up to the quarter's end, with what was returned in its place.

    Only periods as long as those returned: a year and its quarters are not one series.
    """
    areas = {each.area for each in figures}
    read = read_figures(judging.seen, sheets.values(), areas)
    held = only(read.table, group="")
    own = table_of(observed(figures, {ref: sheet.measure for ref, sheet in sheets.items()}))
    own = read.mask.over(own)
    held = held.filter(pc.is_in(_keys(held, _lengths(held)), _keys(own, _lengths(own))))
    replaced = pc.is_in(_keys(held), _keys(own)) if own.num_rows and held.num_rows else None
    kept = held if replaced is None else held.filter(pc.invert(replaced))
    return _until(pa.concat_tables([kept, own]).unify_dictionaries(), judging.end)


def _keys(table: pa.Table, last: pa.ChunkedArray | None = None) -> pa.Array:
    """Measure, area and period of each row as one text; `last` takes the period's place."""
    columns = (
        plain(table, "measure"),
        plain(table, "area"),
        plain(table, "period") if last is None else last,
    )
    return pc.binary_join_element_wise(*columns, "\n").combine_chunks()


def _lengths(table: pa.Table) -> pa.ChunkedArray:
    """How long each row's period is, as text: "/P3M"."""
    return pc.replace_substring_regex(plain(table, "period"), "^[^/]*", "")


def _until(table: pa.Table, end: date) -> pa.Table:
    """The rows of periods that are over by that day."""
    texts = pc.unique(plain(table, "period")).to_pylist()
    over = [text for text in texts if read_period(text).end <= end]
    return table.filter(pc.is_in(plain(table, "period"), pa.array(over, pa.string())))


def _judged(table: pa.Table, sheets: Mapping[str, MeasureSheet], judging: Judging, end: date) -> Verdicts:
    measures = {ref: sheet.measure for ref, sheet in sheets.items()}
    targets = [each for each in aims(list(sheets.values())) if each.measure in measures]
    return judged(_until(table, end), measures, targets, judging.policy, judging.as_of)


def _series(table: pa.Table) -> dict[tuple[str, str], tuple[Observation, ...]]:
    found: dict[tuple[str, str], list[Observation]] = {}
    for each in observations(table):
        found.setdefault((each.measure, each.area), []).append(each)
    return {key: tuple(points) for key, points in found.items()}


def _line(row: ReturnFigure, facts: Facts) -> MeasureLine | None:
    key, sheet, judging = (row.measure, row.area), facts.sheets[row.measure], facts.judging
    points = facts.series.get(key, ())
    headline = _asked(facts.now, key, judging.policy.headline_for(sheet.measure.kind))
    if not points or headline is None:
        return None
    service, area = facts.services[row.given_in_id], judging.register.get(row.area)
    was = _asked(facts.then, key, headline.question)
    return MeasureLine(
        sheet=sheet,
        service=service,
        service_title=judging.tree.title(service),
        area=row.area,
        area_name=area.name if area else row.area,
        period=points[-1].period,
        observation=points[-1],
        verdict=headline,
        word=judging.policy.word(headline.verdict),
        was=was if was is not None and was.period is not None else None,
        before=points[-2] if len(points) > 1 else None,
        direction=_asked(facts.now, key, _direction_question(judging.policy)),
        points=points_of(points[-SHOWN_POINTS:], sheet.measure.year_type),
        comment=row.comment,
        action=row.management_action,
        owner=row.management_owner,
        due=row.management_due,
        number=row.pk,
        version=row.version,
        corrections=() if points[-1].note == WITHHELD else facts.notes.get(key, ()),
        earlier=tuple(_earlier(each, points, sheet) for each in facts.earlier.get(key, ())),
        policy=judging.policy,
    )


def _asked(verdicts: Verdicts, key: tuple[str, str], question: str) -> Verdict | None:
    place: Key = (*key, "")
    return next((each for each in verdicts.get(place, ()) if each.question == question), None)


def _direction_question(policy: Policy) -> str:
    """The question about which way a measure is going: the first that compares or follows a trend."""
    return next((each.name for each in policy.questions if each.rule in ("regression", "variance")), "")
