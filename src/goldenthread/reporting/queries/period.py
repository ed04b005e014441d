"""Reporting periods in a list, the latest first."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from goldenthread.reporting.models import ReportingPeriod, Return

STATE_WORDS = {"planned": "Planned", "open": "Open", "closed": "Closed", "published": "Published"}


@dataclass(frozen=True, slots=True)
class PeriodSheet:
    """A reporting period with its dates, and how many of its returns are approved."""

    ref: str
    title: str
    period: str
    opens: date
    due: date
    approve_by: date
    closes: date
    state: str
    returns: int = 0
    approved: int = 0

    @property
    def state_in_words(self) -> str:
        return STATE_WORDS.get(self.state, self.state)


def periods() -> tuple[PeriodSheet, ...]:
    """Every reporting period: two reads."""
    counted: dict[int, dict[str, int]] = {}
    held = Return.objects.order_by().values_list("period", "state").annotate(Count("pk"))
    for key, state, count in held:
        counted.setdefault(key, {})[state] = count
    return tuple(_sheet(row, counted.get(row.pk, {})) for row in ReportingPeriod.objects.all())


def period_named(ref: str) -> PeriodSheet | None:
    """One reporting period, or None where there is none of that ref."""
    return next((each for each in periods() if each.ref == ref), None)


@dataclass(frozen=True, slots=True)
class UnderWay:
    """An open period at a glance: how many returns are asked for, and how many are approved or late."""

    ref: str
    title: str
    due: date
    returns: int
    approved: int
    late: int


def under_way(today: date) -> tuple[UnderWay, ...]:
    """Periods that are open, each counted: one read."""
    outstanding = Q(returns__state__in=("draft", "sent_back"))
    rows = ReportingPeriod.objects.filter(state="open").annotate(
        asked=Count("returns"),
        approved=Count("returns", filter=Q(returns__state="approved")),
        missing=Count("returns", filter=outstanding),
    )
    return tuple(
        UnderWay(row.ref, row.title, row.due, row.asked, row.approved, row.missing if row.due < today else 0)
        for row in rows
    )


def opened_since(moment: datetime | None) -> frozenset[str]:
    """The refs of periods that were opened after that moment, or at any time where it is None."""
    rows = ReportingPeriod.objects.filter(opened_at__isnull=False)
    if moment is not None:
        rows = rows.filter(opened_at__gt=moment)
    return frozenset(rows.values_list("ref", flat=True))


def _sheet(row: ReportingPeriod, counts: dict[str, int]) -> PeriodSheet:
    return PeriodSheet(
        row.ref,
        row.title,
        row.period,
        row.opens,
        row.due,
        row.approve_by,
        row.closes,
        row.state,
        sum(counts.values()),
        counts.get("approved", 0) + counts.get("published", 0),
    )
