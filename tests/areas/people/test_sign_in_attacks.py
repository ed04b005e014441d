"""What somebody who means harm tries at the door, with a password that they know or without one."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.people import sign_in_urls
from goldenthread.people.commands.account import add_officer, open_account
from goldenthread.people.commands.sign_in import CODE_LASTS, use_code
from goldenthread.people.models import FailedSignIn, User
from goldenthread.people.queries.account import SIGN_IN_WAIT
from goldenthread.people.queries.council import CouncilFacts
from tests.areas.people.sign_in_help import (
    PASSWORD,
    code_of,
    give_code,
    give_password,
    set_up_second_factor,
)


@pytest.fixture
def edith(council: CouncilFacts) -> User:
    return add_officer("edith", PASSWORD, ["strategy"])


@pytest.fixture
def phone(edith: User) -> str:
    """The secret on Edith's phone."""
    client = Client()
    give_password(client, "edith")
    return set_up_second_factor(client)[0]


def is_in(client: Client) -> bool:
    return client.get(reverse("officer-trail")).status_code == 200


def test_a_code_seen_over_a_shoulder_cannot_be_used_again(phone: str) -> None:
    code = code_of(phone)
    owner, thief = Client(), Client()
    give_password(owner, "edith")
    assert give_code(owner, code).status_code == 302
    give_password(thief, "edith")
    assert "used already" in give_code(thief, code).content.decode()
    assert "used already" in give_code(thief, f"{code[:3]} {code[3:]}").content.decode()
    assert not is_in(thief)


def test_a_code_is_forgotten_only_when_it_would_no_longer_be_taken(edith: User) -> None:
    now = timezone.now()
    assert use_code(edith, "123456", now)
    assert not use_code(edith, "123456", now + CODE_LASTS)
    assert use_code(edith, "123456", now + CODE_LASTS + timedelta(seconds=1))


def test_five_wrong_codes_close_the_door_from_everywhere_to_whoever_has_the_password(phone: str) -> None:
    wrong = f"{(int(code_of(phone)) + 1) % 1_000_000:06}"
    for number in range(5):
        thief = Client()
        give_password(thief, "edith", address=f"10.0.1.{number}")
        assert "not right" in give_code(thief, wrong, f"10.0.1.{number}").content.decode()
    late = Client()
    give_password(late, "edith", address="10.0.2.1")
    assert "Too many attempts failed" in give_code(late, code_of(phone), "10.0.2.1").content.decode()
    assert not is_in(late)
    FailedSignIn.objects.update(at=timezone.now() - SIGN_IN_WAIT - timedelta(seconds=1))
    assert give_code(late, code_of(phone), "10.0.2.1").status_code == 302


def test_wrong_codes_do_not_keep_out_another_person(phone: str) -> None:
    add_officer("bertha", PASSWORD, ["strategy"])
    thief = Client()
    give_password(thief, "edith")
    for _ in range(5):
        give_code(thief, "000000")
    assert give_password(Client(), "bertha", address="10.0.0.9").status_code == 302


def test_the_code_page_is_nowhere_without_the_password(phone: str) -> None:
    client = Client()
    assert client.get(reverse("mfa_authenticate")).headers["Location"] == reverse("sign-in")
    assert give_code(client, code_of(phone)).headers["Location"] == reverse("sign-in")
    assert not is_in(client)


@pytest.mark.parametrize("page", ["mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes"])
def test_the_password_alone_changes_nothing_about_the_second_factor(page: str, phone: str) -> None:
    thief = Client()
    give_password(thief, "edith")
    assert thief.get(reverse(page)).headers["Location"].startswith(reverse("sign-in"))


