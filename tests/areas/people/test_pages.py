import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.people.commands.account import add_officer
from goldenthread.people.commands.council import hold_publication
from goldenthread.people.models import FailedSignIn, User
from goldenthread.people.queries.account import SIGN_IN_WAIT
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.people.queries.publication import publication_holds
from goldenthread.people.queries.trail import TrailLine
from goldenthread.rules.subject import Subject

PASSWORD = "a-long-enough-pass-phrase"
PAGES = ("officer-home", "officer-trail", "officer-publication")


@pytest.fixture
def edith(council: CouncilFacts) -> User:
    return add_officer("edith", PASSWORD, ["strategy"])


def sign_in(client: Client, password: str, username: str = "edith", address: str = "10.0.0.1") -> str:
    """Try to sign in; "" where it succeeds, else what the page says."""
    fields = {"login": username, "password": password}
    answer = client.post(reverse("sign-in"), fields, REMOTE_ADDR=address)
    return "" if answer.status_code == 302 else answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_a_resident_is_asked_to_sign_in(page: str, client: Client, council: CouncilFacts) -> None:
    answer = client.get(reverse(page))
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('sign-in')}?next={reverse(page)}"


@pytest.mark.parametrize("page", PAGES)
def test_an_account_without_a_role_opens_no_officers_page(
    page: str, client: Client, council: CouncilFacts
) -> None:
    client.force_login(User.objects.create(username="donald"))
    assert client.get(reverse(page)).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_every_officer_opens_them_and_nothing_keeps_the_answer(
    page: str, client: Client, council: CouncilFacts, bob: User
) -> None:
    client.force_login(bob)
    answer = client.get(reverse(page))
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_officer_signs_in_finds_their_work_and_signs_out(client: Client, edith: User) -> None:
    assert sign_in(client, PASSWORD) == ""
    home = client.get(reverse("officer-home")).content.decode()
    assert "/officer/plans/" in home and "/officer/imports/" not in home
    assert "Sign out" in client.get(reverse("sign-out")).content.decode()
    assert client.post(reverse("sign-out")).status_code == 302
    assert client.get(reverse("officer-home")).status_code == 302


def test_a_wrong_password_is_told_without_saying_which_was_wrong(client: Client, edith: User) -> None:
    assert "username or the password is not right" in sign_in(client, "wrong")
    assert "username or the password is not right" in sign_in(client, "wrong", "nobody")


def test_five_failures_close_the_door_to_that_name_from_that_address(client: Client, edith: User) -> None:
    for _ in range(5):
        assert "not right" in sign_in(client, "wrong")
    assert "Too many attempts failed" in sign_in(client, PASSWORD)
    assert "Too many attempts failed" in sign_in(client, PASSWORD, "EDITH")
    assert "not right" in sign_in(client, "wrong", "someone-else")
    assert sign_in(Client(), PASSWORD, address="10.0.0.2") == ""


def test_the_door_opens_again_after_a_while(client: Client, edith: User) -> None:
    for _ in range(5):
        sign_in(client, "wrong")
    FailedSignIn.objects.update(at=timezone.now() - SIGN_IN_WAIT - timedelta(seconds=1))
    assert sign_in(client, PASSWORD) == ""


def test_signing_in_forgets_the_failures_before(client: Client, edith: User) -> None:
    for _ in range(4):
        sign_in(client, "wrong")
    assert sign_in(client, PASSWORD) == ""
    assert not FailedSignIn.objects.exists()


def test_signing_in_leads_nowhere_but_this_site(client: Client, edith: User) -> None:
    fields = {"login": "edith", "password": PASSWORD, "next": "https://elsewhere.example/"}
    answer = client.post(reverse("sign-in"), fields)
    assert answer.headers["Location"] == reverse("officer-home")


def test_the_trail_page_filters_by_its_address(client: Client, edith: User) -> None:
    client.force_login(edith)
    page = reverse("officer-trail")
    said = re.findall('datetime="(.+?)"', client.get(page).content.decode())
    assert said and all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d[+-]\d{4}", moment) for moment in said)
    assert "officer edith" in client.get(page).content.decode()
    assert "officer edith" not in client.get(page, {"what": "council"}).content.decode()
    assert "No act matches" in client.get(page, {"who": "edith"}).content.decode()
    assert client.get(page, {"since": "yesterday", "page": "x"}).status_code == 200


def test_a_strategy_officer_holds_publishing_and_lifts_it(client: Client, edith: User) -> None:
    client.force_login(edith)
    page = reverse("officer-publication")
    fields = {"reason": "Elections", "starts": "2027-03-20", "ends": "2027-05-06", "exceptions": "plan a\n\n"}
    assert client.post(page, fields).status_code == 302
    (made,) = publication_holds()
    assert made.exceptions == ("plan a",)
    shown = client.get(page).content.decode()
    assert "Elections" in shown and "20 March 2027" in shown
    lift = reverse("lift-hold", args=[made.number])
    assert client.get(lift).status_code == 405
    assert client.post(lift).status_code == 302
    assert publication_holds() == ()


@pytest.mark.parametrize("named", ["rubbish", "plan", "strategic-statement-2015", "page home"])
def test_an_exception_to_a_hold_that_names_nothing_is_refused(
    named: str, client: Client, edith: User
) -> None:
    client.force_login(edith)
    fields = {"reason": "Elections", "starts": "2027-03-20", "ends": "2027-05-06", "exceptions": named}
    answer = client.post(reverse("officer-publication"), fields)
    assert f"'{named}' names nothing" in answer.context["form"].errors["exceptions"][0]
    assert publication_holds() == ()


@pytest.mark.django_db
def test_before_a_council_is_stated_the_home_page_says_what_to_do(client: Client) -> None:
    answer = client.get(reverse("home"))
    assert answer.status_code == 404
    assert "goldenthread council set" in answer.content.decode()


def test_a_hold_that_ends_before_it_starts_is_told_beside_the_field(client: Client, edith: User) -> None:
    client.force_login(edith)
    fields = {"reason": "Elections", "starts": "2027-05-06", "ends": "2027-03-20"}
    answer = client.post(reverse("officer-publication"), fields)
    assert "before it starts" in answer.context["form"].errors["ends"][0]


def test_a_performance_officer_sees_holds_and_cannot_touch_them(
    client: Client, council: CouncilFacts, alice: User, bob: User
) -> None:
    today = timezone.localdate()
    hold_publication(alice, "Elections", today, today)
    client.force_login(bob)
    page = reverse("officer-publication")
    assert "Hold publishing" not in client.get(page).content.decode()
    fields = {"reason": "Mine", "starts": "2027-03-20", "ends": "2027-05-06"}
    assert client.post(page, fields).status_code == 403
    assert client.post(reverse("lift-hold", args=[publication_holds()[0].number])).status_code == 403
    assert len(publication_holds()) == 1


def test_a_form_without_its_token_is_not_taken(edith: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(edith)
    fields = {"reason": "Elections", "starts": "2027-03-20", "ends": "2027-05-06"}
    assert strict.post(reverse("officer-publication"), fields).status_code == 403
    assert publication_holds() == ()


def test_the_trail_tells_moments_as_people_write_them() -> None:
    line = TrailLine(
        datetime(2026, 1, 1, tzinfo=UTC),
        "bob",
        "publish_release",
        Subject("release", "r1"),
        {"publish_at": ""},
        {"publish_at": "2026-07-01T08:30:00+00:00"},
        "",
    )
    assert line.changes == (("publish at", "", "1 July 2026, 09:30"),)
