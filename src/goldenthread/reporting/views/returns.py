"""One service's return: filled in on one page, submitted, approved or sent back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.people.door import officer_of, officers_only, say_refusals
from goldenthread.people.queries.service import services
from goldenthread.reporting.commands.returning import (
    NotReady,
    approve_return,
    send_back,
    submit_return,
)
from goldenthread.reporting.commands.saving import Conflict, save_rows
from goldenthread.reporting.forms.entry import STATUSES, changes_of, lines_of
from goldenthread.reporting.forms.reason import NoteForm, ReasonForm
from goldenthread.reporting.queries.returns import ReturnSheet, return_sheet
from goldenthread.reporting.standing import RowFinding
from goldenthread.rules.refusal import Refused

ASKS_AGAIN = 422
"""The answer to a form that is shown again because something in it is to be put right."""


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def return_page(request: HttpRequest, period: str, service: str) -> HttpResponse:
    """The return; sent as a form, it is saved."""
    if request.method != "POST":
        return _shown(request, period, service)
    conflicts = _save(request, period, service)
    if conflicts:
        return _shown(request, period, service, conflicts)
    messages.success(request, "Saved. Nothing is sent to anyone until you submit.")
    return redirect("return", period, service)


@officers_only
@require_POST
def submit(request: HttpRequest, period: str, service: str) -> HttpResponse:
    """Save what the page holds, then submit it, or show what stands in the way."""
    who, now = officer_of(request), timezone.now()
    conflicts = _save(request, period, service)
    if conflicts:
        return _shown(request, period, service, conflicts)
    answer = submit_return(who, period, service, now)
    if isinstance(answer, NotReady):
        return _shown(request, period, service, (), answer.findings)
    messages.success(request, "Submitted. The approver of your service reads it next.")
    return redirect("return", period, service)


@officers_only
@require_POST
def approve(request: HttpRequest, period: str, service: str) -> HttpResponse:
    """Approve the return."""
    form = NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    approve_return(officer_of(request), period, service, timezone.now(), note)
    messages.success(request, "Approved.")
    return redirect("return", period, service)


@officers_only
@require_POST
def send_back_page(request: HttpRequest, period: str, service: str) -> HttpResponse:
    """Give the return back with a reason."""
    form = ReasonForm(request.POST, prefix="back")
    if form.is_valid():
        try:
            send_back(officer_of(request), period, service, form.cleaned_data["reason"], timezone.now())
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "Sent back. The lead finds your reason on their page.")
            return redirect("return", period, service)
    return _shown(request, period, service, back=form)


def _save(request: HttpRequest, period: str, service: str) -> list[Conflict]:
    figures, actions = changes_of(request.POST)
    if not figures and not actions:
        return []
    kept = save_rows(officer_of(request), period, service, figures, actions, timezone.now())
    return [each for each in kept if isinstance(each, Conflict)]


def _shown(
    request: HttpRequest,
    period: str,
    service: str,
    conflicts: Sequence[Conflict] = (),
    findings: Sequence[RowFinding] = (),
    back: ReasonForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    sheet = return_sheet(period, service, officer_of(request), services(timezone.localdate(now)), now)
    if sheet is None:
        raise Http404
    asks = bool(conflicts or findings or back)
    context = _context(sheet, conflicts, findings, timezone.localdate(now)) | {
        "back_form": back or ReasonForm(prefix="back"),
        "note_form": NoteForm(),
    }
    return render(request, "reporting/return.html", context, status=ASKS_AGAIN if asks else 200)


def _context(
    sheet: ReturnSheet, conflicts: Sequence[Conflict], findings: Sequence[RowFinding], today: date
) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "figures": lines_of(sheet.figures, conflicts),
        "actions": lines_of(sheet.actions, conflicts),
        "conflicts": conflicts,
        "findings": findings,
        "statuses": STATUSES,
        "today": today,
        "any_parts": any(row.parts for row in sheet.figures),
    }
