"""Officers' pages of the year as it goes: the council by month, a service's lines, and one line."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.engine.budget.in_year import in_year_policy
from goldenthread.finance.access import may_monitor, may_monitor_anything, may_read_finance
from goldenthread.finance.commands.monitoring import monitor_lines
from goldenthread.finance.forms.monitoring import EntryRow, entry_rows, note_faults, said_in
from goldenthread.finance.queries.monitoring import LineYear, lines_year, warned_lines, year_view
from goldenthread.finance.queries.saving import month_due
from goldenthread.finance.queries.virement import (
    YearBudget,
    budget_to_watch,
    lines_by_service,
    taken_in,
    virements_of,
    years_watched,
)
from goldenthread.finance.views.place import tree_today
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only
from goldenthread.rules.financial_year import UnknownYear, read_year, year_name
from goldenthread.rules.monitoring import MONTHS_OF_YEAR, month_name
from goldenthread.rules.refusal import Refused

PER_PAGE = 25


@officers_only
@require_GET
def year(request: HttpRequest) -> HttpResponse:
    """The whole council: every service's budget, its months side by side, and the early warnings."""
    budget = watched(request)
    years = [(each, year_name(each)) for each in years_watched()]
    if budget is None:
        return render(request, "finance/monitoring.html", {"view": None, "years": years})
    tree = tree_today()
    view = year_view(budget, {each.ref: each.title for each in tree})
    latest = view.latest
    warned = warned_lines(budget, latest.month) if latest else ()
    context = {
        "view": view,
        "years": years,
        "months": [(each.month, month_name(budget.first, each.month)) for each in view.months[::-1]],
        "totals": view.months[::-1],
        "latest": latest,
        "latest_name": month_name(budget.first, latest.month) if latest else "",
        "warned": [(each, tree.title(each.service)) for each in warned],
        "policy": in_year_policy(budget.first),
        "may_enter": may_monitor_anything(request.user),
        "due": month_due(budget.first, timezone.localdate()),
    }
    return render(request, "finance/monitoring.html", context)


@officers_only
@require_GET
def service(request: HttpRequest, year: int, service: str) -> HttpResponse:
    """A page of a service's lines with their months side by side."""
    budget, tree = budget_or_404(request, year), tree_today()
    page, lines = _page(request, budget, service)
    months = sorted({month for line in lines for month in line.months}, reverse=True)
    due = month_due(budget.first, timezone.localdate())
    may_enter = may_monitor(request.user, tree.subjects(service))
    context = {
        "budget": budget,
        "service": service,
        "title": tree.title(service),
        "page": page,
        "lines": lines,
        "months": [(each, month_name(year, each)) for each in months],
        "may_enter": may_enter,
        "enter": [(each, month_name(year, each)) for each in MONTHS_OF_YEAR] if may_enter else (),
        "due": (due, month_name(year, due)) if due else None,
        "policy": in_year_policy(year),
    }
    return render(request, "finance/monitoring_service.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def month(request: HttpRequest, year: int, service: str, month: int) -> HttpResponse:
    """Say how a page of a service's lines stands at the end of a month."""
    tree = tree_today()
    require(may_monitor(request.user, tree.subjects(service)), "say how this service's lines stand")
    budget = budget_or_404(request, year)
    if month not in MONTHS_OF_YEAR:
        raise Http404("no such month")
    page, lines = _page(request, budget, service)
    rows = entry_rows(lines, month, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = _entered(request, budget, month, rows)
        if done is not None:
            messages.success(request, f"Saved: {done} changed.")
            address = reverse("budget-monitoring-service", args=[year, service])
            return redirect(f"{address}?page={page.number}")
    context: dict[str, Any] = {
        "budget": budget,
        "service": service,
        "title": tree.title(service),
        "page": page,
        "rows": rows,
        "faults": [(row, name, told) for row in rows for name, told in row.faults.items()],
        "month": month_name(year, month),
        "before": max((each for line in lines for each in line.months if each < month), default=None),
        "policy": in_year_policy(year),
    }
    return render(request, "finance/monitoring_month.html", context)


@officers_only
@require_GET
def line(request: HttpRequest, year: int, line: str) -> HttpResponse:
    """One line: its budget explained, every month, and what its early warning was judged by."""
    budget, tree = budget_or_404(request, year), tree_today()
    found = lines_year(budget, refs=[line])
    if not found:
        raise Http404("no such line")
    own = found[0]
    folded = set(taken_in(budget))
    moved = [
        (each, sum(part.amount for part in each.parts if part.line == line))
        for each in virements_of(officer_of(request), budget)
        if any(part.line == line for part in each.parts) and each.ref not in folded
    ]
    context = {
        "budget": budget,
        "own": own,
        "service": own.line.service,
        "title": tree.title(own.line.service),
        "moved": moved,
        "months": sorted(own.months.items()),
        "policy": in_year_policy(year),
    }
    return render(request, "finance/monitoring_line.html", context)


def watched(request: HttpRequest) -> YearBudget | None:
    """The budget in force for the year in the address, or the latest that has begun."""
    officer = officer_of(request)
    require(may_read_finance(officer), "read budgets")
    try:
        asked = read_year(request.GET["year"]) if request.GET.get("year") else None
    except UnknownYear as unknown:
        raise Http404(str(unknown)) from unknown
    return budget_to_watch(officer, timezone.localdate(), asked)


def budget_or_404(request: HttpRequest, year: int) -> YearBudget:
    """The budget in force for a year, for somebody who may read it."""
    officer = officer_of(request)
    require(may_read_finance(officer), "read budgets")
    budget = budget_to_watch(officer, timezone.localdate(), year)
    if budget is None:
        raise Http404("no budget is agreed for that year")
    return budget


def _page(request: HttpRequest, budget: YearBudget, service: str) -> tuple[Any, tuple[LineYear, ...]]:
    count = lines_by_service(budget).get(service, 0)
    if not count:
        raise Http404("the budget has no lines of that service")
    page = Paginator(range(count), PER_PAGE).get_page(request.GET.get("page", "1"))
    start = page.start_index() - 1
    return page, lines_year(budget, service, within=slice(start, start + PER_PAGE))


def _entered(request: HttpRequest, budget: YearBudget, month: int, rows: tuple[EntryRow, ...]) -> int | None:
    """How many lines changed; None where something is wrong, which then stands in the rows."""
    said = said_in(rows)
    if any(row.faults for row in rows):
        return None
    try:
        return monitor_lines(officer_of(request), budget.first, month, said)
    except Refused as refused:
        note_faults(rows, refused.refusals)
        if not any(row.faults for row in rows):
            raise
        return None
