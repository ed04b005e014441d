"""Officers' pages on where the thread is cut, and on who delivers a plan item."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.delivery.access import may_say_who_delivers
from goldenthread.delivery.commands.serving import say_who_delivers, say_who_no_longer_delivers
from goldenthread.delivery.forms.action import DelivererForm
from goldenthread.delivery.queries.delivering import deliverers_of, serving_nothing, undelivered
from goldenthread.delivery.queries.service_plan import service_plans, years
from goldenthread.delivery.views.answer import is_done
from goldenthread.delivery.views.place import tree_today
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.people.queries.council import council
from goldenthread.people.queries.organisation import partners
from goldenthread.plan.queries import item as plan_item
from goldenthread.plan.queries import plan_document, plans
from goldenthread.rules.period import read_period


@officers_only
@require_GET
def gaps(request: HttpRequest) -> HttpResponse:
    """Plan items that nobody delivers, and actions that serve nothing."""
    now, known = timezone.now(), plans(request.user, timezone.now())
    refs, facts = [each.ref for each in known], council()
    first = facts.plan if facts and facts.plan in refs else next(iter(refs), "")
    asked = request.GET.get("plan", "")
    chosen = asked if asked in refs else first
    view = plan_document(chosen, request.user, now) if chosen else None
    tree, every = tree_today(), years()
    service = request.GET.get("service", "")
    year = next((each for each in every if each == request.GET.get("year")), "")
    context = {
        "plans": known,
        "plan": view.document if view else None,
        "gap": undelivered(view.document, request.user, now) if view else None,
        "idle": serving_nothing(request.user, now, service if service in tree else "", year),
        "services": [(each.ref, len(tree.lineage(each.ref)) - 1, each.title) for each in tree],
        "service": service,
        "titles": {each.ref: each.title for each in tree},
        "partners": {each.ref: each.title for each in partners()},
        "years": [(each, read_period(each).label()) for each in every],
        "year": year,
        "may_say": bool(chosen) and may_say_who_delivers(request.user, chosen),
        "only_leaves": request.GET.get("level") == "lowest",
    }
    return render(request, "delivery/gaps.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def item_delivery(request: HttpRequest, plan: str, item: str) -> HttpResponse:
    """Who delivers one plan item; and say who else does."""
    now = timezone.now()
    view = plan_item(plan, item, request.user, now)
    if view is None:
        raise Http404("no such item in the plan")
    choices = [(each.facts.ref, each.facts.title) for each in service_plans(request.user, now)]
    form = DelivererForm(sent(request), plans=choices)

    def act() -> None:
        kind, why = form.cleaned_data["by_kind"], form.cleaned_data["why"]
        say_who_delivers(officer_of(request), plan, item, kind, form.by_ref, why)

    if is_done(form, act):
        messages.success(request, "Recorded.")
        return redirect("item-delivery", plan, item)
    below = deliverers_of(plan, [each.ref for each in view.children], request.user, now)
    context = {
        "view": view,
        "form": form,
        "deliverers": deliverers_of(plan, [item], request.user, now).get(item, ()),
        "children": [(each, below.get(each.ref, ())) for each in view.children],
        "may_say": may_say_who_delivers(request.user, plan),
    }
    return render(request, "delivery/item_delivery.html", context)


@officers_only
@require_POST
def no_longer_delivers(request: HttpRequest, plan: str, item: str) -> HttpResponse:
    """Take back that somebody delivers a plan item."""
    said = [request.POST.get(name, "") for name in ("by_kind", "by_ref")]
    say_who_no_longer_delivers(officer_of(request), plan, item, *said)
    messages.success(request, "It is taken back; the trail keeps it.")
    return redirect("item-delivery", plan, item)
