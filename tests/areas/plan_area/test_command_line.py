import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from goldenthread.cli.main import outcome
from goldenthread.people.models import TrailEntry, User
from goldenthread.plan.file import read_plan, write_plan
from goldenthread.plan.models import PlanVersion
from goldenthread.plan.queries import plans
from tests.areas.plan_area.plans import SMALL


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_plan(SMALL, tmp_path / "small.yaml")
    return tmp_path / "small.yaml"


@pytest.mark.parametrize("ending", ["yaml", "xlsx"])
def test_a_plan_goes_in_and_comes_out_the_same(ending: str, file: Path, alice: User) -> None:
    out = file.with_name(f"out.{ending}")
    assert outcome(["plan", "import", str(file), "--as", "alice"]) == 0
    assert outcome(["plan", "export", "small", "--out", str(out)]) == 0
    assert read_plan(out) == SMALL
    assert TrailEntry.objects.get(act="import_plan").who == alice


def test_an_import_is_rehearsed_without_writing(
    file: Path, alice: User, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome(["plan", "import", str(file), "--as", "alice", "--rehearse", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"plan": "small", "added": 5, "changed": 0, "removed": 0, "same": 0, "public": False}
    assert not PlanVersion.objects.exists()


def test_an_import_is_public_only_when_asked(file: Path, alice: User, charlie: AnonymousUser) -> None:
    assert outcome(["plan", "import", str(file), "--as", "alice"]) == 0
    assert plans(charlie, timezone.now()) == ()
    write_plan(replace(SMALL, note="Changed"), file)
    assert outcome(["plan", "import", str(file), "--as", "alice", "--publish"]) == 0
    assert [plan.facts.number for plan in plans(charlie, timezone.now())] == [2]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["import", "{file}", "--as", "bob"], "Your roles do not let you import plans"),
        (["import", "{file}", "--as", "nobody"], "there is no officer named 'nobody'"),
        (["export", "none", "--out", "{file}"], "none: there is no such plan"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    arguments: list[str], told: str, file: Path, bob: User, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome(["plan", *(word.format(file=file) for word in arguments)]) == 1
    assert told in capsys.readouterr().err
    assert not PlanVersion.objects.exists()
    assert read_plan(file) == SMALL
