"""What somebody who means harm tries at the door, on the trail and on the installation's folder."""

import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from goldenthread.people.commands.account import add_officer
from goldenthread.people.commands.trail import record
from goldenthread.people.models import FailedSignIn, TrailEntry, User
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.rules.subject import Subject
from goldenthread.web.installation import database, secret_key
from goldenthread.web.proxy import told_by_proxy

PASSWORD = "a-long-enough-pass-phrase"


@pytest.mark.parametrize("page", ["home", "plans", "measures", "scorecard", "officer-home"])
def test_nothing_keeps_what_somebody_signed_in_reads(
    page: str, client: Client, council: CouncilFacts, bob: User
) -> None:
    client.force_login(bob)
    assert {"private", "no-store"} <= set(client.get(reverse(page)).headers["Cache-Control"].split(", "))


def test_a_page_that_an_officer_may_not_open_is_kept_no_more_than_one_they_may(
    client: Client, council: CouncilFacts, bob: User
) -> None:
    client.force_login(bob)
    answer = client.get(reverse("upload-plan"))
    assert answer.status_code == 403
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_everybody_reads_may_be_kept(client: Client, council: CouncilFacts) -> None:
    assert "no-store" not in client.get(reverse("home")).headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    "asked", [{"page": "9" * 5000}, {"page": "9" * 30}, {"until": "9999-12-31"}, {"since": "0001-01-01"}]
)
def test_the_trail_is_shown_whatever_number_or_day_is_asked_for(
    asked: dict[str, str], client: Client, council: CouncilFacts, bob: User
) -> None:
    client.force_login(bob)
    assert client.get(reverse("officer-trail"), asked).status_code == 200


@pytest.mark.parametrize("page", ["home", "sign-in", "search"])
def test_a_body_over_the_limit_is_refused_before_it_is_read(
    page: str, client: Client, council: CouncilFacts
) -> None:
    large = str(settings.UPLOAD_LIMIT * 2)
    answer = client.post(reverse(page), {"file": SimpleUploadedFile("a", b"x")}, CONTENT_LENGTH=large)
    assert answer.status_code == 413
    assert "MB" in answer.content.decode()


def test_a_body_over_the_limit_is_refused_on_the_page_that_takes_plans(client: Client, alice: User) -> None:
    client.force_login(alice)
    large = str(settings.UPLOAD_LIMIT * 2)
    assert client.post(reverse("upload-plan"), {}, CONTENT_LENGTH=large).status_code == 413


def test_the_folder_of_an_installation_opens_to_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "in" / "stallation"
    secret_key(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "secret-key").stat().st_mode) == 0o600


def test_guessing_at_many_names_from_one_address_closes_the_door_to_it(council: CouncilFacts) -> None:
    add_officer("edith", PASSWORD, ["strategy"])
    page, said = reverse("sign-in"), {"login": "edith", "password": PASSWORD}
    for number in range(30):
        address = f"10.0.0.1:{50_000 + number}" if number % 2 else "10.0.0.1"
        Client().post(page, {"login": f"name-{number}", "password": "x"}, REMOTE_ADDR=address)
    shut = Client().post(page, said, REMOTE_ADDR="10.0.0.1")
    assert "Too many attempts failed" in shut.content.decode()
    assert FailedSignIn.objects.count() == 30
    assert Client().post(page, said, REMOTE_ADDR="10.0.0.2").status_code == 302


@pytest.mark.parametrize(
    ("peer", "told", "address"),
    [
        ("127.0.0.1", "192.0.2.7", "192.0.2.7"),
        ("127.0.0.1", "6.6.6.6, 192.0.2.7", "192.0.2.7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("192.0.2.9", "6.6.6.6", "192.0.2.9"),
    ],
)
def test_only_the_web_server_in_front_says_who_asks(peer: str, told: str, address: str) -> None:
    environ = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": told}
    assert told_by_proxy(lambda environ, _: [environ["REMOTE_ADDR"].encode()])(environ, None) == [
        address.encode()
    ]


@pytest.mark.parametrize("act", ["UPDATE people_trailentry SET act = 'x'", "DELETE FROM people_trailentry"])
def test_not_even_the_database_changes_the_trail(act: str, db: None) -> None:
    with transaction.atomic():
        record(None, "act", Subject("plan", "p"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(act)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        TrailEntry._base_manager.all().delete()
    assert TrailEntry.objects.get().act == "act"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_postgres_does_not_empty_the_trail_at_a_stroke(db: None) -> None:
    with transaction.atomic():
        record(None, "act", Subject("plan", "p"))
    connection.check_constraints()  # what waits for the commit would itself stop a TRUNCATE
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("TRUNCATE people_trailentry")
    assert TrailEntry.objects.get().act == "act"


def test_what_follows_the_question_mark_of_an_address_reaches_the_database(tmp_path: Path) -> None:
    said = database(
        "postgresql://golden:p%40ss@db:5433/plans?sslmode=verify-full&sslrootcert=%2Fca", tmp_path
    )
    assert said["PASSWORD"] == "p@ss" and said["PORT"] == 5433
    assert said["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/ca"}
