"""How often one may ask: counted by address and by token, in fixed memory, without a write."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.api import door
from goldenthread.kit.rate import RateLimit, caller_at, read_rates
from goldenthread.people.api_token import TokenWanted
from goldenthread.people.commands.api_token import make_api_token
from goldenthread.people.role import read_role
from tests.areas.api.conftest import refused
from tests.conftest import officer


@pytest.fixture(autouse=True)
def few(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three requests a minute without a token, five with one; nothing counted before the test."""
    settings.RATES = {"api": 3, "token": 5, "computing": 2}
    monkeypatch.setattr(door, "_asked", RateLimit())


def asked(client: Client, address: str = "10.0.0.1", **headers: str) -> int:
    return client.get("/api/v1/council", REMOTE_ADDR=address, headers=headers).status_code


def test_a_fourth_request_waits_and_is_told_how_long(made: Mapping[str, Any], client: Client) -> None:
    assert [asked(client) for _ in range(3)] == [200, 200, 200]
    answer = client.get("/api/v1/council", REMOTE_ADDR="10.0.0.1")
    refused(answer, 429)
    assert 1 <= int(answer.headers["Retry-After"]) <= 120
    assert asked(client, "10.0.0.2") == 200


def test_a_token_is_counted_by_itself_and_a_wrong_one_by_its_address(
    made: Mapping[str, Any], client: Client
) -> None:
    who, today = officer("dot", "auditor"), timezone.localdate()
    wanted = TokenWanted("A", read_role("auditor"), "", today + timedelta(days=1))
    good = {"authorization": f"Bearer {make_api_token(who, wanted, today)}"}
    assert [asked(client, f"10.0.1.{n}", **good) for n in range(6)] == [200] * 5 + [429]
    guesses = [{"authorization": f"Bearer gt_{n:043}"} for n in range(4)]
    assert [asked(client, "10.0.0.3", **guess) for guess in guesses] == [401, 401, 401, 429]


def test_pages_that_compute_are_counted_and_ordinary_ones_are_free(
    made: Mapping[str, Any], client: Client
) -> None:
    assert [client.get("/search/?q=care").status_code for _ in range(3)] == [200, 200, 429]
    answer = client.get("/compare/")
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) >= 1
    assert b"You ask too often" in answer.content
    assert {client.get("/plans/").status_code for _ in range(10)} == {200}


def test_after_a_minute_without_asking_everything_is_free_again() -> None:
    rate = RateLimit()
    assert [rate.wait("a", 2, at) for at in (0.0, 1.0)] == [0, 0]
    wait = rate.wait("a", 2, 2.0)
    assert wait > 0 and rate.wait("a", 2, 2.0 + wait) == 0
    assert rate.wait("a", 2, 200.0) == 0


@pytest.mark.parametrize("most", [1, 2, 7, 60])
def test_no_minute_lets_through_much_more_than_the_rate(most: int) -> None:
    rate, passed = RateLimit(), []
    for tenth in range(3000):
        if rate.wait("a", most, tenth / 10) == 0:
            passed.append(tenth / 10)
    busiest = max(sum(1 for at in passed if start <= at < start + 60) for start in range(240))
    assert most <= busiest <= most * 2
    assert len(passed) <= most * 5 + most


@pytest.mark.parametrize("most", [1, 2, 7, 60])
def test_whoever_waits_as_long_as_they_are_told_gets_in(most: int) -> None:
    rate, at = RateLimit(), 0.0
    for _ in range(most * 4):
        wait = rate.wait("a", most, at)
        at += wait or 0.01
        if wait:
            assert rate.wait("a", most, at) == 0


def test_so_many_callers_are_remembered_and_no_more() -> None:
    rate = RateLimit(most_callers=100)
    for n in range(1000):
        rate.wait(n, 10, 0.0)
    assert len(rate) == 100


ADDRESSES = [
    ("10.0.0.1", "10.0.0.1"),
    ("::ffff:10.0.0.1", "10.0.0.1"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
    ("2001:db8:1:2:ffff::", "2001:db8:1:2::"),
    ("10.0.0.1:50123", "10.0.0.1"),
    ("[2001:db8:1:2:3:4:5:6]:50123", "2001:db8:1:2::"),
    ("not an address", "not an address"),
]


@pytest.mark.parametrize(("address", "caller"), ADDRESSES)
def test_a_home_with_many_addresses_is_one_caller(address: str, caller: str) -> None:
    assert caller_at(address) == caller


def test_the_setting_is_read_or_refused() -> None:
    assert read_rates("") == {"api": 120, "token": 600, "computing": 60}
    assert read_rates("api=5, computing=0") == {"api": 5, "token": 600, "computing": 0}
    assert read_rates("off") == {"api": 0, "token": 0, "computing": 0}
    for wrong in ("apy=5", "api", "api=many", "api=-1"):
        with pytest.raises(ValueError, match="GOLDENTHREAD_RATES"):
            read_rates(wrong)
