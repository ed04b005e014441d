"""A budget book into the tables of a version, and out of them again."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from goldenthread.engine.budget.roll import Plan
from goldenthread.finance.models import (
    AllocationRow,
    BudgetVersion,
    ChangeRow,
    Line,
    TouchRow,
    WorkedSum,
)
from goldenthread.finance.outcome_sums import outcome_sums
from goldenthread.finance.simulating import simulated_plan
from goldenthread.finance.worked_sum import Sum, outline_sums, worked_sums
from goldenthread.rules.book_plain import plain, read_plain
from goldenthread.rules.budget import Allocation, Book, BudgetLine, Change, Exposure, Touch
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
    Line.objects.bulk_create(_lines(row, book, central), BATCH)
    ChangeRow.objects.bulk_create(_changes(row, book.changes, services), BATCH)
    AllocationRow.objects.bulk_create(_rows(AllocationRow, row, book.allocations), BATCH)
    TouchRow.objects.bulk_create(_rows(TouchRow, row, book.touches), BATCH)
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
    WorkedSum.objects.bulk_create(_outcomes(row, plan.book, central), BATCH)


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


def _outcomes(row: BudgetVersion, book: Book, central: Mtfp) -> Iterator[WorkedSum]:
    for each in outcome_sums(book, central):
        yield WorkedSum(
            budget=row,
            year=book.first,
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
        changes=tuple(_read(Change, row.changes.all())),
        allocations=tuple(_read(Allocation, row.allocations.all())),
        touches=tuple(_read(Touch, row.touches.all())),
    )


def lines_of(row: BudgetVersion) -> Iterator[BudgetLine]:
    """The lines of a version as values, in their order."""
    return _read(BudgetLine, row.lines.all())


def _lines(row: BudgetVersion, book: Book, worked: Mtfp) -> Iterator[Line]:
    for position, line in enumerate(book.lines):
        yield Line(
            budget=row,
            position=position,
            exposures=[[each.driver, f"{each.weight:f}"] for each in line.exposures],
            nets=[int(net.scaleb(2)) for net in worked.nets[line.ref]],
            **{name: getattr(line, name) for name in _names(BudgetLine) if name != "exposures"},
        )


def _changes(row: BudgetVersion, changes: Iterable[Change], services: dict[str, str]) -> Iterator[ChangeRow]:
    for made, change in zip(_rows(ChangeRow, row, changes), changes, strict=True):
        made.service, made.is_saving = services[change.line], change.is_saving
        yield made


def _rows(table: Any, row: BudgetVersion, values: Iterable[Any]) -> Iterator[Any]:
    for position, value in enumerate(values):
        held = {name: getattr(value, name) for name in _names(type(value))}
        yield table(budget=row, position=position, **held)


def _read(kind: Any, rows: Any) -> Iterator[Any]:
    names = _names(kind)
    for held in rows.values_list(*names):
        said = dict(zip(names, held, strict=True))
        if "exposures" in said:
            said["exposures"] = tuple(Exposure(ref, Decimal(weight)) for ref, weight in said["exposures"])
        yield kind(**said)


def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))
