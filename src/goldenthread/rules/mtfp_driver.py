"""What drivers come to in each year under a scenario, and how far they move what hangs on them."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from goldenthread.rules.budget import TAX_CARE, TAX_CORE, Book, Change, Driver, Exposure, Scenario
from goldenthread.rules.financial_year import UnknownYear, read_year

_ONE = Fraction(1)
_NONE = Fraction(0)


class Drivers:
    """The drivers of a book under one scenario, exactly. Raises KeyError on an unknown scenario."""

    def __init__(self, book: Book, scenario: str = "") -> None:
        self._drivers: Mapping[str, Driver] = {driver.ref: driver for driver in book.drivers}
        self._overridden = _overrides(book.scenarios, scenario)
        self._years = book.years
        self._base = book.first - 1
        self._moved: dict[tuple[tuple[Exposure, ...], str, int], Fraction] = {}
        self._known: dict[tuple[str, int], Fraction] = {}

    def value(self, ref: str, year: int) -> Fraction:
        """A driver's central value in a year, with what it follows; nothing where it has none that year."""
        if (ref, year) not in self._known:
            self._known[ref, year] = self._worked(self._drivers[ref], year)
        return self._known[ref, year]

    def _worked(self, driver: Driver, year: int) -> Fraction:
        own = self._overridden.get((driver.ref, year))
        if own is None:
            own = driver.values[year].central if year in driver.values else Decimal(0)
        followed = Fraction(driver.share) * self.value(driver.follows, year) if driver.follows else _NONE
        return Fraction(own) + followed

    def rise(self, care: bool, year: int) -> Decimal | None:
        """A rise of council tax that the scenario sets; None where it sets none."""
        return self._overridden.get((TAX_CARE if care else TAX_CORE, year))

    def moved(self, exposures: tuple[Exposure, ...], kind: str, year: int) -> Fraction:
        """By what share drivers of that kind move a line in a year: the sum of weight times value."""
        key = (exposures, kind, year)
        if key not in self._moved:
            self._moved[key] = sum(
                (
                    Fraction(each.weight) * self.value(each.driver, year)
                    for each in exposures
                    if self._drivers[each.driver].kind == kind
                ),
                _NONE,
            )
        return self._moved[key]

    def uprated(self, change: Change, exposures: tuple[Exposure, ...]) -> Fraction:
        """What turns a change's amount into its own year's prices: 1 where it is stated in them."""
        since = price_year(change)
        if since is None:
            return _ONE
        share = _ONE
        for year in range(max(since, self._base) + 1, change.year + 1):
            share *= 1 + self.moved(exposures, "price", year)
        return share

    def delivered(self, change: Change, year: int) -> Fraction:
        """The share of a saving that is expected to be delivered: 1 where no driver says."""
        if not change.driver or year not in self._years:
            return _ONE
        return self.value(change.driver, year)

    def factor(self, driver: str, year: int) -> Fraction:
        """What a sum moved by a driver of a rate is multiplied with; 1 without a driver."""
        return 1 + self.value(driver, year) if driver else _ONE


def price_year(change: Change) -> int | None:
    """The year whose prices the amount is stated in; None where it is in its own year's cash."""
    if change.price_base in ("", "cash"):
        return None
    try:
        return read_year(change.price_base)
    except UnknownYear:
        return None


def _overrides(scenarios: tuple[Scenario, ...], ref: str) -> dict[tuple[str, int], Decimal]:
    if not ref:
        return {}
    found = {scenario.ref: scenario for scenario in scenarios}[ref]
    return {(each.driver, each.year): each.value for each in found.overrides}
