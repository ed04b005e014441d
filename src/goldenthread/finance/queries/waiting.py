"""What waits for whoever keeps budgets: unbalanced drafts, unsigned statements, months nobody monitored."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.finance.access import may_keep_budget
from goldenthread.finance.models import BudgetVersion, MonitoredTotal
from goldenthread.finance.queries.saving import month_due
from goldenthread.finance.queries.version import AGREED, first_gaps
from goldenthread.people.access import Officer
from goldenthread.rules.money import ZERO


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft whose first year does not balance, and by how much it is short (over with a minus)."""

    ref: str
    title: str
    gap: Decimal


@dataclass(frozen=True, slots=True)
class BudgetWaiting:
    """`unsigned` are agreed versions of the latest year whose statement is not signed.

    `month` is the last quarter's end of `year` where nothing is monitored since.
    """

    drafts: tuple[OpenDraft, ...]
    unsigned: tuple[tuple[str, str], ...]
    year: int
    month: int | None


def budget_waiting(who: Officer, today: date) -> BudgetWaiting | None:
    """What waits for the person: some five small reads; None for anybody who keeps no budgets."""
    if not may_keep_budget(who):
        return None
    gaps = first_gaps()
    drafts = BudgetVersion.objects.filter(frozen_at=None).order_by("-first", "title")
    agreed = BudgetVersion.objects.filter(state__in=AGREED).exclude(frozen_at=None)
    latest = agreed.order_by("-first").values_list("first", flat=True).first()
    year, month = _unmonitored(latest, today)
    return BudgetWaiting(
        tuple(
            OpenDraft(ref, title, gaps[ref])
            for ref, title in drafts.values_list("ref", "title")
            if abs(gaps.get(ref, ZERO)) >= 1000
        ),
        tuple(agreed.filter(first=latest or 0, robustness__signed_at=None).values_list("ref", "title")),
        year,
        month,
    )


def _unmonitored(year: int | None, today: date) -> tuple[int, int | None]:
    """The last month that ended in the year of the latest agreed budget, where nothing is said of it."""
    month = month_due(year, today) if year else None
    if year is None or month is None or MonitoredTotal.objects.filter(year=year, month__gte=month).exists():
        return year or 0, None
    return year, month
