"""What a plan comes to, as a list of exact sums that pages and comparisons are made of."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.rules.allocation import spending_by_outcome
from goldenthread.rules.budget import Allocation, Book
from goldenthread.rules.money import ZERO
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


def worked_sums(book: Book, worked: Mtfp) -> Iterator[Sum]:
    """Every sum of a plan; for the central plan alone by service, mandate, subjective and outcome too."""
    for totals in worked.years:
        for name in TOTALS:
            yield Sum(totals.year, "total", "", name, getattr(totals, name))
    yield from _funded(worked)
    if worked.scenario:
        for totals in worked.years:
            for step, amount in worked.bridge(totals.year).items():
                yield Sum(totals.year, "bar", "", step, amount)
        return
    for (year, service, step), amount in worked.bars.items():
        yield Sum(year, "bar", service, step, amount)
    yield from _gathered(book, worked)


def _funded(worked: Mtfp) -> Iterator[Sum]:
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
    held: dict[tuple[int, str, str, str], Decimal] = defaultdict(lambda: ZERO)
    for line in book.lines:
        for year, net in zip(years, (line.net, *worked.nets[line.ref]), strict=True):
            held[year, "service", line.service, ""] += net
            held[year, "mandate", line.service, line.mandate] += net
            held[year, "subjective", "", line.subjective] += net
        held[book.first - 1, "gross", line.service, ""] += line.gross
        held[book.first - 1, "income", line.service, ""] += line.income
    for (year, what, service, key), amount in held.items():
        yield Sum(year, what, service, key, amount)
    for at, year in enumerate(years):
        nets = {line.ref: line.net if at == 0 else worked.nets[line.ref][at - 1] for line in book.lines}
        for key, amount in spending_by_outcome(book.allocations, nets).items():
            yield Sum(year, "outcome", "", key, amount)
        yield from _served(book, year, nets)


def _served(book: Book, year: int, nets: dict[str, Decimal]) -> Iterator[Sum]:
    """What each service spends for each outcome, so that its moving can be followed without its lines."""
    by_service: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for line in book.lines:
        by_service[line.service][line.ref] = nets[line.ref]
    shared: dict[str, list[Allocation]] = defaultdict(list)
    services = {line.ref: line.service for line in book.lines}
    for allocation in book.allocations:
        shared[services.get(allocation.line, "")].append(allocation)
    for service, held in by_service.items():
        for key, amount in spending_by_outcome(shared[service], held).items():
            if amount:
                yield Sum(year, "served", service, key, amount)
