"""What officers do to actions: add them one by one or many at once, and change them.

Where `who` is None the keeper at the machine acts, who needs no role.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from goldenthread.delivery.access import may_change_action, may_import_actions
from goldenthread.delivery.commands.finding import action_subject, found_action, refuse_any, subjects_of
from goldenthread.delivery.commands.writing import action_words, insert_actions, priority_of
from goldenthread.delivery.fault import action_refusals
from goldenthread.delivery.models import Action
from goldenthread.delivery.queries.action import sheet_of
from goldenthread.delivery.queries.ground import Ground, ground_of
from goldenthread.delivery.sheet import ActionSheet
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.rules.refusal import Refusal, refuse
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class ActionWords:
    """What an edit may change of an action; what it serves and its milestones have commands of their own."""

    title: str
    description: str = ""
    priority: str = ""
    owner: str = ""
    partners: tuple[str, ...] = ()
    horizon: str = ""
    start: date | None = None
    due: date | None = None
    forecast: date | None = None
    state: str = "planned"


@transaction.atomic
def add_action(who: Officer | None, sheet: ActionSheet) -> None:
    """Add one action, with what it serves and its milestones.

    Raises Refused with every fault of it, and where its ref is taken.
    """
    require(who is None or may_change_action(who, subjects_of(sheet.service)), "add actions")
    _add([sheet])
    record(who, "add_action", action_subject(sheet.ref), None, action_words(sheet))


@transaction.atomic
def add_actions(who: Officer | None, sheets: Iterable[ActionSheet]) -> int:
    """Add many actions at once, all or none, with one line in the trail. Returns how many.

    Raises Refused with every fault of every one, among them the services that the person does not write for.
    """
    require(who is None or may_import_actions(who), "add actions")
    asked = tuple(sheets)
    ground = _add(asked, who)
    if asked:
        services = sorted({sheet.service for sheet in asked})
        after = {"actions": [sheet.ref for sheet in asked], "services": services}
        record(who, "add_actions", Subject("actions", ground.services.title(services[0])), None, after)
    return len(asked)


@transaction.atomic
def change_action(who: Officer | None, ref: str, words: ActionWords, version: int) -> int:
    """Rewrite an action as it was read at that version. Returns its new version.

    Raises Refused with every fault, and where someone has changed it since it was read.
    """
    row = found_action(who, ref, may_change_action, "change actions")
    if row.version != version:
        do = "open it again, look at what changed, and make your change to that"
        raise refuse("someone else has changed this action meanwhile", do, file=ref)
    before = sheet_of(row)
    after = replace(before, **{name: getattr(words, name) for name in ActionWords.__slots__})
    if after == before:
        return row.version
    refuse_any(action_refusals([after], ground_of([after], timezone.localdate())))
    for name in ActionWords.__slots__:
        if name != "priority":
            setattr(row, name, getattr(words, name))
    row.partners, row.priority = list(words.partners), priority_of(after)
    row.version += 1
    row.save()
    record(who, "change_action", action_subject(ref), *_differences(before, after))
    return row.version


def _add(sheets: Sequence[ActionSheet], who: Officer | None = None) -> Ground:
    ground = ground_of(sheets, timezone.localdate())
    refuse_any(
        (
            *action_refusals(sheets, ground),
            *(_taken(sheet) for sheet in sheets if sheet.ref in ground.actions),
            *(_closed(sheet) for sheet in sheets if sheet.plan in ground.closed),
            *_not_theirs(who, sheets, ground),
        )
    )
    try:
        with transaction.atomic():
            insert_actions(sheets)
    except IntegrityError:
        # Somebody took one of the refs between the question and the answer.
        do = "try again: it then gets the next ref that is free"
        raise refuse("somebody added an action of that ref just now", do, column="ref") from None
    return ground


def _not_theirs(who: Officer | None, sheets: Iterable[ActionSheet], ground: Ground) -> Iterable[Refusal]:
    if who is None:
        return
    asked = {sheet.service for sheet in sheets}
    barred = {each for each in asked if not may_change_action(who, ground.services.subjects(each))}
    for sheet in sheets:
        if sheet.service in barred:
            what = f"your roles do not let you write for {ground.services.title(sheet.service)}"
            yield Refusal(sheet.ref, None, "service", what, "leave it to that service's lead")


def _taken(sheet: ActionSheet) -> Refusal:
    what = f"there is an action {sheet.ref!r} already"
    return Refusal(sheet.ref, None, "ref", what, "give this one another ref, or change that one")


def _closed(sheet: ActionSheet) -> Refusal:
    do = "put the action into the plan of the year that runs"
    return Refusal(sheet.ref, None, "service_plan", f"the service plan {sheet.plan} is closed", do)


def _differences(before: ActionSheet, after: ActionSheet) -> tuple[dict[str, Any], dict[str, Any]]:
    was, now = action_words(before), action_words(after)
    names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    return {name: was.get(name) for name in names}, {name: now.get(name) for name in names}


def next_ref(service: str) -> str:
    """A ref for the service's next action that none has."""
    taken = set(Action.objects.filter(ref__startswith=f"{service[:90]}-").values_list("ref", flat=True))
    number = len(taken) + 1
    while f"{service[:90]}-{number}" in taken:
        number += 1
    return f"{service[:90]}-{number}"
