"""What every answer carries."""

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

BEHIND_THE_DOOR = ("/officer/", "/members/")


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[..., HttpResponse]:
    """No script or style runs that this site did not serve as a file."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


def kept_by_nobody(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """No browser or proxy keeps what somebody signed in reads: the same address shows others less.

    Nor what stands behind the door, whoever asks: it is another page for the next who does.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_personal = request.user.is_authenticated or request.path.startswith(BEHIND_THE_DOOR)
        if is_personal and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return answer


def without_zero_bytes(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """A zero byte stands in no text that a person sends, and PostgreSQL fails on one deep inside a page."""

    def answer(request: HttpRequest) -> HttpResponse:
        said = [request.GET]
        if request.content_type == "application/x-www-form-urlencoded":
            said.append(request.POST)
        for name, values in (each for given in said for each in given.lists()):
            if "\0" in name or any("\0" in value for value in values):
                raise SuspiciousOperation("a zero byte in what was sent")
        return get_response(request)

    return answer
