"""Issues, those to settle first."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from goldenthread.delivery.access import may_see_risks
from goldenthread.delivery.models import Issue
from goldenthread.delivery.risk_sheet import IssueSheet
from goldenthread.people.access import Viewer
from goldenthread.people.queries.service import ServiceTree


@dataclass(frozen=True, slots=True)
class IssueFilter:
    """Which issues: `state` is open, settled or empty for both; a service with all beneath it."""

    state: str = "open"
    service: str = ""
    words: str = ""
    risk: str = ""
    action: str = ""


def issues(
    viewer: Viewer, services: ServiceTree, wanted: IssueFilter | None = None
) -> tuple[IssueSheet, ...]:
    """The issues, those due first and then the latest; nothing for whom they are not for. One read."""
    if not may_see_risks(viewer):
        return ()
    rows = _wanted(wanted or IssueFilter(), services)
    return tuple(
        _sheet(row, services) for row in rows.order_by(F("due").asc(nulls_last=True), "-raised_on", "ref")
    )


def issue(viewer: Viewer, ref: str, services: ServiceTree) -> IssueSheet | None:
    """One issue, or None where there is none that the reader may see."""
    if not may_see_risks(viewer):
        return None
    row = Issue.objects.select_related("risk", "action").filter(ref=ref).first()
    return _sheet(row, services) if row else None


def _wanted(wanted: IssueFilter, services: ServiceTree) -> QuerySet[Issue]:
    rows = Issue.objects.select_related("risk", "action")
    if wanted.state:
        rows = rows.filter(settled_on__isnull=wanted.state == "open")
    if wanted.service:
        rows = rows.filter(service__in={wanted.service, *services.beneath([wanted.service])})
    if wanted.risk:
        rows = rows.filter(risk__ref=wanted.risk)
    if wanted.action:
        rows = rows.filter(action__ref=wanted.action)
    for word in wanted.words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(description__icontains=word))
    return rows


def _sheet(row: Issue, services: ServiceTree) -> IssueSheet:
    return IssueSheet(
        ref=row.ref,
        title=row.title,
        description=row.description,
        service=row.service,
        service_title=services.title(row.service),
        owner=row.owner,
        action=row.action.ref if row.action else "",
        action_title=row.action.title if row.action else "",
        risk=row.risk.ref if row.risk else "",
        risk_title=row.risk.title if row.risk else "",
        raised_on=row.raised_on,
        due=row.due,
        settled_on=row.settled_on,
        settled_how=row.settled_how,
        version=row.version,
    )
