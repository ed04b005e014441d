"""The public pages of the budget: read the facts, hand them to the template."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from goldenthread.finance.queries.public_budget import signed_statement
from goldenthread.finance.scenario_figure import scenario_figures
from goldenthread.kit.download import CSV_TYPE, csv_lines
from goldenthread.thread.money import (
    ahead,
    balance_page,
    bills,
    front_page,
    kept,
    moved,
    published_page,
    service_page,
    sources,
    spending,
    version_page,
)
from goldenthread.thread.money.chapter import chapters_of
from goldenthread.thread.money.opened import Opened, open_budget
from goldenthread.thread.money.tables import File, balance_file, file_of, marked
from goldenthread.thread.reader import reader_of


@require_safe
def front(request: HttpRequest, ref: str = "") -> HttpResponse:
    """The latest budget, or the version asked for."""
    reader = reader_of(request)
    opened = open_budget(ref, reader)
    if opened is None and ref:
        raise Http404("no such budget")
    if opened is None:
        held = published_page.read(reader)
        return render(request, "thread/money/none.html", {"groups": held})
    return _page(request, opened, "front", {"page": front_page.read(opened)})


@require_safe
def services(request: HttpRequest, ref: str) -> HttpResponse:
    """Every service, and what a search among all lines finds."""
    opened = _opened(request, ref)
    found = service_page.find(opened, request.GET.get("q", ""))
    said = {"sheet": spending.services_sheet(opened), "law": spending.law_sheet(opened), "found": found}
    return _page(request, opened, "services", said)


@require_safe
def service(request: HttpRequest, ref: str, service: str) -> HttpResponse:
    """One service with its lines, changes and savings."""
    opened = _opened(request, ref)
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    page = service_page.read(opened, service, number) if number else None
    if page is None:
        raise Http404("no such service in this budget")
    return _page(request, opened, "service", {"page": page})


@require_safe
def outcomes(request: HttpRequest, ref: str) -> HttpResponse:
    """What is spent for each outcome."""
    opened = _opened(request, ref)
    return _page(request, opened, "outcomes", {"sheet": spending.outcomes_sheet(opened)})


@require_safe
def changes(request: HttpRequest, ref: str) -> HttpResponse:
    """What changed since last year and why."""
    opened = _opened(request, ref)
    bridge = moved.bridge_sheet(opened)
    said = {
        "bridge": bridge,
        "figure": moved.bridge_figure(opened, bridge),
        "sheet": moved.changes_sheet(opened, saving=False),
    }
    return _page(request, opened, "changes", said)


@require_safe
def savings(request: HttpRequest, ref: str) -> HttpResponse:
    """The savings that were found, and those that must still be."""
    opened = _opened(request, ref)
    said = {
        "sentence": moved.savings_sentence(opened),
        "kinds": moved.savings_sheet(opened),
        "sheet": moved.changes_sheet(opened, saving=True, most=40),
    }
    return _page(request, opened, "savings", said)


@require_safe
def council_tax(request: HttpRequest, ref: str) -> HttpResponse:
    """What a household pays."""
    opened = _opened(request, ref)
    bill = bills.bill_of(opened.sums((opened.first,), "tax"), opened.first)
    if bill is None:
        raise Http404("this budget charges no council tax")
    said = {
        "bill": bill,
        "sentence": bills.sentence(opened, bill),
        "home": bills.band(bill, "D"),
        "sheet": bills.bands_sheet(opened, bill, opened.first),
        "limits": bills.limits_of(opened, bill),
    }
    return _page(request, opened, "tax", said)


@require_safe
def funding(request: HttpRequest, ref: str) -> HttpResponse:
    """Each grant and fund with what it may be spent on, and funds that are shared."""
    opened = _opened(request, ref)
    said = {
        "sheet": sources.sources_sheet(opened),
        "funds": sources.funds_sheet(opened),
        "pools": sources.pools_sheet(opened),
    }
    return _page(request, opened, "funding", said)


@require_safe
def reserves(request: HttpRequest, ref: str) -> HttpResponse:
    """What is kept by, and the least that should be."""
    opened = _opened(request, ref)
    return _page(request, opened, "reserves", {"sheet": kept.reserves_sheet(opened)})


@require_safe
def later_years(request: HttpRequest, ref: str) -> HttpResponse:
    """What is missing in later years."""
    opened = _opened(request, ref)
    scenarios = ahead.scenarios_sheet(opened)
    said = {
        "sheet": ahead.years_sheet(opened),
        "without": ahead.without_sheet(opened),
        "likely": ahead.likely_sheet(opened),
        "chances": ahead.chances_sheet(opened),
        "shown": scenario_figures(opened.facts),
        "scenarios": scenarios if len(scenarios.rows) > 1 else None,
    }
    return _page(request, opened, "years", said)


@require_safe
def statement(request: HttpRequest, ref: str) -> HttpResponse:
    """What the chief finance officer says of the estimates and the reserves."""
    opened = _opened(request, ref)
    said = signed_statement(opened.ref)
    if said is None:
        raise Http404("there is no statement on this budget")
    return _page(request, opened, "statement", {"said": said})


@require_safe
def versions(request: HttpRequest, ref: str) -> HttpResponse:
    """The versions that there were, and how they differ."""
    opened = _opened(request, ref)
    return _page(request, opened, "versions", {"page": version_page.read(opened)})


@require_safe
def balance(request: HttpRequest, ref: str) -> HttpResponse:
    """A resident's own choice, and what it leaves."""
    opened = _opened(request, ref)
    return _page(request, opened, "balance", {"page": balance_page.read(opened, request.GET)})


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """Sums of money as papers published them."""
    return render(request, "thread/money/published.html", {"groups": published_page.read(reader_of(request))})


@require_safe
def published_table(request: HttpRequest) -> HttpResponseBase:
    """The same as a file."""
    with translation.override("en-gb"):
        sheet = published_page.published_sheet()
    return _file("published-sums", (sheet.headings, iter(sheet.rows)))


@require_safe
def table(request: HttpRequest, ref: str, table: str) -> HttpResponseBase:
    """One table of a budget as CSV; of one service where the address names it."""
    with translation.override("en-gb"):
        opened = _opened(request, ref)
        found = file_of(opened, table, request.GET.get("service", ""))
    if found is None:
        raise Http404("no such table")
    return _file(f"{ref}-{table}", marked(found, opened.first, opened.book.illustrative))


@require_safe
def balance_table(request: HttpRequest, ref: str, table: str) -> HttpResponseBase:
    """One table of a resident's choice as CSV."""
    with translation.override("en-gb"):
        opened = _opened(request, ref)
        page = balance_page.read(opened, request.GET)
        found = balance_file(page, table)
    if found is None:
        raise Http404("no such table")
    return _file(f"{ref}-{table}", marked(found, page.start.year, opened.book.illustrative))


def _opened(request: HttpRequest, ref: str) -> Opened:
    opened = open_budget(ref, reader_of(request))
    if opened is None:
        raise Http404("no such budget")
    return opened


def _page(request: HttpRequest, opened: Opened, name: str, said: Mapping[str, Any]) -> HttpResponse:
    frame = {"opened": opened, "chapters": chapters_of(opened, name)}
    return render(request, f"thread/money/{name}.html", {**frame, **said})


def _file(name: str, file: File) -> HttpResponseBase:
    answer = StreamingHttpResponse(csv_lines(*file), content_type=CSV_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
