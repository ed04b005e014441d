"""Decisions to begin the limits of one series anew: recorded by a person, with a reason, and taken back so.

Nothing else begins limits anew. Where `who` is None the keeper at the machine acts, who needs no role.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goldenthread.measures import models
from goldenthread.measures.access import may_define
from goldenthread.measures.definition import changeable_measure, measure_subject
from goldenthread.measures.reading import observations, read_table
from goldenthread.measures.sheet import read_sheets
from goldenthread.measures.visible import all_releases
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.rules.group import UnknownGroup, read_group
from goldenthread.rules.period import Period, read_period
from goldenthread.rules.refusal import refuse


@dataclass(frozen=True, slots=True)
class Rebased:
    """One decision that stands. `decided_by` is empty where the keeper at the machine took it."""

    area: str
    group: str
    period: Period
    reason: str
    decided_by: str
    decided_at: datetime


def rebases(ref: str, area: str = "", group: str | None = None) -> tuple[Rebased, ...]:
    """The decisions that stand for a measure, or for one area or series of it, by area and period."""
    rows = models.Rebase.objects.filter(measure__ref=ref)
    rows = rows.filter(area=area) if area else rows
    rows = rows if group is None else rows.filter(group=group)
    found = (
        Rebased(row.area, row.group, read_period(row.period), row.reason, row.decided_by, row.decided_at)
        for row in rows
    )
    return tuple(sorted(found, key=lambda each: (each.area, each.group, each.period)))


@transaction.atomic
def rebase(who: Officer | None, ref: str, area: str, period: Period, reason: str, group: str = "") -> None:
    """Begin the limits of a series anew from a period that it has. Raises Refused, also without a reason."""
    require(who is None or may_define(who), "begin a measure's limits anew")
    why, of = _reason(reason), _group(group)
    row = changeable_measure(ref)
    if models.Rebase.objects.filter(measure=row, area=area, group=of, period=str(period)).exists():
        what = f"the limits begin anew from {period.label(row.year_type)} already"
        raise refuse(what, "name another period, or take the decision back first", column="period")
    _check_observed(ref, row.year_type, area, of, period)
    by = who.username if who else ""
    models.Rebase.objects.create(
        measure=row, area=area, group=of, period=str(period), reason=why, decided_by=by
    )
    now = {"area": area, "group": of, "period": str(period)}
    record(who, "rebase", measure_subject(ref), None, now, why)


@transaction.atomic
def undo_rebase(
    who: Officer | None, ref: str, area: str, period: Period, reason: str, group: str = ""
) -> None:
    """Take a decision back: the limits are again those of all points. The trail keeps both."""
    require(who is None or may_define(who), "take back that a measure's limits begin anew")
    why, of = _reason(reason), _group(group)
    row = changeable_measure(ref)
    held = models.Rebase.objects.filter(measure=row, area=area, group=of, period=str(period)).first()
    if held is None:
        what = f"nobody decided that the limits begin anew from {period.label(row.year_type)}"
        raise refuse(what, "name the period of a decision that stands", column="period")
    was = {"area": area, "group": of, "period": held.period, "reason": held.reason}
    held.delete()
    record(who, "undo_rebase", measure_subject(ref), was, None, why)


def _reason(said: str) -> str:
    if not said.strip():
        raise refuse("limits do not begin anew without a reason", "say what changed", column="reason")
    return said.strip()


def _group(said: str) -> str:
    try:
        return str(read_group(said))
    except UnknownGroup as error:
        do = "write it as dimension=member, pairs joined by ;"
        raise refuse(str(error), do, column="group") from error


def _check_observed(ref: str, year_type: str, area: str, group: str, period: Period) -> None:
    """Raises Refused where the series has no such period: a decision is about points that somebody saw."""
    rows = [
        row
        for row in observations(read_table(all_releases(), read_sheets(ref=ref), [area]))
        if row.group == group
    ]
    if not rows:
        whom = f"{area}, {group}" if group else area
        raise refuse(
            f"there are no figures for {whom}", "name an area and group that has some", column="area"
        )
    if all(row.period != period for row in rows):
        first, last = (each(row.period for row in rows) for each in (min, max))
        what = f"there is no row for {period.label(year_type)}"
        do = f"name one of its periods, from {first.label(year_type)} to {last.label(year_type)}"
        raise refuse(what, do, column="period")
