"""Changes of a version: the list by kind, year and service, and editing one in a draft."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.delivery.views.answer import is_done
from goldenthread.finance.commands.edit import put_change, remove_change
from goldenthread.finance.forms.line import ChangeForm
from goldenthread.finance.queries.bridge import services_of, step_in_words
from goldenthread.finance.queries.line import (
    ChangeFilter,
    change_named,
    changes_page,
    line_titles,
    lines_with,
)
from goldenthread.finance.queries.version import VersionFacts, bare_book
from goldenthread.finance.views.place import budget_or_404, draft_or_404, saved_in_words, shown, tree_today
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.rules.budget import PRESSURES, SAVINGS, Change
from goldenthread.rules.financial_year import UnknownYear, read_year, year_name

LINES_FOUND = 20


@officers_only
@require_GET
def changes(request: HttpRequest, ref: str) -> HttpResponse:
    """The changes, a page at a time, filtered by what stands in the address."""
    facts, tree = budget_or_404(request, ref), tree_today()
    asked = {name: request.GET.get(name, "").strip() for name in ("service", "kind", "year", "words")}
    wanted = ChangeFilter(asked["service"], asked["kind"], _year(asked["year"]), asked["words"])
    page, totals = changes_page(ref, wanted, request.GET.get("page", "1"))
    titles = line_titles(ref, {each.line for each in page.object_list})
    words = request.GET.get("line", "").strip()
    context = {
        "page": page,
        "rows": [(each, step_in_words(each.kind), *titles[each.line]) for each in page.object_list],
        "totals": totals,
        "asked": asked,
        "services": [(each, tree.title(each)) for each in services_of(ref)],
        "kinds": [("Adds to spending", PRESSURES.items()), ("Saves", SAVINGS.items())],
        "years": [year_name(year) for year in (facts.first - 1, *facts.years)],
        "tree": tree.sheets,
        "is_filtered": any(asked.values()),
        "line_words": words,
        "found_lines": lines_with(ref, words, LINES_FOUND) if words else (),
    }
    return shown(request, "finance/changes.html", facts, "budget-changes", **context)


@officers_only
@require_http_methods(["GET", "POST"])
def new_change(request: HttpRequest, ref: str, line: str) -> HttpResponse:
    """Add a change to a line of a draft."""
    facts = draft_or_404(request, ref)
    return _edit(request, facts, line, None)


@officers_only
@require_http_methods(["GET", "POST"])
def edit_change(request: HttpRequest, ref: str, change: str) -> HttpResponse:
    """Change a pressure or a saving of a draft."""
    facts, found = draft_or_404(request, ref), change_named(ref, change)
    if found is None:
        raise Http404("no such change")
    return _edit(request, facts, found.line, found)


@officers_only
@require_POST
def take_change(request: HttpRequest, ref: str, change: str) -> HttpResponse:
    """Take a change out of a draft."""
    found = change_named(ref, change)
    remove_change(officer_of(request), ref, change)
    messages.success(request, "The change is removed.")
    return redirect("budget-line", ref, found.line) if found else redirect("budget-changes", ref)


def _edit(request: HttpRequest, facts: VersionFacts, line: str, now: Change | None) -> HttpResponse:
    titles = line_titles(facts.ref, {line})
    if line not in titles:
        raise Http404("no such line")
    form = ChangeForm(sent(request), book=bare_book(facts.ref), line=line, seen=facts.version, now=now)
    officer = officer_of(request)
    if is_done(form, lambda: put_change(officer, facts.ref, form.change(), form.cleaned_data["seen"])):
        messages.success(request, saved_in_words(facts.ref))
        return redirect("budget-line", facts.ref, line)
    title = now.title if now else f"Add a change to {titles[line][0]}"
    return shown(request, "finance/plain_form.html", facts, "budget-changes", form=form, title=title)


def _year(text: str) -> int:
    try:
        return read_year(text)
    except UnknownYear:
        return 0
