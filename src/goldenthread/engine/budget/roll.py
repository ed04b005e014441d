"""The plan of `rules/mtfp` worked over whole columns: the same pennies, for thousands of lines at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import numpy as np

from goldenthread.engine.budget.columns import STILL, Group, Moving, groups
from goldenthread.engine.budget.model import Group as GroupAlike
from goldenthread.engine.budget.model import groups_alike
from goldenthread.engine.budget.pence import Pennies, parts, summed
from goldenthread.rules.budget import SAVINGS, Book
from goldenthread.rules.money import in_pence, in_pounds
from goldenthread.rules.mtfp import BarKey, Mtfp, Pence, YearTotals, work_out, year_totals
from goldenthread.rules.mtfp_driver import NOTHING_ELSE, Drivers, Instead
from goldenthread.rules.mtfp_funding import Funded, fund

Pennyworth = tuple[int, ...]
"""Whole pence by year."""
Factors = tuple[tuple[Fraction, Fraction, tuple[tuple[Fraction, Fraction] | None, ...]], ...]
"""By year: what moves a group by prices and by demand, and the two factors of each bundle that moves."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What the plan comes to in total, and where the money comes from."""

    scenario: str
    years: tuple[YearTotals, ...]
    steps: Mapping[tuple[int, str], Decimal]
    """What each step of a year's bridge comes to over all services."""
    funded: tuple[Funded, ...]

    def bridge(self, year: int) -> dict[str, Decimal]:
        """The steps of a year that sum to the change from opening to net."""
        return {step: amount for (at, step), amount in self.steps.items() if at == year}


@dataclass(frozen=True, slots=True)
class Step:
    """What one step does to lines of a group, by their places in it, in pence."""

    year: int
    name: str
    once: bool
    places: Pennies
    amounts: Pennies


@dataclass(frozen=True, slots=True)
class Rolled:
    """What lines come to in a year, and what each step does to them, in pence."""

    pence: Pence
    steps: Mapping[str, int]


class Plan:
    """A book ready to be worked out under many scenarios; what no scenario moves is worked once."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._services = {
            ref: at for at, ref in enumerate(dict.fromkeys(line.service for line in book.lines))
        }
        self._known: dict[tuple[int, Factors], tuple[Rolled, ...]] = {}

    @cached_property
    def alike(self) -> tuple[GroupAlike, ...]:
        """Its lines by what moves them, for draws."""
        return tuple(groups_alike(self.book))

    def work_out(self, scenario: str = "") -> Mtfp:
        """All that `rules.mtfp.work_out` says, and equal to it."""
        try:
            return self._whole(scenario)
        except OverflowError:
            return work_out(self.book, scenario)

    def line_pence(self, scenario: str = "") -> dict[str, Pennyworth]:
        """What every line costs net in each year of the plan, in pence: `work_out`'s nets and no more."""
        try:
            return self._line_pence(scenario)
        except OverflowError:
            nets = work_out(self.book, scenario).nets
            return {ref: tuple(in_pence(each) for each in held) for ref, held in nets.items()}

    def outline(self, scenario: str = "", instead: Instead = NOTHING_ELSE) -> Outline:
        """Totals and money alone, equal to those of `rules.mtfp.work_out`."""
        try:
            drivers = Drivers(self.book, scenario, instead)
            return self._outlined(scenario, drivers)
        except OverflowError:
            worked = work_out(self.book, scenario, instead)
            steps = {
                (year, step): amount
                for year in self.book.years
                for step, amount in worked.bridge(year).items()
            }
            return Outline(scenario, worked.years, steps, worked.funded)

    def _outlined(self, scenario: str, drivers: Drivers) -> Outline:
        rolled = list(self._pence(drivers))
        funded = fund(self.book, drivers)
        steps = {
            (each.pence.year, step): in_pounds(amount)
            for each in rolled
            for step, amount in each.steps.items()
            if amount
        }
        years = year_totals(self.book, [each.pence for each in rolled], funded)
        return Outline(scenario, tuple(years), steps, funded)

    @cached_property
    def _groups(self) -> tuple[Group, ...]:
        return tuple(groups(self.book, self._services))

    def _pence(self, drivers: Drivers) -> Iterator[Rolled]:
        """The totals of every group added up; a group that moves as it did before is not rolled again."""
        found = []
        for at, group in enumerate(self._groups):
            key = (at, _factors(group, self.book.years, drivers))
            if key not in self._known:
                self._known[key] = tuple(_totals(group, self.book.years, key[1]))
            found.append(self._known[key])
        for at, year in enumerate(self.book.years):
            yield _added(year, [each[at] for each in found])

    def _line_pence(self, scenario: str) -> dict[str, Pennyworth]:
        drivers = Drivers(self.book, scenario)
        nets = np.zeros((len(self.book.lines), self.book.count), dtype=np.int64)
        for group in self._groups:
            factors = _factors(group, self.book.years, drivers)
            for at, (_, costs) in enumerate(_rolled(group, self.book.years, factors)):
                nets[group.lines, at] = costs
        refs = (line.ref for line in self.book.lines)
        return dict(zip(refs, map(tuple, nets.tolist()), strict=True))

    def _whole(self, scenario: str) -> Mtfp:
        drivers = Drivers(self.book, scenario)
        outline = self.outline(scenario)
        nets = np.zeros((len(self.book.lines), self.book.count), dtype=np.int64)
        bars: dict[tuple[int, str], Pennies] = defaultdict(self._no_service)
        for group in self._groups:
            factors = _factors(group, self.book.years, drivers)
            for at, (steps, costs) in enumerate(_rolled(group, self.book.years, factors)):
                nets[group.lines, at] = costs
                for step in steps:
                    np.add.at(bars[step.year, step.name], group.services[step.places], step.amounts)
        refs = [line.ref for line in self.book.lines]
        pounds = (tuple(map(in_pounds, row)) for row in nets.tolist())
        return Mtfp(
            scenario,
            outline.years,
            dict(self._bars(bars)),
            dict(zip(refs, pounds, strict=True)),
            outline.funded,
        )

    def _no_service(self) -> Pennies:
        return np.zeros(len(self._services), dtype=np.int64)

    def _bars(self, bars: dict[tuple[int, str], Pennies]) -> Iterable[tuple[BarKey, Decimal]]:
        for (year, step), amounts in bars.items():
            for service, amount in zip(self._services, amounts.tolist(), strict=True):
                if amount:
                    yield (year, service, step), in_pounds(amount)


