"""What a resident may move in one year of the plan, and what each thing counts for."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.finance.queries.public_budget import (
    ChangeFacts,
    allocations_of,
    exposures_of,
    largest_changes,
    net_lines,
    touches_of,
)
from goldenthread.finance.queries.version import Worked, bare_book
from goldenthread.rules.allocation import shares_of
from goldenthread.rules.balancing import Option, Position
from goldenthread.rules.budget import Allocation, Book, Touch
from goldenthread.rules.council_tax import rounding_allowed
from goldenthread.rules.money import ZERO, in_pounds
from goldenthread.rules.mtfp import worth
from goldenthread.rules.mtfp_change import terms
from goldenthread.rules.mtfp_driver import Drivers
from goldenthread.rules.tied_money import Costs, tied_money
from goldenthread.thread.money.bills import bill_of
from goldenthread.thread.money.kept import general_reserve
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.sources import owed_for_schools

MOST_SAVINGS = 20
MOST_PRESSURES = 12
MOST_SERVICES = 20


@dataclass(frozen=True, slots=True)
class Start:
    """One year as the plan has it: what may be moved, and what hangs on it.

    `changes` are the year's largest savings and pressures, `more` how many smaller ones stay as planned.
    """

    opened: Opened
    year: int
    position: Position
    sums: Worked
    changes: tuple[ChangeFacts, ...]
    more: int
    touches: Mapping[str, tuple[Touch, ...]]
    allocations: Mapping[str, tuple[Allocation, ...]]

    @property
    def services(self) -> tuple[str, ...]:
        """The dearest services: those that are offered to be moved."""
        held = self.position.services
        return tuple(sorted(held, key=lambda ref: (-held[ref], ref)))[:MOST_SERVICES]

    def change(self, ref: str) -> ChangeFacts:
        """The change of that ref. Raises KeyError where it is not offered."""
        return {each.change.ref: each for each in self.changes}[ref]

    def shares(self, ref: str, amount: Decimal) -> dict[str, Decimal]:
        """An amount on the line of a change, by the outcomes that the line is for."""
        found: dict[str, Decimal] = {}
        for key, part in shares_of(amount, self.allocations.get(self.change(ref).change.line, ())):
            found[key] = found.get(key, Decimal("0.00")) + part
        return found


def open_year(opened: Opened) -> int:
    """The first year that is short of money, where there is one; else the year after the budget's own.

    The budget's own year is short only before it is agreed: the law balances it.
    """
    years = opened.facts.years
    sums = opened.sums(years, "total", "tax")
    base = sums.by("tax", opened.first).get("base", ZERO)
    if sums.total("gap", opened.first) > (rounding_allowed(base) if base else ZERO):
        return opened.first
    short = (year for year in years[1:] if sums.total("gap", year) > 0)
    return next(short, years[min(1, len(years) - 1)])


def start_at(opened: Opened, year: int) -> Start:
    """What may be moved in a year of the plan."""
    sums = opened.sums((year, year + 1), "total", "tax", "service", "reserve", "funding")
    book = bare_book(opened.ref)
    services = sums.by_service("service", year)
    saved = largest_changes(opened.ref, year, MOST_SAVINGS, saving=True)
    added = largest_changes(opened.ref, year, MOST_PRESSURES, saving=False)
    changes = (*saved[1], *added[1])
    lines = [each.change.line for each in changes]
    tied = tied_in(opened, book, year, services, sums.by("funding", year))
    reserve, minimum = general_reserve(opened.book, sums.by("reserve", year))
    return Start(
        opened,
        year,
        Position(
            year=year,
            gap=sums.total("gap", year),
            bill=bill_of(sums, year),
            services=services,
            options=_options(opened, book, changes, lines),
            reserve=reserve,
            minimum=minimum,
            tied=tied,
        ),
        sums,
        changes,
        saved[0] + added[0] - len(changes),
        touches_of(opened.ref, [each.change.ref for each in changes]),
        allocations_of(opened.ref, lines),
    )


def tied_in(
    opened: Opened, book: Book, year: int, services: Mapping[str, Decimal], amounts: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    """What of each service's cost in a year is paid for by money that may be spent on nothing else."""
    uses = [use for use in book.uses if use.year == year]
    lines = net_lines(opened.ref, {use.line for use in uses}, year - opened.first)
    return tied_money(Costs(services, lines), book.funding, amounts, uses, owed_for_schools(book, year))


def _options(
    opened: Opened, book: Book, changes: tuple[ChangeFacts, ...], lines: list[str]
) -> dict[str, Option]:
    """Each change with what it does in the plan: in the year's prices, and only what is counted on."""
    drivers, exposures = Drivers(book), exposures_of(opened.ref, lines)
    found = {}
    for held in changes:
        change = held.change
        own = terms(change, book.price_base)[0]
        effect = in_pounds(worth(own, exposures.get(change.line, ()), drivers))
        to_find = change.kind == "unidentified"
        found[change.ref] = Option(change.ref, effect, own.once, held.service, to_find)
    return found
