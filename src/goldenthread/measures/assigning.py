"""Saying which service returns a measure's figures, and how often."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from goldenthread.measures.access import may_define
from goldenthread.measures.definition import found_measure, measure_subject
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.rules.refusal import Refusal, Refused

HOW_OFTEN = {"monthly": "Every month", "quarterly": "Every quarter", "yearly": "Once a year"}


@dataclass(frozen=True, slots=True)
class Assigned:
    """A measure, the service that returns it and how often; both empty where its figures are imported."""

    measure: str
    service: str
    returned: str
    row: int | None = None
    """The line of a file that says so."""


@transaction.atomic
def assign_measures(who: Officer | None, assigned: Sequence[Assigned], file: str = "") -> int:
    """Say who returns these measures: how many changed. All of them or, as Refused, none."""
    require(who is None or may_define(who), "say who returns a measure's figures")
    tree = services(timezone.localdate())
    faults = [fault for each in assigned for fault in _faults(each, tree, file)]
    if faults:
        raise Refused(faults)
    return sum(_assign(who, each) for each in assigned)


def _assign(who: Officer | None, wanted: Assigned) -> bool:
    row = found_measure(wanted.measure, locked=True)
    was, now = (row.service, row.returned), (wanted.service, wanted.returned)
    if was == now:
        return False
    row.service, row.returned = now
    row.save(update_fields=["service", "returned"])
    before, after = (dict(zip(("service", "returned"), said, strict=True)) for said in (was, now))
    record(who, "assign_measure", measure_subject(wanted.measure), before, after)
    return True


def _faults(wanted: Assigned, tree: ServiceTree, file: str) -> list[Refusal]:
    found = []

    def fault(column: str, what: str, do: str) -> None:
        found.append(Refusal(file, wanted.row, column, what, do))

    try:
        found_measure(wanted.measure)
    except Refused:
        fault(
            "measure", f"there is no measure '{wanted.measure}'", "use the ref of a measure that is defined"
        )
    if wanted.service and wanted.service not in tree:
        fault(
            "service",
            f"there is no service '{wanted.service}' today",
            "use the ref of a service that is open",
        )
    if wanted.returned and wanted.returned not in HOW_OFTEN:
        fault("returned", f"'{wanted.returned}' is not how often", f"use one of {', '.join(HOW_OFTEN)}")
    if bool(wanted.service) != bool(wanted.returned):
        missing = "returned" if wanted.service else "service"
        fault(missing, "a service and how often belong together", "give both, or leave both empty")
    return found
