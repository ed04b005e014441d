"""Signing in: a password, and a code from a phone beside it."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from goldenthread.cli.main import outcome
from goldenthread.people.commands.account import add_officer
from goldenthread.people.commands.sign_in import forget_second_factor
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.refusal import Refused
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
def demanded(settings: pytest.FixtureRequest) -> None:
    """An installation that demands a second factor, as one does unless told otherwise."""
    settings.SECOND_FACTOR = "required"  # type: ignore[attr-defined]


def is_in(client: Client) -> bool:
    return client.get(reverse("officer-trail")).status_code == 200


@pytest.mark.parametrize("page", ["officer-home", "officer-trail", "home", "plans"])
def test_whoever_has_a_role_and_no_second_factor_gets_nowhere_but_to_set_one_up(
    page: str, client: Client, edith: User, demanded: None
) -> None:
    give_password(client, "edith")
    answer = client.get(reverse(page))
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("mfa_activate_totp")


def test_a_second_factor_is_set_up_with_its_first_code_and_opens_the_rest(
    client: Client, edith: User, demanded: None
) -> None:
    give_password(client, "edith")
    _, codes = set_up_second_factor(client)
    assert len(codes) == 10 and len(set(codes)) == 10
    assert is_in(client)
    assert TrailEntry.objects.filter(who=edith, act="set_up_second_factor").count() == 1


def test_a_wrong_first_code_sets_nothing_up(client: Client, edith: User) -> None:
    give_password(client, "edith")
    page = reverse("mfa_activate_totp")
    secret = client.get(page).context["form"].secret
    wrong = f"{(int(code_of(secret)) + 1) % 1_000_000:06}"
    assert "not right" in client.post(page, {"code": wrong}).content.decode()
    assert not Authenticator.objects.exists()


def test_the_picture_for_the_phone_is_served_and_says_whose_account_of_which_council(
    client: Client, edith: User
) -> None:
    give_password(client, "edith")
    assert client.get(reverse("second-factor-picture")).status_code == 404
    page = client.get(reverse("mfa_activate_totp"))
    picture = client.get(reverse("second-factor-picture"))
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture.headers["Cache-Control"]
    assert b"<svg" in picture.content and b"style=" not in picture.content
    assert "otpauth://totp/edith?" in page.context["totp_url"]
    assert "Shire%20County%20Council" in page.context["totp_url"]


def test_after_the_password_comes_the_code(client: Client, edith: User) -> None:
    give_password(client, "edith")
    secret, _ = set_up_second_factor(client)
    phone = Client()
    asked = give_password(phone, "edith")
    assert asked.headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(phone)
    assert "Enter a code" in phone.get(reverse("mfa_authenticate")).content.decode()
    assert give_code(phone, code_of(secret)).headers["Location"] == reverse("officer-home")
    assert is_in(phone)


def test_where_somebody_wanted_to_go_is_kept_through_both_steps(client: Client, edith: User) -> None:
    give_password(client, "edith")
    secret, _ = set_up_second_factor(client)
    phone = Client()
    give_password(phone, "edith", next="/officer/trail/")
    assert give_code(phone, code_of(secret)).headers["Location"] == "/officer/trail/"


def test_a_clock_half_a_minute_out_is_forgiven_and_a_minute_out_is_not(client: Client, edith: User) -> None:
    give_password(client, "edith")
    secret, _ = set_up_second_factor(client)
    slow, wrong = Client(), Client()
    give_password(wrong, "edith")
    assert give_code(wrong, code_of(secret, time.time() - 90)).status_code == 200
    give_password(slow, "edith")
    assert give_code(slow, code_of(secret, time.time() + 29)).status_code == 302


def test_a_recovery_code_lets_in_once(client: Client, edith: User) -> None:
    give_password(client, "edith")
    _, codes = set_up_second_factor(client)
    first, second = Client(), Client()
    give_password(first, "edith")
    assert give_code(first, codes[0]).status_code == 302
    give_password(second, "edith")
    assert "not right" in give_code(second, codes[0]).content.decode()
    assert give_code(second, codes[1]).status_code == 302


def test_recovery_codes_are_shown_once_and_made_anew(client: Client, edith: User) -> None:
    give_password(client, "edith")
    _, codes = set_up_second_factor(client)
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert codes[0] not in again and "10 of 10 are left" in again
    made = client.post(reverse("mfa_generate_recovery_codes"))
    shown = client.get(made.headers["Location"])
    fresh = tuple(shown.context["unused_codes"])
    assert len(fresh) == 10 and not set(fresh) & set(codes)
    assert TrailEntry.objects.filter(act="make_recovery_codes").count() == 2


def test_a_second_factor_is_removed_by_its_owner_and_the_trail_says_so(client: Client, edith: User) -> None:
    give_password(client, "edith")
    set_up_second_factor(client)
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.exists()
    assert TrailEntry.objects.filter(who=edith, act="remove_second_factor").count() == 1


def test_an_administrator_forgets_the_second_factor_of_a_lost_phone(
    client: Client, edith: User, adele: User
) -> None:
    give_password(client, "edith")
    set_up_second_factor(client)
    forget_second_factor(adele, "edith")
    assert not Authenticator.objects.exists()
    assert not is_in(client)
    assert give_password(Client(), "edith").headers["Location"] == reverse("officer-home")
    with pytest.raises(Refused, match="has a second factor"):
        forget_second_factor(adele, "edith")


def test_the_keeper_at_the_machine_forgets_one_for_the_only_administrator(
    client: Client, edith: User, capsys: pytest.CaptureFixture[str]
) -> None:
    give_password(client, "edith")
    set_up_second_factor(client)
    assert outcome(["officer", "forget-second-factor", "edith", "--json"]) == 0
    assert not Authenticator.objects.exists()
    assert outcome(["officer", "forget-second-factor", "edith"]) == 1
    assert "nobody of that name has a second factor" in capsys.readouterr().err
    assert TrailEntry.objects.get(act="forget_second_factor").who is None


def test_the_button_that_forgets_a_second_factor_is_the_administrators_alone(
    client: Client, edith: User, adele: User, bob: User
) -> None:
    give_password(client, "edith")
    set_up_second_factor(client)
    page = reverse("forget-second-factor", args=["edith"])
    other = Client()
    other.force_login(bob)
    assert other.post(page).status_code == 403 and Authenticator.objects.exists()
    other.force_login(adele)
    assert other.get(page).status_code == 405
    assert other.post(page).status_code == 302 and not Authenticator.objects.exists()


def test_a_page_with_a_button_signs_out_and_following_its_link_does_not(client: Client, edith: User) -> None:
    give_password(client, "edith")
    page = client.get(reverse("sign-out"))
    assert page.status_code == 200 and "<button" in page.content.decode()
    assert is_in(client)
    assert client.post(reverse("sign-out")).headers["Location"] == reverse("home")
    assert not is_in(client)


def test_whoever_is_in_already_is_led_on_from_the_door(client: Client, edith: User) -> None:
    give_password(client, "edith")
    assert client.get(reverse("sign-in")).headers["Location"] == reverse("officer-home")


def test_the_form_says_what_to_enter_beside_its_boxes_and_not_in_them(client: Client, edith: User) -> None:
    page = client.get(reverse("sign-in")).content.decode()
    assert "placeholder" not in page
    assert re.search(r'autocomplete="username"', page) and re.search(r'autocomplete="current-password"', page)
