"""The gap of a plan in floating point, as quickly as ten thousand draws of it need."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from goldenthread.engine.budget.draw import Value, Values
from goldenthread.rules.budget import Book, Exposure
from goldenthread.rules.mtfp_change import terms
from goldenthread.rules.mtfp_driver import Drivers
from goldenthread.rules.mtfp_funding import tax_bills

Exposures = tuple[Exposure, ...]
_PENCE: Final = 100.0


@dataclass(frozen=True, slots=True)
class Moved:
    """A sum in pounds that comes into a year: brought from prices of `since` to `to`, moved by a driver."""

    amount: float
    since: int
    to: int
    driver: str
    at: int


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that move alike: their base year, and by year what comes in before prices and after demand."""

    exposures: Exposures
    base: float
    early: tuple[tuple[Moved, ...], ...]
    late: tuple[tuple[Moved, ...], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A plan whose lines that move alike are one. `paid` has, by year, pounds for a driver's whole rate."""

    years: tuple[int, ...]
    kinds: dict[str, str]
    groups: tuple[Group, ...]
    paid: tuple[tuple[tuple[str, float], ...], ...]


def model(book: Book, alike: tuple[Group, ...], central: Drivers) -> Model:
    """The plan under a scenario; council tax is charged as the scenario says, and only its base is moved."""
    return Model(
        years=book.years,
        kinds={driver.ref: driver.kind for driver in book.drivers},
        groups=alike,
        paid=_paid(book, central),
    )


def groups_alike(book: Book) -> Iterable[Group]:
    """The lines of a book by what moves them; no scenario changes that."""
    exposed = {line.ref: line.exposures for line in book.lines}
    base: dict[Exposures, float] = defaultdict(float)
    for line in book.lines:
        base[line.exposures] += float(line.net)
    sums: dict[tuple[Exposures, int, bool], dict[tuple[int, int, str, int], float]]
    sums = defaultdict(lambda: defaultdict(float))
    for change in book.changes:
        for each in terms(change, book.price_base):
            since = each.to if each.since is None else max(each.since, book.first - 1)
            key = (since, each.to, each.driver if each.at in book.years else "", each.at)
            sums[exposed[change.line], each.year, each.early][key] += each.amount / _PENCE
    for exposures, amount in base.items():
        early, late = (
            tuple(tuple(_moved(sums[exposures, year, when])) for year in book.years) for when in (True, False)
        )
        yield Group(exposures, amount, early, late)


def _moved(held: dict[tuple[int, int, str, int], float]) -> Iterable[Moved]:
    return (Moved(amount, *key) for key, amount in held.items())


def _paid(book: Book, central: Drivers) -> tuple[tuple[tuple[str, float], ...], ...]:
    bills = tax_bills(book, central)
    found = []
    for year in book.years:
        by_driver: dict[str, float] = defaultdict(float)
        for line in book.funding:
            by_driver[line.driver] += float(line.amounts.get(year, 0))
        for row in book.tax:
            if row.year == year:
                by_driver[row.driver] += float(row.base * bills[year].band_d)
        found.append(tuple((driver, amount) for driver, amount in by_driver.items() if driver))
    return tuple(found)


def gaps(plan: Model, values: Values) -> list[Value]:
    """What lines cost less what drivers add to funding, by year; only differences of it mean anything."""
    found: list[Value] = [0.0] * len(plan.years)
    for group in plan.groups:
        for at, cost in enumerate(_costs(plan, group, values)):
            found[at] = found[at] + cost
    for at, year in enumerate(plan.years):
        for driver, amount in plan.paid[at]:
            found[at] = found[at] - amount * values[driver, year]
    return found


def _costs(plan: Model, group: Group, values: Values) -> Iterable[Value]:
    prices = {
        year: price
        for year in plan.years
        if (price := _factor(plan, group, values, "price", year)) is not None
    }
    cost: Value = group.base
    for at, year in enumerate(plan.years):
        for each in group.early[at]:
            cost = cost + _worth(plan, each, prices, values)
        demand = _factor(plan, group, values, "demand", year)
        if year in prices:
            cost = cost * prices[year]
        if demand is not None:
            cost = cost * demand
        for each in group.late[at]:
            cost = cost + _worth(plan, each, prices, values)
        yield cost


def _factor(plan: Model, group: Group, values: Values, kind: str, year: int) -> Value | None:
    """What drivers of a kind multiply the group with; None where none does."""
    moving = [each for each in group.exposures if plan.kinds[each.driver] == kind]
    if not moving:
        return None
    share: Value = 1.0
    for each in moving:
        share = share + float(each.weight) * values[each.driver, year]
    return share


def _worth(plan: Model, each: Moved, prices: Mapping[int, Value], values: Values) -> Value:
    worth: Value = each.amount
    for year in range(each.since + 1, each.to + 1):
        worth = worth * prices.get(year, 1.0)
    if not each.driver:
        return worth
    rate = values[each.driver, each.at]
    if plan.kinds[each.driver] != "delivery":
        return worth * (1.0 + rate)
    return worth * (np.clip(rate, 0.0, 1.0) if isinstance(rate, np.ndarray) else min(1.0, max(0.0, rate)))
