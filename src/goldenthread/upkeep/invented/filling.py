"""Filling in the invented council's returns, as their leads do it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from goldenthread.people.queries.service import ServiceTree
from goldenthread.reporting.commands.returning import approve_return, send_back, submit_return
from goldenthread.reporting.commands.saving import RowChange, save_rows
from goldenthread.reporting.queries.return_row import FigureRow
from goldenthread.reporting.queries.returns import ReturnSheet, return_sheet
from goldenthread.rules.period import Period, read_period
from goldenthread.upkeep.invented.cast import Cast
from goldenthread.upkeep.invented.said import action_entry, answers, figure_entry
from goldenthread.upkeep.invented.working import InventedService


def fill_in(
    cast: Cast, ref: str, service: InventedService, period: Period, tree: ServiceTree, now: datetime
) -> None:
    """Enter everything that a return asks for, and answer whatever is found in it."""
    enter(cast, ref, service, period, tree, now)
    found = [row for row in _sheet(cast, ref, service, tree, now).figures if row.raised]
    changes = [_answered(cast, service, row, now) for row in found]
    save_rows(cast.lead(service), ref, service.ref, changes, (), now)


def enter(
    cast: Cast,
    ref: str,
    service: InventedService,
    period: Period,
    tree: ServiceTree,
    now: datetime,
    most: int | None = None,
) -> None:
    """Enter figures and actions, only the first `most` of each where that is given, and answer nothing."""
    sheet = _sheet(cast, ref, service, tree, now)
    council = cast.council
    figures = [
        RowChange(row.number, figure_entry(council, row.measure.ref, read_period(row.period)), row.version)
        for row in sheet.figures[:most]
    ]
    actions = [
        RowChange(row.number, action_entry(council, row.ref, period), row.version)
        for row in sheet.actions[:most]
    ]
    save_rows(cast.lead(service), ref, service.ref, figures, actions, now)


def submit(cast: Cast, ref: str, service: InventedService, now: datetime) -> None:
    """Hand a return to its approver."""
    submit_return(cast.lead(service), ref, service.ref, now)


def approve(cast: Cast, ref: str, service: InventedService, now: datetime, note: str = "") -> None:
    """Approve a return, as its head of service."""
    approve_return(cast.approver(service), ref, service.ref, now, note)


def give_back(cast: Cast, ref: str, service: InventedService, reason: str, now: datetime) -> None:
    """Send a return back to its lead."""
    send_back(cast.approver(service), ref, service.ref, reason, now)


def figures_of(
    cast: Cast, ref: str, service: InventedService, tree: ServiceTree, now: datetime
) -> Sequence[FigureRow]:
    """The figures of a return as they stand."""
    return _sheet(cast, ref, service, tree, now).figures


def _sheet(cast: Cast, ref: str, service: InventedService, tree: ServiceTree, now: datetime) -> ReturnSheet:
    sheet = return_sheet(ref, service.ref, cast.performance, tree, now)
    if sheet is None:
        raise LookupError(f"{service.ref} owes no return for {ref}")
    return sheet


def _answered(cast: Cast, service: InventedService, row: FigureRow, now: datetime) -> RowChange:
    findings = [each.finding for each in row.raised if not each.is_confirmed]
    period = read_period(row.period)
    said = answers(cast.council, service, row.measure.ref, period, findings, timezone.localdate(now))
    return RowChange(row.number, said, row.version)
