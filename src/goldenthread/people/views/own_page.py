"""A person's own page: everything known about them, and what they may change of it."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.kit.format import count_of
from goldenthread.kit.part import Row
from goldenthread.people.access import NotAllowed, Officer
from goldenthread.people.commands.own_account import change_own_password, choose_digest
from goldenthread.people.commands.session import end_other_sessions, keep_session
from goldenthread.people.door import say_refusals, sent
from goldenthread.people.forms.own_page import DigestForm, OwnPasswordForm
from goldenthread.people.models import User
from goldenthread.people.queries.own_page import Known, known_of
from goldenthread.people.queries.service import services
from goldenthread.rules.refusal import Refused

SHOWN = 20
"""So many of one's acts stand on the page; the file has them all."""


def _own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever is signed in, with a role or without one: what is known about them is theirs to see."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, _self(request), *args, **kwargs)

    return never_cache(login_required(guarded))


def _self(request: HttpRequest) -> Officer:
    if isinstance(request.user, User):
        return request.user
    raise NotAllowed("Sign in to see what is known about you.")


@_own
@require_GET
def own_page(request: HttpRequest, who: Officer) -> HttpResponse:
    """What is known about the person who asks."""
    known = _known(request, who, SHOWN)
    context = {
        "known": known,
        "account": _account(known),
        "door": _door(known),
        "form": DigestForm(initial={"digest": who.digest}),
        "acts": known.acts,
    }
    return render(request, "people/own_page.html", context)


@_own
@require_GET
def own_page_file(request: HttpRequest, who: Officer) -> HttpResponse:
    """The same as a file, with every act."""
    answer = JsonResponse(asdict(_known(request, who)), json_dumps_params={"indent": 2})
    answer.headers["Content-Disposition"] = 'attachment; filename="what-is-known-about-me.json"'
    return answer


@_own
@require_POST
def digest(request: HttpRequest, who: Officer) -> HttpResponse:
    """Choose whether to be written to."""
    form = DigestForm(request.POST)
    if form.is_valid():
        choose_digest(who, form.cleaned_data["digest"])
        messages.success(request, "You are written to." if who.digest else "You are not written to.")
    return redirect("own-page")


@_own
@require_POST
def end_others(request: HttpRequest, who: Officer) -> HttpResponse:
    """Sign out everywhere else."""
    end_other_sessions(who, request.session.session_key or "")
    messages.success(request, "You are signed out everywhere else.")
    return redirect("own-page")


@sensitive_post_parameters("current", "password")
@_own
@require_http_methods(["GET", "POST"])
def own_password(request: HttpRequest, who: Officer) -> HttpResponse:
    """Choose another password."""
    form = OwnPasswordForm(sent(request), who=who)
    if form.is_valid():
        try:
            change_own_password(who, form.cleaned_data["password"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            keep_session(request, who)
            messages.success(request, "Your password is changed. You are signed out everywhere else.")
            return redirect("own-page")
    return render(request, "people/own_password.html", {"form": form})


def _known(request: HttpRequest, who: Officer, most: int | None = None) -> Known:
    tree = services(timezone.localdate())
    return known_of(who, tree, request.session.session_key or "", timezone.now(), most)


def _account(known: Known) -> list[Row]:
    invited = [f"{_moment(each.made_at)}, {each.state}" for each in known.invitations]
    return [
        Row("Username", known.username),
        *([Row("Name", known.name)] if known.name else []),
        Row("Email", known.email or "None is held"),
        Row("Roles", "; ".join(known.roles) or "None"),
        Row("Account made", _moment(known.joined)),
        *([Row("Invited", "; ".join(invited))] if invited else []),
    ]


def _door(known: Known) -> list[Row]:
    return [
        Row("Password", "Set" if known.has_password else "None here", reverse("own-password")),
        _factor(known),
        *_council(known),
        Row("Last signed in", _moment(known.last_sign_in)),
        Row("Failed attempts that still count", str(known.failed_sign_ins)),
    ]


def _factor(known: Known) -> Row:
    factor = known.second_factor
    if factor is None:
        return Row("Second factor", "Not set up", reverse("mfa_activate_totp"), "Set up")
    told = f"Set up on {_moment(factor.since)}; {count_of(factor.recovery_codes, 'recovery code')} left"
    return Row("Second factor", told, reverse("mfa_generate_recovery_codes"), "Make new recovery codes")


def _council(known: Known) -> list[Row]:
    if known.council_account_since is None:
        return []
    return [Row("The council's own sign-in", f"Connected on {_moment(known.council_account_since)}")]


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%-d %B %Y, %H:%M}" if at else "Never"
