"""What went wrong, as RFC 9457 has it: `application/problem+json`, never a traceback."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse

PROBLEM_TYPE: Final = "application/problem+json"
DOCUMENTED_AT: Final = "/api/"

PROBLEMS: Final = {
    400: ("not-understood", "The request could not be understood"),
    401: ("token-needed", "A token that is in force is needed"),
    403: ("not-allowed", "The token may not read this"),
    404: ("not-found", "There is no such thing, or it is not published"),
    405: ("only-reading", "This address is only read"),
    406: ("only-json", "This address answers in JSON only"),
    410: ("withdrawn", "It was published and then withdrawn"),
    412: ("changed", "It is another version than the one you asked for"),
    413: ("too-large", "The request is too large"),
    415: ("no-body", "This address takes no body"),
    422: ("wrong-parameter", "A parameter is not right"),
    429: ("too-often", "You ask too often"),
    500: ("broken", "Something went wrong here"),
}
"""Every problem by its status: its name on the documentation page, and its title."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one parameter. `where` is query, path or header."""

    parameter: str
    where: str
    detail: str


class Refusal(Exception):
    """Raised by a resource that cannot answer: becomes a problem of that status."""

    def __init__(self, status: int, detail: str, faults: Iterable[Fault] = ()) -> None:
        self.status, self.detail, self.faults = status, detail, tuple(faults)
        super().__init__(detail)


def not_found(what: str) -> Refusal:
    """A problem 404, with what there is none of."""
    return Refusal(404, f"There is no {what} of that name, or it is not published.")


def unknown(parameter: str, detail: str) -> Refusal:
    """A problem 404 about one parameter of the query, which names something that is not there."""
    return Refusal(404, detail, [Fault(parameter, "query", detail)])


def problem(
    request: HttpRequest, status: int, detail: str = "", faults: Iterable[Fault] = ()
) -> HttpResponse:
    """The answer for a problem. `instance` is the path alone: a query may hold what is nobody's business."""
    name, title = PROBLEMS.get(status, PROBLEMS[500 if status >= 500 else 400])
    said = {
        "type": f"{DOCUMENTED_AT}#problem-{name}",
        "title": title,
        "status": status,
        "detail": detail or f"{title}.",
        "instance": request.path[:300],
    }
    errors = [asdict(fault) for fault in faults]
    body = json.dumps(said | ({"errors": errors} if errors else {}), ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=PROBLEM_TYPE)
