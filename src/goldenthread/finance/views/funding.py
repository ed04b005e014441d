"""Where a version's money comes from, what restricted money pays for, and its reserves."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from goldenthread.finance.funding_page import funds, pools, reserves
from goldenthread.finance.queries.line import line_titles
from goldenthread.finance.queries.version import bare_book, worked
from goldenthread.finance.views.place import budget_or_404, shown, tree_today, year_table
from goldenthread.people.door import officers_only
from goldenthread.rules.financial_year import year_name


@officers_only
@require_GET
def funding(request: HttpRequest, ref: str) -> HttpResponse:
    """Every source by year, restrictions and what they pay for, pools and their risks."""
    facts, tree, book = budget_or_404(request, ref), tree_today(), bare_book(ref)
    sums = worked(ref, "funding", "total", "tax", scenario="")
    found = funds(book, sums)
    rows: list[tuple[str, list[Decimal | None]]] = [(each.line.title, list(each.amounts)) for each in found]
    for title, what, key in (("Council tax", "tax", "raised"), ("Reserves used", "total", "used")):
        rows.append((title, [sums.sums.get(("", what, year, "", key)) for year in facts.years]))
    rows.append(("Total", [sums.total("funding", year) for year in facts.years]))
    kinds = [*(each.kind_in_words for each in found), "Council tax", "Use of reserves", ""]
    held = reserves(book, worked(ref, "reserve", scenario=""))
    context = {
        "table": year_table("Where the money comes from, in pounds", "Source", facts.years, rows, kinds),
        "funds": found,
        "restricted": [
            (each, [tree.title(service) for service in each.line.services])
            for each in found
            if each.is_restricted
        ],
        "titles": line_titles(ref, {use.line for use in book.uses}),
        "pools": pools(book),
        "deficits": [
            (each, list(zip(map(year_name, facts.years), each.closing, strict=True)))
            for each in held
            if each.is_deficit
        ],
        "years": [year_name(year) for year in facts.years],
    }
    return shown(request, "finance/funding.html", facts, "budget-funding", **context)


@officers_only
@require_GET
def reserve_list(request: HttpRequest, ref: str) -> HttpResponse:
    """Every reserve with its purpose, its minimum, and what it closes at each year."""
    facts, book = budget_or_404(request, ref), bare_book(ref)
    context = {
        "reserves": [
            (each, list(zip(each.closing, each.below, strict=True)))
            for each in reserves(book, worked(ref, "reserve", scenario=""))
        ],
        "years": [year_name(year) for year in facts.years],
        "first": year_name(facts.first),
    }
    return shown(request, "finance/reserves.html", facts, "budget-reserves", **context)
