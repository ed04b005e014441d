"""A quarter's report: what Cabinet and the public read, worked out from approved returns."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from goldenthread.delivery.queries.risk import RiskFilter, risks
from goldenthread.delivery.queries.risk_count import open_risk_counts
from goldenthread.delivery.risk_sheet import RiskSheet
from goldenthread.engine.policy import read_policy
from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.kit.format import count_of, days, listed
from goldenthread.measures.queries import register
from goldenthread.measures.visible import sight
from goldenthread.people.access import Viewer
from goldenthread.people.queries.council import council
from goldenthread.people.queries.policy import policy_of
from goldenthread.people.queries.publication import Publicity, publicity
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.plan.queries import places
from goldenthread.reporting.models import ReportingPeriod, ReportSection, Return, ReturnNote
from goldenthread.reporting.queries.desk import PeriodFacts, period_before, period_facts
from goldenthread.reporting.queries.report_delivery import (
    ActionLine,
    OutcomeLine,
    action_lines,
    confidence_counts,
    outcome_lines,
)
from goldenthread.reporting.queries.report_group import RATINGS, GroupLine, by_portfolio, by_service
from goldenthread.reporting.queries.report_measure import Judging, MeasureLine, measure_lines
from goldenthread.reporting.section import SECTIONS, SectionFacts
from goldenthread.rules.period import read_period
from goldenthread.rules.policy import Policy
from goldenthread.rules.quarter import Confidence, RiskLevel
from goldenthread.rules.subject import Subject
from goldenthread.rules.verdict import CANNOT_JUDGE

QUARTERLY = "kent-quarterly-2020"
"""Judges the report where the council's own policy holds nothing against a target."""

RANGES = ("within", "above", "below", CANNOT_JUDGE)


@dataclass(frozen=True, slots=True)
class CountLine:
    """How many stand where now, and how many of the same stood there at the end of the quarter before."""

    verdict: str
    word: str
    now: int
    was: int

    @property
    def change(self) -> int:
        return self.now - self.was

    @property
    def change_said(self) -> str:
        """ "3 more", "1 fewer", "no change"."""
        if not self.change:
            return _("no change")
        said = _("{count} more") if self.change > 0 else _("{count} fewer")
        return said.format(count=abs(self.change))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A return that the report is without, and why."""

    service_title: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class QuarterReport:
    """Everything that the report of one quarter says. `measures` are in sight of whoever asked for it."""

    period: PeriodFacts
    label: str
    policy: Policy
    sections: tuple[SectionFacts, ...]
    measures: tuple[MeasureLine, ...]
    ratings: tuple[CountLine, ...]
    ranges: tuple[CountLine, ...]
    directions: tuple[tuple[str, int], ...]
    actions: tuple[ActionLine, ...]
    confidences: tuple[tuple[Confidence, int, int], ...]
    outcomes: tuple[OutcomeLine, ...]
    risks: tuple[RiskSheet, ...]
    risk_counts: tuple[tuple[RiskLevel, int], ...]
    services: tuple[GroupLine, ...]
    portfolios: tuple[GroupLine, ...]
    left_out: tuple[LeftOut, ...]
    returns: int
    asked: int
    previous: str

    @property
    def rated(self) -> tuple[MeasureLine, ...]:
        """Measures held against a target."""
        return tuple(line for line in self.measures if not line.sheet.measure.is_activity)

    @property
    def activity(self) -> tuple[MeasureLine, ...]:
        """Measures of demand and activity, which are never red, amber or green."""
        return tuple(line for line in self.measures if line.sheet.measure.is_activity)

    @property
    def days(self) -> str:
        """The days that it tells of: "1 April to 30 June 2026"."""
        return _days(self.period.period)

    @property
    def begun(self) -> int:
        """How many actions were not reported on in the quarter before."""
        return sum(1 for line in self.actions if line.was is None)

    @property
    def sentence(self) -> str:
        """How many measures stand where, in a sentence."""
        words = {each.verdict: each.word.lower() for each in self.ratings} | {CANNOT_JUDGE: _("not judged")}
        said = [f"{each.now} {words[each.verdict]}" for each in self.ratings if each.now]
        held = count_of(len(self.rated), "measure")
        if not said:
            return _("No measure is in the report yet.")
        return _("{measures} to hold against a target: {counts}.").format(measures=held, counts=listed(said))

    @property
    def better(self) -> tuple[MeasureLine, ...]:
        """Measures whose rating is better than at the end of the quarter before."""
        return tuple(line for line in self.rated if line.step > 0)

    @property
    def worse(self) -> tuple[MeasureLine, ...]:
        """Measures whose rating is worse than at the end of the quarter before."""
        return tuple(line for line in self.rated if line.step < 0)

    @property
    def unjudged(self) -> tuple[MeasureLine, ...]:
        """Measures that could not be rated; each says why."""
        return tuple(line for line in self.measures if line.verdict.verdict == CANNOT_JUDGE)

    @property
    def moving(self) -> tuple[MeasureLine, ...]:
        """Measures whose direction of travel could be told."""
        told = (line for line in self.measures if line.direction is not None)
        return tuple(line for line in told if line.direction and line.direction.verdict != CANNOT_JUDGE)

    @property
    def red(self) -> tuple[MeasureLine, ...]:
        return tuple(line for line in self.measures if line.verdict.verdict == "red")

    @property
    def corrected(self) -> tuple[MeasureLine, ...]:
        return tuple(line for line in self.measures if line.corrections)

    @property
    def marks(self) -> tuple[str, ...]:
        """Every mark that stands beside a verdict."""
        both = [each for line in self.measures for each in (line.verdict, line.direction) if each is not None]
        return tuple(mark for each in both for mark in each.marks)


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of one quarter's report, without its facts."""

    period: PeriodFacts
    opening: str
    sections: tuple[SectionFacts, ...]


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """One report in the list of those that are public."""

    ref: str
    title: str
    days: str
    publish_at: datetime


