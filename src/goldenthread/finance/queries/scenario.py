"""What a budget comes to under each of its scenarios, and how a scenario differs from the central plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.engine.budget.simulate import Simulated
from goldenthread.finance.models import BudgetVersion
from goldenthread.finance.queries.simulated import simulation
from goldenthread.finance.queries.version import Worked, bare_book, worked
from goldenthread.rules.budget import FUNDING_KINDS, TAX_CARE, TAX_CORE, Book, Driver, Scenario
from goldenthread.rules.money import ZERO

TAX_RISES = {TAX_CORE: "Council tax: the general rise", TAX_CARE: "Council tax: the rise for social care"}


@dataclass(frozen=True, slots=True)
class YearUnder:
    """One year under a scenario, in pounds; `structural` is the gap without one-off money."""

    year: int
    gap: Decimal
    structural: Decimal
    unidentified: Decimal

    @property
    def if_nothing_more(self) -> Decimal:
        """The gap where no saving is found that is still to be identified."""
        return self.gap + self.unidentified


@dataclass(frozen=True, slots=True)
class PlanUnder:
    """The plan under one scenario, or the central plan where it is None."""

    scenario: Scenario | None
    years: tuple[YearUnder, ...]

    def at(self, year: int) -> YearUnder:
        """A year of it. Raises KeyError where the plan does not reach the year."""
        return {each.year: each for each in self.years}[year]


@dataclass(frozen=True, slots=True)
class UnderScenarios:
    """A version under all of its scenarios. `book` is without lines, changes, allocations and touches.

    `simulated` is what draws under the central plan came to; None where they must be drawn anew.
    """

    book: Book
    central: PlanUnder
    others: tuple[PlanUnder, ...]
    simulated: Simulated | None

    def named(self, ref: str) -> PlanUnder:
        """The plan under the scenario of that ref. Raises KeyError where there is none."""
        return {each.scenario.ref: each for each in self.others if each.scenario}[ref]

    @property
    def open_year(self) -> int:
        """The first year that the central plan does not balance to a thousand pounds, else the first."""
        return next((each.year for each in self.central.years if abs(each.gap) >= 1000), self.book.first)


@dataclass(frozen=True, slots=True)
class Assumed:
    """What a scenario puts in place of the central plan's assumption in a year, as shares.

    `central` is None where the central plan states the charge of council tax, and no rise.
    """

    ref: str
    title: str
    year: int
    central: Decimal | None
    own: Decimal


@dataclass(frozen=True, slots=True)
class WhyApart:
    """One reason why a year's gap is another under a scenario: by how much it widens the gap."""

    reason: str
    amount: Decimal


def is_illustrative(ref: str) -> bool:
    """Whether the version is an example, and nobody's budget."""
    return BudgetVersion.objects.filter(ref=ref, parts__illustrative=True).exists()


def under_scenarios(ref: str) -> UnderScenarios:
    """A version under all of its scenarios: a few small reads, however many lines it has."""
    book, sums = bare_book(ref), worked(ref, "total")
    return UnderScenarios(
        book,
        _under(sums, book, None),
        tuple(_under(sums, book, scenario) for scenario in book.scenarios),
        simulation(ref, ""),
    )


def _under(sums: Worked, book: Book, scenario: Scenario | None) -> PlanUnder:
    ref = scenario.ref if scenario else ""
    years = tuple(
        YearUnder(
            year,
            *(sums.total(name, year, ref) for name in ("gap", "structural_gap", "unidentified")),
        )
        for year in book.years
    )
    return PlanUnder(scenario, years)


def assumed(book: Book, scenario: Scenario) -> tuple[Assumed, ...]:
    """Everything that the scenario assumes otherwise than the central plan, driver by driver and by year."""
    drivers = {driver.ref: driver for driver in book.drivers}
    found = [
        Assumed(
            each.driver,
            driver_title(drivers, each.driver),
            each.year,
            central_value(book, each.driver, each.year),
            each.value,
        )
        for each in scenario.overrides
    ]
    order = [*drivers, *TAX_RISES]
    return tuple(sorted(found, key=lambda each: (order.index(each.ref), each.year)))


def driver_title(drivers: dict[str, Driver], ref: str) -> str:
    """What a driver, or a rise of council tax, is called."""
    return drivers[ref].title if ref in drivers else TAX_RISES[ref]


def central_value(book: Book, ref: str, year: int) -> Decimal | None:
    """The central plan's own value of a driver, or its rise of council tax, in a year."""
    if ref in TAX_RISES:
        row = next((each for each in book.tax if each.year == year), None)
        if row is None or (row.band_d is not None and ref == TAX_CORE):
            return None
        return row.core if ref == TAX_CORE else row.care
    held = next(driver for driver in book.drivers if driver.ref == ref).values.get(year)
    return held.central if held else Decimal(0)


def why_apart(ref: str, book: Book, scenario: str, year: int) -> tuple[WhyApart, ...]:
    """Why the gap of a year is another than the central plan's; the amounts sum to the difference exactly."""
    sums = worked(ref, "total", "funding", "tax")
    moved = (*_spending(sums, scenario, year), *_money(sums, book, scenario, year))
    return tuple(WhyApart(reason, amount) for reason, amount in moved if amount)


def _spending(sums: Worked, scenario: str, year: int) -> Iterator[tuple[str, Decimal]]:
    """Spending widens the gap, savings narrow it; what was saved in the years before is in the spending."""
    for reason, name, sign in (
        ("Spending before the year's savings", "before_savings", 1),
        ("The year's savings", "savings", -1),
    ):
        yield reason, sign * (sums.total(name, year, scenario) - sums.total(name, year))


def _money(sums: Worked, book: Book, scenario: str, year: int) -> Iterator[tuple[str, Decimal]]:
    """Less money widens the gap."""
    own, central = (sums.by("tax", year, under).get("raised", ZERO) for under in (scenario, ""))
    yield FUNDING_KINDS["council_tax"], central - own
    under, plan = sums.by("funding", year, scenario), sums.by("funding", year)
    for line in book.funding:
        yield line.title, plan.get(line.ref, ZERO) - under.get(line.ref, ZERO)
