"""Pages about directorates, divisions and services: the tree on a day, and each with its history."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.people.access import may_keep_services, require
from goldenthread.people.commands.service import change_service, close_service, open_service
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.people.forms.service import (
    ChangeServiceForm,
    CloseServiceForm,
    OpenServiceForm,
    TreeDayForm,
)
from goldenthread.people.queries.organisation import ServiceSpell, holders, portfolios, service_history
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.people.queries.trail import acts_on
from goldenthread.rules.refusal import Refused
from goldenthread.rules.subject import Subject

OVER_A_SERVICE = (("service_lead", "Service leads"), ("approver", "Approvers"))


@officers_only
@require_GET
def services_page(request: HttpRequest) -> HttpResponse:
    """The tree, as it stands or stood on the day in the address."""
    form = TreeDayForm(request.GET or None)
    today = timezone.localdate()
    day: date = (form.is_bound and form.is_valid() and form.cleaned_data["on"]) or today
    tree = services(day)
    titles = {each.ref: each.title for each in portfolios()}
    rows = [
        (each, min(len(tree.lineage(each.ref)) - 1, 5), titles.get(tree.portfolio(each.ref), ""))
        for each in tree
    ]
    context = {"form": form, "rows": rows, "day": day, "is_today": day == today}
    return render(request, "people/services.html", context | {"may_keep": may_keep_services(request.user)})


@officers_only
@require_GET
def service_page(request: HttpRequest, service: str) -> HttpResponse:
    """One service: what it is, who holds a role over it, what it was, and what was done to it."""
    history = _history(service)
    tree = services(timezone.localdate())
    subject = Subject("service", service)
    titles = {each.ref: each.title for each in portfolios()}
    context = {
        "ref": service,
        "now": history[-1],
        "closed": history[-1].ends,
        "is_open": service in tree,
        "above": [(ref, tree.title(ref)) for ref in tree.lineage(service)[:0:-1]],
        "beneath": [each for each in tree if each.parent == service],
        "portfolio": titles.get(tree.portfolio(service), ""),
        "holders": [(title, holders(role, subject)) for role, title in OVER_A_SERVICE],
        "history": [
            (each, tree.title(each.parent), titles.get(each.portfolio, each.portfolio))
            for each in reversed(history)
        ],
        "acts": acts_on(subject, 10),
        "may_keep": may_keep_services(request.user),
    }
    return render(request, "people/service.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def open_page(request: HttpRequest) -> HttpResponse:
    """Open a service."""
    officer = officer_of(request)
    require(may_keep_services(officer), "keep services")
    form = OpenServiceForm(sent(request), tree=_tree(), initial={"parent": request.GET.get("parent", "")})
    if form.is_valid():
        try:
            open_service(officer, **form.cleaned_data)
            messages.success(request, f"{form.cleaned_data['title']} is opened.")
            return redirect("service", form.cleaned_data["ref"])
        except Refused as refused:
            say_refusals(form, refused)
    return render(request, "people/service_form.html", {"form": form, "heading": "Open a service"})


@officers_only
@require_http_methods(["GET", "POST"])
def change_page(request: HttpRequest, service: str) -> HttpResponse:
    """Change a service from a day on."""
    officer = officer_of(request)
    require(may_keep_services(officer), "keep services")
    now = _history(service)[-1]
    start = {name: getattr(now, name) for name in ("title", "kind", "parent", "portfolio")}
    form = ChangeServiceForm(sent(request), tree=_tree(), without=service, initial=start)
    if form.is_valid():
        said = form.cleaned_data
        try:
            change_service(officer, service, from_day=said["from_day"], why=said["why"], **form.changes())
            messages.success(request, "Changed. What it was before stands in its history.")
            return redirect("service", service)
        except Refused as refused:
            say_refusals(form, refused)
    context = {"form": form, "heading": f"Change {now.title}", "ref": service, "title": now.title}
    return render(request, "people/service_form.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def close_page(request: HttpRequest, service: str) -> HttpResponse:
    """Close a service from a day on."""
    officer = officer_of(request)
    require(may_keep_services(officer), "keep services")
    now = _history(service)[-1]
    form = CloseServiceForm(sent(request))
    if form.is_valid():
        try:
            close_service(officer, service, **form.cleaned_data)
            messages.success(request, f"{now.title} is closed. Its history stays.")
            return redirect("service", service)
        except Refused as refused:
            say_refusals(form, refused)
    context = {"form": form, "heading": f"Close {now.title}", "ref": service, "title": now.title}
    return render(request, "people/service_form.html", context)


def _history(service: str) -> tuple[ServiceSpell, ...]:
    found = service_history(service)
    if not found:
        raise Http404
    return found


def _tree() -> ServiceTree:
    return services(timezone.localdate())
