"""What the draws of a version's drivers came to."""

from goldenthread.engine.budget.simulate import Simulated
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.simulating import read_kept


def simulation(ref: str, scenario: str = "") -> Simulated | None:
    """The central plan of a version, or one of its scenarios, under draws: one small read.

    None where the version was changed since it was drawn, or has no such version or scenario.
    """
    kept = BudgetVersion.objects.filter(ref=ref).values_list("simulated", flat=True).first() or {}
    return read_kept(scenario, kept[scenario]) if scenario in kept else None
