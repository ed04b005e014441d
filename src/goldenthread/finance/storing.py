"""A budget book into the tables of a version, and out of them again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from itertools import starmap
from operator import attrgetter
from typing import Any, Final

from goldenthread.engine.budget.roll import Plan
from goldenthread.finance.inserting import insert
from goldenthread.finance.models import (
    AllocationRow,
    BudgetVersion,
    ChangeRow,
    Line,
    TouchRow,
    WorkedSum,
)
from goldenthread.finance.outcome_sums import OutcomeSum, outcome_sums
from goldenthread.finance.simulating import simulated_plan
from goldenthread.finance.worked_sum import Sum, outline_sums, worked_sums
from goldenthread.rules.book_plain import plain, read_plain
from goldenthread.rules.budget import Allocation, Book, BudgetLine, Change, Exposure, Touch
from goldenthread.rules.money import in_pence
from goldenthread.rules.mtfp import Mtfp

APART = ("lines", "changes", "allocations", "touches")
"""The parts of a book that are rows of their own, because there are many and pages look for some of them."""

BATCH = 2000


def store(row: BudgetVersion, book: Book) -> None:
    """Put the book into the version in place of what it held, and work the plan out. The row is saved."""
    row.title, row.state, row.first, row.count = book.title, book.state, book.first, book.count
    row.simulated = {}
    row.parts = plain(replace(book, lines=(), changes=(), allocations=(), touches=()))
    row.save()
    for table in (Line, ChangeRow, AllocationRow, TouchRow):
        table.objects.filter(budget=row).delete()
    plan = Plan(book)
    central = plan.work_out()
    services = {line.ref: line.service for line in book.lines}
    insert(Line, LINE_FIELDS, _lines(row, book, central))
    insert(ChangeRow, CHANGE_FIELDS, _changes(row, book.changes, services))
    insert(AllocationRow, ("budget", "position", *_names(Allocation)), _rows(row, book.allocations))
    insert(TouchRow, ("budget", "position", *_names(Touch)), _rows(row, book.touches))
    keep_sums(row, plan, central)
    row.simulated = simulated_plan(plan)
    row.save(update_fields=["simulated"])


def keep_sums(row: BudgetVersion, plan: Plan, central: Mtfp) -> None:
    """Keep every sum that the plan comes to, under each of its scenarios."""
    WorkedSum.objects.filter(budget=row).delete()
    WorkedSum.objects.bulk_create(sum_rows(row, "", worked_sums(plan.book, central)), BATCH)
    for scenario in plan.book.scenarios:
        made = outline_sums(plan.outline(scenario.ref))
        WorkedSum.objects.bulk_create(sum_rows(row, scenario.ref, made), BATCH)
    WorkedSum.objects.bulk_create(outcome_rows(row, plan.book.first, outcome_sums(plan.book, central)), BATCH)


def sum_rows(row: BudgetVersion, scenario: str, sums: Iterable[Sum]) -> Iterator[WorkedSum]:
    """Sums as rows of a version."""
    for each in sums:
        yield WorkedSum(
            budget=row,
            scenario=scenario,
            year=each.year,
            what=each.what,
            service=each.service,
            key=each.key,
            amount=each.amount,
        )


def outcome_rows(row: BudgetVersion, first: int, sums: Iterable[OutcomeSum]) -> Iterator[WorkedSum]:
    """What is kept of outcomes beside their sums, as rows of a version."""
    for each in sums:
        yield WorkedSum(
            budget=row,
            year=first,
            what=each.what,
            service=each.line,
            key=each.key,
            amount=each.amount,
        )


def book_of(row: BudgetVersion) -> Book:
    """The whole book that a version holds."""
    bare = read_plain(Book, row.parts)
    return replace(
        bare,
        lines=tuple(lines_of(row)),
        changes=tuple(read_rows(Change, row.changes.all())),
        allocations=tuple(read_rows(Allocation, row.allocations.all())),
        touches=tuple(read_rows(Touch, row.touches.all())),
    )


def lines_of(row: BudgetVersion) -> Iterator[BudgetLine]:
    """The lines of a version as values, in their order."""
    return read_rows(BudgetLine, row.lines.all())


def _lines(row: BudgetVersion, book: Book, worked: Mtfp) -> Iterator[tuple[Any, ...]]:
    for held, line in zip(_rows(row, book.lines), book.lines, strict=True):
        exposures = [[each.driver, f"{each.weight:f}"] for each in line.exposures]
        nets = [in_pence(net) for net in worked.nets[line.ref]]
        yield *held[:_EXPOSURES], exposures, *held[_EXPOSURES + 1 :], nets


def _changes(
    row: BudgetVersion, changes: Sequence[Change], services: dict[str, str]
) -> Iterator[tuple[Any, ...]]:
    for held, change in zip(_rows(row, changes), changes, strict=True):
        yield *held, services[change.line], change.is_saving


def _rows(row: BudgetVersion, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """The version, the position and every field of each value."""
    if values:
        taken = attrgetter(*_names(type(values[0])))
        for position, value in enumerate(values):
            yield row.pk, position, *taken(value)


def read_rows(kind: Any, rows: Any) -> Iterator[Any]:
    """Rows of lines, changes, allocations or touches as values of that kind."""
    names = _names(kind)
    if "exposures" not in names:
        yield from starmap(kind, rows.values_list(*names))
        return
    for held in rows.values_list(*names):
        said = dict(zip(names, held, strict=True))
        said["exposures"] = tuple(Exposure(ref, Decimal(weight)) for ref, weight in said["exposures"])
        yield kind(**said)


def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


LINE_FIELDS: Final = ("budget", "position", *_names(BudgetLine), "nets")
CHANGE_FIELDS: Final = ("budget", "position", *_names(Change), "service", "is_saving")
_EXPOSURES: Final = LINE_FIELDS.index("exposures")
