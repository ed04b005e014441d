"""Version 1 of the API: its resources, and what goes wrong told as problems."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from goldenthread.api.bearer import TokenSent, bearer_in
from goldenthread.api.parameter import Asked
from goldenthread.api.problem import Fault, Refusal, problem
from goldenthread.api.resources import (
    area,
    council,
    edition,
    measure,
    plan,
    policy,
    promise,
    report,
    returned,
    scorecard,
    service,
)
from goldenthread.thread.reader import NotSetUp

DESCRIPTION = """\
Read a council's plans, measures, figures, verdicts and reports as data. Everything that the public pages show
is here without a token; a token adds what its role may read before it is published.

Numbers are exact text. Every figure has its unit, period, area and status. Every verdict has its rule, or the
reason why there is none. Lists come in parts: follow `next`.

Send back an answer's `ETag` as `If-None-Match`: an answer that is still the same is 304, without a body."""

PUBLIC = (council, plan, promise, measure, scorecard, area, policy, report, edition)
WITH_TOKEN = (service, returned)

api = NinjaAPI(
    title="Golden Thread",
    version="1.0.0",
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api-v1",
)


def only_known(view: Callable[..., Any]) -> Callable[..., Any]:
    """An operation that refuses what it has no parameter for: a name spelt wrongly is never passed over."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        asked = kwargs.get("asked")
        fields = type(asked).model_fields if isinstance(asked, Asked) else {}
        known = [field.alias or name for name, field in fields.items()]
        told = f"There is no such parameter here. There is {', '.join(known) or 'none'}."
        faults = [Fault(name[:100], "query", told) for name in request.GET if name not in known]
        if faults:
            raise Refusal(422, "Leave out or correct the parameters that are named.", faults)
        return view(request, *args, **kwargs)

    return answer


api.add_decorator(only_known)
for each in PUBLIC:
    api.add_router("", each.router)
for each in WITH_TOKEN:
    api.add_router("", each.router, auth=TokenSent())


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal | type[Refusal]) -> HttpResponse:
    """What a resource cannot answer."""
    assert isinstance(refusal, Refusal)
    return problem(request, refusal.status, refusal.detail, refusal.faults)


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    """A parameter that is not right, each named."""
    assert isinstance(error, ValidationError)
    faults = [_fault(each) for each in error.errors]
    return problem(request, 422, "Correct the parameters that are named.", faults)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404 | type[Http404]) -> HttpResponse:
    """What is not there, or not published; before there is a council, everything."""
    detail = "This site is not set up yet." if isinstance(error, NotSetUp) else ""
    return problem(request, 404, detail)


@api.exception_handler(HttpError)
def told(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    """What the machinery beneath refuses: a resource for tokens, asked without one."""
    assert isinstance(error, HttpError)
    if error.status_code == 401 and bearer_in(request) is None:
        return problem(request, 401, "This is not public. Send a token whose role may read it.")
    return problem(request, error.status_code)


def _fault(error: dict[str, Any]) -> Fault:
    where, *names = error["loc"]
    said = str(error["msg"]).removeprefix("Value error, ")
    return Fault(".".join(map(str, names)), str(where), f"{said[:1].upper()}{said[1:]}.")
