"""What a plan comes to, as a list of exact sums that pages and comparisons are made of."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import add

import numpy as np

from goldenthread.engine.budget.roll import Outline
from goldenthread.engine.budget.sharing import spending_by_years
from goldenthread.rules.allocation import UNALLOCATED
from goldenthread.rules.budget import Book
from goldenthread.rules.money import ZERO, in_pence, in_pounds
from goldenthread.rules.mtfp import Mtfp

TOTALS = (
    "opening",
    "net",
    "before_savings",
    "savings",
    "unidentified",
    "funding",
    "gap",
    "structural_gap",
)
ENABLING = "enabling"


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum: `what` it is of (total, bar, service…), in which year, of which service and key."""

    year: int
    what: str
    service: str
    key: str
    amount: Decimal


def worked_sums(book: Book, worked: Mtfp | Outline) -> Iterator[Sum]:
    """Every sum of a plan; for the central plan alone by service, mandate, subjective and outcome too.

    Raises TypeError where a central plan is but an outline.
    """
    if worked.scenario:
        yield from outline_sums(worked)
        return
    if isinstance(worked, Outline):
        raise TypeError("the central plan is kept whole")
    yield from _totals(worked)
    for (year, service, step), amount in worked.bars.items():
        yield Sum(year, "bar", service, step, amount)
    yield from _gathered(book, worked)
    yield from shared_sums(book, worked)


def outline_sums(worked: Mtfp | Outline) -> Iterator[Sum]:
    """Totals, the money that pays for them and the bridge of each year: what is kept of every scenario."""
    yield from _totals(worked)
    for totals in worked.years:
        for step, amount in worked.bridge(totals.year).items():
            if amount:
                yield Sum(totals.year, "bar", "", step, amount)


def _totals(worked: Mtfp | Outline) -> Iterator[Sum]:
    for totals in worked.years:
        for name in TOTALS:
            yield Sum(totals.year, "total", "", name, getattr(totals, name))
    yield from _funded(worked)


def _funded(worked: Mtfp | Outline) -> Iterator[Sum]:
    for money in worked.funded:
        for ref, amount in money.lines.items():
            yield Sum(money.year, "funding", "", ref, amount)
        for name in ("used", "raised", "one_off"):
            yield Sum(money.year, "total", "", name, getattr(money, name))
        for ref, amount in money.reserves.items():
            yield Sum(money.year, "reserve", "", ref, amount)
        if money.tax:
            for name in ("base", "last", "band_d", "core", "care", "charged_care", "raised"):
                yield Sum(money.year, "tax", "", name, getattr(money.tax, name))


def _gathered(book: Book, worked: Mtfp) -> Iterator[Sum]:
    """The base year and each year of the plan, by what lines are."""
    years = (book.first - 1, *book.years)
    alike: dict[tuple[str, str, str], list[Decimal]] = {}
    base: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for line in book.lines:
        key = (line.service, line.mandate, line.subjective)
        nets = (line.net, *worked.nets[line.ref])
        alike[key] = list(map(add, alike[key], nets)) if key in alike else list(nets)
        base["gross", line.service] += line.gross
        base["income", line.service] += line.income
    held: dict[tuple[int, str, str, str], Decimal] = defaultdict(lambda: ZERO)
    for (service, mandate, subjective), nets_of in alike.items():
        for year, net in zip(years, nets_of, strict=True):
            held[year, "service", service, ""] += net
            held[year, "mandate", service, mandate] += net
            held[year, "subjective", "", subjective] += net
    for (what, service), amount in base.items():
        held[book.first - 1, what, service, ""] += amount
    for (year, what, service, key_of), amount in held.items():
        yield Sum(year, what, service, key_of, amount)


def shared_sums(book: Book, worked: Mtfp) -> Iterator[Sum]:
    """What is spent for each outcome in the base year and each year of the plan, by service too."""
    years = (book.first - 1, *book.years)
    refs, services = [line.ref for line in book.lines], [line.service for line in book.lines]
    pence = [[in_pence(net) for net in (line.net, *worked.nets[line.ref])] for line in book.lines]
    nets = np.array(pence, dtype=np.int64).reshape(len(refs), len(years))
    spent: dict[str, list[int]] = {UNALLOCATED: [0] * len(years)}
    for (service, key), amounts in spending_by_years(book.allocations, refs, nets, services).items():
        spent[key] = list(map(add, spent.get(key, [0] * len(years)), amounts.tolist()))
        for year, amount in zip(years, amounts.tolist(), strict=True):
            if amount:
                yield Sum(year, "served", service, key, in_pounds(amount))
    for key, held in spent.items():
        for year, amount in zip(years, held, strict=True):
            yield Sum(year, "outcome", "", key, in_pounds(amount))
