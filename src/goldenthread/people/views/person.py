"""Administrators' pages about people: who has an account, which roles they hold, and over what."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from goldenthread.people.access import may_add_officer, require
from goldenthread.people.commands.account import change_password, open_account
from goldenthread.people.commands.role import give_role, take_role
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.people.forms.person import PeopleForm, RoleForm
from goldenthread.people.password import made_password
from goldenthread.people.queries import person as queries
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.people.queries.trail import acts_on
from goldenthread.rules.refusal import Refused
from goldenthread.rules.subject import Subject


@officers_only
@require_GET
def people_page(request: HttpRequest) -> HttpResponse:
    """Everyone who has an account: filtered by what stands in the address."""
    require(may_add_officer(request.user), "see who has an account")
    tree = services(timezone.localdate())
    form = PeopleForm(request.GET or None, tree=tree)
    found = queries.people(form.wanted(), tree, request.GET.get("page", "1"))
    page = Paginator(range(found.count), found.per_page).get_page(found.number)
    return render(request, "people/people.html", {"form": form, "found": found, "page": page})


@officers_only
@require_GET
def person_page(request: HttpRequest, username: str) -> HttpResponse:
    """One person: their roles, their account, and what was done to it."""
    require(may_add_officer(request.user), "see who has an account")
    return _person(request, username)


@officers_only
@require_POST
def give(request: HttpRequest, username: str) -> HttpResponse:
    """Give the person one role more."""
    officer = officer_of(request)
    require(may_add_officer(officer), "change officers' roles")
    form = RoleForm(sent(request), titles=queries.scope_titles(_tree()))
    if form.is_valid():
        try:
            give_role(officer, username, form.role())
            messages.success(request, f"{username} has one role more.")
            return redirect("person", username)
        except Refused as refused:
            say_refusals(form, refused)
    return _person(request, username, form)


@officers_only
@require_POST
def take(request: HttpRequest, username: str) -> HttpResponse:
    """Take one role from the person."""
    take_role(officer_of(request), username, request.POST.get("role", ""))
    messages.success(request, f"The role is taken from {username}.")
    return redirect("person", username)


@officers_only
@require_POST
def set_open(request: HttpRequest, username: str) -> HttpResponse:
    """Close the person's account, or open it again."""
    is_open = request.POST.get("open") == "yes"
    open_account(officer_of(request), username, is_open)
    messages.success(request, f"The account of {username} is {'open' if is_open else 'closed'}.")
    return redirect("person", username)


@officers_only
@require_POST
def set_password(request: HttpRequest, username: str) -> HttpResponse:
    """Make the person a new password, and show it this once."""
    password = made_password()
    change_password(officer_of(request), username, password)
    return render(request, "people/password.html", {"username": username, "password": password})


def _person(request: HttpRequest, username: str, form: RoleForm | None = None) -> HttpResponse:
    tree = _tree()
    found = queries.person(username, tree)
    if found is None:
        raise Http404
    context = {
        "person": found,
        "form": form or RoleForm(titles=queries.scope_titles(tree)),
        "acts": acts_on(Subject("officer", username), 10),
        "is_self": officer_of(request).username == username,
    }
    return render(request, "people/person.html", context)


def _tree() -> ServiceTree:
    return services(timezone.localdate())
