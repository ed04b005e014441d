"""How often pages that compute may be asked for: ordinary pages and static files are free."""

from collections.abc import Callable
from time import monotonic
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goldenthread.kit.rate import RateLimit, caller_at
from goldenthread.web import errors

COMPUTING: Final = (
    *("search", "compare", "compare-data", "policy-against", "policy-against-table", "measure-question"),
    *("scorecard", "measure-data", "report-table", "plan-file"),
    *("item-feed", "measure-feed", "plan-feed", "area-feed"),
)
"""The names of the addresses whose answers are worked out or written out anew each time."""


class ComputingLimit:
    """Middleware that answers 429 to whoever asks too often for pages that compute.

    People who are signed in are counted one by one: a whole office may share an address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.asked = RateLimit()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match, most = request.resolver_match, settings.RATES["computing"]
        if not most or match is None or match.url_name not in COMPUTING:
            return None
        user = request.user
        caller = (
            ("person", user.pk) if user.is_authenticated else caller_at(request.META.get("REMOTE_ADDR", ""))
        )
        seconds = self.asked.wait(caller, most, monotonic())
        return too_often(request, seconds) if seconds else None


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """A plain page that says how long to wait."""
    what_to_do = _(
        "Wait {seconds} seconds and try again. For many figures at once, use the files or the API."
    )
    answer = errors.page(request, 429, _("You ask too often"), what_to_do.format(seconds=seconds))
    answer.headers["Retry-After"] = str(seconds)
    return answer
