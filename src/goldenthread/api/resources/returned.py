"""Reporting periods and services' returns: for tokens alone."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from goldenthread.api.page import Page, page_of
from goldenthread.api.parameter import PageAsked
from goldenthread.api.problem import not_found
from goldenthread.api.schema import AREA, LABEL, PERIOD, UNIT, said
from goldenthread.api.service_scope import service_in, tree_in, viewer_with
from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.reporting.access import may_read_return
from goldenthread.reporting.queries.desk import DeskFilter, DeskRow, desk
from goldenthread.reporting.queries.period import PeriodSheet
from goldenthread.reporting.queries.period import periods as every_period
from goldenthread.reporting.queries.return_row import ActionRow, FigureRow
from goldenthread.reporting.queries.returns import return_sheet

router = Router(tags=["With a token"])


class PeriodOut(Schema):
    """A reporting period and its dates."""

    ref: str = said("Its ref.", "2026-q2")
    title: str = said("What it is called.", "2026/27 Q2")
    period: str = said(PERIOD, "2026-07-01/P3M")
    opens: date = said("When returns are asked for.", "2026-10-01")
    due: date = said("When they are due.", "2026-10-14")
    closes: date = said("When it closes.", "2026-10-28")
    state: str = said("planned, open, closed or published.", "open")


class ReturnRowOut(Schema):
    """How one service's return stands."""

    service: str = said("The service.", "adult-social-care")
    title: str = said("Its name.", "Adult social care")
    state: str = said("not_begun, draft, sent_back, submitted, approved or published.", "submitted")
    days_late: int = said("How many days it is overdue.", 0)
    submitted_at: datetime | None = said("When it was submitted.", "2026-10-12T10:30:00Z")
    approved_at: datetime | None = said("When it was approved.", None)


class FigureSaidOut(Schema):
    """What a return says of one measure."""

    measure: str = said("The measure's ref.", "calls")
    title: str = said("Its title.", "Calls answered")
    area: str = said(AREA, "E10000016")
    period: str = said(PERIOD, "2026-07-01/P3M")
    period_label: str = said(LABEL, "2026/27 Q2")
    unit: str = said(UNIT, "%")
    value: str = said("The figure as it was entered.", "93.1")
    numerator: str = said("What it was counted from, above the line, as entered.", "")
    denominator: str = said("What it was counted from, below the line, as entered.", "")
    status: str = said("The figure's status as entered; empty is normal.", "")
    comment: str = said("What was said of it.", "Sickness in August")
    management_action: str = said("What is done about a red figure.", "")
    management_owner: str = said("Who does it.", "")
    management_due: date | None = said("By when.", None)
    verdict: str = said("How it stands against its target; empty where it cannot be told.", "green")


class ActionSaidOut(Schema):
    """What a return says of one action."""

    action: str = said("The action's ref.", "care-2")
    title: str = said("Its title.", "Open the reablement centre")
    confidence: str = said("The code chosen; empty where none is yet.", "on_track")
    sentence: str = said("How it is going.", "The roof is on.")
    forecast: date | None = said("The day now expected.", None)


class ReturnOut(Schema):
    """One service's return for one period."""

    period: str = said("The reporting period's ref.", "2026-q2")
    service: str = said("The service.", "adult-social-care")
    title: str = said("Its name.", "Adult social care")
    state: str = said("draft, sent_back, submitted, approved or published.", "submitted")
    submitted_at: datetime | None = said("When it was submitted.", "2026-10-12T10:30:00Z")
    approved_at: datetime | None = said("When it was approved.", None)
    figures: list[FigureSaidOut] = Field(..., description="Its figures.")
    actions: list[ActionSaidOut] = Field(..., description="Its actions.")


@router.get("/periods", response=Page[PeriodOut], url_name="api-periods", operation_id="periods")
def periods(request: HttpRequest, asked: Query[PageAsked]) -> dict[str, Any]:
    """Reporting periods

    Every period for which services make returns.
    """
    viewer_with(request, may_read_return)
    return page_of(request, asked, every_period(), _period)


@router.get(
    "/periods/{slug:period}/returns",
    response=Page[ReturnRowOut],
    url_name="api-returns",
    operation_id="returns",
)
def returns(request: HttpRequest, period: str, asked: Query[PageAsked]) -> dict[str, Any]:
    """How returns stand

    One row for each service whose return the token reaches.
    """
    viewer_with(request, may_read_return)
    reached = tree_in(request)
    found = desk(period, DeskFilter(), reached, read_quarter_policy(), timezone.localdate())
    if found is None:
        raise not_found("reporting period")
    rows = [row for row in found.rows if row.service in reached]
    return page_of(request, asked, rows, _return_row)


@router.get(
    "/periods/{slug:period}/returns/{slug:service}",
    response=ReturnOut,
    url_name="api-return",
    operation_id="return",
)
def one_return(request: HttpRequest, period: str, service: str) -> dict[str, Any]:
    """One service's return

    Its figures and actions as they are entered, before and after they are approved.
    """
    viewer, tree = service_in(request, service, may_read_return)
    sheet = return_sheet(period, service, viewer, tree, timezone.now())
    if sheet is None:
        raise not_found("return")
    return {
        "period": sheet.period,
        "service": sheet.service,
        "title": sheet.title,
        "state": sheet.state,
        "submitted_at": sheet.submitted_at,
        "approved_at": sheet.approved_at,
        "figures": [_figure(row) for row in sheet.figures],
        "actions": [_action(row) for row in sheet.actions],
    }


def _period(sheet: PeriodSheet) -> dict[str, Any]:
    names = ("ref", "title", "period", "opens", "due", "closes", "state")
    return {name: getattr(sheet, name) for name in names}


def _return_row(row: DeskRow) -> dict[str, Any]:
    names = ("service", "title", "state", "submitted_at", "approved_at")
    return {name: getattr(row, name) for name in names} | {"days_late": row.late}


def _figure(row: FigureRow) -> dict[str, Any]:
    texts = (
        "value",
        "numerator",
        "denominator",
        "status",
        "comment",
        "management_action",
        "management_owner",
    )
    return {name: row.entered[name] for name in texts} | {
        "measure": row.measure.ref,
        "title": row.measure.title,
        "area": row.area,
        "period": row.period,
        "period_label": row.asks_for,
        "unit": row.measure.unit,
        "management_due": row.management_due,
        "verdict": row.verdict,
    }


def _action(row: ActionRow) -> dict[str, Any]:
    return {
        "action": row.ref,
        "title": row.title,
        "confidence": row.entered["confidence"],
        "sentence": row.entered["sentence"],
        "forecast": row.forecast,
    }
