"""The door of the API: what every request to it passes, and what every answer from it carries.

It stands around the whole site, so that whatever goes wrong within, wherever it does, is told as a problem.
"""

import hashlib
import logging
from collections.abc import Callable
from time import monotonic
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from goldenthread.api.bearer import CHALLENGE, read_bearer
from goldenthread.api.problem import PROBLEM_TYPE, Fault, Refusal, problem
from goldenthread.kit.rate import RateLimit, caller_at
from goldenthread.people.queries.api_token import Bearer

API: Final = "/api/v1/"
READS: Final = ("GET", "HEAD", "OPTIONS")
JSON_TYPES: Final = frozenset(("application/json", PROBLEM_TYPE, "application/*", "*/*"))
PUBLIC_FOR: Final = "public, max-age=60"
"""Anybody may keep a public answer for a minute, and then asks whether it is still so."""

logger = logging.getLogger("goldenthread.api")
_asked = RateLimit()

Answer = Callable[[HttpRequest], HttpResponse]


def api_door(get_response: Answer) -> Answer:
    """Middleware: everything beneath /api/v1/ passes here; all else goes by."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(API):
            return get_response(request)
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = _conditional(request, _answered(request, get_response))
        _headers(request, response)
        if is_head:
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    return answer


def _answered(request: HttpRequest, get_response: Answer) -> HttpResponse:
    # No session counts here: a page elsewhere cannot have a browser read what its owner may. Nor does the
    # reader's language: a programme gets the same words whoever runs it.
    request.COOKIES.clear()
    for name in ("HTTP_COOKIE", "HTTP_ACCEPT_LANGUAGE"):
        request.META.pop(name, None)
    try:
        refused = _too_often(request)
        if refused is not None:
            return refused
        if request.method == "OPTIONS":
            return HttpResponse(status=204)
        _check(request)
    except Refusal as refusal:
        return problem(request, refusal.status, refusal.detail, refusal.faults)
    except Exception:
        # The database may be away: that, too, is told as everything else is.
        logger.exception("The API's door failed")
        return problem(request, 500)
    response = get_response(request)
    is_told = response.headers.get("Content-Type", "").startswith("application/")
    return response if response.status_code < 400 or is_told else problem(request, response.status_code)


def _too_often(request: HttpRequest) -> HttpResponse | None:
    """A problem 429 for whoever asks too often: by token, else by address, as where the token is wrong."""
    refusal: Refusal | None = None
    bearer: Bearer | None = None
    try:
        bearer = read_bearer(request)
    except Refusal as wrong:
        refusal = wrong
    request.api_bearer = bearer  # type: ignore[attr-defined]
    # A server that is reached through a socket of the machine's own names no address.
    address = caller_at(request.META.get("REMOTE_ADDR", ""))
    caller = ("token", bearer.number) if bearer else ("address", address)
    most = settings.RATES["token" if bearer else "api"]
    seconds = _asked.wait(caller, most, monotonic())
    if seconds:
        told = f"At most {most} requests a minute are answered. Ask again in {seconds} seconds."
        response = problem(request, 429, told)
        response.headers["Retry-After"] = str(seconds)
        return response
    if refusal is not None:
        raise refusal
    return None


def _check(request: HttpRequest) -> None:
    """Whether it is a request that reads. Raises a problem otherwise."""
    if request.method not in READS:
        raise Refusal(405, "Use GET, HEAD or OPTIONS.")
    if request.META.get("CONTENT_LENGTH") not in (None, "", "0") or "HTTP_TRANSFER_ENCODING" in request.META:
        raise Refusal(415, "Send the request without a body.")
    if not _takes_json(request.headers.get("Accept", "")):
        raise Refusal(406, "Ask for application/json, or name no type.")
    if "\0" in request.path_info:
        raise Refusal(400, "The address holds a zero byte.")
    twice = [name for name, values in request.GET.lists() if len(values) > 1]
    faults = [Fault(name[:100], "query", "It is given more than once: give it once.") for name in twice]
    zeros = [name for name, values in request.GET.lists() if any("\0" in each for each in (name, *values))]
    faults += [Fault(name[:100], "query", "It holds a zero byte.") for name in zeros]
    if faults:
        raise Refusal(422, "Correct the parameters that are named.", faults)


def _takes_json(accept: str) -> bool:
    wanted = [each.partition(";") for each in accept.split(",")]
    types = {kind.strip().lower() for kind, _, said in wanted if said.replace(" ", "") != "q=0"}
    return not accept.strip() or bool(types & JSON_TYPES)


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with a strong tag of what it says; 304 without a body where the asker has just that."""
    if response.status_code != 200:
        return response
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = tag
    answer = get_conditional_response(request, etag=tag, response=response)
    return answer if answer and answer.status_code != 412 else problem(request, 412)


def _headers(request: HttpRequest, response: HttpResponse) -> None:
    """What may be kept, by whom, and who may read it from another site's page."""
    has_token = "Authorization" in request.headers
    is_good = response.status_code in (200, 304)
    response.headers["Cache-Control"] = PUBLIC_FOR if is_good and not has_token else "private, no-store"
    response.headers["Vary"] = "Accept, Authorization"
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = CHALLENGE
    if response.status_code in (204, 405):
        response.headers["Allow"] = ", ".join(READS)
    if not has_token:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = ", ".join(READS)
        response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
        response.headers["Access-Control-Max-Age"] = "3600"
