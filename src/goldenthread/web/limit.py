"""How large a request may be."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from goldenthread.web import errors

ROOM_FOR_FIELDS = 64 * 1024


class BodyLimit:
    """Refuses a body over the upload limit before any of it is read, so that nobody can fill the disk.

    A view that is exempt from looking for the form's token looks at the size itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size <= settings.UPLOAD_LIMIT + ROOM_FOR_FIELDS or getattr(view, "csrf_exempt", False):
            return None
        most = settings.UPLOAD_LIMIT // 1024**2
        what_to_do = f"At most {most} MB can be sent at once. Nothing was read, and nothing is changed."
        return errors.page(request, 413, "That is too large to send", what_to_do)
