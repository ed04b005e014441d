"""Whom a request to the API stands for: the public, or whoever a token stands for."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from goldenthread.api.problem import Refusal
from goldenthread.people.access import Viewer
from goldenthread.people.commands.api_token import note_api_token_use
from goldenthread.people.queries.api_token import Bearer, bearer_of
from goldenthread.thread.reader import Reader, reader_of

CHALLENGE = 'Bearer realm="Golden Thread API"'


def read_bearer(request: HttpRequest) -> Bearer | None:
    """Whom the Authorization header stands for, None where there is none. Raises a problem 401.

    The answer is the same for a token that is unknown, withdrawn or past: a stranger learns nothing of it.
    """
    header = request.headers.get("Authorization", "")
    if not header:
        return None
    scheme, _, token = header.partition(" ")
    today = timezone.localdate()
    bearer = bearer_of(token.strip(), today) if scheme.casefold() == "bearer" else None
    if bearer is None:
        raise Refusal(401, "Send a token that is in force as Authorization: Bearer gt_…, or send none.")
    if bearer.last_used_on != today:
        note_api_token_use(bearer.number, today)
    return bearer


def bearer_in(request: HttpRequest) -> Bearer | None:
    """Whom the request's token stands for, as it was read at the door."""
    bearer: Bearer | None = getattr(request, "api_bearer", None)
    return bearer


def reader_in(request: HttpRequest) -> Reader:
    """The reader of what is public: with a token, also of what its role reads before the public does.

    A token that is narrowed to one service reads everything else as the public does.
    """
    bearer = bearer_in(request)
    viewer: Viewer = AnonymousUser() if bearer is None or bearer.service else bearer.viewer
    request.user = viewer
    return reader_of(request)


def token_in(request: HttpRequest) -> Bearer:
    """Whom the token stands for, for what is never public. Raises a problem 401 where none is sent."""
    bearer = bearer_in(request)
    if bearer is None:
        raise Refusal(401, "This is not public. Send a token whose role may read it.")
    return bearer


class TokenSent(HttpBearer):
    """How the description says that a resource needs a token; the token itself was read at the door."""

    openapi_description = "A token that a person with a role makes on their own page, beginning with gt_."

    def __call__(self, request: HttpRequest) -> Bearer | None:
        return bearer_in(request)

    def authenticate(self, request: HttpRequest, token: str) -> Bearer | None:
        return bearer_in(request)
