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
from goldenthread.finance.models import AllocationRow, BudgetVersion, Line, WorkedSum
from goldenthread.finance.outcome_sums import RANGES, LineCost, kept_sums, names_gathering
from goldenthread.finance.pounds import PoundsField
from goldenthread.finance.storing import BATCH, outcome_rows, read_rows
from goldenthread.finance.worked_sum import Sum, outline_sums, shared_sums, worked_sums
from goldenthread.rules.allocation import ENABLING, outcome_key
from goldenthread.rules.budget import Allocation, Book
from goldenthread.rules.money import ZERO, in_pounds
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


def shift_shares(row: BudgetVersion, before: Book, after: Book) -> None:
    """Move what is spent for outcomes by what lies between two books that differ in nothing but their shares.

    The books hold the lines whose shares changed and no others; the shares are in the tables already.
    """
    central = Plan(replace(before, scenarios=())).work_out()
    _move(row, "", _summed(shared_sums(before, central)), _summed(shared_sums(after, central)))
    WorkedSum.objects.filter(budget=row, what="served", amount=0).delete()
    for key in shared_to(before) - shared_to(after):
        plan, _, item = ("", "", "") if key == ENABLING else key.partition("#")
        if not AllocationRow.objects.filter(budget=row, plan=plan, item=item).exists():
            WorkedSum.objects.filter(budget=row, what="outcome", key=key).delete()


def share_out_anew(row: BudgetVersion, first: int, before: Book, after: Book) -> None:
    """Work out anew what is kept of the outcomes that lines of two small books are shared to.

    Ranges do not add up over lines, so this reads every line that is shared out, with what it is kept to cost
    in the first year.
    """
    keys = shared_to(before) | shared_to(after)
    if not keys:
        return
    shared = AllocationRow.objects.filter(budget=row)
    rows = Line.objects.filter(budget=row, ref__in=shared.values("line")).order_by()
    costs = {
        ref: LineCost(mandate, in_pounds(nets[0]))
        for ref, mandate, nets in rows.values_list("ref", "mandate", "nets")
    }
    allocations = tuple(read_rows(Allocation, shared))
    _kept_outcomes(row).filter(key__in=names_gathering(allocations, keys)).delete()
    _kept_outcomes(row).filter(key__in=keys).delete()
    WorkedSum.objects.bulk_create(outcome_rows(row, first, kept_sums(allocations, costs, first, keys)), BATCH)


def shared_to(book: Book) -> set[str]:
    """The outcomes that lines of a book are shared to."""
    return {outcome_key(each) for each in book.allocations}


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
