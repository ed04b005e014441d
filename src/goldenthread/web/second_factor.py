"""Nobody with a role goes further than their second factor, where the installation demands one."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.people.access import is_known
from goldenthread.people.queries.sign_in import came_through_council, has_second_factor

OPEN = ("/officer/me/second-factor/", "/officer/sign-in/", "/officer/sign-out/", "/theme.css", "/healthy")


def second_factor_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever signed in with a password alone is led to set up their second factor, whatever they ask for."""

    def answer(request: HttpRequest) -> HttpResponse:
        if _lacks_second_factor(request) and not request.path.startswith(OPEN):
            return redirect(reverse("mfa_activate_totp"))
        return get_response(request)

    return answer


def _lacks_second_factor(request: HttpRequest) -> bool:
    if settings.SECOND_FACTOR != "required" or not is_known.test(request.user):
        return False
    return not came_through_council(request.session) and not has_second_factor(request.user)