def published_reports(now: datetime) -> tuple[PublishedReport, ...]:
    """The reports that the public reads at that moment, the latest quarter first."""
    shown = publicity(now)
    rows = ReportingPeriod.objects.filter(state="published").order_by("-period")
    return tuple(
        PublishedReport(row.ref, row.title, _days(row.period), row.publish_at)
        for row in rows
        if row.publish_at is not None and _is_public(row, shown)
    )


def published_report(ref: str, viewer: Viewer, now: datetime) -> QuarterReport | None:
    """A report as the public reads it, or None where it is not published, or a hold keeps it back."""
    row = ReportingPeriod.objects.filter(ref=ref, state="published").first()
    if row is None or not _is_public(row, publicity(now)):
        return None
    return _report(row, ("published",), viewer, now)


def draft_report(ref: str, viewer: Viewer, now: datetime) -> QuarterReport | None:
    """A report as it stands, from the returns that are approved so far; for officers alone."""
    row = ReportingPeriod.objects.filter(ref=ref).first()
    return None if row is None else _report(row, ("approved", "published"), viewer, now)


def report_words(ref: str) -> ReportWords | None:
    """The words of a report to be edited, or None where there is no such quarter."""
    row = ReportingPeriod.objects.filter(ref=ref).first()
    return None if row is None else ReportWords(period_facts(row), row.note, sections_of(row))


def _days(period: str) -> str:
    """ "1 April to 30 June 2026": the days of a period, for those who do not count in quarters."""
    span = read_period(period)
    return days(span.start, span.end - timedelta(days=1))


def _is_public(row: ReportingPeriod, shown: Publicity) -> bool:
    return shown.shows(row.publish_at, Subject("reporting period", row.ref))


