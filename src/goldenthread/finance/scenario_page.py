"""What an officer sees of one scenario beside the central plan."""

from collections.abc import Sequence
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
class ScenarioPage:
    """One scenario in one year and in all. `reasons` sum to what its gap is the wider by."""

    year: int
    sentence: str
    assumed: DataTable | None
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
        _assumed(assumed(under.book, scenario), under.book.years),
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


def _assumed(held: Sequence[Assumed], years: Sequence[int]) -> DataTable | None:
    """A row for each driver that it moves, the central plan's value in brackets; None where there is none."""
    rows: dict[str, dict[int, str]] = {}
    for each in held:
        central = "charge as stated" if each.central is None else rate(each.central)
        rows.setdefault(each.title, {})[each.year] = f"{rate(each.own)} ({central})"
    if not rows:
        return None
    body = tuple((title, *(said.get(year, "as there") for year in years)) for title, said in rows.items())
    headings = ("Driver", *map(year_name, years))
    caption = "What it takes otherwise than the central plan, whose own value is in brackets"
    return DataTable(caption, headings, body, tuple(range(1, len(headings))))


def exact(amount: Decimal, plus: bool = True) -> str:
    """A sum to the penny where it has pence; with `plus`, one before what widens the gap."""
    written = number(amount, 0 if amount == amount.to_integral_value() else 2)
    return f"+{written}" if plus and amount > ZERO else written
