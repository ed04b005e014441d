"""The rows that commands change, locked until the act is done, and asked of their service before all else."""

from collections.abc import Callable, Iterable

from django.utils import timezone

from goldenthread.delivery.access import may_read_delivery
from goldenthread.delivery.models import Action, ServicePlan
from goldenthread.people.access import Officer, require
from goldenthread.people.queries.service import services
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.subject import Subject

May = Callable[[Officer, Iterable[Subject]], bool]


def action_subject(ref: str) -> Subject:
    """How the trail names an action."""
    return Subject("action", ref)


def service_plan_subject(ref: str) -> Subject:
    """How the trail and a publication hold name a service plan."""
    return Subject("service plan", ref)


def subjects_of(service: str) -> tuple[Subject, ...]:
    """What a role may be held over so that it reaches the service today."""
    return services(timezone.localdate()).subjects(service)


def found_action(who: Officer | None, ref: str, may: May, act: str) -> Action:
    """The action, its row locked. Raises NotAllowed, and Refused where there is none."""
    row = Action.objects.select_for_update().filter(ref=ref).first()
    _require_over(who, row.service if row else None, may, act)
    if row is None:
        raise refuse(f"there is no action {ref!r}", "look in the list of service plans", file=ref)
    return row


def found_service_plan(who: Officer | None, ref: str, may: May, act: str) -> ServicePlan:
    """The service plan, its row locked. Raises NotAllowed, and Refused where there is none."""
    row = ServicePlan.objects.select_for_update().filter(ref=ref).first()
    _require_over(who, row.service if row else None, may, act)
    if row is None:
        raise refuse(f"there is no service plan {ref!r}", "look in the list of service plans", file=ref)
    return row


def _require_over(who: Officer | None, service: str | None, may: May, act: str) -> None:
    if who is None:
        return
    allowed = may_read_delivery(who) if service is None else may(who, subjects_of(service))
    require(allowed, act)


def refuse_any(faults: Iterable[Refusal]) -> None:
    """Raise Refused with all of them, where there are any."""
    found = tuple(faults)
    if found:
        raise Refused(found)
