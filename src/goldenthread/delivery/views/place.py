"""What pages about service plans need besides: what the reader may do, and what stands on the thread."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils import timezone

from goldenthread.delivery.access import may_agree_service_plan, may_change_action, may_write_service_plan
from goldenthread.delivery.queries.action import ActionPage, action_sheet
from goldenthread.delivery.queries.service_plan import ServicePlanView, service_plan
from goldenthread.delivery.sheet import ActionSeen, ServesLink
from goldenthread.measures.queries import definitions, measure_named
from goldenthread.people.queries.publication import publicity
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.plan.queries import plan_document, titles_of
from goldenthread.rules.plan import PlanItem
from goldenthread.rules.plan_tree import thread


@dataclass(frozen=True, slots=True)
class Served:
    """What an action serves, as its page shows it: the thread from the top of the plan down, or a measure.

    `path` is empty, and so is `slug`, where what was named is there no longer.
    """

    link: ServesLink
    plan_title: str
    path: tuple[PlanItem, ...]
    measure_title: str
    slug: str


@dataclass(frozen=True, slots=True)
class Rights:
    """Whether somebody may write a service's plan, agree and publish it, and change the service's actions."""

    write: bool
    agree: bool
    change: bool


def tree_today() -> ServiceTree:
    """The services as they stand today: one read."""
    return services(timezone.localdate())


def plan_or_404(request: HttpRequest, ref: str) -> ServicePlanView:
    """The service plan, where the reader may see it."""
    view = service_plan(ref, request.user, timezone.now())
    if view is None:
        raise Http404("no such service plan")
    return view


def action_or_404(request: HttpRequest, ref: str) -> ActionPage:
    """The action, where the reader may see it."""
    page = action_sheet(ref, request.user, timezone.localdate())
    if page is None:
        raise Http404("no such action")
    return page


def rights_over(request: HttpRequest, service: str) -> Rights:
    """What the reader may do with the plan and the actions of that service: one read."""
    over = tree_today().subjects(service)
    return Rights(
        may_write_service_plan(request.user, over),
        may_agree_service_plan(request.user, over),
        may_change_action(request.user, over),
    )


def titles_of_links(request: HttpRequest, actions: Iterable[ActionSeen]) -> dict[ServesLink, str]:
    """What these actions serve, in words, where the reader may see it: a few reads for all of them."""
    links = {link for seen in actions for link in seen.sheet.serves}
    places = {(link.plan, link.item) for link in links if link.item}
    titles = titles_of(places, request.user, publicity(timezone.now())) if places else {}
    measured = definitions() if any(link.measure for link in links) else {}
    return {
        link: measured[link.measure].title
        if link.measure in measured
        else titles.get((link.plan, link.item), "")
        for link in links
    }


def served(request: HttpRequest, links: Iterable[ServesLink]) -> tuple[Served, ...]:
    """Each of these with its place on the thread: some reads for each plan and measure named."""
    asked, now = tuple(links), timezone.now()
    views = {ref: plan_document(ref, request.user, now) for ref in {link.plan for link in asked if link.plan}}
    found = []
    for link in asked:
        view = views.get(link.plan)
        path = thread(view.document.items, link.item) if view else ()
        sheet = measure_named(link.measure, request.user, now) if link.measure else None
        title, slug = (sheet.title, sheet.slug) if sheet else ("", "")
        found.append(Served(link, view.document.title if view else link.plan, path, title, slug))
    return tuple(found)
