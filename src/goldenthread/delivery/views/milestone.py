"""Officers' pages about an action's milestones, what it waits for, and its evidence."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.delivery.commands import milestone as commands
from goldenthread.delivery.forms.action import DependencyForm, EvidenceForm, MilestoneForm, MoveForm
from goldenthread.delivery.queries.action import ActionPage
from goldenthread.delivery.views.answer import is_done
from goldenthread.delivery.views.place import action_or_404, rights_over
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, sent


@officers_only
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Set a milestone."""
    page, form = _asked(request, ref), MilestoneForm(sent(request))

    def act() -> None:
        said = form.cleaned_data
        commands.set_milestone(officer_of(request), ref, said["title"], said["baseline"])

    return _answer(request, page, form, act, "Set a milestone")


@officers_only
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, ref: str, milestone: str) -> HttpResponse:
    """Say when a milestone is now expected, or that it was reached."""
    page, form = _asked(request, ref), MoveForm(sent(request))
    held = next((each for each in page.sheet.milestones if each.ref == milestone), None)
    if held is None:
        raise Http404("no such milestone")

    def act() -> None:
        said, who = form.cleaned_data, officer_of(request)
        if said["reached"]:
            commands.reach_milestone(who, ref, milestone, said["reached"])
        else:
            commands.move_milestone(who, ref, milestone, said["forecast"], said["why"])

    return _answer(request, page, form, act, held.title)


@officers_only
@require_http_methods(["GET", "POST"])
def dependency(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what an action waits for."""
    page, form = _asked(request, ref), DependencyForm(sent(request))

    def act() -> None:
        commands.add_dependency(officer_of(request), ref, **form.cleaned_data)

    return _answer(request, page, form, act, "What the action waits for")


@officers_only
@require_POST
def no_dependency(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Say that an action no longer waits for something."""
    commands.remove_dependency(officer_of(request), ref, number)
    messages.success(request, "The action no longer waits for it.")
    return redirect("action", ref)


@officers_only
@require_http_methods(["GET", "POST"])
def evidence(request: HttpRequest, ref: str) -> HttpResponse:
    """Say where to see that something was done."""
    page, form = _asked(request, ref), EvidenceForm(sent(request))

    def act() -> None:
        commands.add_evidence(officer_of(request), ref, **form.cleaned_data)

    return _answer(request, page, form, act, "Add evidence")


def _asked(request: HttpRequest, ref: str) -> ActionPage:
    page = action_or_404(request, ref)
    require(rights_over(request, page.sheet.service).change, "change actions")
    return page


def _answer(
    request: HttpRequest, page: ActionPage, form: BaseForm, act: Callable[[], object], title: str
) -> HttpResponse:
    if is_done(form, act):
        messages.success(request, "Saved.")
        return redirect("action", page.sheet.ref)
    context = {"form": form, "title": title, "action": "Save", "back_action": page.sheet}
    return render(request, "delivery/plain_form.html", context)
