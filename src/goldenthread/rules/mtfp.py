"""The medium-term financial plan: each line rolled forward by declared steps, and the gap that is left.

For each line and year, in this order, each step rounded once to the penny: one-offs of the year before go
out; the full-year effects of the year before come in; prices; demand; the year's pressures; the year's
savings. A bridge is these steps, so that it sums to the change exactly.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from goldenthread.rules.budget import SAVINGS, Book, BudgetLine, Change, Exposure
from goldenthread.rules.money import EXACT, ZERO, penny
from goldenthread.rules.mtfp_driver import Drivers
from goldenthread.rules.mtfp_funding import Funded, fund
from goldenthread.rules.tongue import Words

STEPS: Final = Words(
    {
        "one_offs": "One-offs of the year before go out",
        "full_year": "Full-year effect of the year before",
        "price": "Prices",
        "demand": "Demand",
    }
)
"""Steps that are worked out; the others of a bridge are the kinds of change in PRESSURES and SAVINGS."""

BarKey = tuple[int, str, str]
"""A year, a service and a step."""


@dataclass(frozen=True, slots=True)
class YearTotals:
    """One year of the plan, in pounds.

    `opening` and `net` are what all lines cost before and after the year's steps. `before_savings` is what
    the council would spend (lines, contingency, money put into reserves, a deficit brought forward) without
    the year's savings; `gap` is `before_savings` less `savings` less `funding`. `unidentified` is part of
    `savings`. `structural_gap` is the gap without one-off money: one-off funding, use of reserves and one-off
    savings do not count, nor do one-off pressures and money put into reserves.
    """

    year: int
    opening: Decimal
    net: Decimal
    before_savings: Decimal
    savings: Decimal
    unidentified: Decimal
    funding: Decimal
    gap: Decimal
    structural_gap: Decimal


@dataclass(frozen=True, slots=True)
class Mtfp:
    """A plan worked out under one scenario; the empty scenario is the central one."""

    scenario: str
    years: tuple[YearTotals, ...]
    bars: Mapping[BarKey, Decimal]
    nets: Mapping[str, tuple[Decimal, ...]]
    """What each line costs net by year, by the line's ref."""
    funded: tuple[Funded, ...]
    """Where the money comes from, by year."""

    def bridge(self, year: int, service: str | None = None) -> dict[str, Decimal]:
        """The steps of a year, of one service or of all, that sum to the change from opening to net."""
        steps: dict[str, Decimal] = {}
        for (at, whose, step), amount in self.bars.items():
            if at == year and service in (None, whose):
                steps[step] = steps.get(step, ZERO) + amount
        return steps


def work_out(book: Book, scenario: str = "") -> Mtfp:
    """The plan under a scenario of the book, by its ref. Raises KeyError where the book has no such scenario.

    The book is one that `book_faults` finds nothing wrong with.
    """
    drivers = Drivers(book, scenario)
    bars: dict[BarKey, int] = defaultdict(int)
    one_offs: dict[tuple[int, bool], int] = defaultdict(int)
    changes = _by_line(book.changes)
    nets = {}
    for line in book.lines:
        rolled = _roll(line, changes.get(line.ref, ()), book, drivers, bars, one_offs)
        nets[line.ref] = tuple(_pounds(each) for each in rolled)
    held = {key: _pounds(amount) for key, amount in bars.items() if amount}
    funded = fund(book, drivers)
    return Mtfp(scenario, tuple(_totals(book, held, nets, one_offs, funded)), held, nets, funded)


def _by_line(changes: Iterable[Change]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.line, []).append(change)
    return found


def _roll(
    line: BudgetLine,
    changes: Iterable[Change],
    book: Book,
    drivers: Drivers,
    bars: dict[BarKey, int],
    one_offs: dict[tuple[int, bool], int],
) -> Iterator[int]:
    """What the line costs in each year, in pence; its steps are added to the bars."""
    held = tuple(changes)
    at = _pence(line.net)
    for year in book.years:
        for step, amount in _carried(held, line, year, drivers):
            bars[year, line.service, step] += amount
            at += amount
        price = _part(at, drivers.moved(line.exposures, "price", year))
        demand = _part(at + price, drivers.moved(line.exposures, "demand", year))
        bars[year, line.service, "price"] += price
        bars[year, line.service, "demand"] += demand
        at += price + demand
        # A saving's full-year effect comes last, with the savings: prices and demand count before it.
        for change in held:
            amount = _late(change, line, year, drivers)
            bars[year, line.service, change.kind] += amount
            at += amount
            if change.year == year and change.one_off:
                one_offs[year, change.is_saving] += _effect(change, line.exposures, drivers)
        yield at


def _carried(
    changes: Iterable[Change], line: BudgetLine, year: int, drivers: Drivers
) -> Iterator[tuple[str, int]]:
    """What the year before leaves: its one-offs go out, and pressures come to their full year."""
    for change in changes:
        if change.year != year - 1:
            continue
        if change.one_off:
            yield "one_offs", -_effect(change, line.exposures, drivers)
        if change.full_year and not change.is_saving:
            yield "full_year", _pence(change.full_year)


def _late(change: Change, line: BudgetLine, year: int, drivers: Drivers) -> int:
    """What a change does in its own year and, where it is a saving, in its full year."""
    if change.year == year:
        return _effect(change, line.exposures, drivers)
    if change.is_saving and change.full_year and change.year == year - 1:
        return -_part(_pence(change.full_year), drivers.delivered(change, year))
    return 0


def _effect(change: Change, exposures: tuple[Exposure, ...], drivers: Drivers) -> int:
    """What a change does to its own year's spending, in pence of that year's prices."""
    amount = _part(_pence(change.effect), drivers.uprated(change, exposures))
    return _part(amount, drivers.delivered(change, change.year)) if change.is_saving else amount


def _totals(
    book: Book,
    bars: Mapping[BarKey, Decimal],
    nets: Mapping[str, tuple[Decimal, ...]],
    one_offs: Mapping[tuple[int, bool], int],
    funded: tuple[Funded, ...],
) -> Iterator[YearTotals]:
    opening = sum((line.net for line in book.lines), ZERO)
    for at, year in enumerate(book.years):
        net = sum((line[at] for line in nets.values()), ZERO)
        savings = -sum((n for (y, _, step), n in bars.items() if y == year and step in SAVINGS), ZERO)
        unidentified = -sum((n for (y, _, s), n in bars.items() if y == year and s == "unidentified"), ZERO)
        money = funded[at]
        prior = book.prior_deficit if at == 0 else ZERO
        before = net + savings + book.contingency + money.raised + prior
        gap = before - savings - money.total
        once = _pounds(one_offs.get((year, False), 0) + one_offs.get((year, True), 0))
        structural = gap + money.one_off + money.used - money.raised - once - prior
        yield YearTotals(year, opening, net, before, savings, unidentified, money.total, gap, structural)
        opening = net


def _part(pence: int, share: Fraction) -> int:
    """A share of a sum in pence, rounded half-even to the penny."""
    if not share or not pence:
        return 0
    if share == 1:
        return pence
    whole, rest = divmod(pence * share.numerator, share.denominator)
    twice = 2 * rest - share.denominator
    return whole + (twice > 0 or (twice == 0 and whole % 2 == 1))


def _pence(pounds: Decimal) -> int:
    return int(penny(pounds).scaleb(2, EXACT))


def _pounds(pence: int) -> Decimal:
    return Decimal(pence).scaleb(-2, EXACT)
