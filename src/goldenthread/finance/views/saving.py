"""Officers' pages of savings: all of the budget in force, and one with its small form."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.delivery.views.answer import is_done
from goldenthread.engine.budget.in_year import in_year_policy
from goldenthread.finance.access import may_answer_saving
from goldenthread.finance.commands.saving import report_saving, reports_mark
from goldenthread.finance.forms.saving import SavingForm
from goldenthread.finance.pounds_said import pounds
from goldenthread.finance.queries.saving import (
    line_title,
    month_due,
    reports_of,
    saving_named,
    savings_view,
    share_of,
)
from goldenthread.finance.queries.saving_sheet import SavingSheet
from goldenthread.finance.queries.virement import years_watched
from goldenthread.finance.views.monitoring import budget_or_404, watched
from goldenthread.finance.views.place import tree_today
from goldenthread.kit.figure import DataTable
from goldenthread.people.access import Officer, require
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.people.queries.publication import publicity
from goldenthread.plan.queries import titles_of
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import penny
from goldenthread.rules.monitoring import MONTHS_OF_YEAR
from goldenthread.rules.saving import DeliveryShare

PER_PAGE = 100


@officers_only
@require_GET
def savings(request: HttpRequest) -> HttpResponse:
    """Every saving of the budget in force, with what all of them come to."""
    budget, tree = watched(request), tree_today()
    years = [(each, year_name(each)) for each in years_watched()]
    if budget is None:
        return render(request, "finance/savings.html", {"view": None, "years": years})
    view = savings_view(budget)
    rows = sorted(((each, tree.title(each.service)) for each in view.savings), key=lambda row: row[1])
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page", "1"))
    context = {
        "view": view,
        "years": years,
        "rows": page.object_list,
        "page": page,
        "bases": _bases(view.bases),
        "histories": _histories([(each.kind_in_words, each.share) for each in view.histories]),
        "later": [(year_name(year), count, total, to_find) for year, count, total, to_find in view.later],
        "policy": in_year_policy(budget.first),
    }
    return render(request, "finance/savings.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, year: int, ref: str) -> HttpResponse:
    """One saving; whoever answers for its service says here how it stands."""
    officer, budget, tree = officer_of(request), budget_or_404(request, year), tree_today()
    sheet = saving_named(budget, ref)
    if sheet is None:
        raise Http404("no such saving")
    may = may_answer_saving(officer, tree.subjects(sheet.service))
    require(may or request.method != "POST", "answer for this saving")
    form = _form(request, officer, sheet, year, may)
    if form and request.method == "POST" and is_done(form, lambda: _report(officer, year, ref, form)):
        messages.success(request, f"Saved: {sheet.title}.")
        return redirect("budget-saving", year, ref)
    context = {
        "budget": budget,
        "saving": sheet,
        "service": tree.title(sheet.service),
        "line": line_title(budget, sheet.line),
        "reports": reports_of(ref, year),
        "form": form,
        "touches": _touches(officer, sheet),
        "share": share_of(budget, sheet.kind),
        "policy": in_year_policy(year),
    }
    return render(request, "finance/saving.html", context)


def _form(request: HttpRequest, officer: Officer, sheet: SavingSheet, year: int, may: bool) -> Any:
    """The form, for whoever may answer; None where nobody may, or the saving is still to be found."""
    if not may or sheet.is_unidentified:
        return None
    due = month_due(year, timezone.localdate())
    asked = request.GET.get("month", "")
    month = int(asked) if asked in map(str, MONTHS_OF_YEAR) else due
    return SavingForm(
        sent(request),
        year=year,
        month=month,
        latest=sheet.latest,
        state=sheet.state,
        seen=reports_mark(sheet.ref, year),
    )


def _report(officer: Officer, year: int, ref: str, form: SavingForm) -> None:
    said = form.cleaned_data
    report_saving(officer, year, ref, said["month"], form.words(), said["seen"])


def _touches(officer: Officer, sheet: SavingSheet) -> list[dict[str, str]]:
    items = [(each.plan, each.item) for each in sheet.touches if each.plan]
    titles = titles_of(items, officer, publicity(timezone.now()))
    return [
        {
            "plan": each.plan,
            "item": each.item,
            "measure": each.measure,
            "why": each.why,
            "title": titles.get((each.plan, each.item), f"{each.plan}#{each.item}"),
        }
        for each in sheet.touches
    ]


def _bases(bases: Any) -> DataTable:
    rows = [
        (
            each.in_words,
            str(each.count),
            *map(pounds, (each.planned, each.counted, each.expected, each.at_risk)),
        )
        for each in bases
    ]
    headings = (
        "On what ground",
        "Savings",
        "Planned, £",
        "Counted in the plan, £",
        "Expected, £",
        "At risk, £",
    )
    caption = "What the year’s savings are expected to bring, and what of the plan is at risk"
    return DataTable(caption, headings, tuple(rows), (1, 2, 3, 4, 5))


def _histories(found: list[tuple[str, DeliveryShare]]) -> DataTable:
    rows = [(kind, str(share.count), *_shares(share)) for kind, share in found]
    headings = ("Kind", "Finished savings", "Delivered of what was planned", "Least to most of any one")
    return DataTable(
        "What the council’s finished savings of each kind delivered", headings, tuple(rows), (1,)
    )


def _shares(share: DeliveryShare) -> tuple[str, str]:
    if share.share is None or share.least is None or share.most is None:
        return "Cannot judge: too few", ""
    own, least, most = (f"{penny(each * 100):.1f}%" for each in (share.share, share.least, share.most))
    return own, f"{least} to {most}"
