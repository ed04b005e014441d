"""How actions stand, as reported: what an approved or published return leaves on them.

Where `who` is None the keeper at the machine acts, who needs no role.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.delivery.access import may_import_actions, may_report_action
from goldenthread.delivery.commands.finding import action_subject, refuse_any
from goldenthread.delivery.models import Action, Milestone
from goldenthread.delivery.sheet import ACTION_STATES, ActionReport, MilestoneNews
from goldenthread.people.access import NotAllowed, Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.service import services
from goldenthread.rules.refusal import Refusal
from goldenthread.rules.subject import Subject

REPORTED = ("confidence", "forecast", "reported_on", "state", "version")


def report_action(
    who: Officer | None,
    ref: str,
    confidence: str,
    forecast: date | None,
    reported_on: date,
    milestones: Mapping[str, MilestoneNews] | None = None,
    state: str = "",
) -> None:
    """Leave on one action what was reported of it. Raises Refused where there is no such action."""
    report_actions(who, [ActionReport(ref, confidence, forecast, reported_on, milestones or {}, state)])


@transaction.atomic
def report_actions(who: Officer | None, reports: Iterable[ActionReport]) -> int:
    """Leave on each action what was reported of it, all or none. Returns on how many.

    A report without a forecast leaves the forecast as it was. Raises Refused on an unknown action, state or
    milestone.
    """
    require(who is None or may_import_actions(who), "report on actions")
    said = {report.ref: report for report in reports}
    rows = {row.ref: row for row in Action.objects.select_for_update().filter(ref__in=said)}
    _require_all(who, rows)
    steps = {(row.action.ref, row.ref): row for row in _milestones(rows)}
    refuse_any(_faults(said, rows, steps))
    before = {ref: _standing(row) for ref, row in rows.items()}
    for ref, row in rows.items():
        _take(row, said[ref])
    moved = [
        _moved(steps[ref, name], news) for ref, it in said.items() for name, news in it.milestones.items()
    ]
    Action.objects.bulk_update(rows.values(), REPORTED, batch_size=200)
    Milestone.objects.bulk_update(moved, ("forecast", "reached"), batch_size=200)
    if rows:
        subject = action_subject(next(iter(rows))) if len(rows) == 1 else Subject("actions", "reported")
        record(who, "report_actions", subject, before, {ref: _standing(row) for ref, row in rows.items()})
    return len(rows)


def _require_all(who: Officer | None, rows: Mapping[str, Action]) -> None:
    if who is None:
        return
    tree = services(timezone.localdate())
    if not all(may_report_action(who, tree.subjects(row.service)) for row in rows.values()):
        raise NotAllowed("Your roles do not let you report on actions of this service.")


def _milestones(rows: Mapping[str, Action]) -> Iterable[Milestone]:
    return Milestone.objects.select_related("action").filter(action__in=rows.values())


def _faults(
    said: Mapping[str, ActionReport],
    rows: Mapping[str, Action],
    steps: Mapping[tuple[str, str], Milestone],
) -> Iterable[Refusal]:
    for ref, report in said.items():
        if ref not in rows:
            yield Refusal(ref, None, None, f"there is no action {ref!r}", "leave it out of the report")
        elif report.state and report.state not in ACTION_STATES:
            yield Refusal(
                ref, None, "state", f"{report.state!r} is no state", f"use {', '.join(ACTION_STATES)}"
            )
        for name in report.milestones:
            if ref in rows and (ref, name) not in steps:
                yield Refusal(
                    ref, None, "milestones", f"it has no milestone {name!r}", "open the action again"
                )


def _take(row: Action, report: ActionReport) -> None:
    row.confidence, row.reported_on = report.confidence, report.reported_on
    row.forecast = report.forecast or row.forecast
    row.state = report.state or row.state
    row.version += 1


def _moved(row: Milestone, news: MilestoneNews) -> Milestone:
    row.forecast = news.forecast or row.forecast
    row.reached = news.reached or row.reached
    return row


def _standing(row: Action) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ("confidence", "forecast", "reported_on", "state")}
    return {name: str(value) for name, value in said.items() if value}
