"""Versions of the budget as readers may see them, and the sums that each comes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from goldenthread.finance.access import may_read_finance
from goldenthread.finance.models import BudgetVersion, WorkedSum
from goldenthread.finance.storing import book_of
from goldenthread.people.access import Viewer
from goldenthread.rules.book_plain import read_plain
from goldenthread.rules.budget import VERSION_STATES, Book
from goldenthread.rules.financial_year import year_name

AGREED = ("approved", "amended")
"""States of a version that the council decided."""
LATEST_FIRST = ("-first", F("frozen_at").desc(nulls_first=True), "-id")
"""Versions by year; of one year the drafts, then what was frozen last: that one is in force."""
HEAVY = ("parts", "simulated", "made_from__parts", "made_from__simulated")
"""Columns that a list of versions does without, of each and of what it was made from."""


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One version of the budget, without what it holds."""

    ref: str
    title: str
    state: str
    first: int
    count: int
    made_from: str
    frozen_at: datetime | None
    checksum: str
    decided: str
    publish_at: datetime | None
    version: int
    is_public: bool
    illustrative: bool = False

    @property
    def is_agreed(self) -> bool:
        """Whether the council decided it."""
        return self.state in AGREED and self.is_frozen

    @property
    def years(self) -> tuple[int, ...]:
        """The years that it plans."""
        return tuple(range(self.first, self.first + self.count))

    @property
    def year_in_words(self) -> str:
        """The year that the budget is for: "2026/27"."""
        return year_name(self.first)

    @property
    def state_in_words(self) -> str:
        return VERSION_STATES.get(self.state, self.state)

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


@dataclass(frozen=True, slots=True)
class Worked:
    """The sums of one version: by scenario, what, year, service and key."""

    sums: Mapping[tuple[str, str, int, str, str], Decimal]

    def total(self, name: str, year: int, scenario: str = "") -> Decimal:
        """A total of a year, such as `gap`. Raises KeyError where the version does not plan the year."""
        return self.sums[scenario, "total", year, "", name]

    def by(self, what: str, year: int, scenario: str = "", service: str | None = None) -> dict[str, Decimal]:
        """Sums of a kind in a year by key, over all services or of one."""
        found: dict[str, Decimal] = {}
        for (under, of, at, whose, key), amount in self.sums.items():
            if (under, of, at) == (scenario, what, year) and service in (None, whose):
                found[key] = found.get(key, Decimal("0.00")) + amount
        return found

    def by_service(self, what: str, year: int, key: str = "") -> dict[str, Decimal]:
        """Sums of a kind in a year by service."""
        return {
            whose: amount
            for (under, of, at, whose, of_key), amount in self.sums.items()
            if (under, of, at, of_key) == ("", what, year, key)
        }


def versions(viewer: Viewer, now: datetime) -> tuple[VersionFacts, ...]:
    """The versions that the viewer may see, the latest year first."""
    return tuple(_facts(row, now) for row in _seen(viewer, now))


def version_named(viewer: Viewer, now: datetime, ref: str) -> VersionFacts | None:
    """The version of that ref, where the viewer may see it."""
    row = _seen(viewer, now).filter(ref=ref).first()
    return _facts(row, now) if row else None


def budget_in_force(viewer: Viewer, now: datetime, year: int) -> VersionFacts | None:
    """The budget agreed for a year: the latest approved or amended version that the viewer may see."""
    row = _seen(viewer, now).filter(first=year, state__in=AGREED).exclude(frozen_at=None).first()
    return _facts(row, now) if row else None


def latest_budget(viewer: Viewer, now: datetime) -> VersionFacts | None:
    """The latest agreed budget that the viewer may see, for whatever year."""
    row = _seen(viewer, now).filter(state__in=AGREED).exclude(frozen_at=None).first()
    return _facts(row, now) if row else None


def worked(ref: str, *whats: str, scenario: str | None = None) -> Worked:
    """The sums of a version, of those kinds where any is named: one read."""
    rows = WorkedSum.objects.filter(budget__ref=ref)
    rows = rows.filter(what__in=whats) if whats else rows
    rows = rows if scenario is None else rows.filter(scenario=scenario)
    said = rows.order_by().values_list("scenario", "what", "year", "service", "key", "amount")
    return Worked({tuple(key): amount for *key, amount in said})  # type: ignore[misc]


def bare_book(ref: str) -> Book:
    """The book of a version without its lines, changes, allocations and touches: one small read."""
    return read_plain(Book, BudgetVersion.objects.values_list("parts", flat=True).get(ref=ref))


def whole_book(ref: str) -> Book:
    """The whole book of a version; slow where it has thousands of lines."""
    return book_of(BudgetVersion.objects.get(ref=ref))


def _seen(viewer: Viewer, now: datetime) -> QuerySet[BudgetVersion]:
    rows = BudgetVersion.objects.select_related("made_from").defer(*HEAVY)
    rows = rows.annotate(illustrative=Q(parts__illustrative=True)).order_by(*LATEST_FIRST)
    if may_read_finance(viewer):
        return rows
    return rows.filter(Q(publish_at__lte=now) & ~Q(frozen_at=None))


def _facts(row: BudgetVersion, now: datetime) -> VersionFacts:
    return VersionFacts(
        ref=row.ref,
        title=row.title,
        state=row.state,
        first=row.first,
        count=row.count,
        made_from=row.made_from.ref if row.made_from else "",
        frozen_at=row.frozen_at,
        checksum=row.checksum,
        decided=row.decided,
        publish_at=row.publish_at,
        version=row.version,
        is_public=row.frozen_at is not None and row.publish_at is not None and row.publish_at <= now,
        illustrative=bool(getattr(row, "illustrative", False)),
    )


def first_gaps() -> dict[str, Decimal]:
    """The gap of the first year of every version, by its ref: one read."""
    rows = WorkedSum.objects.filter(scenario="", what="total", key="gap", year=F("budget__first"))
    return dict(rows.order_by().values_list("budget__ref", "amount"))


def scenario_choices(viewer: Viewer, now: datetime) -> tuple[tuple[str, str], ...]:
    """Every version that the viewer may see, and its scenarios as `ref:scenario`, with titles."""
    found = []
    rows = _seen(viewer, now).select_related(None)
    for ref, title, scenarios in rows.values_list("ref", "title", "parts__scenarios"):
        found.append((ref, title))
        found += [(f"{ref}:{each['ref']}", f"{title}: {each['title']}") for each in scenarios or ()]
    return tuple(found)


def reasons_of(ref: str) -> dict[str, str]:
    """Why parts of a version differ from the one that it was made from, by `part#ref`."""
    found: dict[str, str] = BudgetVersion.objects.values_list("reasons", flat=True).get(ref=ref)
    return found
