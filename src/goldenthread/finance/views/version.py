"""The page of one version: how it stands, year by year, what the law asks, and where the money goes."""

from collections.abc import Callable
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from goldenthread.finance.plan_words import standing_in_words
from goldenthread.finance.queries.bridge import (
    ByYear,
    PlanYear,
    bridge,
    nets_by,
    plan_years,
    services_of,
    step_in_words,
)
from goldenthread.finance.queries.statutory import calculation, rules_of, tax_rises
from goldenthread.finance.queries.version import VersionFacts, worked
from goldenthread.finance.views.place import budget_or_404, shown, tree_today, year_table
from goldenthread.kit.bridge_chart import bridge_chart
from goldenthread.kit.figure import DataTable, Figure
from goldenthread.people.door import officers_only
from goldenthread.people.queries.service import ServiceTree
from goldenthread.rules.budget import MANDATES
from goldenthread.rules.financial_year import UnknownYear, read_year, year_name

Naming = Callable[[str], str]

ROWS = (
    ("Spending before savings", "before_savings"),
    ("Savings", "savings"),
    ("of which still to be identified", "unidentified"),
    ("Funding", "funding"),
    ("Gap", "gap"),
    ("Gap if nothing more is identified", "gap_if_nothing_is_found"),
    ("Gap without one-offs", "structural_gap"),
)


@officers_only
@require_GET
def budget(request: HttpRequest, ref: str) -> HttpResponse:
    """How the version stands, its bridge, the statutory calculation, and spending by service and mandate."""
    facts, tree = budget_or_404(request, ref), tree_today()
    sums = worked(ref, "total", "tax", scenario="")
    years = plan_years(sums, facts.years)
    law = calculation(facts.first, rules_of(ref), sums)
    year, service = _asked(request, facts)
    context = {
        "sentence": standing_in_words([(each.year, each.gap) for each in years], law.allowed),
        "years": years_table(years),
        "chart": _chart(facts, tree, year, service),
        "chart_year": year,
        "chart_years": [(each, year_name(each)) for each in facts.years],
        "chart_service": service,
        "services": [(each, tree.title(each)) for each in services_of(ref)],
        "law": law,
        "rises": tax_rises(sums, facts.years),
        "first": facts.first,
        "by_service": _by_service(facts, tree),
        "by_mandate": _by_mandate(facts),
    }
    return shown(request, "finance/budget.html", facts, "budget", **context)


def years_table(years: tuple[PlanYear, ...], caption: str = "The plan year by year, in pounds") -> DataTable:
    """The totals of each year, in the words of ROWS."""
    rows: list[tuple[str, list[Decimal | None]]] = [
        (words, [getattr(each, name) for each in years]) for words, name in ROWS
    ]
    return year_table(caption, "What", tuple(each.year for each in years), rows)


def _asked(request: HttpRequest, facts: VersionFacts) -> tuple[int, str]:
    """The year and the service that the address asks the bridge of; the first year of all services."""
    try:
        year = read_year(request.GET.get("year", ""))
    except UnknownYear:
        year = facts.first
    return (year if year in facts.years else facts.first), request.GET.get("service", "")


def _chart(facts: VersionFacts, tree: ServiceTree, year: int, service: str) -> Figure:
    found = bridge(facts.ref, year, service)
    whose = tree.title(service) if service else "All services"
    return bridge_chart(
        "bridge",
        f"From {year_name(year - 1)} to {year_name(year)}",
        (f"Net in {year_name(year - 1)}", found.opening),
        [(step_in_words(step), amount) for step, amount in found.steps],
        f"Net in {year_name(year)}",
        subtitle=f"Net spending on services. {whose}",
    )


def _by_service(facts: VersionFacts, tree: ServiceTree) -> DataTable:
    nets = nets_by(facts.ref, "service", "service")
    return _nets_table("Net spending by service, in pounds", "Service", nets, facts, tree.title)


def _by_mandate(facts: VersionFacts) -> DataTable:
    nets = nets_by(facts.ref, "mandate", "key")
    caption = "Net spending by what makes the council spend it, in pounds"
    ordered = {code: nets[code] for code in (*MANDATES, *sorted(nets)) if code in nets}
    return _nets_table(caption, "Mandate", ordered, facts, lambda code: MANDATES.get(code, code))


def _nets_table(caption: str, first: str, nets: ByYear, facts: VersionFacts, name_of: Naming) -> DataTable:
    years = (facts.first - 1, *facts.years)
    rows = [(name_of(key), [of.get(year) for year in years]) for key, of in nets.items()]
    if first == "Service":
        rows.sort()
    rows.append(
        ("Total", [sum((of.get(year, Decimal(0)) for of in nets.values()), Decimal(0)) for year in years])
    )
    return year_table(caption, first, years, rows)
