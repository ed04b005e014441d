"""What the API says to a request that it cannot answer: a problem as RFC 9457 has it, never a traceback."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from tests.areas.api.conftest import Ask, refused, told

WRONG = [
    ("measures?limit=0", "limit"),
    ("measures?limit=1001", "limit"),
    ("measures?limit=ten", "limit"),
    ("measures?limit=-1", "limit"),
    ("measures?limit=1.5", "limit"),
    (f"measures?limit={'9' * 5000}", "limit"),
    ("measures?offset=1000001", "offset"),
    (f"measures?offset={2**63}", "offset"),
    ("measures?kind=nothing", "kind"),
    ("measures?limit=1&limit=2", "limit"),
    ("measures?plna=small", "plna"),
    ("measures?text=%00", "text"),
    ("council?text=x", "text"),
    ("measures/reviews/figures?from=2016", "from"),
    ("measures/reviews/figures?from=1451606400", "from"),
    ("measures/reviews/figures?to=2016-02-30", "to"),
    ("measures/reviews/figures?as_known_on=tomorrow", "as_known_on"),
]


@pytest.mark.parametrize(("path", "parameter"), WRONG)
def test_a_wrong_parameter_is_named(ask: Ask, path: str, parameter: str) -> None:
    said = refused(ask(path), 422)
    assert [error["parameter"] for error in said["errors"]] == [parameter]
    assert said["errors"][0]["where"] == "query" and said["errors"][0]["detail"]


UNKNOWN = [("measures/reviews/verdicts?area=nowhere", "area"), ("scorecard?policy=none", "policy")]


@pytest.mark.parametrize(("path", "parameter"), UNKNOWN)
def test_a_place_or_policy_that_is_not_there_is_named(ask: Ask, path: str, parameter: str) -> None:
    assert [error["parameter"] for error in refused(ask(path), 404)["errors"]] == [parameter]


MISSING = (
    *(
        "",
        "a%0Ab",
        "nothing",
        "measures/none",
        "plans/none",
        "plans/small/items/none",
        "areas/none",
        "policies/none",
    ),
    *("reports/none", "editions/none", "measures/", "council/", "plans/small/items/o1/more"),
    *("%C3%28", "measures/%F0%9F%92%A9"),
)


@pytest.mark.parametrize("path", MISSING)
def test_what_is_not_there_is_a_problem_404_wherever_it_would_be(ask: Ask, path: str) -> None:
    refused(ask(path), 404)


def test_before_there_is_a_council_the_problem_says_so(db: None, client: Client) -> None:
    assert "not set up" in refused(client.get("/api/v1/council"), 404)["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_but_reading_is_answered(made: Mapping[str, Any], client: Client, method: str) -> None:
    answer = getattr(client, method)("/api/v1/council", b"{}", content_type="application/json")
    refused(answer, 405)
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_body_is_refused(made: Mapping[str, Any], client: Client) -> None:
    refused(client.generic("GET", "/api/v1/council", b"{}", content_type="application/json"), 415)


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "image/*, text/csv"])
def test_another_type_than_json_is_refused(ask: Ask, accept: str) -> None:
    refused(ask("council", accept=accept), 406)


@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "text/html, application/*;q=0.5"])
def test_json_is_given_to_whoever_takes_it(ask: Ask, accept: str) -> None:
    told(ask("council", accept=accept))


@pytest.mark.parametrize("path", ["measures/%00", "plans/a%00b/items", "%00"])
def test_a_zero_byte_in_the_address_is_a_problem(ask: Ask, path: str) -> None:
    refused(ask(path), 400)


def test_an_unknown_host_is_a_problem(made: Mapping[str, Any], client: Client) -> None:
    refused(client.get("/api/v1/council", headers={"host": "elsewhere.example"}), 400)


def test_what_breaks_within_is_a_problem_without_a_word_of_how(
    made: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*said: object) -> None:
        raise RuntimeError("a secret of the machinery")

    monkeypatch.setattr("goldenthread.api.resources.council.reader_in", broken)
    answer = Client(raise_request_exception=False).get("/api/v1/council")
    refused(answer, 500)
    assert b"secret" not in answer.content and b"Traceback" not in answer.content


def test_a_problem_tells_the_address_without_its_query(ask: Ask) -> None:
    said = refused(ask("measures?limit=0&text=my+own+words"), 422)
    assert said["instance"] == "/api/v1/measures"
    assert "my own words" not in json.dumps(said)
