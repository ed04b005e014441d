"""A small book with one line of a version in it, or none: enough to check an edit and work out its sums."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from django.utils import timezone

from goldenthread.engine.budget.rule_pack import rule_packs
from goldenthread.finance.models import AllocationRow, BudgetVersion, ChangeRow, Line
from goldenthread.finance.storing import read_rows
from goldenthread.people.queries.service import services
from goldenthread.rules.book_fault import BookFault, Known
from goldenthread.rules.book_plain import read_plain
from goldenthread.rules.budget import Allocation, Book, BudgetLine, Change
from goldenthread.rules.budget_fault_law import about_faults
from goldenthread.rules.budget_fault_ledger import ledger_faults
from goldenthread.rules.refusal import Refusal, Refused

FEW = 500
"""Up to so many lines are asked for by ref: a database takes only so many values in one question."""


def bare_of(row: BudgetVersion) -> Book:
    """The version's book without lines, changes, allocations and touches."""
    return read_plain(Book, row.parts)


def with_line(row: BudgetVersion, line: str) -> Book:
    """The version's book with that line alone, its changes, its allocations and what is used for it."""
    return with_lines(row, (line,))


def with_lines(row: BudgetVersion, lines: Collection[str]) -> Book:
    """The same with several lines."""
    bare, wanted = bare_of(row), set(lines)
    held = Line.objects.filter(budget=row)
    changes = ChangeRow.objects.filter(budget=row)
    if len(wanted) <= FEW:
        held, changes = held.filter(ref__in=wanted), changes.filter(line__in=wanted)
    return replace(
        bare,
        lines=tuple(each for each in read_rows(BudgetLine, held) if each.ref in wanted),
        changes=tuple(each for each in read_rows(Change, changes) if each.line in wanted),
        allocations=shares_of_lines(row, wanted),
        uses=tuple(use for use in bare.uses if use.line in wanted),
    )


def shares_of_lines(row: BudgetVersion, lines: Collection[str]) -> tuple[Allocation, ...]:
    """The shares of these lines, in their order."""
    wanted = set(lines)
    rows = AllocationRow.objects.filter(budget=row)
    rows = rows.filter(line__in=wanted) if len(wanted) <= FEW else rows
    return tuple(each for each in read_rows(Allocation, rows) if each.line in wanted)


def faults(part: Book, *, bare: bool = False) -> Iterator[BookFault]:
    """What cannot stand in what an edit touches; `bare` looks at funding, tax and reserves as well.

    Whether the whole book balances, and whether restricted money is overspent, is asked of the whole book.
    """
    known = Known.of(part, set(services(timezone.localdate()).sheets))
    if bare:
        yield from about_faults(known, rule_packs())
    yield from ledger_faults(known)


def require_sound(before: Book, after: Book, *, bare: bool = False) -> None:
    """Raise Refused with every fault that the edit brings; what was wrong before it is not the edit's."""
    known = {(each.part, each.column, each.what) for each in faults(before, bare=bare)}
    found = [each for each in faults(after, bare=bare) if (each.part, each.column, each.what) not in known]
    if found:
        raise Refused([Refusal("", None, each.column, each.what, each.do) for each in found])