@pytest.mark.parametrize("page", ["mfa_deactivate_totp", "mfa_generate_recovery_codes"])
def test_an_unlocked_screen_left_alone_does_not_change_the_second_factor(
    page: str, client: Client, edith: User
) -> None:
    give_password(client, "edith")
    set_up_second_factor(client)
    session = client.session
    session["account_authentication_methods"] = [
        each | {"at": each["at"] - 301} for each in session["account_authentication_methods"]
    ]
    session.save()
    asked = client.post(reverse(page))
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    again = client.post(asked.headers["Location"], {"password": "wrong"})
    assert "not your password" in again.content.decode()
    for _ in range(4):
        client.post(asked.headers["Location"], {"password": "wrong"})
    assert "Too many" in client.post(asked.headers["Location"], {"password": PASSWORD}).content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "https:elsewhere.example",
    ],
)
def test_neither_step_leads_to_another_site(elsewhere: str, phone: str) -> None:
    add_officer("bertha", PASSWORD, ["strategy"])
    one = Client()
    assert give_password(one, "bertha", next=elsewhere).headers["Location"] == reverse("officer-home")
    two = Client()
    give_password(two, "edith", next=elsewhere)
    assert give_code(two, code_of(phone)).headers["Location"] == reverse("officer-home")


def test_a_session_planted_before_signing_in_is_worth_nothing_after(phone: str) -> None:
    victim = Client()
    victim.get(reverse("sign-in"))
    give_password(victim, "edith")
    planted = victim.session.session_key
    assert give_code(victim, code_of(phone)).status_code == 302
    assert victim.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_wrong_passwords_read_the_same_whether_or_not_there_is_such_a_person(edith: User) -> None:
    known, unknown = Client(), Client()
    said = [
        give_password(client, name, "wrong").context["form"].errors
        for client, name in ((known, "edith"), (unknown, "nobody"))
    ]
    assert said[0] == said[1]


def test_a_closed_account_is_told_so_only_with_its_password(edith: User, adele: User) -> None:
    open_account(adele, "edith", is_open=False)
    assert "not right" in give_password(Client(), "edith", "wrong").content.decode()
    client = Client()
    told = give_password(client, "edith")
    assert told.headers["Location"] == reverse("account_inactive")
    assert "This account is closed" in client.get(told.headers["Location"]).content.decode()
    assert not is_in(client)


def test_closing_an_account_ends_its_sessions_at_once_and_for_good(edith: User, adele: User) -> None:
    here, there = Client(), Client()
    give_password(here, "edith")
    give_password(there, "edith")
    assert is_in(here) and is_in(there)
    open_account(adele, "edith", is_open=False)
    assert not is_in(here) and not is_in(there)
    open_account(adele, "edith", is_open=True)
    assert not is_in(here) and not is_in(there)


def test_an_account_closed_between_the_steps_does_not_get_in(phone: str, adele: User) -> None:
    client = Client()
    give_password(client, "edith")
    open_account(adele, "edith", is_open=False)
    give_code(client, code_of(phone))
    assert not is_in(client)


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "login/code/", "webauthn/"])
@pytest.mark.parametrize("prefix", ["/accounts/", "/officer/sign-in/", "/officer/me/second-factor/"])
def test_there_is_no_way_in_but_the_door(
    prefix: str, path: str, client: Client, council: CouncilFacts
) -> None:
    assert client.get(prefix + path).status_code == 404


def test_every_page_of_signing_in_is_drawn_by_a_template_of_our_own() -> None:
    views = [getattr(pattern.callback, "view_class", None) for pattern in sign_in_urls.urlpatterns]
    names = {view.template_name for view in views if view}
    names |= {"account/signup_closed.html", "socialaccount/authentication_error.html"}
    ours = apps.get_app_config("people").path
    assert len(names) > 8
    assert [name for name in names if not get_template(name).origin.name.startswith(ours)] == []


def test_the_secret_of_a_phone_is_not_read_off_the_database(phone: str, edith: User) -> None:
    kept = apps.get_model("mfa", "Authenticator").objects.get(user=edith, type="totp").data["secret"]
    assert phone not in kept and len(kept) > 2 * len(phone)


def test_signing_in_needs_the_token_of_its_page(edith: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert give_password(strict, "edith").status_code == 403
    assert strict.post(reverse("sign-out")).status_code == 403


def test_the_many_addresses_of_one_network_are_counted_as_one(edith: User) -> None:
    # Whoever has one IPv6 address has a network of 2**64 of them.
    for number in range(5):
        give_password(Client(), "edith", "wrong-pass-phrase", f"2001:db8:0:7::{number:x}")
    thief, neighbour = Client(), Client()
    assert (
        "Too many attempts failed"
        in give_password(thief, "edith", address="2001:db8:0:7:ffff::9").content.decode()
    )
    assert give_password(neighbour, "edith", address="2001:db8:0:8::1").status_code == 302
