"""Officers' pages about one action: what it says, what it serves, and its dates."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.delivery.commands.action import ActionWords, add_action, change_action, next_ref
from goldenthread.delivery.commands.serving import serve, unserve
from goldenthread.delivery.forms.action import ActionForm, NewActionForm, ServesForm, start_of
from goldenthread.delivery.forms.choice import Choices, item_choices
from goldenthread.delivery.queries.service_plan import ServicePlanView, service_plan
from goldenthread.delivery.sheet import ActionSheet, ServesLink
from goldenthread.delivery.views.answer import is_done
from goldenthread.delivery.views.place import action_or_404, plan_or_404, rights_over, served, tree_today
from goldenthread.measures.queries import measures
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.people.queries.organisation import partners
from goldenthread.people.queries.trail import acts_on
from goldenthread.rules.subject import Subject


@officers_only
@require_GET
def action(request: HttpRequest, ref: str) -> HttpResponse:
    """One action: how it stands, what it serves, its milestones, and what it waits for."""
    page = action_or_404(request, ref)
    tree = tree_today()
    plan = service_plan(page.sheet.plan, request.user, timezone.now()) if page.sheet.plan else None
    context = {
        "page": page,
        "sheet": page.sheet,
        "plan": plan.facts if plan else None,
        "priority": _priority(plan, page.sheet.priority),
        "service": tree.title(page.sheet.service),
        "partners": _titles(page.sheet.partners),
        "serves": served(request, page.sheet.serves),
        "acts": acts_on(Subject("action", ref), 5),
        "may_change": rights_over(request, page.sheet.service).change,
    }
    return render(request, "delivery/action.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, plan: str) -> HttpResponse:
    """Add an action to a service plan."""
    view = plan_or_404(request, plan)
    require(rights_over(request, view.facts.service).change, "add actions")
    form = NewActionForm(
        sent(request),
        priorities=_priorities(view),
        items=item_choices(request.user, timezone.now()),
        initial={"priority": request.GET.get("priority", "")},
    )
    ref = next_ref(view.facts.service)

    def act() -> None:
        held, _, item = form.cleaned_data["serves"].partition("/")
        links = (ServesLink(held, item),) if item else ()
        add_action(officer_of(request), _new_sheet(ref, view, form.words(), links))

    if is_done(form, act):
        messages.success(request, "The action is added.")
        return redirect("action", ref)
    context = {"form": form, "title": "Add an action", "action": "Add", "back": view.facts}
    return render(request, "delivery/plain_form.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Rewrite an action."""
    page = action_or_404(request, ref)
    require(rights_over(request, page.sheet.service).change, "change actions")
    plan = service_plan(page.sheet.plan, request.user, timezone.now()) if page.sheet.plan else None
    start = start_of(page.sheet, page.seen.version)
    form = ActionForm(sent(request), initial=start, priorities=_priorities(plan) if plan else [])

    def act() -> None:
        change_action(officer_of(request), ref, form.words(), form.cleaned_data["version"] or 0)

    if is_done(form, act):
        messages.success(request, "Saved.")
        return redirect("action", ref)
    context = {"form": form, "title": "Edit the action", "action": "Save", "back_action": page.sheet}
    return render(request, "delivery/plain_form.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def serves(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what an action serves."""
    page = action_or_404(request, ref)
    require(rights_over(request, page.sheet.service).change, "say what actions serve")
    now = timezone.now()
    known = [(each.ref, each.title) for each in measures(request.user, now)]
    form = ServesForm(sent(request), items=item_choices(request.user, now), measures=known)

    def act() -> None:
        said = form.cleaned_data
        plan, _, item = said["item"].partition("/")
        serve(officer_of(request), ref, plan, item, said["measure"], said["why"])

    if is_done(form, act):
        messages.success(request, "The action serves it now.")
        return redirect("action", ref)
    context = {"form": form, "title": "What the action serves", "action": "Save", "back_action": page.sheet}
    return render(request, "delivery/plain_form.html", context)


@officers_only
@require_POST
def no_longer_serves(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that an action no longer serves something."""
    said = {name: request.POST.get(name, "") for name in ("plan", "item", "measure")}
    unserve(officer_of(request), ref, **said)
    messages.success(request, "The action no longer serves it.")
    return redirect("action", ref)


def _new_sheet(
    ref: str, view: ServicePlanView, words: ActionWords, links: tuple[ServesLink, ...]
) -> ActionSheet:
    said = {name: getattr(words, name) for name in ActionWords.__slots__}
    return ActionSheet(ref=ref, service=view.facts.service, plan=view.facts.ref, serves=links, **said)


def _priorities(view: ServicePlanView) -> Choices:
    return [(each.priority.ref, each.priority.title) for each in view.priorities if each.priority.ref]


def _priority(view: ServicePlanView | None, ref: str) -> str:
    return dict(_priorities(view)).get(ref, "") if view else ""


def _titles(refs: tuple[str, ...]) -> list[str]:
    known = {each.ref: each.title for each in partners()} if refs else {}
    return [known.get(ref, ref) for ref in refs]
