"""Editions on the command line: from beginning one to withdrawing it, each said to people and to programs."""

import json
from typing import Any

import pytest
from django.utils import timezone

from goldenthread.cli.main import outcome
from goldenthread.people.models import TrailEntry, User
from goldenthread.publish.queries.edition import edition_facts
from tests.areas.publish.conftest import KENT, Deliver
from tests.areas.publish.invented_kind import InventedKind

pytestmark = pytest.mark.django_db

Output = pytest.CaptureFixture[str]


@pytest.fixture
def run(figures: None, invented: InventedKind, capsys: Output) -> Any:
    """Gives a command and returns what it says as JSON."""

    def give(*said: str) -> Any:
        capsys.readouterr()
        assert outcome(["editions", *said, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return give


@pytest.fixture
def begun(run: Any) -> str:
    run("begin", "invented", "--ref", "report", "--area", KENT, "--title", "A report")
    return "report"


def test_the_list_says_of_each_edition_what_it_is_and_how_it_stands(run: Any, begun: str) -> None:
    row = {"ref": "report", "kind": "invented", "title": "A report", "state": "draft", "frozen_at": None}
    assert run() == [row]
    run("freeze", begun)
    (frozen,) = run()
    assert frozen["state"] == "frozen"
    assert frozen["frozen_at"].startswith(str(timezone.now().date().year))


def test_an_edition_may_be_in_a_language_of_the_site_and_in_no_other(run: Any, capsys: Output) -> None:
    begin = ["begin", "invented", "--area", KENT]
    assert run(*begin, "--ref", "report", "--language", "en-gb")["state"] == "draft"
    assert outcome(["editions", *begin, "--ref", "other", "--language", "tlh"]) == 1
    assert "use one of en-gb" in capsys.readouterr().err


def test_freezing_says_the_issue_and_the_checksum_of_every_file(run: Any, begun: str) -> None:
    said = run("freeze", begun, "--publish", "now")
    assert (said["issue"], said["public"]) == (1, True)
    found = edition_facts(begun, timezone.now())
    assert found is not None and found.latest is not None
    assert said["manifest"] == found.latest.manifest


def test_a_frozen_edition_is_published_corrected_and_withdrawn(
    run: Any, begun: str, deliver: Deliver
) -> None:
    run("freeze", begun)
    assert run("publish", begun)["public"] is True
    deliver("neet,2023-04-01/P1Y,4")
    assert run("correct", begun, "--reason", "A figure was revised")["issue"] == 2
    said = run("withdraw", begun, "--order", "The Monitoring Officer", "--reason", "It names a person")
    assert said["state"] == "withdrawn"


def test_a_comparison_names_each_fact_with_what_it_was_and_is(
    run: Any, begun: str, deliver: Deliver, capsys: Output
) -> None:
    run("freeze", begun)
    deliver("neet,2023-04-01/P1Y,4")
    said = run("compare", begun)
    assert [(each["was"]["text"], each["now"]["text"]) for each in said["differences"]] == [
        ("6%", "4%"),
        ("Not improving", "Improving"),
    ]
    outcome(["editions", "compare", begun])
    assert "Young people out of work, 2023/24: it says 6%; today it would say 4%" in capsys.readouterr().out


def test_a_moment_may_be_set_and_what_is_no_moment_is_refused(run: Any, begun: str, capsys: Output) -> None:
    assert outcome(["editions", "freeze", begun, "--publish", "soon"]) == 1
    assert 'say "now", or a moment such as 2026-12-01T09:00' in capsys.readouterr().err
    said = run("freeze", begun, "--publish", "2999-01-01T09:00")
    assert said["public"] is False


def test_an_officer_may_be_named_and_the_trail_says_who(run: Any, begun: str, alice: User) -> None:
    run("freeze", begun, "--as", "alice")
    assert TrailEntry.objects.get(act="freeze_edition").who == alice


def test_whoever_may_not_is_refused(run: Any, begun: str, adele: User, capsys: Output) -> None:
    assert outcome(["editions", "freeze", begun, "--as", "adele"]) == 1
    assert "Your roles do not let you freeze an edition" in capsys.readouterr().err


def test_strays_are_swept_and_counted(run: Any, begun: str) -> None:
    run("freeze", begun)
    assert run("sweep") == {"removed": 0}
