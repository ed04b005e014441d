"""Evaluations: what studies found that spending on outcomes changed."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from goldenthread.finance.models import Evaluation
from goldenthread.rules.budget import CONFIDENCES
from goldenthread.rules.unit_cost import UnitCost, unit_cost


@dataclass(frozen=True, slots=True)
class EvaluationFacts:
    """One study. `effect` and its interval are in the measure's unit; `unit` says one of what it counts."""

    ref: str
    title: str
    plan: str
    item: str
    measure: str
    design: str
    registered_on: date
    data_on: date
    effect: Decimal
    lower: Decimal
    upper: Decimal
    cost: Decimal
    unit: str
    quality: str
    source: str

    @property
    def unit_cost(self) -> UnitCost | None:
        """What one unit cost; None where the study cannot tell its effect from none."""
        return unit_cost(self.cost, self.effect, self.lower, self.upper)

    @property
    def quality_in_words(self) -> str:
        return CONFIDENCES.get(self.quality, self.quality)


COLUMNS = tuple(each.name for each in fields(EvaluationFacts))


def evaluations() -> tuple[EvaluationFacts, ...]:
    """Every evaluation, plan by plan."""
    return tuple(EvaluationFacts(*row) for row in Evaluation.objects.values_list(*COLUMNS))


def evaluations_of(plan: str, items: Collection[str]) -> tuple[EvaluationFacts, ...]:
    """The evaluations of spending on any of these items."""
    rows = Evaluation.objects.filter(plan=plan, item__in=items)
    return tuple(EvaluationFacts(*row) for row in rows.values_list(*COLUMNS))
