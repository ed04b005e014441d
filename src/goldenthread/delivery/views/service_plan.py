"""Officers' pages about service plans: the list, a plan as a document, and what is done to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import make_aware
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.delivery.access import may_import_actions, may_write_service_plan
from goldenthread.delivery.action_file import COLUMNS, cells_of
from goldenthread.delivery.commands import service_plan as commands
from goldenthread.delivery.forms.choice import service_choices
from goldenthread.delivery.forms.service_plan import (
    MomentForm,
    NewServicePlanForm,
    PriorityForm,
    ServicePlanForm,
    WhyForm,
)
from goldenthread.delivery.queries.service_plan import ServicePlanView, service_plans, years
from goldenthread.delivery.views.answer import is_done
from goldenthread.delivery.views.place import plan_or_404, rights_over, titles_of_links, tree_today
from goldenthread.kit.download import CSV_TYPE, csv_text
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.people.queries.organisation import partners
from goldenthread.rules.period import read_period


@dataclass(frozen=True, slots=True)
class Words:
    """What a page with one form says: its title, its button, and that it is done."""

    title: str
    action: str
    done: str


STEPS = {
    "agree": (commands.agree_service_plan, "The service plan is agreed."),
    "reopen": (commands.reopen_service_plan, "The service plan is a draft again."),
    "close": (commands.close_service_plan, "The service plan is closed."),
}


@officers_only
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """Every service plan, with how its actions stand."""
    year = request.GET.get("year", "")
    every = years()
    tree = tree_today()
    context = {
        "plans": service_plans(request.user, timezone.now(), year if year in every else ""),
        "years": [(each, read_period(each).label(), each == year) for each in every],
        "may_make": any(may_write_service_plan(request.user, tree.subjects(each.ref)) for each in tree),
        "may_import": may_import_actions(request.user),
    }
    return render(request, "delivery/service_plans.html", context)


@officers_only
@require_GET
def plan(request: HttpRequest, ref: str) -> HttpResponse:
    """A service plan as a document: its priorities, and their actions with how they stand."""
    view = plan_or_404(request, ref)
    rights, is_open = rights_over(request, view.facts.service), view.facts.state != "closed"
    context = {
        "view": view,
        "facts": view.facts,
        "standing": view.standing,
        "may_write": rights.write and is_open,
        "may_agree": rights.agree,
        "may_change": rights.change and is_open,
        "served": titles_of_links(request, view.actions),
        "partners": {each.ref: each.title for each in partners()},
    }
    return render(request, "delivery/service_plan.html", context)


@officers_only
@require_GET
def actions_file(request: HttpRequest, ref: str) -> HttpResponse:
    """The actions of a service plan as a file that can be changed and brought in again."""
    view = plan_or_404(request, ref)
    rows = (cells_of(seen.sheet, view.facts.year_in_words) for seen in view.actions)
    text = csv_text(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))
    disposition = f'attachment; filename="{ref}-actions.csv"'
    return HttpResponse(text, content_type=CSV_TYPE, headers={"Content-Disposition": disposition})


@officers_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a service's plan for a year."""
    choices = service_choices(tree_today(), request.user, may_write_service_plan)
    require(bool(choices), "write service plans")
    form = NewServicePlanForm(sent(request), services=choices, initial={"year": _next_year()})

    def act() -> None:
        said = form.cleaned_data
        commands.make_service_plan(
            officer_of(request), said["ref"], said["service"], said["year"], said["title"], said["summary"]
        )

    if is_done(form, act):
        messages.success(request, "The service plan is begun. Now give it its priorities.")
        return redirect("service-plan", form.cleaned_data["ref"])
    context = {"form": form, "title": "Begin a service plan", "action": "Begin"}
    return render(request, "delivery/plain_form.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Rewrite what a service plan is called and how it begins."""
    view = plan_or_404(request, ref)
    require(rights_over(request, view.facts.service).write, "write service plans")
    start = {"title": view.facts.title, "summary": view.facts.summary}
    form = ServicePlanForm(sent(request), initial=start)

    def act() -> None:
        said = form.cleaned_data
        commands.revise_service_plan(officer_of(request), ref, said["title"], said["summary"])

    return _answer(request, view, form, act, Words("Edit the service plan", "Save", "Saved."))


@officers_only
@require_http_methods(["GET", "POST"])
def priority(request: HttpRequest, ref: str, priority: str = "") -> HttpResponse:
    """Put a priority into a service plan, or reword one."""
    view = plan_or_404(request, ref)
    require(rights_over(request, view.facts.service).write, "write service plans")
    held = next((each.priority for each in view.priorities if each.priority.ref == priority), None)
    form = PriorityForm(sent(request), initial={"title": held.title} if held else None)

    def act() -> None:
        if priority:
            commands.rename_priority(officer_of(request), ref, priority, form.cleaned_data["title"])
        else:
            commands.add_priority(officer_of(request), ref, form.cleaned_data["title"])

    title = "Reword a priority" if priority else "Add a priority"
    return _answer(request, view, form, act, Words(title, "Save", "Saved."))


@officers_only
@require_POST
def state(request: HttpRequest, ref: str) -> HttpResponse:
    """Agree a service plan, make it a draft again, or close it."""
    step, said = STEPS.get(request.POST.get("step", ""), (None, ""))
    if step is not None:
        step(officer_of(request), ref)
        messages.success(request, said)
    return redirect("service-plan", ref)


@officers_only
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Make a service plan public, now or at a moment."""
    view = plan_or_404(request, ref)
    require(rights_over(request, view.facts.service).agree, "publish service plans")
    form = MomentForm(sent(request))

    def act() -> None:
        day, at = form.cleaned_data["day"], form.cleaned_data["time"] or time.min
        moment = make_aware(datetime.combine(day, at)) if day else None
        commands.publish_service_plan(officer_of(request), ref, moment)

    said = "The service plan is published, or will be at the time you chose."
    return _answer(request, view, form, act, Words("Publish the service plan", "Publish", said))


@officers_only
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a service plan back from the public."""
    view = plan_or_404(request, ref)
    require(rights_over(request, view.facts.service).agree, "withdraw service plans")
    form = WhyForm(sent(request))

    def act() -> None:
        commands.withdraw_service_plan(officer_of(request), ref, form.cleaned_data["why"])

    said = "The service plan is not public, and not due to be."
    return _answer(request, view, form, act, Words("Withdraw the service plan", "Withdraw", said))


def _answer(
    request: HttpRequest, view: ServicePlanView, form: BaseForm, act: Callable[[], object], words: Words
) -> HttpResponse:
    if is_done(form, act):
        messages.success(request, words.done)
        return redirect("service-plan", view.facts.ref)
    context = {"form": form, "title": words.title, "action": words.action, "back": view.facts}
    return render(request, "delivery/plain_form.html", context)


def _next_year() -> str:
    today = timezone.localdate()
    first = today.year if today.month >= 4 else today.year - 1
    return f"{first}/{(first + 1) % 100:02d}"
