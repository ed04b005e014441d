"""What officers do to service plans: make them, put priorities into them, agree, publish and close them.

Where `who` is None the keeper at the machine acts, who needs no role.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goldenthread.delivery.access import may_agree_service_plan, may_write_service_plan
from goldenthread.delivery.commands.finding import found_service_plan, service_plan_subject
from goldenthread.delivery.fault import REF, is_short_text
from goldenthread.delivery.free_ref import free_ref
from goldenthread.delivery.models import Priority, ServicePlan
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.publication import require_publishable
from goldenthread.people.queries.service import services
from goldenthread.rules.period import Period
from goldenthread.rules.refusal import refuse

FOLLOWS = {"draft": ("agreed",), "agreed": ("draft", "closed"), "closed": ()}
"""The states that may follow each."""


@transaction.atomic
def make_service_plan(
    who: Officer | None, ref: str, service: str, year: Period, title: str, summary: str = ""
) -> None:
    """Begin a service's plan for a year, as a draft.

    Raises Refused on an unknown service, a ref that is taken or stands in no address, or an empty title.
    """
    tree = services(timezone.localdate())
    require(who is None or may_write_service_plan(who, tree.subjects(service)), "write service plans")
    if service not in tree:
        raise refuse(
            f"there is no service {service!r}", "choose a service as it stands today", column="service"
        )
    if not REF.fullmatch(ref) or ref == "new":
        raise refuse(f"{ref!r} cannot stand in an address", "use letters, digits and hyphens", column="ref")
    if ServicePlan.objects.filter(ref=ref).exists():
        raise refuse(f"there is a service plan {ref!r} already", "give this one another ref", column="ref")
    _require_title(title)
    ServicePlan(ref=ref, service=service, year=str(year), title=title.strip(), summary=summary).save()
    after = {"service": service, "year": str(year), "title": title.strip(), "summary": summary}
    record(who, "make_service_plan", service_plan_subject(ref), None, after)


@transaction.atomic
def revise_service_plan(who: Officer | None, ref: str, title: str, summary: str) -> None:
    """Rewrite what a service plan is called and how it begins."""
    row = found_service_plan(who, ref, may_write_service_plan, "write service plans")
    _require_open(row)
    _require_title(title)
    before, after = {"title": row.title, "summary": row.summary}, {"title": title.strip(), "summary": summary}
    if before == after:
        return
    row.title, row.summary = title.strip(), summary
    row.save(update_fields=["title", "summary"])
    record(who, "revise_service_plan", service_plan_subject(ref), before, after)


@transaction.atomic
def add_priority(who: Officer | None, plan: str, title: str, ref: str = "") -> str:
    """Put a priority last in a service plan. Returns its ref, made from its title where none is given."""
    row = found_service_plan(who, plan, may_write_service_plan, "write service plans")
    _require_open(row)
    _require_title(title)
    name = ref or free_ref(title, set(row.priorities.values_list("ref", flat=True)), "priority")
    if not REF.fullmatch(name) or row.priorities.filter(ref=name).exists():
        raise refuse(
            f"{name!r} is taken, or no ref", "give the priority another ref", file=plan, column="ref"
        )
    last = row.priorities.aggregate(last=Max("position"))["last"]
    place = 0 if last is None else last + 1
    Priority(plan=row, ref=name, title=title.strip(), position=place).save()
    after = {"priority": name, "title": title.strip()}
    record(who, "add_priority", service_plan_subject(plan), None, after)
    return name


@transaction.atomic
def rename_priority(who: Officer | None, plan: str, ref: str, title: str) -> None:
    """Reword a priority; its ref, and what hangs on it, stay."""
    row = found_service_plan(who, plan, may_write_service_plan, "write service plans")
    _require_open(row)
    _require_title(title)
    priority = row.priorities.filter(ref=ref).first()
    if priority is None:
        raise refuse(f"{plan} has no priority {ref!r}", "open the service plan again", file=plan)
    before = {"priority": ref, "title": priority.title}
    priority.title = title.strip()
    priority.save(update_fields=["title"])
    record(who, "rename_priority", service_plan_subject(plan), before, {**before, "title": priority.title})


def agree_service_plan(who: Officer | None, ref: str) -> None:
    """Agree a draft, as the head of service does."""
    _change_state(who, ref, "agreed")


def reopen_service_plan(who: Officer | None, ref: str) -> None:
    """Make an agreed service plan a draft again."""
    _change_state(who, ref, "draft")


def close_service_plan(who: Officer | None, ref: str) -> None:
    """Close a service plan when its year is over; its actions stay as they are."""
    _change_state(who, ref, "closed")


@transaction.atomic
def publish_service_plan(who: Officer | None, ref: str, at: datetime | None = None) -> None:
    """Make an agreed service plan public at a moment, or now.

    Raises Refused where it is still a draft, or a hold forbids it.
    """
    row = found_service_plan(who, ref, may_agree_service_plan, "publish service plans")
    if row.state == "draft":
        raise refuse("a draft is not published", "agree the service plan first", file=ref)
    moment = max(at, timezone.now()) if at else timezone.now()
    require_publishable(service_plan_subject(ref), moment)
    _set_moment(who, "publish_service_plan", row, moment)


@transaction.atomic
def withdraw_service_plan(who: Officer | None, ref: str, why: str) -> None:
    """Take a service plan back from the public, or from being published later, and say why."""
    row = found_service_plan(who, ref, may_agree_service_plan, "withdraw service plans")
    _set_moment(who, "withdraw_service_plan", row, None, why)


@transaction.atomic
def _change_state(who: Officer | None, ref: str, state: str) -> None:
    row = found_service_plan(who, ref, may_agree_service_plan, "agree service plans")
    if row.state == state:
        return
    if state not in FOLLOWS[row.state]:
        raise refuse(f"a service plan that is {row.state} cannot be {state}", "open it again", file=ref)
    before, row.state = row.state, state
    row.save(update_fields=["state"])
    record(who, "change_service_plan_state", service_plan_subject(ref), {"state": before}, {"state": state})


def _set_moment(
    who: Officer | None, act: str, row: ServicePlan, moment: datetime | None, why: str = ""
) -> None:
    before, row.publish_at = row.publish_at, moment
    row.save(update_fields=["publish_at"])
    was, now = ({"publish_at": each and each.isoformat()} for each in (before, moment))
    record(who, act, service_plan_subject(row.ref), was, now, why)


def _require_open(row: ServicePlan) -> None:
    if row.state == "closed":
        raise refuse("the service plan is closed", "write in the plan of the year that runs", file=row.ref)


def _require_title(title: str) -> None:
    if not is_short_text(title):
        what = "the title is too long, or has a control character" if title.strip() else "there is no title"
        raise refuse(what, "give one of up to 300 characters", column="title")
