"""Officers' pages about themselves: signing in, their work, the trail, and holds on publishing."""

from django.contrib import messages
from django.contrib.auth.views import LoginView
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.kit.part import Task
from goldenthread.people.access import (
    Officer,
    is_administrator,
    is_performance_officer,
    is_strategy_officer,
    may_hold_publication,
    may_see_trail,
    require,
)
from goldenthread.people.commands.council import hold_publication, lift_hold
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.people.forms import HoldForm, SignInForm, TrailForm
from goldenthread.people.queries.publication import publication_holds
from goldenthread.people.queries.trail import TrailFilter, trail
from goldenthread.rules.refusal import Refused

sign_in = LoginView.as_view(
    template_name="people/sign_in.html",
    authentication_form=SignInForm,
    redirect_authenticated_user=True,
)

_PLANS = (("Write and publish plans", "/officer/plans/", "Upload a plan, edit it, publish it"),)
_MEASURES = (
    ("Keep measures", "/officer/measures/", "Definitions, targets, links to plans"),
    ("Import observations", "/officer/imports/", "Rehearse a file first, then bring it in and publish it"),
)
_ALL = (
    ("Holds on publishing", "/officer/publication/", "Pre-election periods and what they leave open"),
    ("The trail", "/officer/trail/", "Who did what, when"),
)


@officers_only
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What the officer may do, as a list of tasks."""
    return render(request, "people/home.html", {"tasks": tasks_of(officer_of(request))})


def tasks_of(officer: Officer) -> list[Task]:
    """The officer's tasks, by the roles held."""
    tasks = list(_PLANS) if is_strategy_officer.test(officer) else []
    tasks += _MEASURES if (is_performance_officer | is_administrator).test(officer) else ()
    return [Task(title, href, "", hint, done=True) for title, href, hint in (*tasks, *_ALL)]


@officers_only
@require_GET
def trail_page(request: HttpRequest) -> HttpResponse:
    """Who did what, when: filtered by what stands in the address."""
    require(may_see_trail(request.user), "see the trail")
    form = TrailForm(request.GET or None)
    wanted = TrailFilter(**form.cleaned_data) if form.is_valid() else TrailFilter()
    found = trail(wanted, request.GET.get("page", "1"))
    page = Paginator(range(found.count), found.per_page).get_page(found.number)
    return render(request, "people/trail.html", {"form": form, "trail": found, "page": page})


@officers_only
@require_http_methods(["GET", "POST"])
def publication(request: HttpRequest) -> HttpResponse:
    """Holds on publishing: those there are, and a form for a new one."""
    officer = officer_of(request)
    form = HoldForm(sent(request))
    if form.is_valid():
        try:
            hold_publication(officer, **form.cleaned_data)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "Publishing is held between these days.")
            return redirect("officer-publication")
    context = {"form": form, "holds": publication_holds(), "may_hold": may_hold_publication(officer)}
    return render(request, "people/publication.html", context)


@officers_only
@require_POST
def lift(request: HttpRequest, number: int) -> HttpResponse:
    """End one hold."""
    lift_hold(officer_of(request), number)
    messages.success(request, "The hold is lifted.")
    return redirect("officer-publication")
