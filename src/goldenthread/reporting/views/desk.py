"""The performance desk: every return of a quarter, reminders, late entry, closing, publishing, correcting."""

from collections.abc import Container, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.kit.format import count_of
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.people.queries.reach import held_over
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.reporting.access import (
    may_close_period,
    may_correct_figure,
    may_publish_period,
    may_remind,
    may_see_desk,
)
from goldenthread.reporting.commands.closing import close_period, publish_period
from goldenthread.reporting.commands.correction import correct_figure
from goldenthread.reporting.commands.reminding import remind
from goldenthread.reporting.commands.returning import unlock_return
from goldenthread.reporting.forms.desk import ClosingForm, CorrectionForm, PublishForm
from goldenthread.reporting.queries.closing import Closing, closing, latest_period, published_figure
from goldenthread.reporting.queries.desk import STATES, Desk, DeskFilter, desk
from goldenthread.rules.refusal import Refused


@officers_only
@require_GET
def latest(request: HttpRequest) -> HttpResponse:
    """The desk of the latest quarter that is not only planned."""
    require(may_see_desk(officer_of(request)), "see the performance desk")
    ref = latest_period()
    if not ref:
        return render(request, "reporting/no_desk.html", {})
    return redirect("desk", ref)


@officers_only
@require_GET
def desk_page(request: HttpRequest, period: str) -> HttpResponse:
    """Every return of the quarter, filtered by what stands in the address."""
    officer, today = officer_of(request), timezone.localdate()
    require(may_see_desk(officer), "see the performance desk")
    tree, policy = services(today), read_quarter_policy()
    directorates = [("", "All"), *((each.ref, each.title) for each in tree if not each.parent)]
    states = [("", "Anywhere"), ("outstanding", "Not in yet"), *STATES.items()]
    wanted = _wanted(request.GET, dict(states), dict(directorates))
    shown = desk(period, wanted, tree, policy, today)
    if shown is None:
        raise Http404("no such reporting period")
    context = {
        "desk": shown,
        "wanted": wanted,
        "choices": {"states": states, "directorates": directorates},
        "nobody": _nobody(shown, tree),
        "address": request.GET.urlencode(),
        "may_remind": may_remind(officer),
        "may_close": may_close_period(officer),
    }
    return render(request, "reporting/desk.html", context)


def _nobody(shown: Desk, tree: ServiceTree) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Services whose return nobody can fill in, or nobody can approve, by what they lack."""
    lacking = []
    for role, what in (("service_lead", "no lead"), ("approver", "no approver")):
        held = held_over(role)
        alone = tuple(row.title for row in shown.rows if held.isdisjoint(tree.lineage(row.service)))
        if alone:
            lacking.append((what, alone))
    return tuple(lacking)


@officers_only
@require_POST
def remind_services(request: HttpRequest, period: str) -> HttpResponse:
    """Write to the leads of the services that were ticked, or of all whose return is not in."""
    officer, now = officer_of(request), timezone.now()
    chosen = _ticked(request)
    if request.POST.get("all"):
        chosen = [row.service for row in _closing(period).outstanding if row.is_with_service]
    written = remind(officer, period, chosen, now)
    messages.success(request, _written(written))
    return _back(request, period)


def _written(letters: int) -> str:
    if letters:
        return f"{count_of(letters, 'letter')} written, to be sent within minutes."
    return (
        "Nobody was written to: these services have no lead, their leads have no address, "
        "or they had a reminder today."
    )


@officers_only
@require_POST
def unlock(request: HttpRequest, period: str) -> HttpResponse:
    """Open the returns that were ticked for late entry, with the reason given."""
    officer, now = officer_of(request), timezone.now()
    chosen = _ticked(request)
    for service in chosen:
        unlock_return(officer, period, service, request.POST.get("reason", ""), now)
    if chosen:
        messages.success(request, f"{count_of(len(chosen), 'return')} opened for late entry.")
    return _back(request, period)


@officers_only
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, period: str) -> HttpResponse:
    """Close the quarter, with a reason for every return that it closes without."""
    officer, found = officer_of(request), _closing(period)
    require(may_close_period(officer), "close reporting periods")
    outstanding = [(row.service, row.title, row.state_in_words) for row in found.outstanding]
    form = ClosingForm(sent(request), outstanding=outstanding)
    if form.is_valid():
        try:
            close_period(officer, period, timezone.now(), form.cleaned_data)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "The quarter is closed. Returns are locked.")
            return redirect("publish-period", period)
    return render(request, "reporting/close.html", {"form": form, "closing": found})


@officers_only
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, period: str) -> HttpResponse:
    """Publish the quarter's figures and its report; after that, what was approved late."""
    officer, found = officer_of(request), _closing(period)
    require(may_publish_period(officer), "publish reporting periods")
    form = PublishForm(sent(request))
    if form.is_valid():
        try:
            publish_period(officer, period, form.cleaned_data["at"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "Published: the report, and the figures of every approved return.")
            return redirect("report-draft", period)
    return render(request, "reporting/publish.html", {"form": form, "closing": found})


@officers_only
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, period: str, number: int) -> HttpResponse:
    """Correct one published figure: both values are kept, and the public reads why."""
    officer = officer_of(request)
    require(may_correct_figure(officer), "correct published figures")
    figure = published_figure(period, number)
    if figure is None:
        raise Http404("no such published figure")
    form = CorrectionForm(sent(request), initial=figure.as_entered())
    if form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        try:
            correct_figure(officer, number, said["version"], form.said(), said["reason"], now)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "Corrected. The figure before it stays beside it.")
            return redirect("report-draft", period)
    return render(request, "reporting/correct.html", {"form": form, "figure": figure, "period": period})


def _wanted(said: QueryDict, states: Container[str], directorates: Container[str]) -> DeskFilter:
    """The filter that stands in the address; words that mean nothing narrow nothing."""
    state, directorate = said.get("state", ""), said.get("directorate", "")
    return DeskFilter(
        state if state in states else "",
        directorate if directorate in directorates else "",
        "odd" in said,
        "late" in said,
    )


def _ticked(request: HttpRequest) -> Sequence[str]:
    return request.POST.getlist("service")


def _back(request: HttpRequest, period: str) -> HttpResponse:
    """To the desk with the filters that it had."""
    answer = redirect("desk", period)
    filters = QueryDict(request.POST.get("address", "")).urlencode()
    if filters:
        answer["Location"] += "?" + filters
    return answer


def _closing(period: str) -> Closing:
    found = closing(period, services(timezone.localdate()))
    if found is None:
        raise Http404("no such reporting period")
    return found
