"""A file of a month's figures: handed over, rehearsed row by row, and taken in on the officer's word."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.db import transaction

from goldenthread.finance.access import may_monitor_anything
from goldenthread.finance.commands.monitoring import (
    MONITOR,
    LineSaid,
    budget_of,
    known_lines,
    monitor_lines,
    monitoring_faults,
)
from goldenthread.finance.models import Monitored, UploadedMonitoring
from goldenthread.finance.monitoring_file import SaidRow, monitoring_rows
from goldenthread.people.access import Officer, require
from goldenthread.rules.monitoring import month_name
from goldenthread.rules.refusal import Refusal, refuse


@dataclass(frozen=True, slots=True)
class RowSaid:
    """One row that can be taken: what it says, and what was said of the line that month before."""

    said: LineSaid
    title: str
    before: LineSaid | None


@dataclass(frozen=True, slots=True)
class MonitoringRehearsal:
    """What a file would do. `number` names the upload; it goes in whole or not at all."""

    number: int
    name: str
    year: int
    month: int
    added: tuple[RowSaid, ...]
    changed: tuple[RowSaid, ...]
    same: int
    refusals: tuple[Refusal, ...]

    @property
    def in_words(self) -> str:
        return month_name(self.year, self.month)

    @property
    def refused_rows(self) -> int:
        """How many rows cannot be taken."""
        return len({each.row for each in self.refusals})

    @property
    def does_something(self) -> bool:
        return not self.refusals and bool(self.added or self.changed)

    @property
    def seen(self) -> str:
        """A short mark of all this: it differs where anything that the file would do differs."""
        return hashlib.sha256(repr((self.added, self.changed)).encode()).hexdigest()


@transaction.atomic
def hand_over_monitoring(who: Officer, year: int, month: int, name: str, content: bytes) -> int:
    """Keep a file until its rehearsal is answered; returns its number. Raises Refused on what is no table."""
    require(may_monitor_anything(who), MONITOR)
    budget_of(year, month)
    monitoring_rows(name, content)
    UploadedMonitoring.objects.filter(who=who).delete()
    kept = PurePath(name).name[-200:]
    return UploadedMonitoring.objects.create(who=who, name=kept, content=content, year=year, month=month).pk


def rehearsed_monitoring(who: Officer, number: int) -> MonitoringRehearsal | None:
    """What the officer's uploaded file would do now, or None where there is no such upload."""
    require(may_monitor_anything(who), MONITOR)
    upload = UploadedMonitoring.objects.filter(who=who, pk=number).first()
    return _rehearsed(who, upload)[0] if upload else None


@transaction.atomic
def accept_monitoring(who: Officer, number: int, seen: str) -> int:
    """Take the uploaded file in as it was rehearsed; returns how many lines changed.

    Raises Refused where the file is no longer kept, or it would do something else by now.
    """
    require(may_monitor_anything(who), MONITOR)
    upload = UploadedMonitoring.objects.select_for_update().filter(who=who, pk=number).first()
    if upload is None:
        raise refuse("the uploaded file is no longer kept", "upload it again")
    rehearsal, said = _rehearsed(who, upload)
    if rehearsal.seen != seen or not rehearsal.does_something:
        raise refuse("the file would do something else by now", "look at the rehearsal again")
    done = monitor_lines(who, upload.year, upload.month, said)
    upload.delete()
    return done


def _rehearsed(who: Officer, upload: UploadedMonitoring) -> tuple[MonitoringRehearsal, list[LineSaid]]:
    rows = monitoring_rows(upload.name, bytes(upload.content))
    said = [_said(row) for row in rows]
    budget = budget_of(upload.year, upload.month)
    lines = known_lines(budget, said)
    by_row = {row.row.line: row.row for row in rows}
    for fault in monitoring_faults(who, budget, upload.month, said, lines):
        # Of a row with an amount that could not be read, nothing is said that follows from the amount.
        if fault.row is not None and (fault.column == "line" or not by_row[fault.row].faults):
            by_row[fault.row].take([fault])
    before = _before(upload.year, upload.month)
    sound = [
        RowSaid(each, lines[each.line].title, before.get(each.line))
        for row, each in zip(rows, said, strict=True)
        if not row.row.faults
    ]
    rehearsal = MonitoringRehearsal(
        number=upload.pk,
        name=upload.name,
        year=upload.year,
        month=upload.month,
        added=tuple(each for each in sound if each.before is None),
        changed=tuple(each for each in sound if each.before and not _same(each.before, each.said)),
        same=sum(each.before is not None and _same(each.before, each.said) for each in sound),
        refusals=_refusals(rows),
    )
    return rehearsal, said


def _refusals(rows: Sequence[SaidRow]) -> tuple[Refusal, ...]:
    return tuple(fault for each in rows for fault in each.row.faults)


def _said(row: SaidRow) -> LineSaid:
    return LineSaid(row.line, row.actual, row.forecast, row.reason, row.action, row.row.line)


def _same(before: LineSaid, after: LineSaid) -> bool:
    names = ("actual", "forecast", "reason", "action")
    return all(getattr(before, name) == getattr(after, name) for name in names)


def _before(year: int, month: int) -> dict[str, LineSaid]:
    rows = Monitored.objects.filter(year=year, month=month).values_list(
        "line", "actual", "forecast", "reason", "action"
    )
    return {row[0]: LineSaid(*row) for row in rows}
