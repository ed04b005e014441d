"""The API's own description in OpenAPI 3.1: made complete with examples, problems and headers."""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any, Final

from django.conf import settings

from goldenthread.api.problem import PROBLEM_TYPE, PROBLEMS
from goldenthread.api.v1 import api
from goldenthread.publish.opendata.table import Credit

Json = dict[str, Any]

SERVER: Final = "/api/v1"
TOLD: Final = (400, 401, 403, 404, 406, 415, 422, 429, 500)
"""The problems that any operation may answer with."""

PROBLEM: Final[Json] = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong, as RFC 9457 has it.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "Where the problem is described.",
        },
        "title": {"type": "string", "description": "The problem in a few words."},
        "status": {"type": "integer", "description": "The status of the answer."},
        "detail": {"type": "string", "description": "What is wrong here, and what to do."},
        "instance": {"type": "string", "description": "The address that was asked."},
        "errors": {
            "type": "array",
            "description": "Each parameter that is not right.",
            "items": {
                "type": "object",
                "required": ["parameter", "where", "detail"],
                "properties": {
                    "parameter": {"type": "string", "description": "Its name."},
                    "where": {"type": "string", "description": "query, path or header."},
                    "detail": {"type": "string", "description": "What is wrong with it."},
                },
            },
        },
    },
}

TAGS: Final = (
    ("Council", "Whose site this is."),
    ("Plans", "Plans, their items, and what was promised."),
    ("Measures", "What is measured, the figures, and what is said of them."),
    ("Areas", "Places."),
    ("Policies", "The rules by which everything is judged."),
    ("Reports", "What was published at the end of each quarter."),
    ("With a token", "What is not public: for a token whose role may read it."),
)


@cache
def description() -> Json:
    """The whole description."""
    made: Json = dict(api.get_openapi_schema(path_prefix=""))
    schemas = made["components"]["schemas"] = {
        name: each for name, each in made["components"]["schemas"].items() if not name.endswith("Asked")
    }
    for name in schemas:
        schemas[name].setdefault("description", "One part of a list.")
        schemas[name]["examples"] = [example_of({"$ref": f"#/components/schemas/{name}"}, schemas)]
    schemas["Problem"] = PROBLEM | {"examples": [_problem(404)]}
    made["components"]["headers"] = _headers()
    made["components"]["responses"] = {f"Problem{status}": _problem_response(status) for status in TOLD}
    made["components"]["responses"]["Problem410"] = _problem_response(410)
    for path, methods in made["paths"].items():
        _complete(methods["get"], schemas, (*TOLD, 410) if "/editions/" in path else TOLD)
    made["servers"] = [{"url": SERVER, "description": "This site"}]
    made["tags"] = [{"name": name, "description": words} for name, words in TAGS]
    made["info"] |= _terms()
    return made


def _terms() -> Json:
    """On which terms the data may be used, and whom to ask, as far as the installation states them."""
    credit = Credit("", settings.LICENCE, settings.CONTACT)
    licence = {"name": credit.licence} | ({"url": credit.licence_address} if credit.licence_address else {})
    if not credit.contact:
        return {"license": licence}
    kind = "url" if credit.contact.startswith(("https://", "http://")) else "email"
    return {"license": licence, "contact": {kind: credit.contact}}


def example_of(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """An example of a schema, put together from those of its fields."""
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if schema.get("examples"):
        return deepcopy(schema["examples"][0])
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], schemas)
    if "allOf" in schema:
        return example_of(schema["allOf"][0], schemas)
    if "properties" in schema:
        return {name: example_of(each, schemas) for name, each in schema["properties"].items()}
    if schema.get("type") == "array":
        return [example_of(schema["items"], schemas)]
    return {} if schema.get("type") == "object" else schema.get("default")


def _complete(operation: Json, schemas: Mapping[str, Any], statuses: tuple[int, ...]) -> None:
    """An operation with its summary and words apart, one example for each parameter, and every problem."""
    operation["summary"], _, words = operation["description"].partition("\n\n")
    operation["description"] = " ".join(words.split())
    for parameter in operation["parameters"]:
        examples = parameter.pop("examples", None) or [_path_example(parameter["name"])]
        parameter["example"] = examples[0]
        parameter["schema"].pop("examples", None)
        parameter.setdefault("description", f"Which {parameter['name']}: its name in addresses.")
    answer = operation["responses"][200]
    content = answer["content"]["application/json"]
    content["example"] = example_of(content["schema"], schemas)
    answer["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in _headers()}
    operation["responses"] = {
        "200": answer | {"description": operation["summary"]},
        "304": {"description": "It is what you have already."},
        **{str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in statuses},
    }


PATHS: Final = {
    "plan": "strategic-statement-2015",
    "item": "1.7",
    "measure": "neet-16-17",
    "code": "E10000016",
    "ref": "kent-annual-report-2017",
    "period": "2026-q1",
    "table": "measures",
    "edition": "annual-report-2017",
    "service": "adult-social-care",
}
"""An example of what stands in addresses, by its name."""


def _path_example(name: str) -> str:
    return PATHS[name]


def _problem(status: int) -> Json:
    name, title = PROBLEMS[status]
    said: Json = {
        "type": f"/api/#problem-{name}",
        "title": title,
        "status": status,
        "detail": f"{title}.",
        "instance": f"{SERVER}/measures/neet-16-17",
    }
    fault = {"parameter": "limit", "where": "query", "detail": "Input should be less than or equal to 1000."}
    return said | ({"errors": [fault]} if status == 422 else {})


def _problem_response(status: int) -> Json:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": PROBLEMS[status][1],
        "content": {PROBLEM_TYPE: {"schema": schema, "example": _problem(status)}},
    }


def _headers() -> Json:
    return {
        "ETag": {
            "description": "A tag of exactly this answer: send it back as If-None-Match.",
            "schema": {"type": "string"},
            "example": '"5f2b9a0c44d1e7aa5f2b9a0c44d1e7aa"',
        },
        "Cache-Control": {
            "description": "Who may keep the answer, and for how long.",
            "schema": {"type": "string"},
            "example": "public, max-age=60",
        },
    }
