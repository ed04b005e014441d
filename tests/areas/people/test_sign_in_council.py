"""Signing in through the council's own directory: a whole OpenID Connect provider answers on this machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from oidc_provider_mock import run_server_in_thread

from goldenthread.people.commands.account import add_officer, open_account
from goldenthread.people.models import User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.web.council_sign_in import providers
from tests.areas.people.sign_in_help import PASSWORD, give_password, set_up_second_factor

BACK = "http://testserver/officer/sign-in/council/back/"
ONWARD = "/officer/sign-in/council/"
EDITH = "edith@council.example"


@dataclass(frozen=True)
class Directory:
    """The council's directory, and who is known in it."""

    issuer: str
    environ: dict[str, str]

    def holds(self, sub: str, **claims: Any) -> None:
        """Put a person into the directory, with what it says about them."""
        answer = requests.put(f"{self.issuer}/users/{sub}", json=claims, timeout=5)
        assert answer.status_code == 204

    def leads_back(self, client: Client, sub: str, **asked: str) -> str:
        """Go there from the site, say who one is, and be sent back: the address that it sends to."""
        onward = client.get(ONWARD, asked)
        assert onward.status_code == 302 and onward["Location"].startswith(self.issuer)
        answer = requests.post(onward["Location"], {"sub": sub}, allow_redirects=False, timeout=5)
        assert answer.headers["Location"].startswith(BACK)
        return answer.headers["Location"].removeprefix("http://testserver")

    def lets_in(self, client: Client, sub: str, **asked: str) -> HttpResponse:
        """The whole way round."""
        return client.get(self.leads_back(client, sub, **asked))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        with run_server_in_thread(require_client_registration=True) as running:
            yield f"http://localhost:{running.server_port}"


@pytest.fixture
def directory(server: str, settings: Any, council: CouncilFacts) -> Directory:
    """The directory, which knows this site as one of its clients and by its secret."""
    wanted = {"redirect_uris": [BACK], "token_endpoint_auth_method": "client_secret_post"}
    client = requests.post(f"{server}/oauth2/clients", json=wanted, timeout=5).json()
    environ = {
        "GOLDENTHREAD_OIDC_ISSUER": server,
        "GOLDENTHREAD_OIDC_CLIENT_ID": client["client_id"],
        "GOLDENTHREAD_OIDC_CLIENT_SECRET": client["client_secret"],
        "GOLDENTHREAD_OIDC_NAME": "your Shire account",
    }
    settings.SOCIALACCOUNT_PROVIDERS = providers(environ)
    return Directory(server, environ)


@pytest.fixture
def edith(council: CouncilFacts) -> User:
    return add_officer("edith", PASSWORD, ["strategy"], email=EDITH)


def is_in(client: Client) -> bool:
    return client.get(reverse("officer-trail")).status_code == 200


def test_the_door_offers_the_councils_own_sign_in(client: Client, directory: Directory) -> None:
    page = client.get(reverse("sign-in"), {"next": "/officer/trail/"}).content.decode()
    assert "Sign in with your Shire account" in page
    assert "/officer/sign-in/council/?next=/officer/trail/" in page


def test_a_person_whose_checked_address_has_an_account_is_let_in_and_keeps_their_password(
    client: Client, directory: Directory, edith: User
) -> None:
    directory.holds("s-1", email="Edith@council.example", email_verified=True, name="Edith E")
    answer = directory.lets_in(client, "s-1", next="/officer/trail/")
    assert answer["Location"] == "/officer/trail/"
    assert is_in(client)
    edith.refresh_from_db()
    assert edith.check_password(PASSWORD) and edith.get_full_name() == ""
    assert "own sign-in" in client.get(reverse("own-page")).content.decode()


def test_who_came_that_way_once_is_known_by_the_directorys_number_whatever_becomes_of_the_address(
    directory: Directory, edith: User
) -> None:
    directory.holds("s-2", email=EDITH, email_verified=True)
    directory.lets_in(Client(), "s-2")
    directory.holds("s-2", email="married@council.example", email_verified=True)
    later = Client()
    directory.lets_in(later, "s-2")
    assert is_in(later)


def test_the_second_factor_is_the_directorys_where_one_is_demanded(
    client: Client, directory: Directory, edith: User, settings: Any
) -> None:
    settings.SECOND_FACTOR = "required"
    directory.holds("s-3", email=EDITH, email_verified=True)
    directory.lets_in(client, "s-3")
    assert is_in(client)
    with_password = Client()
    give_password(with_password, "edith")
    assert not is_in(with_password)


def test_whoever_set_up_a_second_factor_here_is_asked_for_it_that_way_too(
    directory: Directory, edith: User
) -> None:
    client = Client()
    give_password(client, "edith")
    set_up_second_factor(client)
    assert Authenticator.objects.exists()
    directory.holds("s-4", email=EDITH, email_verified=True)
    other = Client()
    assert directory.lets_in(other, "s-4")["Location"] == reverse("mfa_authenticate")
    assert not is_in(other)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": EDITH, "email_verified": False},
        {"email": EDITH, "email_verified": "false"},
        {"email": EDITH, "email_verified": "true"},
        {"email": EDITH},
        {"email": "nobody@council.example", "email_verified": True},
        {"email": "", "email_verified": True},
        {"email": None, "email_verified": True},
        {"email_verified": True},
    ],
)
def test_an_address_that_was_not_checked_or_has_no_account_leads_nowhere(
    claims: dict[str, Any], client: Client, directory: Directory, edith: User
) -> None:
    User.objects.create(username="no-address")
    directory.holds("stranger", **claims)
    answer = directory.lets_in(client, "stranger")
    assert answer.status_code == 403 and "leads to no account here" in answer.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists() and User.objects.count() == 2


