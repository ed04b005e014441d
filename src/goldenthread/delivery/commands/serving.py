"""What officers say of the thread: what an action is for, and who delivers a plan item.

Where `who` is None the keeper at the machine acts, who needs no role.
"""

from django.db import transaction
from django.utils import timezone

from goldenthread.delivery.access import may_change_action, may_say_who_delivers
from goldenthread.delivery.commands.finding import action_subject, found_action, refuse_any
from goldenthread.delivery.fault import LONGEST_WHY, serves_faults
from goldenthread.delivery.models import Delivers, Serves, ServicePlan
from goldenthread.delivery.queries.ground import ground_of
from goldenthread.delivery.sheet import DELIVERER_KINDS, ActionSheet, ServesLink
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.organisation import partners
from goldenthread.plan.queries import latest_document
from goldenthread.rules.refusal import Refusal, refuse
from goldenthread.rules.subject import Subject


@transaction.atomic
def serve(
    who: Officer | None, action: str, plan: str = "", item: str = "", measure: str = "", why: str = ""
) -> None:
    """Say that an action serves a plan item, or a measure that it should move.

    Raises Refused where there is no such item or measure. What it serves already only takes the new reason.
    """
    row = found_action(who, action, may_change_action, "say what actions serve")
    link = ServesLink(plan, item, measure, why)
    ground = ground_of([ActionSheet(action, row.title, row.service, serves=(link,))], timezone.localdate())
    refuse_any(Refusal(action, None, *fault) for fault in serves_faults(link, ground))
    held, is_new = Serves.objects.get_or_create(
        action=row, plan=plan, item=item, measure=measure, defaults={"why": why}
    )
    if not is_new and held.why == why:
        return
    before = None if is_new else {"serves": str(link), "why": held.why}
    held.why = why
    held.save(update_fields=["why"])
    record(who, "serve", action_subject(action), before, {"serves": str(link), "why": why})


@transaction.atomic
def unserve(who: Officer | None, action: str, plan: str = "", item: str = "", measure: str = "") -> None:
    """Say that an action no longer serves something; what it does not serve stays so."""
    row = found_action(who, action, may_change_action, "say what actions serve")
    gone, _ = row.serves.filter(plan=plan, item=item, measure=measure).delete()
    if gone:
        link = ServesLink(plan, item, measure)
        record(who, "unserve", action_subject(action), {"serves": str(link)})


@transaction.atomic
def say_who_delivers(
    who: Officer | None, plan: str, item: str, by_kind: str, by_ref: str, why: str = ""
) -> None:
    """Say that a service plan as a whole, a programme or a partner delivers a plan item.

    Raises Refused where there is no such item, service plan or partner; a programme goes by its name.
    """
    require(who is None or may_say_who_delivers(who, plan), "say who delivers a plan item")
    _require_item(plan, item)
    _require_deliverer(by_kind, by_ref)
    if len(why) > LONGEST_WHY:
        raise refuse("the text is too long", f"use at most {LONGEST_WHY} characters", column="why")
    named = {"plan": plan, "item": item, "by_kind": by_kind, "by_ref": by_ref.strip()}
    held, is_new = Delivers.objects.get_or_create(**named, defaults={"why": why})
    if not is_new and held.why == why:
        return
    held.why = why
    held.save(update_fields=["why"])
    after = {"by_kind": by_kind, "by_ref": by_ref.strip(), "why": why}
    record(who, "say_who_delivers", _item_subject(plan, item), None, after)


@transaction.atomic
def say_who_no_longer_delivers(
    who: Officer | None, plan: str, item: str, by_kind: str, by_ref: str, why: str = ""
) -> None:
    """Take back that a service plan, a programme or a partner delivers a plan item."""
    require(who is None or may_say_who_delivers(who, plan), "say who delivers a plan item")
    gone, _ = Delivers.objects.filter(plan=plan, item=item, by_kind=by_kind, by_ref=by_ref).delete()
    if gone:
        before = {"by_kind": by_kind, "by_ref": by_ref}
        record(who, "say_who_no_longer_delivers", _item_subject(plan, item), before, None, why)


def _item_subject(plan: str, item: str) -> Subject:
    return Subject("plan item", f"{plan}/{item}")


def _require_item(plan: str, item: str) -> None:
    document = latest_document(plan)
    if document is None:
        raise refuse(f"there is no plan {plan!r}", "look in the list of plans", file=plan)
    if all(each.ref != item for each in document.items):
        what = f"{item!r} is not in the latest version of {plan}"
        raise refuse(what, "give the ref of an item that is in it", file=plan, column="item")


def _require_deliverer(kind: str, ref: str) -> None:
    if kind not in DELIVERER_KINDS or not ref.strip() or len(ref) > 200:
        do = f"name {', '.join(DELIVERER_KINDS)} and give its ref, or a programme's name"
        raise refuse("it does not say who delivers", do, column="by_ref")
    if kind == "service_plan" and not ServicePlan.objects.filter(ref=ref).exists():
        raise refuse(f"there is no service plan {ref!r}", "choose one from the list", column="by_ref")
    if kind == "partner" and all(each.ref != ref for each in partners()):
        raise refuse(f"there is no partner {ref!r}", "choose one from the list", column="by_ref")
