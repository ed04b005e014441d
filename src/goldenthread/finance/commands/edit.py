"""A draft edited line by line and change by change; only what the edited line comes to is worked out anew."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from django.db import transaction
from django.db.models import Max

from goldenthread.delivery.commands.version import changes, require_unchanged
from goldenthread.delivery.free_ref import free_ref
from goldenthread.finance.commands.version import budget_subject, draft_to_keep
from goldenthread.finance.models import AllocationRow, BudgetVersion, ChangeRow, Line, TouchRow
from goldenthread.finance.part_of_book import bare_of, require_sound, with_line
from goldenthread.finance.queries.virement import virement_of_change
from goldenthread.finance.shifted_sums import share_out_anew, shift_sums
from goldenthread.people.access import Officer
from goldenthread.people.commands.trail import record
from goldenthread.rules.book_plain import plain
from goldenthread.rules.budget import Book, BudgetLine, Change
from goldenthread.rules.money import in_pence
from goldenthread.rules.refusal import refuse

Editing = Callable[[Book], Book]


@transaction.atomic
def put_line(who: Officer | None, ref: str, line: BudgetLine, seen: int | None = None) -> str:
    """Put a line into a draft: in place of the one of its ref, or as a new one where its ref is empty.

    Returns its ref. Raises Refused where the draft is frozen or was changed since it was `seen`, and with
    every fault of the line.
    """
    row = draft_to_keep(who, ref)
    require_unchanged(budget_subject(ref), seen, row.version)
    if not line.ref:
        line = replace(line, ref=_free(row, Line, line.title, "line"))
    before = with_line(row, line.ref)
    after = replace(before, lines=(line,))
    require_sound(before, after)
    _keep_line(row, line)
    ChangeRow.objects.filter(budget=row, line=line.ref).update(service=line.service)
    _work_out(row, before, after, line.ref)
    _record(who, "put_budget_line", row, before.lines, after.lines)
    return line.ref


@transaction.atomic
def remove_line(who: Officer | None, ref: str, line: str, seen: int | None = None) -> None:
    """Take a line out of a draft, with its changes, its shares of outcomes and what is used for it."""
    row = draft_to_keep(who, ref)
    require_unchanged(budget_subject(ref), seen, row.version)
    before = with_line(row, line)
    if not before.lines:
        raise refuse(f"there is no line {line!r} in this draft", "look in its list of lines", column="ref")
    for change in before.changes:
        _require_no_virement(row, change.ref)
    after = replace(before, lines=(), changes=(), allocations=(), uses=())
    TouchRow.objects.filter(budget=row, change__in=[change.ref for change in before.changes]).delete()
    for table in (ChangeRow, AllocationRow):
        table.objects.filter(budget=row, line=line).delete()
    Line.objects.filter(budget=row, ref=line).delete()
    bare = bare_of(row)
    row.parts = plain(replace(bare, uses=tuple(use for use in bare.uses if use.line != line)))
    _work_out(row, before, after, line)
    told = {"changes": [change.ref for change in before.changes]} if before.changes else {}
    record(who, "remove_budget_line", budget_subject(ref), plain(before.lines[0]) | told, None)


@transaction.atomic
def put_change(who: Officer | None, ref: str, change: Change, seen: int | None = None) -> str:
    """Put a change into a draft: in place of the one of its ref, or as a new one where its ref is empty.

    Returns its ref. Raises Refused as `put_line` does.
    """
    row = draft_to_keep(who, ref)
    require_unchanged(budget_subject(ref), seen, row.version)
    if new := not change.ref:
        change = replace(change, ref=_free(row, ChangeRow, change.title, "change"))
    moved = ChangeRow.objects.filter(budget=row, ref=change.ref).exclude(line=change.line).first()
    if moved:
        what = f"{change.ref!r} is a change of the line {moved.line!r}"
        raise refuse(what, "remove it there, and add it to the other line", column="line")
    before = with_line(row, change.line)
    kept = [each for each in before.changes if each.ref != change.ref]
    was = tuple(each for each in before.changes if each.ref == change.ref)
    if new or was != (change,):
        _require_no_virement(row, change.ref)
    after = replace(before, changes=(*kept, change))
    require_sound(before, after)
    _keep_change(row, change, after.lines[0].service)
    _work_out(row, before, after, change.line)
    _record(who, "put_budget_change", row, was, (change,))
    return change.ref


@transaction.atomic
def remove_change(who: Officer | None, ref: str, change: str, seen: int | None = None) -> None:
    """Take a change out of a draft, with what it was said to touch."""
    row = draft_to_keep(who, ref)
    require_unchanged(budget_subject(ref), seen, row.version)
    held = ChangeRow.objects.filter(budget=row, ref=change).first()
    if held is None:
        raise refuse(f"there is no change {change!r} in this draft", "look in its changes", column="ref")
    _require_no_virement(row, change)
    before = with_line(row, held.line)
    (gone,) = (each for each in before.changes if each.ref == change)
    TouchRow.objects.filter(budget=row, change=change).delete()
    held.delete()
    after = replace(before, changes=tuple(each for each in before.changes if each.ref != change))
    _work_out(row, before, after, gone.line)
    record(who, "remove_budget_change", budget_subject(ref), plain(gone), None)


def next_version(row: BudgetVersion) -> None:
    """Count one more act on the draft; what draws of its drivers came to is no longer true of it."""
    row.version += 1
    row.simulated = {}
    row.save(update_fields=["parts", "title", "simulated", "version"])


def _require_no_virement(row: BudgetVersion, change: str) -> None:
    """Raise Refused where a change takes in a part of a virement: half of one would be counted twice."""
    if virement := virement_of_change(row.first, change):
        what = f"{change!r} takes in a part of the virement {virement}, which is taken in whole"
        do = "leave it as it is, and move the money by a change of its own"
        raise refuse(what, do, column="ref")


def _work_out(row: BudgetVersion, before: Book, after: Book, line: str) -> None:
    central = shift_sums(row, before, after)
    if line in central.nets:
        nets = [in_pence(net) for net in central.nets[line]]
        Line.objects.filter(budget=row, ref=line).update(nets=nets)
    share_out_anew(row, row.first, before, after)
    next_version(row)


def _keep_line(row: BudgetVersion, line: BudgetLine) -> None:
    said = {name: getattr(line, name) for name in BudgetLine.__slots__ if name not in ("ref", "exposures")}
    said["exposures"] = [[each.driver, f"{each.weight:f}"] for each in line.exposures]
    _keep(row, Line, line.ref, said)


def _keep_change(row: BudgetVersion, change: Change, service: str) -> None:
    said = asdict(change) | {"service": service, "is_saving": change.is_saving}
    _keep(row, ChangeRow, said.pop("ref"), said)


def _keep(row: BudgetVersion, table: Any, ref: str, said: dict[str, Any]) -> None:
    """In its own place where it is there already, else after all others."""
    if table.objects.filter(budget=row, ref=ref).update(**said):
        return
    last = table.objects.filter(budget=row).aggregate(last=Max("position"))["last"]
    table.objects.create(budget=row, ref=ref, position=0 if last is None else last + 1, **said)


def _free(row: BudgetVersion, table: Any, title: str, otherwise: str) -> str:
    return free_ref(title, set(table.objects.filter(budget=row).values_list("ref", flat=True)), otherwise)


def _record(who: Officer | None, act: str, row: BudgetVersion, before: tuple[Any, ...], after: Any) -> None:
    was = plain(before[0]) if before else {}
    differing = changes(was, plain(after[0]))
    named = {"ref": after[0].ref}
    record(who, act, budget_subject(row.ref), named | differing[0], named | differing[1])
