"""Service plans as their readers see them: officers every one, the public those that are published."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from goldenthread.delivery.access import may_read_delivery
from goldenthread.delivery.models import Action, Serves, ServicePlan
from goldenthread.delivery.queries.action import LIVE, read_actions
from goldenthread.delivery.sheet import ActionSeen, PrioritySheet, ServicePlanFacts
from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.people.access import Viewer
from goldenthread.people.queries.publication import Publicity, publicity
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.rules.period import read_period
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class ServicePlanSummary:
    """A service plan in a list, with how many actions it has and how they stand."""

    facts: ServicePlanFacts
    service_title: str
    actions: int
    done: int
    late: int
    stale: int
    serving_nothing: int


@dataclass(frozen=True, slots=True)
class PriorityView:
    """A priority with its actions. The last of a plan may have an empty ref: actions without a priority."""

    priority: PrioritySheet
    actions: tuple[ActionSeen, ...]


@dataclass(frozen=True, slots=True)
class ServicePlanView:
    """A service plan whole, as a document: its priorities in order, each with its actions."""

    facts: ServicePlanFacts
    service_title: str
    above: tuple[str, ...]
    priorities: tuple[PriorityView, ...]

    @property
    def actions(self) -> tuple[ActionSeen, ...]:
        return tuple(seen for each in self.priorities for seen in each.actions)

    @property
    def standing(self) -> Counter[str]:
        """How many of its actions are done, on time, slipping, late or undated."""
        return Counter(str(seen.lateness.word) for seen in self.actions)


def service_plans(viewer: Viewer, now: datetime, year: str = "") -> tuple[ServicePlanSummary, ...]:
    """Every service plan its reader may see, the latest year first, as the services stand: four reads."""
    shown, today = publicity(now), timezone.localdate(now)
    rows = ServicePlan.objects.filter(year=year) if year else ServicePlan.objects.all()
    seen = [row for row in rows if may_read_delivery(viewer) or _is_public(row, shown)]
    tree = services(today)
    counts = _counts(today)
    order = {each.ref: at for at, each in enumerate(tree)}
    seen.sort(key=lambda row: order.get(row.service, len(order)))
    seen.sort(key=lambda row: row.year, reverse=True)
    return tuple(_summary(_facts(row, shown), tree, counts.get(row.pk, {})) for row in seen)


def service_plan(ref: str, viewer: Viewer, now: datetime) -> ServicePlanView | None:
    """One service plan whole, or None where there is none its reader may see."""
    row = ServicePlan.objects.filter(ref=ref).first()
    shown = publicity(now)
    if row is None or not (may_read_delivery(viewer) or _is_public(row, shown)):
        return None
    tree = services(timezone.localdate(now))
    actions = read_actions(row.actions.all(), timezone.localdate(now))
    above = tuple(tree.title(each) for each in tree.lineage(row.service)[1:])
    return ServicePlanView(_facts(row, shown), tree.title(row.service), above, _by_priority(row, actions))


def public_plans(now: datetime) -> frozenset[int]:
    """The keys of the service plans that the public may read: two reads."""
    shown = publicity(now)
    rows = ServicePlan.objects.exclude(publish_at=None).only("pk", "ref", "publish_at")
    return frozenset(row.pk for row in rows if _is_public(row, shown))


def years() -> tuple[str, ...]:
    """The years that any service plan is for, the latest first."""
    return tuple(ServicePlan.objects.order_by("-year").values_list("year", flat=True).distinct())


def _by_priority(row: ServicePlan, actions: Sequence[ActionSeen]) -> tuple[PriorityView, ...]:
    held: dict[str, list[ActionSeen]] = {}
    for seen in actions:
        held.setdefault(seen.sheet.priority, []).append(seen)
    named = [PrioritySheet(each.ref, each.title) for each in row.priorities.all()]
    loose = [PrioritySheet("", "Other actions" if named else "Actions")] if held.get("") else []
    return tuple(PriorityView(each, tuple(held.get(each.ref, ()))) for each in (*named, *loose))


COUNTED = ("actions", "done", "late", "stale", "serving_nothing")


def _counts(today: date) -> dict[int, Mapping[str, Any]]:
    """How the actions of each service plan stand, by its key: counted as each action's page has it."""
    live = Q(state__in=LIVE)
    since = today - timedelta(days=read_quarter_policy().stale_after_days)
    unseen = Q(reported_on=None) | Q(reported_on__lt=since)
    serving = Exists(Serves.objects.filter(action=OuterRef("pk")))
    rows = Action.objects.order_by().exclude(plan=None).annotate(is_serving=serving).values("plan")
    counted = rows.annotate(
        actions=Count("id"),
        done=Count("id", filter=Q(state="done")),
        late=Count("id", filter=live & Q(due__lt=today)),
        stale=Count("id", filter=live & unseen),
        serving_nothing=Count("id", filter=live & Q(is_serving=False)),
    )
    return {row["plan"]: row for row in counted}


def _summary(facts: ServicePlanFacts, tree: ServiceTree, counts: Mapping[str, Any]) -> ServicePlanSummary:
    counted = {name: counts.get(name, 0) for name in COUNTED}
    return ServicePlanSummary(facts, tree.title(facts.service), **counted)


def _is_public(row: ServicePlan, shown: Publicity) -> bool:
    return shown.shows(row.publish_at, Subject("service plan", row.ref))


def _facts(row: ServicePlan, shown: Publicity) -> ServicePlanFacts:
    return ServicePlanFacts(
        ref=row.ref,
        service=row.service,
        year=read_period(row.year),
        title=row.title,
        summary=row.summary,
        state=row.state,
        publish_at=row.publish_at,
        is_public=_is_public(row, shown),
    )
