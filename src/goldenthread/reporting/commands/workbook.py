"""Taking in an Excel return: rehearsed, then saved whole or not at all.

Where `who` is None the keeper at the machine acts, who needs no role.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.reporting.access import may_hand_over_workbook
from goldenthread.reporting.commands.found import name_of, return_subject
from goldenthread.reporting.models import Return, ReturnAction, ReturnFigure
from goldenthread.reporting.queries.workbook import held_for, services_to_fill
from goldenthread.reporting.row import ACTION_COLUMNS, FIGURE_COLUMNS, write
from goldenthread.reporting.workbook.column import ACTIONS, FIGURES
from goldenthread.reporting.workbook.entry import figure_said
from goldenthread.reporting.workbook.held import Held, Key
from goldenthread.reporting.workbook.read import Reading
from goldenthread.reporting.workbook.rehearsal import Rehearsal, Taken, rehearse
from goldenthread.rules.return_check import verdict_of

_BATCH: Final = 500
_STAMPED: Final = ("version", "changed_at", "changed_by")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was saved: how many figures and actions, in the returns of which services."""

    figures: int
    actions: int
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Nothing was saved. `why` is errors, nothing, changed_since or unanswered."""

    why: str
    rehearsal: Rehearsal


def rehearse_workbook(who: Officer | None, period: str, reading: Reading, now: datetime) -> Rehearsal:
    """What a workbook would change, ask and stop at. Nothing is written."""
    _require_some(who, period, now)
    return rehearse(reading, held_for(who, period, now), read_quarter_policy(), timezone.localdate(now))


@transaction.atomic
def take_workbook(
    who: Officer | None,
    period: str,
    reading: Reading,
    now: datetime,
    *,
    seen: str = "",
    is_answered: bool = False,
) -> TakenIn | NotTaken:
    """Save everything that a workbook says, or nothing: rehearsed again over what stands at this moment.

    `seen` is the fingerprint of the rehearsal that the officer agreed to; another one stops it, and so do
    errors, and warnings or overtaken cells where the officer has not answered them.
    """
    _require_some(who, period, now)
    services = {row.key[0] for row in reading.rows}
    returns = {
        each.service: each
        for each in Return.objects.select_for_update(of=("self",))
        .filter(period__ref=period, service__in=services)
        .order_by("pk")
    }
    held = held_for(who, period, now)
    found = rehearse(reading, held, read_quarter_policy(), timezone.localdate(now))
    why = _why_not(found, seen, is_answered)
    if why:
        return NotTaken(why, found)
    _write_all(name_of(who), [returns[each] for each in found.services], found, held, now)
    _record(who, period, found)
    counts = Counter(each.line.sheet for each in found.taken)
    return TakenIn(counts[FIGURES], counts[ACTIONS], found.services)


def _require_some(who: Officer | None, period: str, now: datetime) -> None:
    if who is not None:
        some = bool(services_to_fill(who, period, now))
        require(some and may_hand_over_workbook(who), "fill in a return of this period")


def _why_not(found: Rehearsal, seen: str, is_answered: bool) -> str:
    if found.errors:
        return "errors"
    if not found.taken:
        return "nothing"
    if seen and seen != found.fingerprint:
        return "changed_since"
    if (found.warnings or found.overtaken) and not is_answered:
        return "unanswered"
    return ""


def _write_all(by: str, returns: Sequence[Return], found: Rehearsal, held: Held, now: datetime) -> None:
    service_of = {each.pk: each.service for each in returns}
    figures: dict[Key, ReturnFigure] = {
        (service_of[row.given_in_id], row.measure, row.area, row.period): row
        for row in ReturnFigure.objects.select_for_update().filter(given_in__in=returns)
    }
    actions: dict[Key, ReturnAction] = {
        (service_of[row.given_in_id], row.action, held.period): row
        for row in ReturnAction.objects.select_for_update().filter(given_in__in=returns)
    }
    for each in found.taken:
        if each.line.sheet == FIGURES:
            row = figures[each.line.key]
            _put(row, each, {"confirmed": " ".join(sorted(each.confirmed))}, by, now)
            row.verdict = verdict_of(figure_said(each.entries), held.asked[each.line.key])
        else:
            _put(actions[each.line.key], each, {}, by, now)
    _save(ReturnFigure, _changed(found, figures), FIGURE_FIELDS)
    _save(ReturnAction, _changed(found, actions), ACTION_FIELDS)
    Return.objects.filter(pk__in=service_of).update(version=F("version") + 1, changed_at=now)


def _changed(found: Rehearsal, rows: Mapping[Key, Any]) -> list[Any]:
    return [rows[each.line.key] for each in found.taken if each.line.key in rows]


FIGURE_FIELDS: Final = (("given_in", "measure", "area", "period"), (*FIGURE_COLUMNS, "verdict", *_STAMPED))
ACTION_FIELDS: Final = (("given_in", "action"), (*ACTION_COLUMNS, *_STAMPED))


def _put(
    row: ReturnFigure | ReturnAction, taken: Taken, more: Mapping[str, str], by: str, now: datetime
) -> None:
    write(row, {**taken.entries, **more})
    row.version, row.changed_at, row.changed_by = row.version + 1, now, by


def _save(model: Any, rows: Sequence[Any], fields: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    """Save thousands of rows at once: as new ones that meet their own key, which a database takes in fast."""
    unique, changed = fields
    for row in rows:
        row.pk = None
    model.objects.bulk_create(
        rows, batch_size=_BATCH, update_conflicts=True, unique_fields=unique, update_fields=changed
    )


def _record(who: Officer | None, period: str, found: Rehearsal) -> None:
    """One line in the trail for each return, with every cell as it was and as it is."""
    told: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
    for each in found.taken:
        before, after = told.setdefault(each.line.key[0], ({}, {}))
        name = _name_in_trail(each.line.key)
        for column, text in each.entries.items():
            if text != each.line.entries.get(column, ""):
                before[f"{name}: {column}"] = each.line.entries.get(column, "")
                after[f"{name}: {column}"] = text
    for service, (before, after) in told.items():
        record(who, "take_workbook", return_subject(period, service), before, after, found.name)


def _name_in_trail(key: Key) -> str:
    return f"{key[1]} {key[2]}" if len(key) > len(("service", "action", "period")) else key[1]
