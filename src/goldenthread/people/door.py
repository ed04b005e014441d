"""What every officers' page does at its door: who may come in, and how a refusal reaches a form."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from goldenthread.people.access import NotAllowed, Officer, is_known, reads_everything
from goldenthread.people.models import User
from goldenthread.rules.refusal import Refused

View = Callable[..., HttpResponseBase]


def officers_only(view: View) -> View:
    """Officers only; others are asked to sign in. No browser or proxy keeps the answer.

    What a command refuses, and the page does not say beside its form, becomes a page that says it.
    """
    return _guarded(view, officer_of)


def known_only(view: View) -> View:
    """Anyone who holds a role: officers, auditors, members and partners. Otherwise as `officers_only`."""
    return _guarded(view, person_of)


def _guarded(view: View, let_in: Callable[[HttpRequest], Officer]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        let_in(request)
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            told = {"refusals": refused.refusals, "back": _page_before(request)}
            return render(request, "people/refused.html", told, status=409)

    return never_cache(login_required(guarded))


def _page_before(request: HttpRequest) -> str:
    """The page of this site from which the request came, or nothing."""
    before = request.headers.get("Referer", "")
    return before if url_has_allowed_host_and_scheme(before, {request.get_host()}) else ""


def officer_of(request: HttpRequest) -> Officer:
    """The officer who asks, or the auditor who reads. Raises NotAllowed for anybody else."""
    if isinstance(request.user, User) and reads_everything.test(request.user):
        return request.user
    raise NotAllowed("This page is for the council's officers.")


def person_of(request: HttpRequest) -> Officer:
    """The person who asks, whatever role they hold. Raises NotAllowed where they hold none."""
    if isinstance(request.user, User) and is_known.test(request.user):
        return request.user
    raise NotAllowed("This page is for people with a role in the council. Ask an administrator for one.")


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, or None where the page was only opened."""
    return request.POST if request.method == "POST" else None


def say_refusals(form: BaseForm, refused: Refused, most: int = 20) -> None:
    """Say in the form what was refused: beside the field of that name, else above the form."""
    for refusal in refused.refusals[:most]:
        column = refusal.column if refusal.column in form.fields else None
        told = f"{refusal.what}: {refusal.do}"
        form.add_error(column, f"{told[:1].upper()}{told[1:]}" if column else str(refusal))
