"""What pages about one version of the budget share: finding it, its list of pages, what may be done."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from goldenthread.finance.access import may_keep_budget, may_read_finance
from goldenthread.finance.plan_words import standing_in_words
from goldenthread.finance.pounds_said import pounds
from goldenthread.finance.queries.bridge import plan_years
from goldenthread.finance.queries.scenario import is_illustrative
from goldenthread.finance.queries.statutory import calculation, rules_of
from goldenthread.finance.queries.version import VersionFacts, bare_book, version_named, worked
from goldenthread.kit.figure import DataTable
from goldenthread.people.access import require
from goldenthread.people.door import officer_of
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.rules.financial_year import year_name

SECTIONS: Final[tuple[tuple[str, str], ...]] = (
    ("How it stands", "budget"),
    ("Lines", "budget-lines"),
    ("Changes", "budget-changes"),
    ("Funding", "budget-funding"),
    ("Reserves", "budget-reserves"),
    ("Scenarios", "budget-scenarios"),
    ("Drivers", "budget-drivers"),
    ("What it is for", "budget-outcomes"),
    ("Checks", "budget-checks"),
    ("Robustness", "budget-robustness"),
)
"""The pages of one version by the names of their addresses, in their order."""


@dataclass(frozen=True, slots=True)
class Rights:
    """Whether the reader keeps budgets, and whether this version may still be changed."""

    keep: bool
    change: bool


def budget_or_404(request: HttpRequest, ref: str) -> VersionFacts:
    """The version, where there is one that the officer may read."""
    officer = officer_of(request)
    require(may_read_finance(officer), "read budgets")
    facts = version_named(officer, timezone.now(), ref)
    if facts is None:
        raise Http404("no such budget")
    return facts


def draft_or_404(request: HttpRequest, ref: str) -> VersionFacts:
    """The version, for somebody who keeps budgets; a frozen one is refused by the command that changes it."""
    require(may_keep_budget(officer_of(request)), "keep the budget")
    return budget_or_404(request, ref)


def shown(
    request: HttpRequest, template: str, facts: VersionFacts, section: str, **context: Any
) -> HttpResponse:
    """A page of the version with the list of its pages, `section` being the name of its own address."""
    keep = may_keep_budget(request.user)
    frame = {
        "budget": facts,
        "book_sections": SECTIONS,
        "section": section,
        "illustrative": is_illustrative(facts.ref),
        "rights": Rights(keep, keep and not facts.is_frozen),
    }
    return render(request, template, frame | context)


def saved_in_words(ref: str) -> str:
    """What is said once a part of a draft is saved: how each year of it stands now."""
    sums = worked(ref, "total", "tax", scenario="")
    book = bare_book(ref)
    allowed = calculation(book.first, rules_of(ref), sums).allowed
    gaps = [(each.year, each.gap) for each in plan_years(sums, book.years)]
    return f"Saved. {standing_in_words(gaps, allowed)}"


def tree_today() -> ServiceTree:
    """The services as they stand today: one read."""
    return services(timezone.localdate())


def year_table(
    caption: str,
    first: str,
    years: tuple[int, ...],
    rows: list[tuple[str, list[Decimal | None]]],
    notes: list[str] | None = None,
) -> DataTable:
    """A table of pounds with a row for each name and a column for each year."""
    headings = (first, *map(year_name, years), *(["Notes"] if notes else []))
    ends = [(note,) for note in notes] if notes else [() for _ in rows]
    body = tuple((name, *map(pounds, amounts), *end) for (name, amounts), end in zip(rows, ends, strict=True))
    return DataTable(caption, headings, body, tuple(range(1, len(years) + 1)))
