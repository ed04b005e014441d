"""What a workbook would change, the officer's word on it, and the workbook handed back with errors marked."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.kit.format import count_of, listed
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.people.queries.service import services
from goldenthread.reporting.commands.upload import discard_workbook
from goldenthread.reporting.commands.workbook import NotTaken, TakenIn, rehearse_workbook, take_workbook
from goldenthread.reporting.forms.workbook import TakeForm
from goldenthread.reporting.queries.period import period_named
from goldenthread.reporting.queries.upload import kept_workbook
from goldenthread.reporting.views.workbook import attached
from goldenthread.reporting.workbook.held import Line
from goldenthread.reporting.workbook.mark import marked_workbook
from goldenthread.reporting.workbook.read import Reading, read_workbook
from goldenthread.reporting.workbook.rehearsal import Rehearsal

A_PAGE = 50
MOST_ASKED = 100
"""Warnings shown; the rest are counted."""
_WHY = {
    "changed_since": "Somebody saved something since you looked. Look again at what would change.",
    "unanswered": "Say that you have looked at what is asked about.",
}


@lru_cache(maxsize=2)
def _read(content: bytes, name: str) -> Reading:
    """Read once for all the pages of one rehearsal."""
    return read_workbook(content, name)


def _reading(request: HttpRequest, period: str, token: str) -> tuple[Reading, bytes]:
    kept, content = kept_workbook(officer_of(request), period, token, timezone.now())
    return _read(content, kept.name), content


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def rehearsal(request: HttpRequest, period: str, token: str) -> HttpResponse:
    """What the workbook would change; sent as a form, it is done."""
    who, now = officer_of(request), timezone.now()
    reading, _ = _reading(request, period, token)
    form = TakeForm(sent(request), asks=True)
    if not form.is_valid():
        found = rehearse_workbook(who, period, reading, now)
        return _shown(request, period, token, found)
    said = form.cleaned_data
    answer = take_workbook(who, period, reading, now, seen=said["seen"], is_answered=said["answered"])
    if isinstance(answer, NotTaken):
        return _shown(request, period, token, answer.rehearsal, answer.why, said["looked_at"])
    discard_workbook(who, token)
    return _done(request, period, answer)


def _done(request: HttpRequest, period: str, taken: TakenIn) -> HttpResponse:
    counts = [(taken.figures, "figure"), (taken.actions, "action")]
    words = listed([count_of(count, noun) for count, noun in counts if count])
    messages.success(request, f"Saved: {words}. Nothing is sent to anyone until you submit.")
    if len(taken.services) == 1:
        return redirect("return", period, taken.services[0])
    return redirect("period-excel", period)


def _shown(
    request: HttpRequest,
    period: str,
    token: str,
    found: Rehearsal,
    why: str = "",
    looked_at: datetime | None = None,
) -> HttpResponse:
    asks = bool(found.warnings or found.overtaken)
    initial = {"seen": found.fingerprint, "looked_at": timezone.now().isoformat()}
    form = TakeForm(initial if why in _WHY else None, initial=initial, asks=asks)
    if why in _WHY:
        form.full_clean()
        form.add_error("answered" if why == "unanswered" else None, _WHY[why])
    rows = found.errors or found.changes
    context: dict[str, Any] = {
        "form": form,
        "sheet": period_named(period),
        "token": token,
        "rehearsal": found,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "asked": found.warnings[:MOST_ASKED],
        "more_asked": len(found.warnings[MOST_ASKED:]),
        "newer": found.newer[:MOST_ASKED],
        "since": _since(found, looked_at) if why == "changed_since" else (),
        "services": [services(timezone.localdate()).title(each) for each in found.services],
    }
    return render(request, "reporting/workbook_rehearsal.html", context, status=422 if why else 200)


def _since(found: Rehearsal, looked_at: datetime | None) -> list[Line]:
    """The rows that somebody saved after the officer looked."""
    if looked_at is None:
        return []
    lines = (each.line for each in found.taken)
    return [line for line in lines if line.changed_at is not None and line.changed_at > looked_at]


@officers_only
@require_GET
def marked(request: HttpRequest, period: str, token: str) -> HttpResponse:
    """The officer's own workbook with every wrong cell marked."""
    reading, content = _reading(request, period, token)
    found = rehearse_workbook(officer_of(request), period, reading, timezone.now())
    name = reading.name.removesuffix(".xlsx")
    safe = "".join(each if each.isascii() and (each.isalnum() or each in "-_.") else "-" for each in name)
    return attached(marked_workbook(content, found.errors, reading.name), f"{safe}-to-correct.xlsx")


@officers_only
@require_POST
def discard(request: HttpRequest, period: str, token: str) -> HttpResponse:
    """Put the workbook aside."""
    discard_workbook(officer_of(request), token)
    messages.success(request, "The workbook is removed. Nothing was saved.")
    return redirect("period-excel", period)
