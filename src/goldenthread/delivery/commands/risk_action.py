"""What is done about a risk, and the plan items that it threatens or helps."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from goldenthread.delivery.commands.risk import next_version, risk_subject, risk_to_keep
from goldenthread.delivery.known import Known, fault, item_faults, known_on, owner_faults, text_faults
from goldenthread.delivery.models import RiskAction, RiskLink
from goldenthread.people.access import Officer
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.service import services
from goldenthread.rules.refusal import Refused, refuse


@transaction.atomic
def add_risk_action(
    who: Officer | None, ref: str, title: str, owner: str = "", due: date | None = None
) -> int:
    """Say what will be done about a risk, by whom and by when; returns the action's number."""
    known = known_on(timezone.localdate())
    row = risk_to_keep(who, ref, known.services)
    faults = [*text_faults({"title": (title, 300)}), *owner_faults(known, owner)]
    if not title.strip():
        faults.append(fault("title", "the action has no title", "say what will be done"))
    if faults:
        raise Refused(faults)
    action = RiskAction.objects.create(risk=row, title=title.strip(), owner=owner, due=due)
    next_version(row)
    after = {"action": action.title, "owner": owner, "due": due and due.isoformat()}
    record(who, "add_risk_action", risk_subject(ref), None, after)
    return action.pk


@transaction.atomic
def do_risk_action(who: Officer | None, ref: str, number: int, on: date | None = None) -> None:
    """Say that an action of the risk is done, today where no day is given."""
    row = risk_to_keep(who, ref, services(timezone.localdate()))
    action = row.actions.filter(pk=number).first()
    if action is None:
        raise refuse("the risk has no such action", "look at the risk's page again")
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise refuse("an action is not done in the future", "give the day on which it was done", column="on")
    if action.done_on == day:
        return
    before = {"action": action.title, "done_on": action.done_on and action.done_on.isoformat()}
    action.done_on = day
    action.save(update_fields=["done_on"])
    next_version(row)
    after = {"action": action.title, "done_on": day.isoformat()}
    record(who, "do_risk_action", risk_subject(ref), before, after)


@transaction.atomic
def link_risk(who: Officer | None, ref: str, plan: str, item: str, known: Known | None = None) -> None:
    """Say which plan item a risk threatens, or an opportunity helps."""
    known = known or known_on(timezone.localdate())
    row = risk_to_keep(who, ref, known.services)
    faults = (
        tuple(item_faults(known, plan, item))
        if plan
        else (fault("item", "no plan item is named", "choose one"),)
    )
    if faults:
        raise Refused(faults)
    _, made = RiskLink.objects.get_or_create(risk=row, plan=plan, item=item)
    if made:
        next_version(row)
        record(who, "link_risk", risk_subject(ref), None, {"plan": plan, "item": item})


@transaction.atomic
def unlink_risk(who: Officer | None, ref: str, plan: str, item: str) -> None:
    """Take a risk off a plan item; one that it is not on stays so."""
    row = risk_to_keep(who, ref, services(timezone.localdate()))
    gone, _ = row.links.filter(plan=plan, item=item).delete()
    if gone:
        next_version(row)
        record(who, "unlink_risk", risk_subject(ref), {"plan": plan, "item": item})
