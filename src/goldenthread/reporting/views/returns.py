"""One service's return: filled in on one page, submitted, approved or sent back."""

from dataclasses import dataclass

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
from goldenthread.reporting.commands.saving import Conflict, RowChange, save_rows
from goldenthread.reporting.forms.entry import STATUSES, changes_of, lines_of
from goldenthread.reporting.forms.reason import NoteForm, ReasonForm
from goldenthread.reporting.queries.returns import return_sheet
from goldenthread.reporting.standing import RowFinding
from goldenthread.rules.refusal import Refusal, Refused

ASKS_AGAIN = 422
"""The answer to a form that is shown again because something in it is to be put right."""


@dataclass(frozen=True, slots=True)
class Amiss:
    """What stands in the way of saving or submitting; `figures` and `actions` are rows that were refused."""

    conflicts: tuple[Conflict, ...] = ()
    findings: tuple[RowFinding, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    figures: tuple[RowChange, ...] = ()
    actions: tuple[RowChange, ...] = ()


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def return_page(request: HttpRequest, period: str, service: str) -> HttpResponse:
    """The return; sent as a form, it is saved."""
    if request.method != "POST":
        return _shown(request, period, service)
    amiss = _save(request, period, service)
    if amiss:
        return _shown(request, period, service, amiss)
    messages.success(request, "Saved. Nothing is sent to anyone until you submit.")
    return redirect("return", period, service)


@officers_only
@require_POST
def submit(request: HttpRequest, period: str, service: str) -> HttpResponse:
    """Save what the page holds, then submit it, or show what stands in the way."""
    who, now = officer_of(request), timezone.now()
    amiss = _save(request, period, service)
    if amiss:
        return _shown(request, period, service, amiss)
    answer = submit_return(who, period, service, now)
    if isinstance(answer, NotReady):
        return _shown(request, period, service, Amiss(findings=answer.findings))
    messages.success(request, "Submitted. The approver of your service reads it next.")
    return redirect("return", period, service)


@officers_only
@require_POST
def approve(request: HttpRequest, period: str, service: str) -> HttpResponse:
    """Approve the return."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _shown(request, period, service, note=form)
    approve_return(officer_of(request), period, service, timezone.now(), **form.cleaned_data)
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


def _save(request: HttpRequest, period: str, service: str) -> Amiss | None:
    """Save what the page sent; what could not be, with the rows as they were entered."""
    figures, actions = changes_of(request.POST)
    try:
        kept = save_rows(officer_of(request), period, service, figures, actions, timezone.now())
    except Refused as refused:
        return Amiss(refusals=refused.refusals, figures=figures, actions=actions)
    conflicts = tuple(each for each in kept if isinstance(each, Conflict))
    return Amiss(conflicts) if conflicts else None


def _shown(
    request: HttpRequest,
    period: str,
    service: str,
    amiss: Amiss | None = None,
    back: ReasonForm | None = None,
    note: NoteForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    sheet = return_sheet(period, service, officer_of(request), services(timezone.localdate(now)), now)
    if sheet is None:
        raise Http404
    found = amiss or Amiss()
    context = {
        "sheet": sheet,
        "figures": lines_of(sheet.figures, found.conflicts, found.figures),
        "actions": lines_of(sheet.actions, found.conflicts, found.actions),
        "conflicts": found.conflicts,
        "findings": found.findings,
        "refused": found.refusals,
        "statuses": STATUSES,
        "any_parts": any(row.parts for row in sheet.figures),
        "back_form": back or ReasonForm(prefix="back"),
        "note_form": note or NoteForm(initial={"seen": sheet.version}),
    }
    status = ASKS_AGAIN if amiss or back or note else 200
    return render(request, "reporting/return.html", context, status=status)
