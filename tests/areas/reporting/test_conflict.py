"""Two people at one return: the second is told what the first wrote, and nobody's words are lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from goldenthread.people.models import User
from goldenthread.reporting.commands.saving import Conflict, RowChange, Saved, save_figure, save_rows
from goldenthread.reporting.models import ReturnAction, ReturnFigure
from tests.areas.reporting.quarter import NOW, person

ROOT = Path(__file__).parents[3]


@pytest.fixture
def waiting(quarter: str, lara: User) -> ReturnFigure:
    """A figure that Lara has entered while Carla looked at the empty one."""
    row = ReturnFigure.objects.get(measure="waiting")
    save_figure(lara, quarter, "care", RowChange(row.pk, {"value": "230", "comment": "Two left."}, 1), NOW)
    return row


@pytest.mark.django_db
def test_the_second_is_told_what_the_first_wrote_and_keeps_their_own_words(
    waiting: ReturnFigure, quarter: str
) -> None:
    carla = person("carla", "service_lead", "people")
    answer = save_figure(carla, quarter, "care", RowChange(waiting.pk, {"comment": "Three left."}, 1), NOW)
    assert isinstance(answer, Conflict)
    assert (answer.theirs["value"], answer.theirs["comment"]) == ("230", "Two left.")
    assert (answer.yours, answer.by, answer.at) == ({"comment": "Three left."}, "lara", NOW)
    waiting.refresh_from_db()
    assert waiting.comment == "Two left."


@pytest.mark.django_db
def test_the_second_may_then_choose_their_own(waiting: ReturnFigure, quarter: str) -> None:
    carla = person("carla", "service_lead", "people")
    answer = save_figure(carla, quarter, "care", RowChange(waiting.pk, {"comment": "Three left."}, 2), NOW)
    assert answer == Saved("figure", waiting.pk, 3)
    waiting.refresh_from_db()
    assert (waiting.value, waiting.comment) == ("230", "Three left.")


@pytest.mark.django_db
def test_two_who_enter_the_same_agree(waiting: ReturnFigure, quarter: str) -> None:
    carla = person("carla", "service_lead", "people")
    answer = save_figure(carla, quarter, "care", RowChange(waiting.pk, {"value": "230"}, 1), NOW)
    assert answer == Saved("figure", waiting.pk, 2)


@pytest.mark.django_db
def test_a_conflict_in_one_row_does_not_keep_the_others_from_being_saved(
    waiting: ReturnFigure, quarter: str
) -> None:
    carla = person("carla", "service_lead", "people")
    action = ReturnAction.objects.get(action="care-1")
    figures = [RowChange(waiting.pk, {"value": "231"}, 1)]
    actions = [RowChange(action.pk, {"sentence": "Thirty so far."}, 1)]
    first, second = save_rows(carla, quarter, "care", figures, actions, NOW)
    assert isinstance(first, Conflict) and second == Saved("action", action.pk, 2)


def test_fifty_people_saving_at_once_lose_nothing_and_see_no_lock(tmp_path: Path) -> None:
    environment = os.environ | {
        "GOLDENTHREAD_HOME": str(tmp_path / "home"),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "goldenthread.web.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }
    command = [sys.executable, str(Path(__file__).with_name("saving_at_once.py"))]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr[-2000:]
    said = json.loads(run.stdout)
    assert said["faults"] == []
    assert said["kept"] == {f"person-{n}": f"Sentence 3 of person {n}." for n in range(50)}
    assert said["lines"] == 150