def _factors(group: Group, years: Iterable[int], drivers: Drivers) -> Factors:
    def pair(moving: Moving) -> tuple[Fraction, Fraction] | None:
        if moving == STILL:
            return None
        since, to, driver, at = moving
        return drivers.uprated(since, to, group.exposures), drivers.arriving(driver, at)

    return tuple(
        (
            drivers.moved(group.exposures, "price", year),
            drivers.moved(group.exposures, "demand", year),
            tuple(pair(each.moving) for each in group.bundles.get(year, ())),
        )
        for year in years
    )


def _rolled(group: Group, years: Iterable[int], factors: Factors) -> Iterator[tuple[list[Step], Pennies]]:
    """The steps of each year in their order, and what the lines cost after them."""
    costs, every = group.base.copy(), np.arange(len(group.base))
    for year, (price, demand, moving) in zip(years, factors, strict=True):
        bundles = group.bundles.get(year, ())
        worth = [
            parts(parts(each.amounts, factors_of[0]), factors_of[1]) if factors_of else each.amounts
            for each, factors_of in zip(bundles, moving, strict=True)
        ]
        changes = [
            (each.early, Step(year, each.step, each.once, each.places, amounts))
            for each, amounts in zip(bundles, worth, strict=True)
        ]
        steps = [step for early, step in changes if early]
        _add(costs, steps)
        for name, share in (("price", price), ("demand", demand)):
            moved = parts(costs, share)
            costs = costs + moved
            steps.append(Step(year, name, False, every, moved))
        late = [step for early, step in changes if not early]
        _add(costs, late)
        summed(costs)
        yield steps + late, costs


def _add(costs: Pennies, steps: Iterable[Step]) -> None:
    for step in steps:
        np.add.at(costs, step.places, step.amounts)


def _totals(group: Group, years: Iterable[int], factors: Factors) -> Iterator[Rolled]:
    opening = summed(group.base)
    for year, (done, costs) in zip(years, _rolled(group, years, factors), strict=True):
        net, steps, once = summed(costs), Counter[str](), 0
        for step in done:
            amount = summed(step.amounts)
            steps[step.name] += amount
            once += amount if step.once else 0
        saved = -sum(amount for name, amount in steps.items() if name in SAVINGS)
        yield Rolled(Pence(year, opening, net, saved, -steps["unidentified"], once), steps)
        opening = net


def _added(year: int, held: Iterable[Rolled]) -> Rolled:
    """The year of all groups together."""
    sums, steps = [0] * 5, Counter[str]()
    for each in held:
        steps.update(each.steps)
        for at, name in enumerate(("opening", "net", "savings", "unidentified", "once")):
            sums[at] += getattr(each.pence, name)
    return Rolled(Pence(year, *sums), steps)
