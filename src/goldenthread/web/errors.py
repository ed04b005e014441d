"""Plain error pages: what happened, what it means, what to do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from goldenthread.thread.reader import NotSetUp


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 400, _("That request was not understood"), _("Go back and try again."))


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(
        request,
        403,
        _("You cannot do that with the role you hold"),
        str(exception or "") or _("Ask an administrator of this site if you need it for your work."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, NotSetUp):
        return page(
            request,
            404,
            _("This site is not set up yet"),
            _("No council is stated. Its keeper states one at the machine: goldenthread council set."),
        )
    return page(
        request,
        404,
        _("There is no such page"),
        _(
            "The address may be wrong, or the page is not published. "
            "Search, or start again from the home page."
        ),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Rendered without the page frame, since the frame may be what broke."""
    return HttpResponse(render_to_string("web/broken.html"), status=500)


def page(request: HttpRequest, status: int, title: str, what_to_do: str) -> HttpResponse:
    context: dict[str, Any] = {"title": title, "what_to_do": what_to_do}
    return render(request, "web/error.html", context, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(
        request,
        403,
        _("The page was open too long"),
        _("For your safety the form was not sent. Go back, load the page again, and send it again."),
    )
