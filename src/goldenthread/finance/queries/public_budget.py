"""What the public pages of a budget are made of: sums of one year, and lines and changes a page at a time.

Each function is one small read, so that a budget of 20,000 lines opens as fast as one of twenty. Which
version a reader may see is asked of `queries.version` first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from goldenthread.finance.models import (
    AllocationRow,
    BudgetVersion,
    ChangeRow,
    Line,
    Robustness,
    TouchRow,
    WorkedSum,
)
from goldenthread.finance.queries.robustness import is_after
from goldenthread.finance.queries.version import Worked
from goldenthread.rules.book_plain import read_plain
from goldenthread.rules.budget import Allocation, Book, Change, Exposure, Touch
from goldenthread.rules.money import EXACT

HEAVY = ("uses", "drivers", "correlations", "scenarios")
"""Parts of a book that the public pages do without."""
CHANGE = (
    "ref",
    "title",
    "line",
    "year",
    "kind",
    "amount",
    "one_off",
    "full_year",
    "price_base",
    "driver",
    "confidence",
    "evidence",
    "approval",
)
LINE = ("ref", "title", "service", "subjective", "mandate", "gross", "income", "note", "nets")


Word = tuple[tuple[str, ...], tuple[str, ...]]
"""The texts that a word may be said by, and the services that are called so."""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line: what it costs in the base year, and `nets`, what it costs net in each year of the plan."""

    ref: str
    title: str
    service: str
    subjective: str
    mandate: str
    gross: Decimal
    income: Decimal
    note: str
    nets: tuple[Decimal, ...]

    @property
    def net(self) -> Decimal:
        """What it cost net in the base year."""
        return self.gross - self.income


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed of a version, and as what; `is_after_decision` where it was frozen before."""

    estimates: str
    reserves: str
    signed_at: datetime
    post: str
    is_after_decision: bool


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A change with the service whose line it changes."""

    change: Change
    service: str


def light_book(ref: str) -> Book:
    """The book without its lines, changes, drivers and scenarios, and without what funds are used for."""
    parts = BudgetVersion.objects.values_list("parts", flat=True).get(ref=ref)
    return read_plain(Book, {name: held for name, held in parts.items() if name not in HEAVY})


def sums_in(ref: str, years: Iterable[int], *whats: str, services: Iterable[str] | None = None) -> Worked:
    """The central plan's sums of those kinds in those years, of some services where named: one read."""
    rows = WorkedSum.objects.filter(budget__ref=ref, scenario="", what__in=whats, year__in=tuple(years))
    rows = rows if services is None else rows.filter(service__in=set(services))
    said = rows.order_by().values_list("scenario", "what", "year", "service", "key", "amount")
    return Worked({tuple(key): amount for *key, amount in said})  # type: ignore[misc]


def lines_of_service(ref: str, service: str, start: int, most: int) -> tuple[int, tuple[LineFacts, ...]]:
    """How many lines a service has, and a page of them in the budget's order."""
    rows = Line.objects.filter(budget__ref=ref, service=service)
    return rows.count(), tuple(_lines(rows.order_by("position")[start : start + most]))


def net_lines(ref: str, lines: Iterable[str], at: int) -> dict[str, tuple[str, Decimal]]:
    """The service of each of those lines and what it costs net in a year of the plan, 0 being the first."""
    rows = Line.objects.filter(budget__ref=ref, ref__in=set(lines)).order_by()
    return {
        line: (service, Decimal(nets[at]).scaleb(-2, EXACT))
        for line, service, nets in rows.values_list("ref", "service", "nets")
    }


def search_lines(ref: str, words: Iterable[Word], most: int) -> tuple[LineFacts, ...]:
    """The first lines with every word in their title or note, or in what changes them, the dearest first.

    Each word is the texts that it may be said by, and the services that are called so.
    """
    rows = Line.objects.filter(budget__ref=ref)
    for texts, services in words:
        said = Q(service__in=services)
        named = Q()
        for text in texts:
            said |= Q(title__icontains=text) | Q(note__icontains=text)
            named |= Q(title__icontains=text)
        changed = ChangeRow.objects.filter(named, budget__ref=ref).values("line")
        rows = rows.filter(said | Q(ref__in=changed))
    return tuple(_lines(rows.order_by("-gross", "position")[:most]))


