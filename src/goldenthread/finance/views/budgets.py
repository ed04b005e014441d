"""The officers' list of budgets: every version by year, how each stands, and what to do next."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from goldenthread.finance.access import may_keep_budget, may_read_finance
from goldenthread.finance.pounds_said import pounds
from goldenthread.finance.queries.version import VersionFacts, first_gaps, versions
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only
from goldenthread.rules.financial_year import year_name

_BEGUN_ELSEWHERE = (
    ("upload-budget", "Bring in a budget book from Excel or YAML"),
    ("budget-from-outturn", "Begin from last year’s outturn"),
)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in the list, with the gap of the year that the law balances."""

    facts: VersionFacts
    gap: str
    compared_with: str


@officers_only
@require_GET
def budgets(request: HttpRequest) -> HttpResponse:
    """Every version, the latest year first."""
    officer, now = officer_of(request), timezone.now()
    require(may_read_finance(officer), "read budgets")
    found, gaps = versions(officer, now), first_gaps()
    rows = [
        VersionRow(each, pounds(gaps.get(each.ref)), each.made_from)
        for each in sorted(found, key=lambda each: -each.first)
    ]
    years = [(year_name(year), list(held)) for year, held in groupby(rows, key=lambda row: row.facts.first)]
    context = {
        "years": years,
        "count": len(rows),
        "may_keep": may_keep_budget(officer),
        "begun": list(_ways_to_begin()),
    }
    return render(request, "finance/budgets.html", context)


def _ways_to_begin() -> list[tuple[str, str]]:
    """Other ways to begin a budget, where the installation has them: address and words."""
    found = []
    for name, text in _BEGUN_ELSEWHERE:
        try:
            found.append((reverse(name), text))
        except NoReverseMatch:
            continue
    return found
