"""Officers' pages for a file of a month's figures: take one to fill in, hand it over, see its rehearsal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.finance.access import may_monitor_anything
from goldenthread.finance.commands.monitoring_import import (
    accept_monitoring,
    hand_over_monitoring,
    rehearsed_monitoring,
)
from goldenthread.finance.forms.monitoring import MonthFileForm
from goldenthread.finance.monitoring_file import OPTIONAL, REQUIRED, template_csv
from goldenthread.finance.queries.monitoring import lines_year
from goldenthread.finance.queries.saving import month_due
from goldenthread.finance.queries.virement import years_watched
from goldenthread.finance.views.monitoring import budget_or_404
from goldenthread.kit.download import CSV_TYPE
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.refusal import Refused

SHOWN = 200
"""Rows and faults shown of each kind; the rest are counted."""


@officers_only
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand over a file of a month's figures, to see what it would do."""
    officer = officer_of(request)
    require(may_monitor_anything(officer), "bring in a month's figures")
    years = years_watched()
    month = month_due(years[0], timezone.localdate()) if years else None
    form = MonthFileForm(sent(request), request.FILES or None, years=years, month=month)
    if form.is_valid():
        said = form.cleaned_data
        try:
            number = hand_over_monitoring(
                officer, said["year"], said["month"], said["file"].name, said["file"].read()
            )
            return redirect("rehearse-monitoring", number)
        except Refused as refused:
            say_refusals(form, refused)
    context = {
        "form": form,
        "required": REQUIRED,
        "optional": OPTIONAL,
        "years": [(each, year_name(each)) for each in years],
    }
    return render(request, "finance/monitoring_upload.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def rehearse(request: HttpRequest, number: int) -> HttpResponse:
    """What an uploaded file would do; on the officer's word, take it in."""
    officer = officer_of(request)
    require(may_monitor_anything(officer), "bring in a month's figures")
    if request.method == "POST":
        done = accept_monitoring(officer, number, request.POST.get("seen", ""))
        messages.success(request, f"Brought in: {done} changed.")
        return redirect("budget-monitoring")
    found = rehearsed_monitoring(officer, number)
    if found is None:
        raise Http404("no such upload")
    context = {
        "rehearsal": found,
        "faults": found.refusals[:SHOWN],
        "more_faults": len(found.refusals[SHOWN:]),
        "changed": found.changed[:SHOWN],
        "added": found.added[:SHOWN],
    }
    return render(request, "finance/monitoring_rehearsal.html", context)


@officers_only
@require_GET
def template(request: HttpRequest, year: int) -> HttpResponse:
    """The lines of the budget in force as a file to fill in, of one service where it is named."""
    budget = budget_or_404(request, year)
    text = template_csv(lines_year(budget, request.GET.get("service", "")))
    headers = {"Content-Disposition": f'attachment; filename="monitoring-{year}.csv"'}
    return HttpResponse(text, content_type=CSV_TYPE, headers=headers)