def every_line(ref: str, service: str = "") -> Iterator[LineFacts]:
    """All lines in the budget's order, of one service where it is named; a few are held at a time."""
    rows = Line.objects.filter(budget__ref=ref)
    return _lines((rows.filter(service=service) if service else rows).order_by("position"))


def exposures_of(ref: str, lines: Iterable[str]) -> dict[str, tuple[Exposure, ...]]:
    """What moves each of those lines, by its ref."""
    rows = Line.objects.filter(budget__ref=ref, ref__in=set(lines)).values_list("ref", "exposures")
    return {
        line: tuple(Exposure(driver, Decimal(weight)) for driver, weight in held)
        for line, held in rows.order_by()
    }


def allocations_of(ref: str, lines: Iterable[str]) -> dict[str, tuple[Allocation, ...]]:
    """What those lines are for, by the line's ref."""
    names = ("line", "plan", "item", "share", "basis", "confidence", "low", "high")
    rows = AllocationRow.objects.filter(budget__ref=ref, line__in=set(lines)).order_by("position")
    found: dict[str, tuple[Allocation, ...]] = {}
    for held in rows.values_list(*names):
        made = Allocation(*held)
        found[made.line] = (*found.get(made.line, ()), made)
    return found


def largest_changes(
    ref: str, year: int, most: int, *, saving: bool | None = None, service: str = "", least: int | None = None
) -> tuple[int, tuple[ChangeFacts, ...]]:
    """How many changes a year has, of one kind or service where asked, and the largest of them.

    With `least`, only those of more than so many pounds.
    """
    rows = ChangeRow.objects.filter(budget__ref=ref, year=year)
    rows = rows if saving is None else rows.filter(is_saving=saving)
    rows = rows.filter(service=service) if service else rows
    rows = rows if least is None else rows.filter(amount__gt=least)
    found = tuple(_changes(rows.order_by("-amount", "position")[:most]))
    return (len(found) if len(found) < most else rows.count()), found


def savings_planned(ref: str, year: int, service: str) -> Decimal:
    """What the savings of a service come to in a year as planned, before any of it is taken to be late."""
    rows = ChangeRow.objects.filter(budget__ref=ref, year=year, service=service, is_saving=True)
    return sum(rows.values_list("amount", flat=True), Decimal("0.00"))


def every_change(ref: str, service: str = "") -> Iterator[ChangeFacts]:
    """All changes in the budget's order, of one service where it is named."""
    rows = ChangeRow.objects.filter(budget__ref=ref)
    return _changes((rows.filter(service=service) if service else rows).order_by("position"))


def signed_statement(ref: str) -> Signed | None:
    """The chief finance officer's statement on a version in its own words; None until it is signed."""
    rows = Robustness.objects.filter(budget__ref=ref).exclude(signed_at=None)
    said: Any = rows.values_list("estimates", "reserves", "signed_at", "post", "budget__frozen_at").first()
    if said is None:
        return None
    estimates, reserves, signed_at, post, frozen = said
    return Signed(estimates, reserves, signed_at, post, is_after(signed_at, frozen))


def touches_of(ref: str, changes: Iterable[str]) -> dict[str, tuple[Touch, ...]]:
    """What those savings touch, by the change's ref."""
    rows = TouchRow.objects.filter(budget__ref=ref, change__in=set(changes)).order_by("position")
    found: dict[str, tuple[Touch, ...]] = {}
    for held in rows.values_list("change", "why", "plan", "item", "measure"):
        made = Touch(*held)
        found[made.change] = (*found.get(made.change, ()), made)
    return found


def _lines(rows: QuerySet[Line]) -> Iterator[LineFacts]:
    for *held, nets in rows.values_list(*LINE).iterator(2000):
        said: list[Any] = [*held, tuple(Decimal(pence).scaleb(-2, EXACT) for pence in nets)]
        yield LineFacts(*said)


def _changes(rows: QuerySet[ChangeRow]) -> Iterator[ChangeFacts]:
    for *held, service in rows.values_list(*CHANGE, "service").iterator(2000):
        yield ChangeFacts(Change(*held), service)
