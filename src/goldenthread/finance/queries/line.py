"""Lines and changes of one version, a page at a time and never the whole book."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, Sum

from goldenthread.finance.models import AllocationRow, ChangeRow, Line
from goldenthread.finance.storing import read_rows
from goldenthread.rules.budget import Allocation, BudgetLine, Change
from goldenthread.rules.money import ZERO, in_pounds

PER_PAGE = 50
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LineFilter:
    """Which lines to show; an empty part asks for no restriction."""

    service: str = ""
    mandate: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes to show; an empty part, or year 0, asks for no restriction."""

    service: str = ""
    kind: str = ""
    year: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class LineSeen:
    """A line with what it costs net in each year of the plan."""

    line: BudgetLine
    nets: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class LineWhole:
    """One line with all that stands on it. `changes` are in the order of the book."""

    seen: LineSeen
    changes: tuple[Change, ...]
    allocations: tuple[Allocation, ...]


@dataclass(frozen=True, slots=True)
class ChangeTotals:
    """How many changes there are, and what pressures and savings of them come to in their own years."""

    count: int
    pressures: Decimal
    savings: Decimal


def lines_page(ref: str, wanted: LineFilter, page: str) -> Page[LineSeen]:
    """One page of the lines wanted, in the order of the book: a count and one read."""
    rows = Line.objects.filter(budget__ref=ref)
    rows = rows.filter(service=wanted.service) if wanted.service else rows
    rows = rows.filter(mandate=wanted.mandate) if wanted.mandate else rows
    if wanted.words:
        rows = rows.filter(Q(title__icontains=wanted.words) | Q(ref__icontains=wanted.words))
    return _page(rows, page, _lines)


def changes_page(ref: str, wanted: ChangeFilter, page: str) -> tuple[Page[Change], ChangeTotals]:
    """One page of the changes wanted, in the order of the book, and what all of those wanted come to."""
    rows = ChangeRow.objects.filter(budget__ref=ref)
    rows = rows.filter(service=wanted.service) if wanted.service else rows
    rows = rows.filter(kind=wanted.kind) if wanted.kind else rows
    rows = rows.filter(year=wanted.year) if wanted.year else rows
    if wanted.words:
        rows = rows.filter(Q(title__icontains=wanted.words) | Q(ref__icontains=wanted.words))
    return _page(rows, page, lambda held: list(read_rows(Change, held))), _totals(rows)


def line_whole(ref: str, line: str) -> LineWhole | None:
    """One line of a version with its changes and shares; None where there is none."""
    found = _lines(Line.objects.filter(budget__ref=ref, ref=line))
    if not found:
        return None
    return LineWhole(
        found[0],
        tuple(read_rows(Change, ChangeRow.objects.filter(budget__ref=ref, line=line))),
        tuple(read_rows(Allocation, AllocationRow.objects.filter(budget__ref=ref, line=line))),
    )


def change_named(ref: str, change: str) -> Change | None:
    """One change of a version, or None."""
    return next(iter(read_rows(Change, ChangeRow.objects.filter(budget__ref=ref, ref=change))), None)


def lines_with(ref: str, words: str, most: int) -> tuple[tuple[str, str], ...]:
    """The first lines of a version with these words in their title or that ref: ref and title."""
    rows = Line.objects.filter(Q(title__icontains=words) | Q(ref=words), budget__ref=ref)
    return tuple(rows.order_by("position").values_list("ref", "title")[:most])


def line_titles(ref: str, lines: set[str]) -> Mapping[str, tuple[str, str]]:
    """Title and service of these lines of a version, by ref: one read."""
    rows = Line.objects.filter(budget__ref=ref, ref__in=lines).order_by()
    return {ref: (title, service) for ref, title, service in rows.values_list("ref", "title", "service")}


def _lines(rows: QuerySet[Line]) -> list[LineSeen]:
    nets = rows.values_list("nets", flat=True)
    read = read_rows(BudgetLine, rows)
    return [LineSeen(line, tuple(map(in_pounds, held))) for line, held in zip(read, nets, strict=True)]


def _totals(rows: QuerySet[ChangeRow]) -> ChangeTotals:
    found = {
        is_saving: (count, amount)
        for is_saving, count, amount in rows.order_by()
        .values_list("is_saving")
        .annotate(Count("id"), Sum("amount"))
    }
    pressures, savings = found.get(False, (0, ZERO)), found.get(True, (0, ZERO))
    return ChangeTotals(pressures[0] + savings[0], pressures[1], savings[1])


def _page(rows: QuerySet[Any], page: str, read: Callable[[Any], list[T]]) -> Page[T]:
    """A page whose rows are read as values; beyond the last page is the last one."""
    paged = Paginator(rows, PER_PAGE).get_page(page)
    first = (paged.number - 1) * PER_PAGE
    return Page(read(rows[first : first + PER_PAGE]), paged.number, paged.paginator)
