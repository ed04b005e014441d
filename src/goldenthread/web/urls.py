"""Every address, by the area that answers it."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from goldenthread.web import errors
from goldenthread.web.theme import theme


def healthy(request: HttpRequest) -> HttpResponse:
    """For whatever watches the service: it answers, and says nothing else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthy", healthy, name="healthy"),
    path("theme.css", theme, name="theme"),
    path("", include("goldenthread.api.urls")),
    path("", include("goldenthread.publish.urls")),
    path("", include("goldenthread.publish.opendata.urls")),
    path("", include("goldenthread.publish.officer_urls")),
    path("", include("goldenthread.thread.urls")),
    path("", include("goldenthread.thread.money.urls")),
    path("", include("goldenthread.reporting.urls")),
    path("", include("goldenthread.finance.urls")),
    path("", include("goldenthread.delivery.urls")),
    path("", include("goldenthread.measures.urls")),
    path("", include("goldenthread.plan.urls")),
    path("", include("goldenthread.people.organisation_urls")),
    path("", include("goldenthread.people.urls")),
]

handler400 = errors.bad_request
handler403 = errors.not_allowed
handler404 = errors.not_found
handler500 = errors.broken
