"""Officers' pages about a budget's scenarios: the gap under each, how likely, and what matters most."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.finance.commands.scenario import (
    add_scenario,
    change_scenario,
    draw_anew,
    remove_scenario,
)
from goldenthread.finance.forms.scenario import ScenarioForm, start_of
from goldenthread.finance.queries.scenario import under_scenarios
from goldenthread.finance.queries.version import VersionFacts, bare_book
from goldenthread.finance.scenario_figure import shown_of
from goldenthread.finance.scenario_page import scenario_shown
from goldenthread.finance.views.draft import asked_year, draft_to_change, is_done
from goldenthread.finance.views.place import budget_or_404, shown
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.rules.budget import Book, Scenario
from goldenthread.rules.financial_year import year_name


@officers_only
@require_GET
def scenarios(request: HttpRequest, ref: str) -> HttpResponse:
    """The gap under every scenario, how likely it is, and which assumption matters most in a year."""
    facts = budget_or_404(request, ref)
    under = under_scenarios(ref)
    page = shown_of(under, asked_year(request))
    refs = ["", *(plan.scenario.ref for plan in under.others if plan.scenario)]
    context = {
        "shown": page,
        "rows": list(zip(refs, page.table.rows, strict=True)),
        "years": _years(facts, page.year),
        "year": year_name(page.year),
    }
    return shown(request, "finance/scenarios.html", facts, "budget-scenarios", **context)


@officers_only
@require_POST
def draw(request: HttpRequest, ref: str) -> HttpResponse:
    """Draw the drivers of a version anew, under the central plan and under each scenario."""
    budget_or_404(request, ref)
    draw_anew(officer_of(request), ref)
    messages.success(request, "The assumptions were drawn anew.")
    return redirect("budget-scenarios", ref)


@officers_only
@require_GET
def scenario(request: HttpRequest, ref: str, scenario: str) -> HttpResponse:
    """What a scenario assumes otherwise than the central plan, and what that makes of the gap."""
    facts = budget_or_404(request, ref)
    under = under_scenarios(ref)
    held = _named(under.book, scenario)
    page = scenario_shown(facts.ref, under, held, asked_year(request))
    context = {
        "scenario": held,
        "shown": page,
        "years": _years(facts, page.year),
        "year": year_name(page.year),
    }
    return shown(request, "finance/scenario.html", facts, "budget-scenarios", **context)


@officers_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a scenario to a draft; `?from=` copies one that there is."""
    facts = draft_to_change(request, ref)
    book = bare_book(ref)
    pattern = next((each for each in book.scenarios if each.ref == request.GET.get("from")), None)
    start = start_of(pattern, facts.version, copied=True)
    form = ScenarioForm(sent(request), book=book, initial=start)
    made = []

    def act() -> None:
        made.append(add_scenario(officer_of(request), ref, form.words(), form.cleaned_data["version"]))

    if is_done(form, act):
        messages.success(request, "The scenario is added.")
        return redirect("budget-scenario", ref, made[0])
    context = {"form": form, "facts": facts, "title": "Add a scenario", "copied": pattern}
    return render(request, "finance/scenario_form.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, ref: str, scenario: str) -> HttpResponse:
    """Rewrite a scenario of a draft."""
    facts = draft_to_change(request, ref)
    book = bare_book(ref)
    held = _named(book, scenario)
    form = ScenarioForm(sent(request), book=book, initial=start_of(held, facts.version))

    def act() -> None:
        change_scenario(officer_of(request), ref, scenario, form.words(), form.cleaned_data["version"])

    if is_done(form, act):
        messages.success(request, "Saved.")
        return redirect("budget-scenario", ref, scenario)
    context = {"form": form, "facts": facts, "title": f"Edit {held.title}", "scenario": held}
    return render(request, "finance/scenario_form.html", context)


@officers_only
@require_POST
def remove(request: HttpRequest, ref: str, scenario: str) -> HttpResponse:
    """Take a scenario out of a draft."""
    remove_scenario(officer_of(request), ref, scenario)
    messages.success(request, "The scenario is removed.")
    return redirect("budget-scenarios", ref)


def _named(book: Book, scenario: str) -> Scenario:
    for each in book.scenarios:
        if each.ref == scenario:
            return each
    raise Http404("no such scenario")


def _years(facts: VersionFacts, chosen: int) -> list[tuple[str, str, bool]]:
    """Each year as the address writes it, in words, and whether it is the one shown."""
    return [(year_name(year).replace("/", "-"), year_name(year), year == chosen) for year in facts.years]
