"""A person's own page: what is known about them, all of it, and what they may change."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.people.commands.account import add_officer, note_failed_sign_in
from goldenthread.people.commands.letter import Draft, queue_letters
from goldenthread.people.commands.own_account import change_own_password
from goldenthread.people.models import TrailEntry, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.refusal import Refused
from tests.areas.people.sign_in_help import PASSWORD, give_password, set_up_second_factor

OTHER = "another-long-pass-phrase"


@pytest.fixture
def edith(council: CouncilFacts, client: Client) -> User:
    """Signed in, on one machine."""
    user = add_officer("edith", PASSWORD, ["performance", "finance"], email="edith@council.example")
    give_password(client, "edith")
    return user


def page(client: Client) -> str:
    return client.get(reverse("own-page")).content.decode()


def test_it_tells_the_account_with_its_roles_and_where_the_person_is_signed_in(
    edith: User, client: Client
) -> None:
    give_password(Client(headers={"User-Agent": "A browser at home"}), "edith", address="10.0.0.7")
    said = page(client)
    for fact in ("edith@council.example", "Performance officer", "Finance officer", "A browser at home"):
        assert fact in said
    assert "10.0.0.7" in said and said.count("(here)") == 1


def test_it_tells_the_second_factor_and_how_many_recovery_codes_are_left(edith: User, client: Client) -> None:
    assert "Not set up" in page(client)
    set_up_second_factor(client)
    assert "10 recovery codes left" in page(client)


def test_it_counts_the_attempts_that_failed(edith: User, client: Client) -> None:
    for _ in range(3):
        note_failed_sign_in("edith", "10.0.0.9", timezone.now())
    assert client.get(reverse("own-page")).context["known"].failed_sign_ins == 3


def test_the_file_holds_everything_that_the_page_tells_with_every_act(edith: User, client: Client) -> None:
    queue_letters([Draft("edith@council.example", "digest", timezone.localdate(), "You owe", "…", "edith")])
    client.post(reverse("own-digest"), {})
    answer = client.get(reverse("own-page-file"))
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    held = json.loads(answer.content)
    assert held["username"] == "edith" and held["email"] == "edith@council.example"
    assert held["digest"] is False
    assert [each["subject"] for each in held["letters"]] == ["You owe"]
    assert [act["act"] for act in held["acts"]] == ["choose_digest"]
    assert [act["act"] for act in held["acts_on"]] == ["choose_digest", "add_officer"]
    assert len(held["sessions"]) == 1 and held["sessions"][0]["is_this"]


def test_the_file_holds_nothing_secret_and_nothing_of_anybody_else(edith: User, client: Client) -> None:
    add_officer("bertha", PASSWORD, ["finance"], email="bertha@council.example")
    secret, codes = set_up_second_factor(client)
    held = client.get(reverse("own-page-file")).content.decode()
    for hidden in (edith.password, secret, codes[0], client.session.session_key, "bertha"):
        assert str(hidden) not in held


def test_letters_are_chosen_and_the_trail_says_from_what_to_what(edith: User, client: Client) -> None:
    client.post(reverse("own-digest"), {})
    client.post(reverse("own-digest"), {})
    edith.refresh_from_db()
    assert not edith.digest
    (act,) = TrailEntry.objects.filter(act="choose_digest")
    assert (act.before, act.after) == ({"digest": True}, {"digest": False})
    client.post(reverse("own-digest"), {"digest": "on"})
    edith.refresh_from_db()
    assert edith.digest


def test_another_password_needs_the_one_there_is_and_ends_every_other_session(
    edith: User, client: Client
) -> None:
    elsewhere = Client()
    give_password(elsewhere, "edith")
    answer = client.post(reverse("own-password"), {"current": PASSWORD, "password": OTHER})
    assert answer.status_code == 302
    assert client.get(reverse("own-page")).status_code == 200
    assert elsewhere.get(reverse("own-page")).status_code == 302
    assert give_password(Client(), "edith", OTHER).status_code == 302
    assert TrailEntry.objects.filter(act="change_own_password", who=edith).count() == 1


def test_wrong_passwords_on_the_page_are_counted_as_at_the_door(edith: User, client: Client) -> None:
    fields = {"current": "wrong", "password": OTHER}
    for _ in range(5):
        form = client.post(reverse("own-password"), fields).context["form"]
        assert "not your password" in form.errors["current"][0]
    late = client.post(reverse("own-password"), {"current": PASSWORD, "password": OTHER})
    assert "Too many attempts" in late.context["form"].errors["current"][0]
    edith.refresh_from_db()
    assert edith.check_password(PASSWORD)


def test_a_weak_password_is_refused_beside_its_field(edith: User, client: Client) -> None:
    form = client.post(reverse("own-password"), {"current": PASSWORD, "password": "edith"}).context["form"]
    assert "too short" in form.errors["password"][0]
    with pytest.raises(Refused):
        change_own_password(edith, "12345678")


def test_signing_out_elsewhere_leaves_this_session_alone(edith: User, client: Client) -> None:
    elsewhere = Client()
    give_password(elsewhere, "edith")
    client.post(reverse("end-other-sessions"))
    assert client.get(reverse("own-page")).status_code == 200
    assert elsewhere.get(reverse("own-page")).status_code == 302


@pytest.mark.parametrize("act", ["own-digest", "end-other-sessions"])
def test_following_a_link_changes_nothing(act: str, edith: User, client: Client) -> None:
    assert client.get(reverse(act)).status_code == 405


@pytest.mark.parametrize("name", ["own-page", "own-page-file", "own-password"])
def test_a_resident_is_asked_to_sign_in(name: str, client: Client, council: CouncilFacts) -> None:
    assert client.get(reverse(name)).headers["Location"].startswith(reverse("sign-in"))


def test_a_person_without_a_role_still_sees_what_is_known_about_them(
    client: Client, council: CouncilFacts
) -> None:
    client.force_login(User.objects.create(username="donald"))
    assert "donald" in page(client)
