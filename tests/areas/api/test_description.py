"""The API's own description: valid OpenAPI 3.1, true of every answer, with examples that fit."""

import json
import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from bs4 import BeautifulSoup
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import Client, override_settings
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from goldenthread.api.openapi import TOLD, description
from goldenthread.people.api_token import TokenWanted
from goldenthread.people.commands.api_token import make_api_token
from goldenthread.people.role import read_role
from tests.areas.api.conftest import Ask, lay_figures, told
from tests.conftest import officer
from tests.house.permission_council import lay_council

pytestmark = pytest.mark.django_db
EXAMPLES = 8
"""So many requests for each operation; a longer run found nothing more."""


def operations() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path, methods in description()["paths"].items():
        yield path, methods["get"]


def test_it_is_openapi_3_1_and_says_the_same_as_the_address(ask: Ask) -> None:
    served = told(ask("openapi.json"))
    assert served["openapi"].startswith("3.1.")
    assert served == json.loads(json.dumps(description(), default=str))
    schemathesis.openapi.from_dict(served).validate()


def test_every_operation_is_named_and_told_with_an_example_and_its_problems() -> None:
    named = [operation["operationId"] for _, operation in operations()]
    assert len(named) == len(set(named)) > 20
    for path, operation in operations():
        assert operation["summary"] and operation["description"] and operation["tags"], path
        assert operation["responses"]["200"]["content"]["application/json"]["example"], path
        assert {str(status) for status in TOLD} <= set(operation["responses"]), path
        for parameter in operation["parameters"]:
            assert parameter["description"] and "example" in parameter, (path, parameter["name"])


def test_every_schema_and_every_field_is_told() -> None:
    for name, schema in description()["components"]["schemas"].items():
        assert schema.get("description") and schema.get("examples"), name
        for field, said in schema["properties"].items():
            assert said.get("description") or "$ref" in said, (name, field)


def validator(schema: Mapping[str, Any]) -> Draft202012Validator:
    whole = Resource.from_contents(
        json.loads(json.dumps(description(), default=str)), default_specification=DRAFT202012
    )
    registry: Registry[Any] = Registry().with_resource("urn:api", whole)
    return Draft202012Validator(_absolute(schema), registry=registry)


def _absolute(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: f"urn:api{each}" if name == "$ref" else _absolute(each) for name, each in value.items()}
    return [_absolute(each) for each in value] if isinstance(value, list) else value


def test_every_example_fits_its_schema() -> None:
    for _, operation in operations():
        content = operation["responses"]["200"]["content"]["application/json"]
        validator(content["schema"]).validate(content["example"])
        for parameter in operation["parameters"]:
            validator(parameter["schema"]).validate(parameter["example"])
    for name, schema in description()["components"]["schemas"].items():
        for example in schema["examples"]:
            validator({"$ref": f"#/components/schemas/{name}"}).validate(example)


def test_the_page_for_people_tells_every_operation_and_loads_nothing_from_elsewhere(
    made: Mapping[str, Any], client: Client
) -> None:
    soup = BeautifulSoup(client.get("/api/").content, "html.parser")
    said = [code.get_text() for code in soup.select("code")]
    assert all(f"GET /api/v1{path}" in said for path, _ in operations())
    assert not [tag for tag in soup.find_all(["script", "link", "img"]) if "//" in str(tag.get("src") or "")]
    keys = [str(tag["id"]) for tag in soup.select("[id]")]
    assert len(keys) == len(set(keys))
    assert "problem-wrong-parameter" in keys


APPLICATION = get_wsgi_application()
PLAINLY = {"Accept-Encoding": "identity"}
"""Called without a server between, an answer that is compressed would stay so."""
schema = schemathesis.openapi.from_dict(json.loads(json.dumps(description(), default=str)))


@pytest.fixture(scope="module")
def laid(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A council for all operations, and an auditor's token; everything is taken back at the end."""
    folder: Path = tmp_path_factory.mktemp("described")
    log = logging.getLogger("django.request")
    before = log.level
    log.setLevel(logging.CRITICAL)
    # A request of the WSGI application would close the connection that holds the test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with (
        django_db_blocker.unblock(),
        override_settings(HOME=folder, OBSERVATIONS=folder / "observations"),
        transaction.atomic(),
    ):
        lay_council()
        lay_figures(folder)
        wanted = TokenWanted("A", read_role("auditor"), "", timezone.localdate() + timedelta(days=1))
        yield make_api_token(officer("dora", "auditor"), wanted, timezone.localdate())
        transaction.set_rollback(True)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    log.setLevel(before)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_answers_as_it_is_described(case: schemathesis.Case, laid: str) -> None:
    """Whatever is asked, of whomever: no server error, and status, type and body are those described."""
    for headers in (PLAINLY, PLAINLY | {"Authorization": f"Bearer {laid}"}):
        answer = case.call(app=APPLICATION, base_url="http://localhost/api/v1", headers=headers)
        assert answer.status_code < 500, answer.content
        case.operation.validate_response(answer)
