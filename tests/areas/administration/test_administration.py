"""The council, officers, areas and sources of an installation, on the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import authenticate

from goldenthread.cli.main import outcome
from goldenthread.measures.queries import register, sources
from goldenthread.people.models import FailedSignIn, TrailEntry, User
from goldenthread.people.queries.account import accounts
from goldenthread.people.queries.council import CouncilFacts
from goldenthread.people.queries.council import council as council_now

pytestmark = pytest.mark.django_db

Output = pytest.CaptureFixture[str]


def test_a_council_is_set_up_from_a_file_and_its_short_name_follows_from_its_title(tmp_path: Path) -> None:
    file = tmp_path / "council.yaml"
    file.write_text('title: Kent County Council\narea: E10000016\naccent: "#00557f"\nvision:\n')
    assert outcome(["council", "set", str(file)]) == 0
    assert council_now() == CouncilFacts(
        "kent-county-council",
        "Kent County Council",
        "",
        "E10000016",
        "kent-annual-report-2017",
        "",
        "#00557f",
    )
    assert TrailEntry.objects.get(act="set_council").who is None


def test_what_is_not_given_stays_as_it_is(council: CouncilFacts, adele: User) -> None:
    assert outcome(["council", "set", "--plan", "next", "--as", "adele"]) == 0
    now = council_now()
    assert now is not None and (now.plan, now.title, now.vision) == ("next", council.title, council.vision)
    assert TrailEntry.objects.get(act="set_council", who=adele).after["plan"] == "next"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("area: E10000016", "title: the council has no title: give the council's name"),
        ("title: Kent\narea: Kent", "area: 'Kent' is not in the area register"),
        (
            "title: Kent\narea: E10000016\npolicy: none",
            "policy: there is no policy 'none': use one of every-question, kent-",
        ),
        ("title: Kent\narea: E10000016\nname: Kent", "name: it is no fact of a council: use ref, title"),
        ("title: Kent\n  area: E", ":2: the file is not YAML"),
        ("- Kent", "the file holds no facts"),
        ('title: Kent\narea: E10000016\naccent: "#ffff00"', "'#ffff00' is no colour that stands out"),
    ],
)
def test_a_faulty_council_is_refused_in_words_and_nothing_is_kept(
    text: str, told: str, tmp_path: Path, capsys: Output
) -> None:
    file = tmp_path / "council.yaml"
    file.write_text(text)
    assert outcome(["council", "set", str(file)]) == 1
    assert told in capsys.readouterr().err and council_now() is None


def test_an_officer_is_added_with_a_password_that_is_shown_once(adele: User, capsys: Output) -> None:
    command = ["officer", "add", "sam", "--role", "strategy", "--role", "performance"]
    assert outcome([*command, "--as", "adele", "--json"]) == 0
    password = json.loads(capsys.readouterr().out)["password"]
    found = authenticate(None, username="sam", password=password)
    assert isinstance(found, User) and found.roles == {"strategy", "performance"}
    entry = TrailEntry.objects.get(act="add_officer")
    assert entry.who == adele and password not in json.dumps([entry.before, entry.after, entry.note])


def test_roles_are_put_in_place_of_those_held(bob: User) -> None:
    assert outcome(["officer", "roles", "bob", "--role", "strategy"]) == 0
    assert [each.roles for each in accounts()] == [("strategy",)]
    entry = TrailEntry.objects.get(act="change_roles")
    assert (entry.before, entry.after) == ({"roles": ["performance"]}, {"roles": ["strategy"]})


def test_a_new_password_opens_the_door_that_failures_closed(bob: User, capsys: Output) -> None:
    FailedSignIn.objects.create(username="bob", address="10.0.0.1", at="2026-01-01T00:00Z")
    assert outcome(["officer", "password", "bob", "--json"]) == 0
    password = json.loads(capsys.readouterr().out)["password"]
    assert authenticate(None, username="bob", password=password) == bob
    assert not FailedSignIn.objects.exists()


def test_a_closed_account_cannot_sign_in_and_can_be_opened_again(bob: User, capsys: Output) -> None:
    assert outcome(["officer", "password", "bob", "--json"]) == 0
    password = json.loads(capsys.readouterr().out)["password"]
    assert outcome(["officer", "deactivate", "bob"]) == 0
    assert authenticate(None, username="bob", password=password) is None
    assert outcome(["officer", "list"]) == 0
    assert "bob: performance, closed" in capsys.readouterr().out
    assert outcome(["officer", "deactivate", "bob", "--undo"]) == 0
    assert authenticate(None, username="bob", password=password) == bob


def test_an_area_is_declared_with_its_members() -> None:
    members = ["--member", "E07000108", "--member", "E07000114"]
    assert outcome(["area", "declare", "kent-coast", "--title", "Kent coast", *members]) == 0
    assert register()["kent-coast"].members == ("E07000108", "E07000114")
    assert TrailEntry.objects.get(act="declare_area").subject_ref == "kent-coast"


def test_a_source_is_written_down_for_officers_to_choose() -> None:
    said = ["--title", "Local statistics", "--publisher", "ONS", "--layout", "ons-els"]
    assert outcome(["source", "record", "ons", *said]) == 0
    assert [(each.ref, each.title, each.layout) for each in sources()] == [
        ("ons", "Local statistics", "ons-els")
    ]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["council", "set", "--title", "Mine", "--area", "E10000016"], "change the council's facts"),
        (["officer", "add", "sam", "--role", "strategy"], "add officers"),
        (["officer", "roles", "alice", "--role", "administrator"], "change officers' roles"),
        (["officer", "password", "alice"], "change officers' passwords"),
        (["officer", "deactivate", "alice"], "close accounts"),
        (["area", "declare", "a1", "--title", "A", "--member", "E07000108"], "declare areas"),
        (["source", "record", "ons", "--title", "ONS"], "keep sources"),
    ],
)
def test_an_officer_without_the_role_is_refused_in_words(
    command: list[str], told: str, alice: User, capsys: Output
) -> None:
    assert outcome([*command, "--as", "alice"]) == 1
    said = capsys.readouterr().err
    assert f"--as alice: Your roles do not let you {told}" in said and "Traceback" not in said
    assert not TrailEntry.objects.exists()


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["officer", "roles", "nobody", "--role", "strategy"], "nobody has an account of that name"),
        (["officer", "deactivate", "adele", "--as", "adele"], "nobody closes their own account"),
        (["officer", "add", "adele", "--role", "strategy"], "username"),
        (["area", "declare", "a 1", "--title", "A", "--member", "E07000108"], "cannot name a composite"),
        (["council", "show"], "no council has been set up yet"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(
    command: list[str], told: str, adele: User, capsys: Output
) -> None:
    assert outcome(command) == 1
    assert told in capsys.readouterr().err


def test_from_an_empty_folder_to_an_officer_who_can_sign_in(tmp_path: Path) -> None:
    place = os.environ | {"GOLDENTHREAD_HOME": str(tmp_path / "home"), "DATABASE_URL": ""}

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "goldenthread", *words]
        return subprocess.run(command, env=place, capture_output=True, text=True, timeout=120)

    early = run("officer", "add", "sam", "--role", "administrator")
    assert early.returncode == 1 and "goldenthread council set" in early.stderr
    made = run("council", "set", "--title", "Kent County Council", "--area", "E10000016")
    assert made.returncode == 0, made.stderr
    added = run("officer", "add", "sam", "--role", "administrator")
    assert added.returncode == 0 and "password: " in added.stdout
