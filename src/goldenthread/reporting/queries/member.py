"""What a member reads: the latest quarter of one portfolio, or of those that a committee looks at.

Members read published reports. The Cabinet Member for a portfolio also reads a quarter that is closed and not
yet published, for that portfolio alone; so do officers and the auditor, for any.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from goldenthread.people.access import Viewer, reads_everything, scopes_of
from goldenthread.people.queries.organisation import CommitteeSheet, PortfolioSheet, committees, portfolios
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.reporting.access import may_answer
from goldenthread.reporting.models import ReportingPeriod
from goldenthread.reporting.queries.question import QuestionSheet, questions
from goldenthread.reporting.queries.report import (
    QuarterReport,
    draft_report,
    published_report,
    published_reports,
)
from goldenthread.reporting.queries.report_delivery import ActionLine
from goldenthread.reporting.queries.report_measure import MeasureLine


@dataclass(frozen=True, slots=True)
class MemberView:
    """One portfolio, or a committee's portfolios, in the latest quarter that the viewer may read.

    `report` is None where there is none yet; `is_draft` where it is not published.
    """

    title: str
    portfolios: tuple[PortfolioSheet, ...]
    report: QuarterReport | None
    is_draft: bool
    measures: tuple[MeasureLine, ...]
    actions: tuple[ActionLine, ...]
    questions: tuple[QuestionSheet, ...]

    @property
    def red(self) -> tuple[MeasureLine, ...]:
        return tuple(line for line in self.measures if line.verdict.verdict == "red")


@dataclass(frozen=True, slots=True)
class MemberStart:
    """Where a member begins: what is theirs first, then everything else."""

    own: tuple[PortfolioSheet, ...]
    portfolios: tuple[PortfolioSheet, ...]
    own_committees: tuple[CommitteeSheet, ...]
    committees: tuple[CommitteeSheet, ...]
    own_areas: tuple[str, ...]
    questions: tuple[QuestionSheet, ...]


def member_start(viewer: Viewer, now: datetime) -> MemberStart:
    """The portfolios, committees and areas there are, the viewer's own apart."""
    mine = {scope.ref for scope in scopes_of(viewer, "cabinet_member")}
    sits = {scope.ref for scope in scopes_of(viewer, "councillor") if scope.kind == "committee"}
    areas = [scope.ref for scope in scopes_of(viewer, "councillor") if scope.kind == "area"]
    all_portfolios, all_committees = portfolios(), committees()
    return MemberStart(
        tuple(each for each in all_portfolios if each.ref in mine),
        tuple(each for each in all_portfolios if each.ref not in mine),
        tuple(each for each in all_committees if each.ref in sits),
        tuple(each for each in all_committees if each.ref not in sits),
        tuple(areas),
        questions(viewer, now),
    )


def portfolio_view(ref: str, viewer: Viewer, now: datetime) -> MemberView | None:
    """One portfolio, or None where there is none of that name."""
    found = [each for each in portfolios() if each.ref == ref]
    return _view(found[0].title, found, viewer, now) if found else None


def committee_view(ref: str, viewer: Viewer, now: datetime) -> MemberView | None:
    """The portfolios that a committee looks at, or None where there is no such committee."""
    title = next((each.title for each in committees() if each.ref == ref), None)
    held = [each for each in portfolios() if each.committee == ref]
    return _view(title, held, viewer, now) if title is not None else None


def _view(title: str, held: Collection[PortfolioSheet], viewer: Viewer, now: datetime) -> MemberView:
    refs = {each.ref for each in held}
    reads_drafts = bool(reads_everything.test(viewer)) or all(may_answer(viewer, ref) for ref in refs)
    report, is_draft = _latest(reads_drafts and bool(refs), viewer, now)
    tree = services(timezone.localdate(now))
    mine = _services_in(refs, tree, report)
    asked = tuple(each for each in questions(viewer, now) if each.portfolio in refs)
    return MemberView(
        title,
        tuple(held),
        report,
        is_draft,
        tuple(line for line in report.measures if line.service in mine) if report else (),
        tuple(line for line in report.actions if line.service in mine) if report else (),
        asked,
    )


def _latest(with_drafts: bool, viewer: Viewer, now: datetime) -> tuple[QuarterReport | None, bool]:
    public = published_reports(now)
    if with_drafts:
        closed = ReportingPeriod.objects.filter(state="closed").order_by("-period").first()
        if closed is not None:
            return draft_report(closed.ref, viewer, now), True
    return (published_report(public[0].ref, viewer, now), False) if public else (None, False)


def _services_in(refs: Collection[str], tree: ServiceTree, report: QuarterReport | None) -> set[str]:
    """The services of the report that these portfolios answer for."""
    if report is None:
        return set()
    held = {line.service for line in report.measures} | {line.service for line in report.actions}
    return {ref for ref in held if tree.portfolio(ref) in refs}
