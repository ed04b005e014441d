"""Officers' pages that begin a draft from last year's outturn: hand over, look, begin."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.finance.access import may_keep_budget
from goldenthread.finance.commands.from_outturn import begin_from_outturn, hand_over_outturn
from goldenthread.finance.council_choice import councils
from goldenthread.finance.forms.from_outturn import OutturnDraftForm, OutturnFilesForm
from goldenthread.finance.pounds_said import pounds
from goldenthread.finance.queries.from_outturn import suggested_services, uploaded_outturn
from goldenthread.finance.views.place import tree_today
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.people.queries.council import council
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.refusal import Refused

SHOWN = 200


@officers_only
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand over RSX, RO3 or both, to see which lines a draft would begin with."""
    require(may_keep_budget(request.user), "keep the budget")
    facts = council()
    own = {"area": facts.area} if facts and facts.area in dict(councils()) else {}
    form = OutturnFilesForm(sent(request), request.FILES or None, initial=own)
    if form.is_valid():
        try:
            given, area = form.files_given(), form.cleaned_data["area"]
            return redirect("budget-outturn-lines", hand_over_outturn(officer_of(request), given, area))
        except Refused as refused:
            say_refusals(form, refused)
    return render(request, "finance/from_outturn.html", {"form": form})


@officers_only
@require_http_methods(["GET", "POST"])
def lines(request: HttpRequest, number: int) -> HttpResponse:
    """The lines that the outturn makes, each with its service; on the officer's word a draft begins."""
    officer = officer_of(request)
    require(may_keep_budget(officer), "keep the budget")
    gathered = uploaded_outturn(officer, number)
    if gathered is None:
        raise Http404("no such upload")
    tree = tree_today()
    form = OutturnDraftForm(
        sent(request),
        gathered=gathered,
        services=tree,
        suggested=suggested_services(gathered.lines, tree),
    )
    if form.is_valid():
        try:
            ref = begin_from_outturn(officer, number, form.services_chosen(), form.draft())
            messages.success(request, f"The draft has begun, with {len(gathered.lines)} lines.")
            return redirect("budget", ref)
        except Refused as refused:
            say_refusals(form, refused)
    context = {
        "form": form,
        "gathered": gathered,
        "year": year_name(gathered.year),
        "next_year": year_name(gathered.year + 1),
        "rows": [
            (line, *map(pounds, (line.gross, line.income, line.net)), field) for line, field in form.rows
        ],
        "sums": [pounds(each) for each in (gathered.gross, gathered.income, gathered.net)],
        "replaced": [(line, pounds(line.net)) for line in gathered.replaced],
        "refused": gathered.refused[:SHOWN],
    }
    return render(request, "finance/outturn_lines.html", context)
