"""Bringing in a table of services: those that are new are opened, those that differ are changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from goldenthread.people.access import Officer, may_keep_services, require
from goldenthread.people.commands.service import FIRST_DAY, change_service, open_service
from goldenthread.people.queries.service import ServiceSheet, services
from goldenthread.people.service_file import ServiceRow
from goldenthread.rules.refusal import Refusal, Refused, refuse

LAST_DAY = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class ServiceImport:
    """How many services a table opened, changed, and left as they are."""

    opened: int
    changed: int
    same: int


@transaction.atomic
def import_services(
    who: Officer | None, rows: Sequence[ServiceRow], file: str, why: str = ""
) -> ServiceImport:
    """Bring in a table of services, all or nothing; rows may stand in any order.

    A service that the table does not name stays as it is. Raises Refused with every row that cannot be
    taken.
    """
    require(who is None or may_keep_services(who), "keep services")
    now = services(LAST_DAY).sheets
    done = {"opened": 0, "changed": 0, "same": 0}
    faults: list[Refusal] = []
    left_out: set[str] = set()
    for row in _parents_first(rows):
        if row.parent in left_out:
            left_out.add(row.ref)
            continue
        try:
            done[_bring_in(who, row, now.get(row.ref), why)] += 1
        except Refused as refused:
            left_out.add(row.ref)
            faults += (_at_row(each, row, file) for each in refused.refusals)
    if faults:
        raise Refused(sorted(faults, key=lambda fault: fault.row or 0))
    return ServiceImport(**done)


def _bring_in(who: Officer | None, row: ServiceRow, now: ServiceSheet | None, why: str) -> str:
    """Open or change one service; says which of the two it was, or that it was the same."""
    if now is None:
        starts = row.starts or FIRST_DAY
        open_service(who, row.ref, row.title, row.kind, row.parent, row.portfolio, starts, why)
        return "opened"
    if now == ServiceSheet(row.ref, row.title, row.kind, row.parent, row.portfolio):
        return "same"
    if row.starts is None:
        what = f"the row differs from what {now.title} is now"
        raise refuse(what, "say from which day it is so", column="starts")
    change_service(
        who,
        row.ref,
        title=row.title,
        kind=row.kind,
        parent=row.parent,
        portfolio=row.portfolio,
        from_day=row.starts,
        why=why,
    )
    return "changed"


def _at_row(fault: Refusal, row: ServiceRow, file: str) -> Refusal:
    column = "starts" if fault.column == "from_day" else fault.column
    return replace(fault, file=file, row=row.line, column=column)


def _parents_first(rows: Sequence[ServiceRow]) -> Iterator[ServiceRow]:
    """Each row after its parent's; rows that stand in a circle come as they are, and are refused then."""
    by_ref: Mapping[str, ServiceRow] = {row.ref: row for row in rows}
    given: set[str] = set()
    for row in rows:
        waiting = [row]
        while waiting[-1].parent in by_ref.keys() - given - {each.ref for each in waiting}:
            waiting.append(by_ref[waiting[-1].parent])
        for each in reversed(waiting):
            if each.ref not in given:
                given.add(each.ref)
                yield each
