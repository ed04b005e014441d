"""Officers' pages of virements: those of a year, one of them, and a new one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.delivery.views.answer import is_done
from goldenthread.engine.budget.in_year import in_year_policy
from goldenthread.finance.access import may_read_finance, may_vire
from goldenthread.finance.commands.virement import enter_virement
from goldenthread.finance.forms.virement import VirementForm
from goldenthread.finance.queries.virement import virement_named, virements_of, years_watched
from goldenthread.finance.views.monitoring import watched
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.rules.financial_year import year_name


@officers_only
@require_GET
def virements(request: HttpRequest) -> HttpResponse:
    """The virements of a year, the latest first."""
    budget = watched(request)
    found = virements_of(officer_of(request), budget) if budget else ()
    context = {
        "budget": budget,
        "virements": found,
        "years": [(each, year_name(each)) for each in years_watched()],
        "may_vire": may_vire(request.user),
        "policy": in_year_policy(budget.first) if budget else None,
    }
    return render(request, "finance/virements.html", context)


@officers_only
@require_GET
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """One virement: its lines, why, and who allowed it."""
    officer = officer_of(request)
    require(may_read_finance(officer), "read virements")
    found = virement_named(officer, ref)
    if found is None:
        raise Http404("no such virement")
    return render(request, "finance/virement.html", {"virement": found})


@officers_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a virement."""
    officer = officer_of(request)
    require(may_vire(officer), "enter virements")
    years = years_watched()
    policy = in_year_policy(years[0]) if years else None
    form = VirementForm(sent(request), years=years, authorities=policy.authorities if policy else ())
    made: list[str] = []
    if is_done(form, lambda: made.append(enter_virement(officer, form.words()))):
        messages.success(request, f"Entered as {made[0]}.")
        return redirect("budget-virement", made[0])
    context: dict[str, Any] = {"form": form, "policy": policy}
    return render(request, "finance/virement_form.html", context)
