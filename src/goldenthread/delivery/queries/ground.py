"""What actions may name: services, service plans, people, partners, plan items and measures, read once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from goldenthread.delivery.models import Action, Milestone, Priority, ServicePlan
from goldenthread.delivery.sheet import ActionSheet
from goldenthread.measures.queries import definitions
from goldenthread.people.queries.account import usernames
from goldenthread.people.queries.organisation import partners
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.plan.queries import latest_document


@dataclass(frozen=True, slots=True)
class Ground:
    """What there is to name on one day. `plans` are service plans by ref, each with its service.

    `closed` are service plans that take nothing more.
    `priorities` and `baselines` are by what they belong to and their own ref; `items` by the council's plan.
    """

    services: ServiceTree
    plans: Mapping[str, str]
    priorities: Mapping[tuple[str, str], str]
    owners: Collection[str]
    partners: Collection[str]
    items: Mapping[str, frozenset[str]]
    measures: Collection[str]
    baselines: Mapping[tuple[str, str], date]
    actions: Collection[str]
    closed: Collection[str]

    def with_plans(self, plans: Mapping[str, str], priorities: Mapping[tuple[str, str], str]) -> "Ground":
        """The same with service plans and priorities that are still to be made."""
        return replace(self, plans={**self.plans, **plans}, priorities={**self.priorities, **priorities})


def ground_of(sheets: Iterable[ActionSheet], today: date) -> Ground:
    """What these actions may name; what none of them names is not read."""
    asked = tuple(sheets)
    links = [link for sheet in asked for link in sheet.serves]
    named = {link.plan for link in links if link.plan}
    documents = {plan: latest_document(plan) for plan in sorted(named)}
    refs = {sheet.ref for sheet in asked}
    plans = tuple(ServicePlan.objects.order_by().values_list("ref", "service", "state"))
    steps = Milestone.objects.filter(action__ref__in=refs).values_list("action__ref", "ref", "baseline")
    return Ground(
        services=services(today),
        plans={ref: service for ref, service, _ in plans},
        priorities={(plan, ref): title for plan, ref, title in _priorities()},
        owners=frozenset(usernames()) if any(sheet.owner for sheet in asked) else (),
        partners=frozenset(each.ref for each in partners()) if any(it.partners for it in asked) else (),
        items={plan: frozenset(it.ref for it in found.items) for plan, found in documents.items() if found},
        measures=frozenset(definitions()) if any(link.measure for link in links) else (),
        baselines={(action, ref): day for action, ref, day in steps},
        actions=frozenset(Action.objects.filter(ref__in=refs).values_list("ref", flat=True)),
        closed=frozenset(ref for ref, _, state in plans if state == "closed"),
    )


def _priorities() -> Iterable[tuple[str, str, str]]:
    return Priority.objects.order_by("position", "id").values_list("plan__ref", "ref", "title")
