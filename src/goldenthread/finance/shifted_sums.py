"""The kept sums of a version after an edit: only by how much the edited part moves them.

Each line is rolled forward by itself and rounded by itself, so a sum over a budget moves by exactly what the
edited line, or the funding without any line, moves it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Value

from goldenthread.engine.budget.roll import Plan
from goldenthread.finance.models import AllocationRow, BudgetVersion, ChangeRow, Line, WorkedSum
from goldenthread.finance.outcome_sums import RANGES
from goldenthread.finance.pounds import PoundsField
from goldenthread.finance.storing import BATCH, outcome_rows, read_rows
from goldenthread.finance.worked_sum import Sum, outline_sums, worked_sums
from goldenthread.rules.budget import Allocation, Book, BudgetLine, Change
from goldenthread.rules.money import ZERO
from goldenthread.rules.mtfp import Mtfp

Key = tuple[int, str, str, str]
"""Of a sum: its year, what it is, its service and its key."""

NAMED_BY_BOOK = ("funding", "reserve", "tax")
"""Sums whose key is a part of the book, gone where the part is."""

BY_SERVICE = ("bar", "service", "mandate", "gross", "income")


def shift_sums(row: BudgetVersion, before: Book, after: Book) -> Mtfp:
    """Move the sums by what lies between two small books; returns the plan of the one after.

    The books are the version's own with one line in each, or none, and the same drivers.
    """
    was, now = Plan(before), Plan(after)
    central = now.work_out()
    _move(row, "", _summed(worked_sums(before, was.work_out())), _summed(worked_sums(after, central)))
    for scenario in after.scenarios:
        sums = (_summed(outline_sums(plan.outline(scenario.ref))) for plan in (was, now))
        _move(row, scenario.ref, *sums)
    for service in {line.service for line in before.lines} - {line.service for line in after.lines}:
        if not Line.objects.filter(budget=row, service=service).exists():
            WorkedSum.objects.filter(budget=row, service=service, what__in=BY_SERVICE).delete()
    return central


def share_out_anew(row: BudgetVersion, bare: Book, line: str) -> None:
    """Work out anew what is kept of outcomes, where any of that line is shared out.

    Ranges do not add up over lines, so this reads every line that is shared out.
    """
    shared = AllocationRow.objects.filter(budget=row)
    if not shared.filter(line=line).exists() and not _kept_outcomes(row).filter(service=line).exists():
        return
    refs = shared.values("line")
    book = replace(
        bare,
        lines=tuple(read_rows(BudgetLine, Line.objects.filter(budget=row, ref__in=refs))),
        changes=tuple(read_rows(Change, ChangeRow.objects.filter(budget=row, line__in=refs))),
        allocations=tuple(read_rows(Allocation, shared)),
        scenarios=(),
    )
    _kept_outcomes(row).delete()
    WorkedSum.objects.bulk_create(outcome_rows(row, book, Plan(book).work_out()), BATCH)


def _kept_outcomes(row: BudgetVersion) -> QuerySet[WorkedSum]:
    named = Q(what__in=(*RANGES, "line", "lines")) | Q(what__startswith="for_") | Q(what__startswith="sure_")
    return WorkedSum.objects.filter(named, budget=row)


def _summed(sums: Iterable[Sum]) -> dict[Key, Decimal]:
    found: dict[Key, Decimal] = defaultdict(lambda: ZERO)
    for each in sums:
        found[each.year, each.what, each.service, each.key] += each.amount
    return found


def _move(row: BudgetVersion, scenario: str, was: Mapping[Key, Decimal], now: Mapping[Key, Decimal]) -> None:
    """Add to each kept sum what it moves by; a sum that was not kept yet is, and one no longer named goes."""
    for key in {*was, *now}:
        moved = now.get(key, ZERO) - was.get(key, ZERO)
        year, what, service, name = key
        kept = WorkedSum.objects.filter(
            budget=row, scenario=scenario, year=year, what=what, service=service, key=name
        )
        if key not in now and what in NAMED_BY_BOOK:
            kept.delete()
        elif (moved or key not in was) and not kept.update(
            amount=F("amount") + Value(moved, output_field=PoundsField())
        ):
            kept.create(
                budget=row, scenario=scenario, year=year, what=what, service=service, key=name, amount=moved
            )
    WorkedSum.objects.filter(budget=row, scenario=scenario, what="bar", amount=0).delete()
