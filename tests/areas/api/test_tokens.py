"""Tokens: made by a person for one of their roles, reading what that role reads and never more."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from goldenthread.people.access import NotAllowed
from goldenthread.people.api_token import MOST_TOKENS, TokenWanted
from goldenthread.people.commands.account import add_officer, open_account
from goldenthread.people.commands.api_token import make_api_token, withdraw_api_token
from goldenthread.people.commands.role import take_role
from goldenthread.people.models import ApiToken, TrailEntry, User
from goldenthread.people.role import read_role
from goldenthread.rules.refusal import Refused
from tests.areas.api.conftest import Ask, refused, told
from tests.areas.people.sign_in_help import PASSWORD, give_password
from tests.house.permission_council import PEOPLE, WHISPERED, lay_people

TODAY = timezone.localdate


@pytest.fixture
def people(made: Mapping[str, Any]) -> Mapping[str, User]:
    return lay_people()


def token_of(who: User, role: str, service: str = "", days: int = 90) -> str:
    until = TODAY() + timedelta(days=days)
    return make_api_token(who, TokenWanted("A dashboard", read_role(role), service, until), TODAY())


READS_WHAT_IS_NOT_PUBLIC = {
    name
    for name, roles in PEOPLE.items()
    if roles and roles[0].partition(":")[0] not in ("cabinet_member", "councillor", "partner")
} - {"closed account"}
WITH_TOKEN = (
    "services",
    "services/care/actions",
    "services/care/risks",
    "periods",
    "periods/{period}/returns",
)


@pytest.mark.parametrize(
    "person", [name for name, roles in PEOPLE.items() if roles and name != "closed account"]
)
def test_a_token_reads_what_its_role_may_read_and_no_more(
    ask: Ask, people: Mapping[str, User], made: Mapping[str, Any], person: str
) -> None:
    token = token_of(people[person], PEOPLE[person][0])
    may = person in READS_WHAT_IS_NOT_PUBLIC
    for path in WITH_TOKEN:
        answer = ask(path.format(**made), token)
        assert answer.status_code == (200 if may else 403), (path, answer.content)
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert ask("measures/waiting/figures", token).status_code == (200 if may else 404)
    actions = ask("services/care/actions", token)
    assert (WHISPERED in actions.content.decode()) == may


def test_a_token_has_one_role_and_none_of_the_persons_others(ask: Ask, people: Mapping[str, User]) -> None:
    both = people["councillor"]
    both.roles_held.create(role="auditor")
    both = User.objects.get(pk=both.pk)
    assert ask("services", token_of(both, "auditor")).status_code == 200
    assert ask("services", token_of(both, "councillor")).status_code == 403


def test_a_token_for_one_service_reads_that_and_what_is_beneath_it_alone(
    ask: Ask, people: Mapping[str, User], made: Mapping[str, Any]
) -> None:
    token = token_of(people["performance officer"], "performance", "people")
    assert {row["service"] for row in told(ask("services", token))["rows"]} == {"people", "care"}
    assert told(ask("services/care/actions", token))["total"] > 0
    rows = told(ask(f"periods/{made['period']}/returns", token))["rows"]
    assert [row["service"] for row in rows] == ["care"]
    assert told(ask(f"periods/{made['period']}/returns/care", token))["figures"]
    for path in ("services/roads/actions", "services/roads/risks", f"periods/{made['period']}/returns/roads"):
        refused(ask(path, token), 403)
    assert ask("services/none/actions", token).status_code == 404
    assert ask("measures/waiting", token).status_code == 404


def test_an_action_tells_how_it_stands_and_a_return_what_was_entered(
    ask: Ask, people: Mapping[str, User], made: Mapping[str, Any]
) -> None:
    token = token_of(people["auditor"], "auditor")
    actions = {row["action"]: row for row in told(ask("services/care/actions", token))["rows"]}
    assert actions["care-2"]["due"] == "2026-12-31"
    assert actions["care-2"]["milestones"][0]["baseline"] == "2026-11-01"
    figures = told(ask(f"periods/{made['period']}/returns/care", token))["figures"]
    assert {row["measure"] for row in figures} == {"reviews", "waiting", "calls"}
    (risk,) = told(ask("services/care/risks", token))["rows"]
    assert risk["rating"]["score"] == 9


def taken_away(how: str, people: Mapping[str, User], token: str) -> str:
    who = people["auditor"]
    row = ApiToken.objects.get()
    if how == "withdrawn":
        withdraw_api_token(who, row.pk)
    elif how == "past":
        ApiToken.objects.update(expires_on=TODAY() - timedelta(days=1))
    elif how == "of a closed account":
        open_account(None, who.username, False)
    elif how == "of an account that was closed and opened again":
        open_account(None, who.username, False)
        open_account(None, who.username, True)
    elif how == "for a role that was taken away":
        take_role(None, who.username, "auditor")
    elif how == "cut short":
        return token[:-1]
    elif how == "with one letter changed":
        return token[:-1] + ("a" if token[-1] != "a" else "b")
    elif how == "garbage":
        return "gt_" + "\xff" * 43
    return token


HOW = (
    "withdrawn",
    "past",
    "of a closed account",
    "of an account that was closed and opened again",
    "for a role that was taken away",
    "cut short",
    "with one letter changed",
    "garbage",
)


@pytest.mark.parametrize("how", HOW)
def test_a_token_that_is_not_in_force_opens_nothing(ask: Ask, people: Mapping[str, User], how: str) -> None:
    token = token_of(people["auditor"], "auditor")
    assert ask("services", token).status_code == 200
    sent = taken_away(how, people, token)
    for path in ("services", "council"):
        answer = ask(path, sent)
        said = refused(answer, 401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert sent not in answer.content.decode()
        assert said["detail"].startswith("Send a token that is in force")


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic Z3Q6Z3Q=", "gt_x", "Bearer a b", "Bearer \t"])
def test_any_other_authorization_is_refused_everywhere(
    made: Mapping[str, Any], client: Client, header: str
) -> None:
    answer = client.get("/api/v1/council", headers={"authorization": header})
    refused(answer, 401)


def test_only_a_checksum_is_kept_and_the_trail_tells_no_token(people: Mapping[str, User]) -> None:
    token = token_of(people["auditor"], "auditor")
    row = ApiToken.objects.get()
    assert token not in str(vars(row)) and len(row.key) == 64
    withdraw_api_token(people["auditor"], row.pk)
    lines = TrailEntry.objects.filter(subject_kind="api token")
    assert sorted(line.act for line in lines) == ["make_api_token", "withdraw_api_token"]
    assert all(token not in f"{line.before}{line.after}{line.note}" for line in lines)


def test_no_token_is_written_into_the_log(
    ask: Ask, people: Mapping[str, User], caplog: pytest.LogCaptureFixture
) -> None:
    token = token_of(people["councillor"], "councillor")
    with caplog.at_level(logging.DEBUG):
        ask("services", token)
        ask("services", token[:-1] + "!")
    assert token[4:-1] not in caplog.text


def test_reading_writes_only_the_day_of_the_first_use(ask: Ask, people: Mapping[str, User]) -> None:
    token = token_of(people["auditor"], "auditor")
    wrote: list[str] = []

    def note(execute: Any, sql: str, *said: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            wrote.append(sql)
        return execute(sql, *said)

    with connection.execute_wrapper(note):
        ask("council", token)
        assert len(wrote) == 1 and "last_used_on" in wrote[0]
        ask("services", token)
        ask("council")
    assert len(wrote) == 1 and ApiToken.objects.get().last_used_on == TODAY()


REFUSED = [
    ({"name": " "}, "no name"),
    ({"role": read_role("strategy")}, "not yours"),
    ({"service": "none"}, "no such service"),
    ({"expires_on": TODAY() - timedelta(days=1)}, "last day"),
    ({"expires_on": TODAY() + timedelta(days=367)}, "last day"),
]


@pytest.mark.parametrize(("changed", "why"), REFUSED)
def test_a_token_is_made_only_for_what_one_holds_and_for_a_year_at_most(
    people: Mapping[str, User], changed: dict[str, Any], why: str
) -> None:
    wanted = {"name": "A", "role": read_role("auditor"), "service": "", "expires_on": TODAY()} | changed
    with pytest.raises(Refused, match=why):
        make_api_token(people["auditor"], TokenWanted(**wanted), TODAY())


def test_nobody_has_more_tokens_than_they_can_keep_in_view(people: Mapping[str, User]) -> None:
    for _ in range(MOST_TOKENS):
        token_of(people["auditor"], "auditor")
    with pytest.raises(Refused, match="most at a time"):
        token_of(people["auditor"], "auditor")


def test_a_token_is_withdrawn_by_its_owner_or_an_administrator(people: Mapping[str, User]) -> None:
    token_of(people["auditor"], "auditor")
    number = ApiToken.objects.get().pk
    with pytest.raises(NotAllowed):
        withdraw_api_token(people["performance officer"], number)
    withdraw_api_token(people["administrator"], number)
    assert ApiToken.objects.get().withdrawn_at


@pytest.fixture
def ursula(made: Mapping[str, Any], client: Client) -> User:
    """An auditor who has just signed in."""
    user = add_officer("ursula", PASSWORD, ["auditor"])
    give_password(client, "ursula")
    return user


def test_the_page_makes_a_token_and_shows_it_this_once(ask: Ask, ursula: User, client: Client) -> None:
    until = (TODAY() + timedelta(days=30)).isoformat()
    page = client.post("/officer/me/tokens/", {"name": "Charts", "role": "auditor", "expires_on": until})
    token = page.context["token"]
    assert page.content.decode().count(token) == 1 and "no-store" in page.headers["Cache-Control"]
    assert ask("services", token).status_code == 200
    listed = client.get("/officer/me/tokens/").content.decode()
    assert "Charts" in listed and token not in listed
    client.post(f"/officer/me/tokens/{ApiToken.objects.get().pk}/withdraw/")
    assert ask("services", token).status_code == 401


def test_the_page_says_what_is_wrong_beside_its_field(ursula: User, client: Client) -> None:
    sent = {"name": "Charts", "role": "strategy", "expires_on": "2020-01-01"}
    page = client.post("/officer/me/tokens/", sent)
    assert set(page.context["form"].errors) == {"role"}
    page = client.post("/officer/me/tokens/", sent | {"role": "auditor"})
    assert set(page.context["form"].errors) == {"expires_on"} and not ApiToken.objects.exists()


def test_whoever_signed_in_a_while_ago_is_asked_for_their_password_again(
    ursula: User, client: Client
) -> None:
    session = client.session
    for method in session["account_authentication_methods"]:
        method["at"] -= 3600
    session.save()
    answer = client.get("/officer/me/tokens/")
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/officer/sign-in/again/")


def test_nobody_withdraws_anothers_token_by_its_address(people: Mapping[str, User], client: Client) -> None:
    token_of(people["auditor"], "auditor")
    client.force_login(people["performance officer"])
    number = ApiToken.objects.get().pk
    assert client.post(f"/officer/me/tokens/{number}/withdraw/").status_code == 404
    assert ApiToken.objects.get().withdrawn_at is None