def test_an_address_that_two_people_share_leads_to_neither(
    client: Client, directory: Directory, edith: User
) -> None:
    add_officer("bertha", PASSWORD, ["strategy"], email=EDITH.upper())
    directory.holds("s-5", email=EDITH, email_verified=True)
    assert directory.lets_in(client, "s-5").status_code == 403


def test_a_closed_account_is_closed_that_way_too(directory: Directory, edith: User, adele: User) -> None:
    directory.holds("s-6", email=EDITH, email_verified=True)
    known = Client()
    directory.lets_in(known, "s-6")
    open_account(adele, "edith", is_open=False)
    assert not is_in(known)
    again = Client()
    assert directory.lets_in(again, "s-6")["Location"] == reverse("account_inactive")
    assert not is_in(again)
    directory.holds("s-7", email=EDITH, email_verified=True)
    assert directory.lets_in(Client(), "s-7").status_code == 403


def test_a_way_back_that_nobody_set_out_on_is_refused(directory: Directory, edith: User) -> None:
    directory.holds("s-8", email=EDITH, email_verified=True)
    thief, victim = Client(), Client()
    back = directory.leads_back(thief, "s-8")
    assert victim.get(back).status_code == 401
    assert not is_in(victim)


def test_a_way_back_is_taken_once(directory: Directory, edith: User) -> None:
    directory.holds("s-9", email=EDITH, email_verified=True)
    client = Client()
    back = directory.leads_back(client, "s-9")
    client.get(back)
    client.post(reverse("sign-out"))
    assert client.get(back).status_code == 401
    assert not is_in(client)


def test_a_wrong_secret_is_told_as_a_page_and_lets_nobody_in(
    client: Client, directory: Directory, edith: User, settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = providers(
        directory.environ | {"GOLDENTHREAD_OIDC_CLIENT_SECRET": "guessed"}
    )
    directory.holds("s-10", email=EDITH, email_verified=True)
    answer = directory.lets_in(client, "s-10")
    assert answer.status_code == 401 and "could not be signed in" in answer.content.decode()


def test_a_directory_that_does_not_answer_is_told_as_a_page(
    client: Client, council: CouncilFacts, settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = providers(
        {
            "GOLDENTHREAD_OIDC_ISSUER": "http://127.0.0.1:9",
            "GOLDENTHREAD_OIDC_CLIENT_ID": "a",
            "GOLDENTHREAD_OIDC_CLIENT_SECRET": "b",
        }
    )
    answer = client.get(ONWARD)
    assert answer.status_code == 503 and "could not be signed in" in answer.content.decode()


def test_stopping_at_the_directory_leads_back_to_the_door(client: Client, directory: Directory) -> None:
    onward = client.get(ONWARD)["Location"]
    denied = requests.post(onward, {"action": "deny"}, allow_redirects=False, timeout=5).headers["Location"]
    state = parse_qs(urlsplit(onward).query)["state"][0]
    answer = client.get("/officer/sign-in/council/back/", {"error": "access_denied", "state": state})
    assert "error=access_denied" in denied
    assert answer["Location"] == reverse("socialaccount_login_cancelled")
    assert "Start again" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example"]
)
def test_the_way_round_leads_to_no_other_site(
    elsewhere: str, client: Client, directory: Directory, edith: User
) -> None:
    directory.holds("s-11", email=EDITH, email_verified=True)
    assert directory.lets_in(client, "s-11", next=elsewhere)["Location"] == reverse("officer-home")


@pytest.mark.parametrize(
    "extra", [{"process": "connect"}, {"auth_params": "prompt=none"}, {"scope": "groups"}]
)
def test_nothing_else_is_taken_from_the_address(
    extra: dict[str, str], client: Client, directory: Directory
) -> None:
    plain = client.get(ONWARD)["Location"]
    said = client.get(ONWARD, extra)["Location"]
    changing = {"state", "code_challenge"}
    first, second = (parse_qs(urlsplit(address).query) for address in (plain, said))
    assert {k: v for k, v in first.items() if k not in changing} == {
        k: v for k, v in second.items() if k not in changing
    }
    assert second["code_challenge_method"] == ["S256"]


def test_what_the_directory_hands_over_to_read_more_is_not_kept(
    client: Client, directory: Directory, edith: User
) -> None:
    directory.holds("s-12", email=EDITH, email_verified=True)
    directory.lets_in(client, "s-12")
    assert not SocialToken.objects.exists()


def test_without_a_directory_there_is_no_such_way(client: Client, council: CouncilFacts) -> None:
    assert client.get("/officer/sign-in/council/").status_code == 404
    assert client.get("/officer/sign-in/council/back/").status_code == 404
    assert "Or with a password" not in client.get(reverse("sign-in")).content.decode()
