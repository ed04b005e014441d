"""What draws of a version's drivers came to, kept with it: worked out when it is stored, never on a page."""

from dataclasses import fields
from decimal import Decimal
from typing import Any, Final

from goldenthread.engine.budget.roll import Plan
from goldenthread.engine.budget.simulate import DRAWS, Simulated, SimulatedYear, simulate_plan
from goldenthread.engine.budget.swing import Swing
from goldenthread.finance.models import BudgetVersion
from goldenthread.rules.budget import Book

SEED: Final = 1
"""The same for every version, so that two differ by what they hold and never by their draws."""


def simulated_plan(plan: Plan) -> dict[str, Any]:
    """The central plan and each scenario, by the scenario's ref, as the table keeps them. Raises Refused."""
    refs = ("", *(scenario.ref for scenario in plan.book.scenarios))
    return {ref: as_kept(simulate_plan(plan, ref, DRAWS, SEED)) for ref in refs}


def simulate_version(row: BudgetVersion, book: Book) -> None:
    """Draw a version anew, all its scenarios, and keep it. The book is all that the version holds."""
    row.simulated = simulated_plan(Plan(book))
    row.save(update_fields=["simulated"])


def forget_simulation(row: BudgetVersion) -> None:
    """Say that what was drawn is no longer of what the version holds."""
    row.simulated = {}
    row.save(update_fields=["simulated"])


def as_kept(simulated: Simulated) -> dict[str, Any]:
    """Plain lists and text, decimals written out."""
    return {
        "draws": simulated.draws,
        "seed": simulated.seed,
        "years": [_written(each) for each in simulated.years],
        "swings": [_written(each) for each in simulated.swings],
    }


def read_kept(scenario: str, held: dict[str, Any]) -> Simulated:
    """What `as_kept` wrote."""
    return Simulated(
        scenario=scenario,
        draws=held["draws"],
        seed=held["seed"],
        years=tuple(SimulatedYear(year, *map(Decimal, sums)) for year, *sums in held["years"]),
        swings=tuple(
            Swing(year, driver, Decimal(low), Decimal(high)) for year, driver, low, high in held["swings"]
        ),
    )


def _written(each: SimulatedYear | Swing) -> list[Any]:
    said = (getattr(each, field.name) for field in fields(each))
    return [f"{value:f}" if isinstance(value, Decimal) else value for value in said]
