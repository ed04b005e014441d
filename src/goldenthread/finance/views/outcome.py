"""What each pound is for: the matrix of outcomes, and the shares of lines, by line or by service."""

from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.delivery.forms.choice import item_choices
from goldenthread.delivery.views.answer import is_done
from goldenthread.finance.commands.allocation import share_lines, share_service, unshare_line
from goldenthread.finance.forms.share import ShareForm
from goldenthread.finance.outcome_words import range_table
from goldenthread.finance.queries.allocation import (
    PER_PAGE,
    SharedLine,
    count_lines,
    services_shared,
    shared_line,
    shared_lines,
)
from goldenthread.finance.queries.outcome import matrix
from goldenthread.finance.queries.version import VersionFacts
from goldenthread.finance.views.place import budget_or_404, draft_or_404, shown, tree_today
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.people.queries.publication import publicity
from goldenthread.people.queries.service import ServiceTree
from goldenthread.plan.queries import titles_of
from goldenthread.rules.financial_year import year_name

LARGE = Decimal("0.1")
"""From this part of the budget on, what is unallocated is said first."""

SECTION = "budget-outcomes"


@officers_only
@require_GET
def outcomes(request: HttpRequest, ref: str) -> HttpResponse:
    """The matrix: what each outcome costs in each year, how far that could be put, and how sure it is."""
    facts, tree = budget_or_404(request, ref), tree_today()
    found = matrix(facts, officer_of(request), timezone.now())
    left = found.unallocated_share
    context = {
        "matrix": found,
        "years": [year_name(year) for year in found.years],
        "ranges": range_table(found),
        "is_large": left is not None and left >= LARGE,
        "services": [(each, _title(each.service, tree)) for each in services_shared(facts)],
    }
    return shown(request, "finance/outcomes.html", facts, SECTION, **context)


@officers_only
@require_http_methods(["GET", "POST"])
def service(request: HttpRequest, ref: str, service: str) -> HttpResponse:
    """The lines of a service with their shares; one share is given to all of them at once."""
    facts = (draft_or_404 if request.method == "POST" else budget_or_404)(request, ref)
    count = count_lines(ref, service)
    if not count:
        raise Http404("no line of this budget is of that service")
    form = _form(request, facts)
    done: list[int] = []
    if request.method == "POST" and is_done(
        form, lambda: done.append(_share_all(request, ref, service, form))
    ):
        messages.success(request, f"Shared out on {done[0]} lines.")
        return redirect("budget-service-shares", ref, service)
    page = Paginator(range(count), PER_PAGE).get_page(request.GET.get("page", "1"))
    lines = shared_lines(ref, service, page.number)
    context = {
        "form": form,
        "service": service,
        "service_title": _title(service, tree_today()),
        "count": count,
        "page": page,
        "lines": lines,
        "titles": _titles(request, lines),
    }
    return shown(request, "finance/service_shares.html", facts, SECTION, **context)


@officers_only
@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, ref: str, line: str) -> HttpResponse:
    """One line with its shares, and a form that gives it another or changes one."""
    facts = (draft_or_404 if request.method == "POST" else budget_or_404)(request, ref)
    found = shared_line(ref, line)
    if found is None:
        raise Http404("no such line in this budget")
    form = _form(request, facts)
    if request.method == "POST" and is_done(form, lambda: _share_one(request, ref, line, form)):
        messages.success(request, "Saved.")
        return redirect("budget-line-shares", ref, line)
    context = {
        "form": form,
        "line": found,
        "service_title": _title(found.service, tree_today()),
        "titles": _titles(request, (found,)),
    }
    return shown(request, "finance/line_shares.html", facts, SECTION, **context)


@officers_only
@require_POST
def unshare(request: HttpRequest, ref: str, line: str) -> HttpResponse:
    """Take one share of a line away."""
    draft_or_404(request, ref)
    plan, item = request.POST.get("plan", ""), request.POST.get("item", "")
    unshare_line(officer_of(request), ref, line, plan, item)
    messages.success(request, "Taken away: that part of the line is unallocated again.")
    return redirect("budget-line-shares", ref, line)


def _form(request: HttpRequest, facts: VersionFacts) -> ShareForm:
    items = item_choices(officer_of(request), timezone.now())
    return ShareForm(sent(request), items=items, version=facts.version)


def _share_one(request: HttpRequest, ref: str, line: str, form: ShareForm) -> int:
    return share_lines(officer_of(request), ref, [line], form.words(), form.cleaned_data["seen"])


def _share_all(request: HttpRequest, ref: str, service: str, form: ShareForm) -> int:
    return share_service(officer_of(request), ref, service, form.words(), form.cleaned_data["seen"])


def _titles(request: HttpRequest, lines: tuple[SharedLine, ...]) -> dict[str, str]:
    """The titles of the outcomes that these lines are shared to, by `plan/item`."""
    places = {(each.plan, each.item) for held in lines for each in held.shares if each.plan}
    found = titles_of(places, officer_of(request), publicity(timezone.now()))
    return {f"{plan}/{item}": title for (plan, item), title in found.items()}


def _title(service: str, tree: ServiceTree) -> str:
    return tree.title(service) if service in tree else service
