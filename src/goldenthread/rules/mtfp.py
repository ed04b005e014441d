"""The medium-term financial plan: each line rolled forward by declared steps, and the gap that is left.

For each line and year, in this order, each step rounded once to the penny: one-offs of the year before go
out; the full-year effects of the year before come in; prices; demand; the year's pressures; the year's
savings. A bridge is these steps, so that it sums to the change exactly.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from goldenthread.rules.budget import SAVINGS, Book, BudgetLine, Change, Exposure
from goldenthread.rules.money import ZERO, in_pence, in_pounds, part, total
from goldenthread.rules.mtfp_change import Term, terms
from goldenthread.rules.mtfp_driver import NOTHING_ELSE, Drivers, Instead
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


def work_out(book: Book, scenario: str = "", instead: Instead = NOTHING_ELSE) -> Mtfp:
    """The plan under a scenario of the book, by its ref. Raises KeyError where the book has no such scenario.

    The book is one that `book_faults` finds nothing wrong with. `instead` takes the place of drivers' values.
    """
    drivers = Drivers(book, scenario, instead)
    bars: dict[BarKey, int] = defaultdict(int)
    once: dict[int, int] = defaultdict(int)
    held = terms_by_line(book.changes, book.price_base)
    nets = {}
    for line in book.lines:
        rolled = roll(line, held.get(line.ref, ()), book.years, drivers, bars, once)
        nets[line.ref] = tuple(map(in_pounds, rolled))
    funded = fund(book, drivers)
    steps = {key: in_pounds(amount) for key, amount in bars.items() if amount}
    totals = tuple(year_totals(book, pence_by_year(book, nets, bars, once), funded))
    return Mtfp(scenario, totals, steps, nets, funded)


def terms_by_line(changes: Iterable[Change], price_base: str) -> dict[str, list[Term]]:
    """What the changes of each line do, by the line's ref."""
    found: dict[str, list[Term]] = {}
    for change in changes:
        found.setdefault(change.line, []).extend(terms(change, price_base))
    return found


def roll(
    line: BudgetLine,
    held: Iterable[Term],
    years: Iterable[int],
    drivers: Drivers,
    bars: dict[BarKey, int],
    once: dict[int, int],
) -> Iterator[int]:
    """What the line costs net in each year, in pence; its steps and its one-offs are added to the others'."""
    at, exposures, service = in_pence(line.net), line.exposures, line.service
    for year in years:
        now = [(each, worth(each, exposures, drivers)) for each in held if each.year == year]
        for term, amount in now:
            if term.early:
                bars[year, service, term.step] += amount
                at += amount
        price = part(at, drivers.moved(exposures, "price", year))
        demand = part(at + price, drivers.moved(exposures, "demand", year))
        bars[year, service, "price"] += price
        bars[year, service, "demand"] += demand
        at += price + demand
        for term, amount in now:
            if not term.early:
                bars[year, service, term.step] += amount
                at += amount
            if term.once:
                once[year] += amount
        yield at


def worth(term: Term, exposures: tuple[Exposure, ...], drivers: Drivers) -> int:
    """What a term comes to, in pence: brought to its year's prices, then moved by its driver."""
    amount = part(term.amount, drivers.uprated(term.since, term.to, exposures))
    return part(amount, drivers.arriving(term.driver, term.at))


@dataclass(frozen=True, slots=True)
class Pence:
    """What all lines come to in one year, in pence; `once` is what one-off changes do to it."""

    year: int
    opening: int
    net: int
    savings: int
    unidentified: int
    once: int


def pence_by_year(
    book: Book,
    nets: Mapping[str, tuple[Decimal, ...]],
    bars: Mapping[BarKey, int],
    once: Mapping[int, int],
) -> Iterator[Pence]:
    """The sums of all lines, year by year."""
    opening = in_pence(total([line.net for line in book.lines]))
    saved: dict[tuple[int, bool], int] = defaultdict(int)
    for (year, _, step), amount in bars.items():
        if step in SAVINGS:
            saved[year, step == "unidentified"] -= amount
    for at, year in enumerate(book.years):
        net = in_pence(total([line[at] for line in nets.values()]))
        unidentified = saved[year, True]
        yield Pence(year, opening, net, saved[year, False] + unidentified, unidentified, once.get(year, 0))
        opening = net


def year_totals(book: Book, lines: Iterable[Pence], funded: tuple[Funded, ...]) -> Iterator[YearTotals]:
    """The years of the plan, from what all lines come to and what pays for them."""
    for each, money in zip(lines, funded, strict=True):
        net, savings = in_pounds(each.net), in_pounds(each.savings)
        prior = book.prior_deficit if each.year == book.first else ZERO
        before = net + savings + book.contingency + money.raised + prior
        gap = before - savings - money.total
        structural = gap + money.one_off + money.used - money.raised - in_pounds(each.once) - prior
        yield YearTotals(
            year=each.year,
            opening=in_pounds(each.opening),
            net=net,
            before_savings=before,
            savings=savings,
            unidentified=in_pounds(each.unidentified),
            funding=money.total,
            gap=gap,
            structural_gap=structural,
        )
