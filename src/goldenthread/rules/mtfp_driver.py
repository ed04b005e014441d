"""What drivers come to in each year under a scenario, and how far they move what hangs on them."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from goldenthread.rules.budget import TAX_CARE, TAX_CORE, Book, Driver, Exposure, Scenario

Instead = Mapping[tuple[str, int], Decimal]
"""A driver's own value in a year, by its ref."""

NOTHING_ELSE: Instead = MappingProxyType({})
_ONE = Fraction(1)
_NONE = Fraction(0)


class Drivers:
    """The drivers of a book under one scenario, exactly. Raises KeyError on an unknown scenario.

    `instead` has drivers' own values, by ref and year, that are taken in place of all others.
    """

    def __init__(self, book: Book, scenario: str = "", instead: Instead = NOTHING_ELSE) -> None:
        self._drivers: Mapping[str, Driver] = {driver.ref: driver for driver in book.drivers}
        self._overridden = {**_overrides(book.scenarios, scenario), **instead}
        self._years = book.years
        self._base = book.first - 1
        self._moved: dict[tuple[tuple[Exposure, ...], str, int], Fraction] = {}
        self._known: dict[tuple[str, int], Fraction] = {}

    def value(self, ref: str, year: int) -> Fraction:
        """A driver's central value in a year, with what it follows; nothing where it has none that year."""
        if (ref, year) not in self._known:
            self._known[ref, year] = self._worked(self._drivers[ref], year)
        return self._known[ref, year]

    def own(self, ref: str, year: int) -> Decimal:
        """A driver's own central value, without what it follows."""
        said = self._overridden.get((ref, year))
        if said is not None:
            return said
        held = self._drivers[ref].values.get(year)
        return held.central if held else Decimal(0)

    def _worked(self, driver: Driver, year: int) -> Fraction:
        followed = Fraction(driver.share) * self.value(driver.follows, year) if driver.follows else _NONE
        return Fraction(self.own(driver.ref, year)) + followed

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

    def uprated(self, since: int | None, to: int, exposures: tuple[Exposure, ...]) -> Fraction:
        """What turns a sum in the prices of one year into those of another: 1 where it is in cash."""
        if since is None:
            return _ONE
        share = _ONE
        for year in range(max(since, self._base) + 1, to + 1):
            share *= 1 + self.moved(exposures, "price", year)
        return share

    def arriving(self, ref: str, year: int) -> Fraction:
        """What a driver does to a change: the share delivered, 0 to 1, or 1 and its rate; 1 without one.

        Before the years of the plan there is nothing to assume: it arrived whole.
        """
        if not ref or year not in self._years:
            return _ONE
        if self._drivers[ref].kind == "delivery":
            return min(_ONE, max(_NONE, self.value(ref, year)))
        return 1 + self.value(ref, year)

    def factor(self, driver: str, year: int) -> Fraction:
        """What a sum moved by a driver of a rate is multiplied with; 1 without a driver."""
        return 1 + self.value(driver, year) if driver else _ONE


def _overrides(scenarios: tuple[Scenario, ...], ref: str) -> dict[tuple[str, int], Decimal]:
    if not ref:
        return {}
    found = {scenario.ref: scenario for scenario in scenarios}[ref]
    return {(each.driver, each.year): each.value for each in found.overrides}
