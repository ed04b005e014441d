"""What an officer sees of one scenario beside the central plan."""

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.engine.budget.simulate import Simulated
from goldenthread.finance.queries.scenario import (
    Assumed,
    PlanUnder,
    UnderScenarios,
    WhyApart,
    assumed,
    why_apart,
)
from goldenthread.finance.queries.simulated import simulation
from goldenthread.finance.scenario_figure import (
    Unit,
    beside_each_other,
    gap_table,
    likely_table,
    rate,
    spread_of,
    unit_of,
)
from goldenthread.finance.scenario_words import short_or_over, size
from goldenthread.kit.figure import DataTable, Figure
from goldenthread.kit.format import number
from goldenthread.rules.budget import Scenario
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO


@dataclass(frozen=True, slots=True)
class AssumedRow:
    """A driver, or a rise of council tax, in one year: the central plan's and the scenario's, in words."""

    title: str
    year: str
    central: str
    own: str


@dataclass(frozen=True, slots=True)
class ScenarioPage:
    """One scenario in one year and in all. `reasons` sum to what its gap is the wider by."""

    year: int
    sentence: str
    assumed: tuple[AssumedRow, ...]
    range: Figure
    table: DataTable
    likely: DataTable | None
    reasons: tuple[WhyApart, ...]
    central_gap: Decimal
    gap: Decimal

    @property
    def bridge(self) -> list[tuple[str, str]]:
        """From the central plan's gap to this one, in pounds."""
        return [
            ("The central plan’s gap", exact(self.central_gap, plus=False)),
            *((each.reason, exact(each.amount)) for each in self.reasons),
            ("This scenario’s gap", exact(self.gap, plus=False)),
        ]


def scenario_shown(ref: str, under: UnderScenarios, scenario: Scenario, year: int | None) -> ScenarioPage:
    """A scenario of the version `ref`; without a year, the first that the central plan leaves open."""
    at = year if year in under.book.years else under.open_year
    plan, unit = under.named(scenario.ref), unit_of(under)
    simulated = simulation(ref, scenario.ref)
    gap, central = plan.at(at).gap, under.central.at(at).gap
    reasons = why_apart(ref, under.book, scenario.ref, at)
    return ScenarioPage(
        at,
        _sentence(at, gap, central),
        tuple(_row(each) for each in assumed(under.book, scenario)),
        _picture(under, plan, simulated, unit),
        gap_table(plan, unit),
        likely_table(simulated, unit) if simulated else None,
        reasons,
        central,
        gap,
    )


def _picture(under: UnderScenarios, plan: PlanUnder, simulated: Simulated | None, unit: Unit) -> Figure:
    """Both plans, with the likely range under this scenario where it was drawn."""
    spread = spread_of(simulated, under.book.years, unit, "Under this scenario, eight times in ten")
    return beside_each_other(under, (plan,), spread, unit, "scenario")


def _sentence(year: int, gap: Decimal, central: Decimal) -> str:
    """ "2023/24 is £61 million short: £32 million worse than under the central plan."."""
    if gap == central:
        return f"{year_name(year)} is {short_or_over(gap)}, as under the central plan."
    way = "worse" if gap > central else "better"
    return (
        f"{year_name(year)} is {short_or_over(gap)}: {size(gap - central)} {way} than under the central plan."
    )


def _row(each: Assumed) -> AssumedRow:
    central = "the charge as stated" if each.central is None else rate(each.central)
    return AssumedRow(each.title, year_name(each.year), central, rate(each.own))


def exact(amount: Decimal, plus: bool = True) -> str:
    """A sum to the penny where it has pence; with `plus`, one before what widens the gap."""
    written = number(amount, 0 if amount == amount.to_integral_value() else 2)
    return f"+{written}" if plus and amount > ZERO else written
