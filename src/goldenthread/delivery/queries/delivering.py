"""Who delivers plan items, which of them nobody delivers, and which actions serve nothing.

The public sees the actions of published service plans, and programmes and partners; officers see everything.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
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
    is how an action stands, None for the others. `partners` are the titles of those an action is done with.
    """

    kind: str
    ref: str
    title: str
    service: str
    why: str
    seen: ActionSeen | None = None
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivering:
    """Who delivers several items: item and deliverer, actions first. `more` actions are not among them."""

    rows: tuple[tuple[str, Deliverer], ...]
    more: int


def deliverers_of(
    plan: str, items: Collection[str], viewer: Viewer, now: datetime
) -> dict[str, tuple[Deliverer, ...]]:
    """Who delivers each of these items directly, actions first; an item nobody delivers is left out."""
    found: dict[str, list[Deliverer]] = {}
    for item, deliverer in delivering(plan, items, viewer, now).rows:
        found.setdefault(item, []).append(deliverer)
    return {item: tuple(held) for item, held in found.items()}


def delivering(
    plan: str, items: Collection[str], viewer: Viewer, now: datetime, most: int | None = None
) -> Delivering:
    """The same in one list, in the order of the items; with `most`, only so many actions are read."""
    shown, today = _shown_plans(viewer, now), timezone.localdate(now)
    links = _links(plan, items, shown)
    actions = tuple(_by_action(links[:most], today))
    others = tuple(_otherwise(plan, items, shown, today))
    return Delivering((*actions, *others), len(links) - len(actions))


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
    idle = set(rows.values_list("pk", flat=True)) - _serving(rows, viewer, now)
    return read_actions(Action.objects.filter(pk__in=idle), timezone.localdate(now))


def _serving(rows: QuerySet[Action], viewer: Viewer, now: datetime) -> frozenset[int]:
    """The keys of those of these actions that serve a measure, or an item that stands in its plan."""
    standing = {(each.plan, each.ref) for each in places(viewer, now)}
    links = Serves.objects.filter(action__in=rows.order_by())
    said = links.order_by().values_list("action_id", "measure", "plan", "item")
    return frozenset(key for key, measure, plan, item in said if measure or (plan, item) in standing)


def _delivering_plans() -> Iterable[str]:
    return Delivers.objects.filter(by_kind="service_plan").values_list("by_ref", flat=True)


def _shown_plans(viewer: Viewer, now: datetime) -> frozenset[int] | None:
    """The service plans that the viewer may see by key; None is every one, and actions without a plan."""
    return None if may_read_delivery(viewer) else public_plans(now)


Links = list[tuple[str, str, str]]
"""Item, action and why, in the order of the items."""


def _links(plan: str, items: Collection[str], shown: frozenset[int] | None) -> Links:
    if shown == frozenset():
        return []
    # Asked by plan alone, because a plan may have more items than a database takes in one question.
    links = Serves.objects.filter(plan=plan).exclude(action__state="stopped")
    if shown is not None:
        links = links.filter(action__plan__in=shown)
    order = {item: at for at, item in enumerate(items)}
    said = links.order_by("action__due", "id").values_list("item", "action__ref", "why")
    return sorted((each for each in said if each[0] in order), key=lambda each: order[each[0]])


def _by_action(links: Links, today: date) -> Iterator[tuple[str, Deliverer]]:
    if not links:
        return
    tree = services(today)
    seen = actions_named({action for _, action, _ in links}, today)
    named = any(each.sheet.partners for each in seen.values())
    titles = {each.ref: each.title for each in partners()} if named else {}
    for item, ref, why in links:
        each = seen[ref]
        bodies = tuple(titles.get(partner, partner) for partner in each.sheet.partners)
        yield item, Deliverer("action", ref, each.title, tree.title(each.service), why, each, bodies)


def _otherwise(
    plan: str, items: Collection[str], shown: frozenset[int] | None, today: date
) -> Iterator[tuple[str, Deliverer]]:
    rows = Delivers.objects.filter(plan=plan).order_by("by_kind", "id")
    wanted = frozenset(items)
    said = [each for each in rows.values_list("item", "by_kind", "by_ref", "why") if each[0] in wanted]
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
