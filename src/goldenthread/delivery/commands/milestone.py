"""What officers do to milestones, dependencies and evidence. A milestone's baseline is never moved.

Where `who` is None the keeper at the machine acts, who needs no role.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import transaction
from django.utils.text import slugify

from goldenthread.delivery.access import may_change_action
from goldenthread.delivery.commands.finding import action_subject, found_action
from goldenthread.delivery.fault import LONGEST_WHY, REF, is_short_text
from goldenthread.delivery.models import Action, Dependency, Evidence, Milestone
from goldenthread.delivery.sheet import DEPENDENCY_KINDS
from goldenthread.people.access import Officer
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.organisation import partners
from goldenthread.rules.refusal import refuse

ACT = "keep milestones"


@transaction.atomic
def set_milestone(who: Officer | None, action: str, title: str, baseline: date, ref: str = "") -> str:
    """Set a milestone on the day that it is planned for. Returns its ref, made from its title where none is.

    Raises Refused where the action has a milestone of that ref already.
    """
    row = found_action(who, action, may_change_action, ACT)
    name = ref or slugify(title)[:100] or f"milestone-{baseline}"
    if not is_short_text(title) or not REF.fullmatch(name):
        raise refuse("the milestone has no usable name", "give one of up to 300 characters", column="title")
    if row.milestones.filter(ref=name).exists():
        what = f"{action} has a milestone {name!r} already, and its baseline is never moved"
        raise refuse(what, "move its forecast, or give this one another name", file=action, column="title")
    Milestone(action=row, ref=name, title=title.strip(), baseline=baseline).save()
    after = {"milestone": title.strip(), "baseline": str(baseline)}
    record(who, "set_milestone", action_subject(action), None, after)
    return name


@transaction.atomic
def move_milestone(who: Officer | None, action: str, ref: str, forecast: date, why: str = "") -> None:
    """Say when a milestone is now expected; the day it was planned for stays beside it."""
    held = _milestone(found_action(who, action, may_change_action, ACT), ref)
    if held.reached:
        raise refuse(f"{held.title!r} has been reached", "leave its forecast as it was", file=action)
    before = {"milestone": held.title, "forecast": str(held.forecast or held.baseline)}
    held.forecast = forecast
    held.save(update_fields=["forecast"])
    after = {"milestone": held.title, "forecast": str(forecast)}
    record(who, "move_milestone", action_subject(action), before, after, why)


@transaction.atomic
def reach_milestone(who: Officer | None, action: str, ref: str, reached: date) -> None:
    """Say on which day a milestone was reached."""
    held = _milestone(found_action(who, action, may_change_action, ACT), ref)
    before = {"milestone": held.title, "reached": held.reached and str(held.reached)}
    held.reached = reached
    held.save(update_fields=["reached"])
    after = {"milestone": held.title, "reached": str(reached)}
    record(who, "reach_milestone", action_subject(action), before, after)


@transaction.atomic
def add_dependency(
    who: Officer | None, action: str, on_kind: str, on_ref: str, why: str = "", needed_by: date | None = None
) -> None:
    """Say what an action waits for: another action, a partner, or something else in words.

    Raises Refused where there is no such action or partner, and where an action would wait for itself.
    """
    row = found_action(who, action, may_change_action, "say what actions wait for")
    _require_dependency(action, on_kind, on_ref)
    if len(why) > LONGEST_WHY:
        raise refuse("the text is too long", f"use at most {LONGEST_WHY} characters", column="why")
    Dependency(action=row, on_kind=on_kind, on_ref=on_ref.strip(), why=why, needed_by=needed_by).save()
    after = {"on_kind": on_kind, "on_ref": on_ref.strip(), "why": why, "needed_by": str(needed_by or "")}
    record(who, "add_dependency", action_subject(action), None, after)


@transaction.atomic
def remove_dependency(who: Officer | None, action: str, number: int) -> None:
    """Say that an action no longer waits for something; one that is gone already stays gone."""
    row = found_action(who, action, may_change_action, "say what actions wait for")
    held = row.dependencies.filter(pk=number).first()
    if held is not None:
        before = {"on_kind": held.on_kind, "on_ref": held.on_ref}
        held.delete()
        record(who, "remove_dependency", action_subject(action), before)


@transaction.atomic
def add_evidence(who: Officer | None, action: str, title: str, address: str, on: date) -> None:
    """Say where to see that something was done. Raises Refused on what is no address of a page."""
    row = found_action(who, action, may_change_action, "add evidence")
    if not is_short_text(title):
        raise refuse("the evidence has no usable title", "give one of up to 300 characters", column="title")
    try:
        MaxLengthValidator(500)(address)
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        do = "give one that begins with https://"
        raise refuse(f"{address[:80]!r} is no address of a page", do, column="address") from None
    Evidence(action=row, title=title.strip(), address=address, on=on).save()
    after = {"title": title.strip(), "address": address, "on": str(on)}
    record(who, "add_evidence", action_subject(action), None, after)


def _milestone(row: Action, ref: str) -> Milestone:
    held = row.milestones.filter(ref=ref).first()
    if held is None:
        raise refuse(f"{row.ref} has no milestone {ref!r}", "open the action again", file=row.ref)
    return held


def _require_dependency(action: str, kind: str, ref: str) -> None:
    if kind not in DEPENDENCY_KINDS or not ref.strip() or len(ref) > 200:
        raise refuse("it does not say what the action waits for", "name it", column="on_ref")
    if kind == "action" and ref == action:
        raise refuse("an action cannot wait for itself", "name another action", column="on_ref")
    if kind == "action" and not Action.objects.filter(ref=ref).exists():
        raise refuse(f"there is no action {ref!r}", "give the ref of an action", column="on_ref")
    if kind == "partner" and all(each.ref != ref for each in partners()):
        raise refuse(f"there is no partner {ref!r}", "give the ref of a partner", column="on_ref")
