"""Closing a quarter and publishing it.

Where `who` is None the keeper at the machine acts. Publishing writes the segment of observations first; the
release, the returns, the period and the trail follow in one transaction, or none of them does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from goldenthread.delivery.commands.report import report_actions
from goldenthread.delivery.queries.naming import action_titles
from goldenthread.delivery.sheet import ActionReport, read_milestone_news
from goldenthread.measures.delivery import deliver
from goldenthread.measures.queries import definitions
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.publication import require_publishable
from goldenthread.people.queries.service import services
from goldenthread.reporting.access import may_close_period, may_publish_period
from goldenthread.reporting.models import ReportingPeriod, Return, ReturnAction, ReturnFigure, ReturnNote
from goldenthread.reporting.observed import observed, returned, table_of
from goldenthread.rules.observation import Observation
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.subject import Subject

LEFT_OUT = "left_out"
"""The kind of the note that says why a quarter was closed without a return."""

_WAITING = {
    "draft": "still being filled in",
    "sent_back": "sent back and not submitted again",
    "submitted": "waiting for approval",
}
_LONGEST_REASON = 300


def period_subject(ref: str) -> Subject:
    """What the trail and the publication holds call a reporting period."""
    return Subject("reporting period", ref)


@dataclass(frozen=True, slots=True)
class Ready:
    """What a publication would bring: the approved returns as they were read, and their observations."""

    versions: Mapping[int, int]
    points: tuple[Observation, ...]


@transaction.atomic
def close_period(
    who: Officer | None, ref: str, now: datetime, reasons: Mapping[str, str] | None = None
) -> None:
    """Close an open quarter. `reasons` say, by service, why it closes without a return that is not approved.

    Raises Refused naming every return that is outstanding and has no reason.
    """
    require(who is None or may_close_period(who), "close reporting periods")
    period = found_period(ref)
    if period.state != "open":
        raise refuse(f"{period.title} is {period.state}", "close a period that is open", column="state")
    waiting = list(_outstanding(period))
    given = {service: text.strip()[:_LONGEST_REASON] for service, text in (reasons or {}).items()}
    unnamed = [each for each in waiting if not given.get(each.service)]
    if unnamed:
        tree = services(timezone.localdate(now))
        raise Refused(_unreturned(each, tree.title(each.service)) for each in unnamed)
    for each in waiting:
        note = given[each.service]
        ReturnNote.objects.create(about=each, kind=LEFT_OUT, text=note, who=_name(who), at=now)
    before, period.state, period.closed_at = period.state, "closed", now
    period.save(update_fields=["state", "closed_at"])
    left = {each.service: given[each.service] for each in waiting}
    record(who, "close_period", period_subject(ref), {"state": before}, {"state": "closed", "without": left})


def publish_period(who: Officer | None, ref: str, at: datetime | None = None) -> str:
    """Publish every approved return of a closed quarter that is not published yet, from a moment on.

    Writes one release of their figures and leaves each action's confidence on it; later calls publish what
    was approved late as a further release. Returns the release's ref, empty where no return held a figure.
    Raises Refused where a hold on publishing is in force, and where nothing is ready.
    """
    require(who is None or may_publish_period(who), "publish reporting periods")
    period = found_period(ref)
    if period.state not in ("closed", "published"):
        raise refuse(f"{period.title} is {period.state}", "close it first", column="state")
    earliest = max(filter(None, (timezone.now(), period.publish_at)))
    moment = max(at or earliest, earliest)
    if period.state == "published" and moment > earliest:
        do = "leave the moment empty: what was approved late joins the report that is there"
        raise refuse(f"{period.title} is published already", do, column="at")
    require_publishable(period_subject(ref), moment)
    ready = _ready(period)
    if period.state == "published" and not ready.versions:
        what = f"{period.title} is published, and no return was approved since"
        raise refuse(what, "correct a figure, or approve a late return first")
    settle = partial(_settle, who, period.pk, ready, moment)
    if not ready.points:
        settle("")
        return ""
    title = f"{period.title}: figures returned by services"
    counts = {"returns": len(ready.versions), "figures": len(ready.points)}
    return deliver(who, table_of(ready.points), title, "plain", "", moment, counts, settle)


def found_period(ref: str) -> ReportingPeriod:
    """The period's row, locked where a transaction is open. Raises Refused where there is none."""
    rows = ReportingPeriod.objects.all()
    if transaction.get_connection().in_atomic_block:
        rows = rows.select_for_update()
    row = rows.filter(ref=ref).first()
    if row is None:
        raise refuse(f"there is no reporting period '{ref}'", "open the list of periods and choose one")
    return row


def _outstanding(period: ReportingPeriod) -> Sequence[Return]:
    done = ("approved", "published")
    return list(Return.objects.select_for_update().filter(period=period).exclude(state__in=done))


def _unreturned(row: Return, title: str) -> Refusal:
    what = f"the return of {title} is {_WAITING[row.state]}"
    return Refusal("", None, row.service, what, "wait for it, or say why the period closes without it")


def _ready(period: ReportingPeriod) -> Ready:
    approved = Return.objects.filter(period=period, state="approved")
    versions = dict(approved.values_list("pk", "version"))
    rows = ReturnFigure.objects.filter(given_in__in=list(versions))
    return Ready(versions, observed((returned(row) for row in rows), definitions()))


@transaction.atomic
def _settle(who: Officer | None, period: int, ready: Ready, moment: datetime, release: str) -> None:
    """Mark what was published, in the transaction of its release."""
    row = ReportingPeriod.objects.select_for_update().get(pk=period)
    held = Return.objects.select_for_update().filter(pk__in=list(ready.versions), state="approved")
    if dict(held.values_list("pk", "version")) != dict(ready.versions):
        raise refuse("a return was changed while it was being published", "publish again")
    before = {"state": row.state, "publish_at": row.publish_at.isoformat() if row.publish_at else ""}
    if row.state != "published":
        row.state, row.publish_at, row.release = "published", moment, release
        row.save(update_fields=["state", "publish_at", "release"])
    services = sorted(held.values_list("service", flat=True))
    _report_actions(who, row, ready)
    Return.objects.filter(pk__in=list(ready.versions)).update(state="published")
    after = {"state": "published", "publish_at": moment.isoformat(), "release": release, "services": services}
    record(who, "publish_period", period_subject(row.ref), before, after)


def _report_actions(who: Officer | None, period: ReportingPeriod, ready: Ready) -> None:
    """Leave on each action what its approved return said of it.

    An action that is gone is passed over, and so is one that a later quarter has told of already.
    """
    told = ReturnAction.objects.exclude(confidence="")
    later = told.filter(given_in__period__period__gt=period.period, given_in__state="published")
    rows = told.filter(given_in__in=list(ready.versions)).exclude(action__in=later.values("action"))
    found = list(rows.select_related("given_in"))
    known = action_titles({row.action for row in found})
    reports = [
        ActionReport(
            row.action,
            row.confidence,
            row.forecast,
            timezone.localdate(row.given_in.submitted_at or row.given_in.approved_at),
            read_milestone_news(row.milestones),
        )
        for row in found
        if row.action in known
    ]
    if reports:
        report_actions(who, reports)


def _name(who: Officer | None) -> str:
    return who.username if who else ""
