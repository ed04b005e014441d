"""Files of actions: rehearsed, then brought in whole or not at all.

Where `who` is None the keeper at the machine acts, who needs no role.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.db import transaction
from django.db.models import Max

from goldenthread.delivery.access import may_import_actions
from goldenthread.delivery.action_file import rows_of_bytes
from goldenthread.delivery.action_rehearsal import ActionRehearsal, NewServicePlan, RowSaid, rehearse_rows
from goldenthread.delivery.commands.finding import refuse_any
from goldenthread.delivery.commands.writing import insert_actions, rewrite_actions
from goldenthread.delivery.models import Action, Priority, ServicePlan, UploadedActions
from goldenthread.delivery.record_file import RecordRow
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.rules.refusal import refuse
from goldenthread.rules.subject import Subject

ACT = "import actions"


@dataclass(frozen=True, slots=True)
class UploadedRehearsal:
    """What an uploaded file of actions would do."""

    number: int
    name: str
    rehearsal: ActionRehearsal


def rehearse_actions(who: Officer | None, rows: Sequence[RecordRow]) -> ActionRehearsal:
    """What importing these rows would add, change and refuse; nothing is written."""
    require(who is None or may_import_actions(who), ACT)
    return rehearse_rows(who, rows)


@transaction.atomic
def import_actions(
    who: Officer | None, rows: Sequence[RecordRow], name: str, seen: str = ""
) -> ActionRehearsal:
    """Bring in rows of actions, with the service plans and priorities that they name. Returns what it did.

    Raises Refused with every fault of every row, and then writes nothing; also where something has changed
    since the rehearsal marked `seen`.
    """
    require(who is None or may_import_actions(who), ACT)
    list(Action.objects.select_for_update().filter(ref__in={row.text("ref") for row in rows}))
    found = rehearse_rows(who, rows)
    refuse_any(found.refusals)
    if seen and found.seen != seen:
        do = "load the page again, and look at what the import would change now"
        raise refuse("something has changed since you looked", do, file=name)
    if not found.does_something:
        return found
    _make(found.plans, found.priorities)
    insert_actions([each.after for each in found.added])
    rewrite_actions([each.after for each in found.changed])
    after = {
        "added": [each.after.ref for each in found.added],
        "changed": [each.after.ref for each in found.changed],
        "service_plans": [each.ref for each in found.plans],
        "priorities": [f"{plan}: {title}" for plan, _, title in found.priorities],
    }
    record(who, "import_actions", Subject("actions", name[:200]), _before(found.changed), after)
    return found


@transaction.atomic
def hand_over_actions(who: Officer, name: str, content: bytes) -> int:
    """Keep a file for its rehearsal, in place of any the officer handed over before. Returns its number.

    Raises Refused where it cannot be read at all, and then keeps nothing.
    """
    require(may_import_actions(who), ACT)
    rows_of_bytes(name, content)
    UploadedActions.objects.filter(who=who).delete()
    return UploadedActions.objects.create(who=who, name=PurePath(name).name[-200:], content=content).pk


def uploaded_rehearsal(who: Officer, number: int) -> UploadedRehearsal | None:
    """What the officer's uploaded file would do now, or None where there is no such upload."""
    upload = UploadedActions.objects.filter(who=who, pk=number).first()
    if upload is None:
        return None
    rows = rows_of_bytes(upload.name, bytes(upload.content))
    return UploadedRehearsal(number, upload.name, rehearse_actions(who, rows))


@transaction.atomic
def accept_actions(who: Officer, number: int, seen: str) -> ActionRehearsal:
    """Import the uploaded file as it was rehearsed.

    Raises Refused where the file is no longer kept, or it would do something else by now.
    """
    require(may_import_actions(who), ACT)
    upload = UploadedActions.objects.select_for_update().filter(who=who, pk=number).first()
    if upload is None:
        raise refuse("the uploaded file is no longer kept", "upload it again")
    done = import_actions(who, rows_of_bytes(upload.name, bytes(upload.content)), upload.name, seen or "none")
    upload.delete()
    return done


def _make(plans: Sequence[NewServicePlan], priorities: Sequence[tuple[str, str, str]]) -> None:
    ServicePlan.objects.bulk_create(
        ServicePlan(ref=each.ref, service=each.service, year=str(each.year), title=each.title)
        for each in plans
    )
    rows = {row.ref: row for row in ServicePlan.objects.filter(ref__in={plan for plan, _, _ in priorities})}
    lasts = Priority.objects.filter(plan__in=rows.values()).order_by().values_list("plan__ref")
    places = dict(lasts.annotate(Max("position")))
    made = []
    for plan, ref, title in priorities:
        places[plan] = places.get(plan, -1) + 1
        made.append(Priority(plan=rows[plan], ref=ref, title=title, position=places[plan]))
    Priority.objects.bulk_create(made)


def _before(changed: Sequence[RowSaid]) -> dict[str, dict[str, str]]:
    return {each.after.ref: {name: was for name, was, _ in each.differences} for each in changed}
