"""What savings touch: the plan items and measures that each may help or harm."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from goldenthread.finance.models import ChangeRow, TouchRow
from goldenthread.finance.queries.outcome import budget_told
from goldenthread.finance.queries.version import VersionFacts
from goldenthread.kit.format import money
from goldenthread.rules.budget import SAVINGS, Touch
from goldenthread.rules.financial_year import year_name


@dataclass(frozen=True, slots=True)
class SavingTouch:
    """A saving of a version that touches an item or a measure: what it is to bring, and how it touches."""

    version: VersionFacts
    change: str
    title: str
    kind: str
    service: str
    year: int
    amount: Decimal
    why: str
    plan: str
    item: str
    measure: str

    @property
    def kind_in_words(self) -> str:
        return SAVINGS.get(self.kind, self.kind)

    @property
    def amount_in_words(self) -> str:
        """What it is to bring, without pence."""
        return money(self.amount.quantize(Decimal(1)))

    @property
    def year_in_words(self) -> str:
        return year_name(self.year)


def touches_of(changes: Collection[str], budget: str = "") -> dict[str, tuple[Touch, ...]]:
    """What each of these savings touches, by the saving's ref: one read.

    Of a version where `budget` names it; otherwise of the latest version that says what the saving touches.
    """
    rows = TouchRow.objects.filter(change__in=changes)
    rows = rows.filter(budget__ref=budget) if budget else rows
    found: dict[str, dict[int, list[Touch]]] = defaultdict(lambda: defaultdict(list))
    said = rows.order_by("budget_id", "position")
    for version, change, why, plan, item, measure in said.values_list(
        "budget_id", "change", "why", "plan", "item", "measure"
    ):
        found[change][version].append(Touch(change, why, plan, item, measure))
    return {change: tuple(held[max(held)]) for change, held in found.items()}


def savings_touching(version: VersionFacts, plan: str, items: Collection[str]) -> tuple[SavingTouch, ...]:
    """The savings of a version that touch any of these items: two reads, or one where there are none."""
    return _touching(version, Q(plan=plan, item__in=items))


def savings_touching_measure(now: datetime, measure: str) -> tuple[SavingTouch, ...]:
    """The savings of the budget told to the public that touch a measure, by its ref."""
    version = budget_told(now)
    return _touching(version, Q(measure=measure)) if version else ()


def _touching(version: VersionFacts, wanted: Q) -> tuple[SavingTouch, ...]:
    """Each saving once for each thing that it touches, those of the nearest year and the dearest first."""
    touches = list(
        TouchRow.objects.filter(wanted, budget__ref=version.ref)
        .order_by("position")
        .values_list("change", "why", "plan", "item", "measure")
    )
    if not touches:
        return ()
    changes = ChangeRow.objects.filter(
        budget__ref=version.ref, is_saving=True, ref__in={row[0] for row in touches}
    ).order_by()
    held = {row[0]: row for row in changes.values_list("ref", "title", "kind", "service", "year", "amount")}
    found = (SavingTouch(version, *held[row[0]], *row[1:]) for row in touches if row[0] in held)
    return tuple(sorted(found, key=lambda each: (each.year, -each.amount, each.title)))
