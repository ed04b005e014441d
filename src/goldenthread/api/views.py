"""What describes the API: a page for people, and a document for programmes."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from goldenthread.api.openapi import description
from goldenthread.api.page_of_operations import operations_by_tag, problems_told
from goldenthread.api.problem import problem


def openapi(request: HttpRequest) -> HttpResponse:
    """The description in OpenAPI 3.1."""
    body = json.dumps(description(), ensure_ascii=False, default=str)
    return HttpResponse(body, content_type="application/json; charset=utf-8")


@csrf_exempt
def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address beneath the API's."""
    return problem(request, 404, "There is no such address. /api/v1/openapi.json names all there are.")


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """The page for people: every operation with its parameters and an example."""
    told: dict[str, Any] = {
        "groups": operations_by_tag(description()),
        "problems": problems_told(),
        "rates": settings.RATES,
        "about": description()["info"]["description"].replace("`", "").split("\n\n"),
        "site": settings.ADDRESS,
    }
    return render(request, "api/documentation.html", told)