def _report(row: ReportingPeriod, states: Sequence[str], viewer: Viewer, now: datetime) -> QuarterReport:
    today = timezone.localdate(now)
    tree, before, scale = services(today), period_before(row), read_quarter_policy().told()
    held = list(Return.objects.filter(period=row).order_by("service"))
    taken = {each.pk: each.service for each in held if each.state in states}
    judging = _judging(row, tree, viewer, now)
    measures = measure_lines(taken, judging)
    plan_items = places(viewer, now)
    actions = action_lines(taken, before.pk if before else None, scale, tree, plan_items)
    counts = confidence_counts(actions, scale)
    return QuarterReport(
        period=period_facts(row),
        label=row.title,
        policy=judging.policy,
        sections=sections_of(row),
        measures=measures,
        ratings=_counted([m for m in measures if not m.sheet.measure.is_activity], RATINGS, judging.policy),
        ranges=_counted([m for m in measures if m.sheet.measure.is_activity], RANGES, judging.policy),
        directions=_directions(measures),
        actions=actions,
        confidences=tuple((each, n, _was(actions, each)) for each, n in counts),
        outcomes=outcome_lines(actions, plan_items, scale),
        risks=risks(viewer, tree, RiskFilter(level="corporate"), scale),
        risk_counts=open_risk_counts(scale),
        services=by_service(measures, actions, tree),
        portfolios=by_portfolio(measures, actions, tree),
        left_out=_left_out([each for each in held if each.pk not in taken], tree),
        returns=len(taken),
        asked=len(held),
        previous=before.title if before else "",
    )


def _judging(row: ReportingPeriod, tree: ServiceTree, viewer: Viewer, now: datetime) -> Judging:
    period = read_period(row.period)
    as_of = timezone.localdate(min(now, row.publish_at) if row.publish_at else now)
    policy = report_policy(period.end - timedelta(days=1))
    return Judging(policy, as_of, period.end, period.start, sight(viewer, now), tree, register())


def report_policy(day: date) -> Policy:
    """The council's policy in force on a day where it asks about targets, otherwise the quarterly one."""
    facts = council()
    own = policy_of(facts, day) if facts and facts.policy else None
    asks = own is not None and any(each.rule == "target" for each in own.questions)
    return own if own is not None and asks else read_policy(QUARTERLY)


def sections_of(row: ReportingPeriod) -> tuple[SectionFacts, ...]:
    """The report's parts in their running order; those that nobody touched stand as they are shipped."""
    rows = ReportSection.objects.filter(period=row, key__in=list(SECTIONS)).order_by("position")
    held = {each.key: SectionFacts(each.key, each.narrative, each.is_shown, each.version) for each in rows}
    return (*held.values(), *(SectionFacts(key) for key in SECTIONS if key not in held))


def _counted(lines: Sequence[MeasureLine], verdicts: Sequence[str], policy: Policy) -> tuple[CountLine, ...]:
    now = Counter(line.verdict.verdict for line in lines)
    was = Counter(line.was.verdict if line.was else CANNOT_JUDGE for line in lines)
    return tuple(CountLine(each, policy.word(each), now[each], was[each]) for each in verdicts)


def _directions(lines: Iterable[MeasureLine]) -> tuple[tuple[str, int], ...]:
    held = Counter(line.direction.verdict for line in lines if line.direction is not None)
    return tuple(sorted(held.items(), key=lambda each: (each[0] == CANNOT_JUDGE, -each[1], each[0])))


def _was(actions: Iterable[ActionLine], confidence: Confidence) -> int:
    return sum(1 for each in actions if each.was == confidence)


def _left_out(rows: Sequence[Return], tree: ServiceTree) -> tuple[LeftOut, ...]:
    notes = ReturnNote.objects.filter(about__in=[row.pk for row in rows], kind="left_out").order_by("at")
    reasons: Mapping[int, str] = dict(notes.values_list("about_id", "text"))
    found = (LeftOut(tree.title(row.service), row.state, reasons.get(row.pk, "")) for row in rows)
    return tuple(sorted(found, key=lambda each: each.service_title))
