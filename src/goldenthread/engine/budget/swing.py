"""Which assumption matters most: the exact gap with one driver at its low and at its high, others central."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.engine.budget.roll import Plan
from goldenthread.rules.budget import Book, Driver
from goldenthread.rules.mtfp_driver import Drivers, Instead


@dataclass(frozen=True, slots=True)
class Swing:
    """The gap of a year, in pounds, with one driver at its low and at its high in every year."""

    year: int
    driver: str
    low: Decimal
    high: Decimal

    @property
    def size(self) -> Decimal:
        """How far apart they are."""
        return abs(self.high - self.low)


def swings(plan: Plan, scenario: str) -> tuple[Swing, ...]:
    """Each year of the plan and each uncertain driver: the years in order, the largest swing first."""
    book = plan.book
    central = Drivers(book, scenario)
    found: list[Swing] = []
    for driver in book.drivers:
        if driver.shape != "fixed" and any(value.low != value.high for value in driver.values.values()):
            low, high = (plan.outline(scenario, each).years for each in _ends(book, driver, central))
            found += (
                Swing(one.year, driver.ref, one.gap, other.gap) for one, other in zip(low, high, strict=True)
            )
    return tuple(sorted(found, key=lambda each: (each.year, -each.size, each.driver)))


def _ends(book: Book, driver: Driver, central: Drivers) -> Iterator[Instead]:
    """The driver's own values at its low and at its high; a scenario moves both as far as the central."""
    for end in ("low", "high"):
        yield {
            (driver.ref, year): central.own(driver.ref, year) + getattr(held, end) - held.central
            for year, held in driver.values.items()
            if year in book.years
        }
