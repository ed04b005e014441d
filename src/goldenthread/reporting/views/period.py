"""Reporting periods: planned, given other dates, and opened."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from goldenthread.kit.format import count_of
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.reporting.access import may_open_period, may_plan_period
from goldenthread.reporting.commands.period import change_period, open_period, plan_period
from goldenthread.reporting.forms.period import DatesForm, PeriodForm
from goldenthread.reporting.next_period import next_period
from goldenthread.reporting.queries.period import period_named, periods
from goldenthread.rules.refusal import Refused


@officers_only
@require_safe
def periods_page(request: HttpRequest) -> HttpResponse:
    """Every reporting period, the latest first."""
    found = {"periods": periods(), "may_plan": may_plan_period(officer_of(request))}
    return render(request, "reporting/periods.html", found)


@officers_only
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a reporting period."""
    form = PeriodForm(sent(request), initial=next_period(periods(), timezone.localdate()))
    if form.is_valid():
        try:
            ref = plan_period(officer_of(request), form.cleaned_data["period"], **form.dates())
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "Planned. Nobody is asked for anything until you open it.")
            return redirect("period", ref)
    return render(request, "reporting/plan_period.html", {"form": form})


@officers_only
def period_page(request: HttpRequest, ref: str) -> HttpResponse:
    """One reporting period with its dates, which may be changed until it closes."""
    who, sheet = officer_of(request), period_named(ref)
    if sheet is None:
        raise Http404
    names = ("title", "opens", "due", "approve_by", "closes")
    form = DatesForm(sent(request), initial={name: getattr(sheet, name) for name in names})
    if form.is_valid():
        try:
            change_period(who, ref, **form.cleaned_data)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "The dates are changed.")
            return redirect("period", ref)
    return render(
        request,
        "reporting/period.html",
        {
            "sheet": sheet,
            "form": form,
            "may_plan": may_plan_period(who) and sheet.state in ("planned", "open"),
            "may_open": may_open_period(who) and sheet.state == "planned",
            "is_early": sheet.opens > timezone.localdate(),
        },
    )


@officers_only
@require_POST
def open_page(request: HttpRequest, ref: str) -> HttpResponse:
    """Open the period: every service that owes anything is asked for it."""
    count = open_period(officer_of(request), ref, timezone.now())
    messages.success(request, f"Open. {count_of(count, 'service owes a return', 'services owe a return')}.")
    return redirect("period", ref)
