"""Signing in and out: with a password, with a code, or through the council's own directory."""

import logging
from collections.abc import Callable
from typing import Any

from allauth.account.views import LoginView, LogoutView
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import urlencode
from requests import RequestException

from goldenthread.people.queries.sign_in import council_sign_in_name


class SignIn(LoginView):
    """Username and password, and a link to the council's own sign-in where there is one."""

    template_name = "people/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = council_sign_in_name(settings.SOCIALACCOUNT_PROVIDERS)
        return dict(super().get_context_data(**kwargs)) | {"council_sign_in": name}


class SignOut(LogoutView):
    """A page with a button: only the button signs out, since links are followed by more than people."""

    template_name = "people/sign_out.html"


def through_council(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the council's own sign-in. Only where to go afterwards is taken from the address."""
    _require_council()
    request.GET = QueryDict(urlencode({"next": request.GET["next"]} if "next" in request.GET else {}))
    return _asked(openid_connect.login, request, provider_id)


def back_from_council(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the council's own sign-in, with a code that it exchanges for who the person is."""
    _require_council()
    return _asked(openid_connect.callback, request, provider_id)


def cancelled(request: HttpRequest) -> HttpResponse:
    """The person stopped at the council's own sign-in."""
    return render(request, "people/sign_in_cancelled.html")


def closed(request: HttpRequest) -> HttpResponse:
    """The account is closed; said only to someone who knew its password."""
    return render(request, "people/sign_in_closed.html", status=403)


def _asked(
    step: Callable[[HttpRequest, str], HttpResponse], request: HttpRequest, provider_id: str
) -> HttpResponse:
    """What the step answers. A directory that is down, or talks nonsense, becomes a page that says so."""
    try:
        return step(request, provider_id)
    except (RequestException, KeyError, ValueError) as fault:
        logging.getLogger(__name__).warning("The council's directory could not be asked: %s", fault)
        return render(request, "socialaccount/authentication_error.html", status=503)


def _require_council() -> None:
    if not settings.SOCIALACCOUNT_PROVIDERS:
        raise Http404("No directory of the council's is connected.")
