"""Conditional requests, what may be kept and by whom, and pages of other sites."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from tests.areas.api.conftest import AREA, Ask, publish, told
from tests.areas.measures.conftest import WriteFile, figures

__all__ = ["figures"]


def test_an_answer_that_is_still_the_same_is_not_sent_again(ask: Ask) -> None:
    tag = ask("measures").headers["ETag"]
    assert tag.startswith('"') and ask("measures").headers["ETag"] == tag
    again = ask("measures", **{"if-none-match": tag})
    assert again.status_code == 304 and again.content == b"" and again.headers["ETag"] == tag
    assert ask("measures", **{"if-none-match": f'"other", {tag}'}).status_code == 304


def test_a_figure_that_changed_is_sent(ask: Ask, figures: WriteFile) -> None:
    tag = ask("measures/reviews/figures").headers["ETag"]
    publish(figures(f"reviews,{AREA},2016/17,88"))
    answer = ask("measures/reviews/figures", **{"if-none-match": tag})
    assert answer.status_code == 200 and answer.headers["ETag"] != tag


def test_a_compressed_answer_has_a_weak_tag_that_is_understood(ask: Ask) -> None:
    packed = ask("openapi.json", **{"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and packed.headers["ETag"].startswith('W/"')
    assert ask("openapi.json", **{"if-none-match": packed.headers["ETag"]}).status_code == 304


def test_if_match_with_another_tag_fails(ask: Ask) -> None:
    assert ask("council", **{"if-match": '"another"'}).status_code == 412


def test_head_is_get_without_a_body(ask: Ask, client: Client) -> None:
    whole, head = ask("council"), client.head("/api/v1/council")
    assert head.content == b"" and head.headers["Content-Length"] == str(len(whole.content))
    assert head.headers["ETag"] == whole.headers["ETag"]


@pytest.mark.parametrize("path", ["council", "measures?limit=0", "nothing"])
def test_pages_of_other_sites_may_read_what_is_public_without_credentials(ask: Ask, path: str) -> None:
    answer = ask(path, origin="https://elsewhere.example")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_pages_of_other_sites_may_not_send_a_token(made: Mapping[str, Any], client: Client) -> None:
    answer = client.options("/api/v1/council", headers={"access-control-request-headers": "authorization"})
    assert answer.status_code == 204
    assert "authorization" not in answer.headers["Access-Control-Allow-Headers"].lower()


def test_what_is_public_may_be_kept_for_a_minute_and_a_problem_not_at_all(ask: Ask) -> None:
    assert ask("council").headers["Cache-Control"] == "public, max-age=60"
    assert ask("nothing").headers["Cache-Control"] == "private, no-store"
    assert "Cookie" not in ask("council").headers["Vary"]
    assert "Set-Cookie" not in str(ask("council").headers)


def test_the_readers_language_changes_no_word(ask: Ask) -> None:
    assert told(ask("scorecard", **{"accept-language": "cy"})) == told(ask("scorecard"))
