"""Officers' pages of virements: those of a year, one of them, and a new one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.delivery.views.answer import is_done
from goldenthread.engine.budget.in_year import in_year_policy
from goldenthread.finance.access import may_keep_budget, may_read_finance, may_vire
from goldenthread.finance.commands.amending import begin_amendment
from goldenthread.finance.commands.virement import enter_virement
from goldenthread.finance.forms.freezing import BeginForm
from goldenthread.finance.forms.virement import VirementForm
from goldenthread.finance.queries.virement import virement_named, virements_of, years_watched
from goldenthread.finance.views.monitoring import watched
from goldenthread.people.access import Officer, require
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
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest) -> HttpResponse:
    """Begin an amended budget that takes in the recurring virements of the year."""
    officer = officer_of(request)
    require(may_keep_budget(officer), "keep the budget")
    budget = watched(request)
    if budget is None:
        raise Http404("no budget is agreed yet")
    start = {"title": f"Budget {budget.year_in_words}, amended", "ref": f"{budget.ref}-amended"[:100]}
    form = BeginForm(sent(request), initial=start)
    made: list[str] = []
    if is_done(form, lambda: made.append(_begun(officer, budget.ref, form))):
        messages.success(request, "The amended budget is begun. It is a draft until it is frozen as amended.")
        return redirect("budget", made[0])
    waiting = [each for each in virements_of(officer, budget) if each.recurring and not each.taken_in]
    context = {"form": form, "budget": budget, "virements": waiting}
    return render(request, "finance/virement_amend.html", context)


def _begun(officer: Officer, ref: str, form: BeginForm) -> str:
    return begin_amendment(officer, ref, form.cleaned_data["ref"], form.cleaned_data["title"])


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
