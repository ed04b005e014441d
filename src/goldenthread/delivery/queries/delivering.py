"""Who delivers plan items, which of them nobody delivers, and which actions serve nothing.

The public sees the actions of published service plans, and programmes and partners; officers see everything.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from goldenthread.delivery.access import may_read_delivery
from goldenthread.delivery.gap import DeliveryGap, delivery_gap
from goldenthread.delivery.models import Action, Delivers, Serves, ServicePlan
from goldenthread.delivery.queries.action import LIVE, actions_named, read_actions
from goldenthread.delivery.queries.service_plan import public_plans
from goldenthread.delivery.sheet import ActionSeen
from goldenthread.people.access import Viewer
from goldenthread.people.queries.organisation import partners
from goldenthread.people.queries.service import services
from goldenthread.plan.queries import places
from goldenthread.rules.plan import PlanDocument


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Who delivers a plan item. `kind` is action, service_plan, programme or partner.

    `service` is the title of the service that owns an action or a service plan, empty for the others. `seen`
    is how an action stands, None for the others.
    """

    kind: str
    ref: str
    title: str
    service: str
    why: str
    seen: ActionSeen | None = None


def deliverers_of(
    plan: str, items: Collection[str], viewer: Viewer, now: datetime
) -> dict[str, tuple[Deliverer, ...]]:
    """Who delivers each of these items directly, actions first; an item nobody delivers is left out."""
    shown = _shown_plans(viewer, now)
    found: dict[str, list[Deliverer]] = {}
    for item, deliverer in (
        *_by_action(plan, items, shown, timezone.localdate(now)),
        *_otherwise(plan, items, shown, timezone.localdate(now)),
    ):
        found.setdefault(item, []).append(deliverer)
    return {item: tuple(held) for item, held in found.items()}


def undelivered(document: PlanDocument, viewer: Viewer, now: datetime) -> DeliveryGap:
    """The items of the plan that nobody delivers: two reads. What was stopped delivers nothing."""
    if not may_read_delivery(viewer):
        return DeliveryGap((), 0)
    by_action = Serves.objects.filter(plan=document.ref).exclude(action__state="stopped")
    named = Delivers.objects.filter(plan=document.ref)
    refs = {*by_action.values_list("item", flat=True), *named.values_list("item", flat=True)}
    return delivery_gap(document, refs)


def serving_nothing(
    viewer: Viewer, now: datetime, service: str = "", year: str = ""
) -> tuple[ActionSeen, ...]:
    """Actions to be done that serve no plan item and no measure, in one service or year where given.

    What an action served counts only while it stands in the plan as officers read it. An action serves with
    its service plan, where that as a whole delivers a plan item.
    """
    if not may_read_delivery(viewer):
        return ()
    rows = Action.objects.filter(state__in=LIVE).exclude(plan__ref__in=_delivering_plans())
    if service:
        rows = rows.filter(service__in=services(timezone.localdate(now)).beneath([service]) | {service})
    if year:
        rows = rows.filter(Q(plan__year=year) | Q(plan=None))
    standing = {(each.plan, each.ref) for each in places(viewer, now)}
    return tuple(seen for seen in read_actions(rows, timezone.localdate(now)) if not _serves(seen, standing))


def _serves(seen: ActionSeen, standing: Collection[tuple[str, str]]) -> bool:
    return any(link.measure or (link.plan, link.item) in standing for link in seen.sheet.serves)


def _delivering_plans() -> Iterable[str]:
    return Delivers.objects.filter(by_kind="service_plan").values_list("by_ref", flat=True)


def _shown_plans(viewer: Viewer, now: datetime) -> frozenset[int] | None:
    """The service plans that the viewer may see by key; None is every one, and actions without a plan."""
    return None if may_read_delivery(viewer) else public_plans(now)


def _by_action(
    plan: str, items: Collection[str], shown: frozenset[int] | None, today: date
) -> Iterator[tuple[str, Deliverer]]:
    links = Serves.objects.filter(plan=plan, item__in=items).exclude(action__state="stopped")
    if shown is not None:
        links = links.filter(action__plan__in=shown)
    said = (
        list(links.order_by("id").values_list("item", "action__ref", "why")) if shown != frozenset() else []
    )
    if not said:
        return
    tree = services(today)
    seen = actions_named({action for _, action, _ in said}, today)
    for item, action, why in said:
        each = seen[action]
        yield item, Deliverer("action", each.ref, each.title, tree.title(each.service), why, each)


def _otherwise(
    plan: str, items: Collection[str], shown: frozenset[int] | None, today: date
) -> Iterator[tuple[str, Deliverer]]:
    rows = Delivers.objects.filter(plan=plan, item__in=items).order_by("by_kind", "id")
    said = list(rows.values_list("item", "by_kind", "by_ref", "why"))
    kinds = {kind for _, kind, _, _ in said}
    titles = _titles(kinds, shown, today)
    for item, kind, ref, why in said:
        if kind == "programme":
            yield item, Deliverer(kind, ref, ref, "", why)
        elif (kind, ref) in titles:
            yield item, Deliverer(kind, ref, *titles[kind, ref], why)


def _titles(
    kinds: Collection[str], shown: frozenset[int] | None, today: date
) -> Mapping[tuple[str, str], tuple[str, str]]:
    """The title of each partner, and of each service plan with its service, where any is named."""
    found = {("partner", it.ref): (it.title, "") for it in partners()} if "partner" in kinds else {}
    if "service_plan" in kinds:
        tree = services(today)
        rows = ServicePlan.objects.all() if shown is None else ServicePlan.objects.filter(pk__in=shown)
        for ref, title, service in rows.values_list("ref", "title", "service"):
            found["service_plan", ref] = (title, tree.title(service))
    return found
