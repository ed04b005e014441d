"""Lines of a version: the list with its search, one line with its changes, and editing them in a draft."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.delivery.forms.choice import service_choices
from goldenthread.delivery.views.answer import is_done
from goldenthread.finance.commands.edit import put_line, remove_line
from goldenthread.finance.forms.line import LineForm
from goldenthread.finance.queries.bridge import services_of
from goldenthread.finance.queries.line import LineFilter, LineWhole, line_whole, lines_page
from goldenthread.finance.queries.version import VersionFacts, bare_book
from goldenthread.finance.views.place import budget_or_404, draft_or_404, saved_in_words, shown, tree_today
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.rules.budget import MANDATES
from goldenthread.rules.financial_year import year_name


@officers_only
@require_GET
def lines(request: HttpRequest, ref: str) -> HttpResponse:
    """The lines, a page at a time, filtered by what stands in the address."""
    facts, tree = budget_or_404(request, ref), tree_today()
    asked = {name: request.GET.get(name, "").strip() for name in ("service", "mandate", "words")}
    context = {
        "page": lines_page(ref, LineFilter(**asked), request.GET.get("page", "1")),
        "asked": asked,
        "services": [(each, tree.title(each)) for each in services_of(ref)],
        "mandates": list(MANDATES.items()),
        "tree": tree.sheets,
        "base": year_name(facts.first - 1),
        "first": year_name(facts.first),
    }
    return shown(request, "finance/lines.html", facts, "budget-lines", **context)


@officers_only
@require_GET
def line(request: HttpRequest, ref: str, line: str) -> HttpResponse:
    """One line: all its columns, what it costs by year, its changes, and what pays for it."""
    facts, tree = budget_or_404(request, ref), tree_today()
    found, book = _line_or_404(ref, line), bare_book(ref)
    funds = {each.ref: each.title for each in book.funding}
    context = {
        "seen": found.seen,
        "changes": found.changes,
        "allocations": found.allocations,
        "service": tree.title(found.seen.line.service),
        "mandate": MANDATES.get(found.seen.line.mandate, found.seen.line.mandate),
        "nets": list(zip(facts.years, found.seen.nets, strict=True)),
        "drivers": {each.ref: each.title for each in book.drivers},
        "uses": [(use, funds.get(use.funding, use.funding)) for use in book.uses if use.line == line],
        "base": year_name(facts.first - 1),
    }
    return shown(request, "finance/line.html", facts, "budget-lines", **context)


@officers_only
@require_http_methods(["GET", "POST"])
def new_line(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a line to a draft."""
    facts = draft_or_404(request, ref)
    return _edit(request, facts, None)


@officers_only
@require_http_methods(["GET", "POST"])
def edit_line(request: HttpRequest, ref: str, line: str) -> HttpResponse:
    """Change a line of a draft."""
    facts = draft_or_404(request, ref)
    return _edit(request, facts, _line_or_404(ref, line))


@officers_only
@require_POST
def take_line(request: HttpRequest, ref: str, line: str) -> HttpResponse:
    """Take a line out of a draft."""
    remove_line(officer_of(request), ref, line)
    messages.success(request, "The line is removed, with its changes.")
    return redirect("budget-lines", ref)


def _edit(request: HttpRequest, facts: VersionFacts, now: LineWhole | None) -> HttpResponse:
    held = now.seen.line if now else None
    choices = service_choices(tree_today(), officer_of(request))
    if held and held.service not in dict(choices):
        choices.append((held.service, held.service))
    form = LineForm(sent(request), book=bare_book(facts.ref), services=choices, seen=facts.version, now=held)
    officer, made = officer_of(request), list[str]()
    if is_done(
        form, lambda: made.append(put_line(officer, facts.ref, form.line(), form.cleaned_data["seen"]))
    ):
        messages.success(request, saved_in_words(facts.ref))
        return redirect("budget-line", facts.ref, made[0])
    title = held.title if held else "Add a line"
    return shown(request, "finance/plain_form.html", facts, "budget-lines", form=form, title=title)


def _line_or_404(ref: str, line: str) -> LineWhole:
    found = line_whole(ref, line)
    if found is None:
        raise Http404("no such line")
    return found
