"""A release is whole or not there, whenever its writer is killed and however many write at once."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from goldenthread.engine.store import ObservationStore
from tests.areas.measures.conftest import HEADER, KENT

WRITING = Path(__file__).with_name("writing.py")
START = """
import django; django.setup()
from django.core.management import call_command; call_command("migrate", verbosity=0)
from goldenthread.measures.commands import define_measure
from goldenthread.rules.measure import Measure
define_measure(None, Measure("neet", "Young people not in education, employment or training", "%"))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("made") / "home"
    subprocess.run([sys.executable, "-c", START], env=environment(home), check=True)
    return home


@pytest.fixture
def installation(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "home"))


def environment(home: Path) -> dict[str, str]:
    source = str(Path(__file__).parents[3] / "src")
    ours = {"GOLDENTHREAD_HOME": str(home), "DJANGO_SETTINGS_MODULE": "goldenthread.web.settings"}
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, **ours, "PYTHONPATH": source}


def start(home: Path, file: Path, die_at: str = "") -> "subprocess.Popen[bytes]":
    command = [sys.executable, str(WRITING), str(file), die_at]
    return subprocess.Popen(command, env=environment(home), stderr=subprocess.PIPE)


def observations(folder: Path, name: str, years: range) -> Path:
    path = folder / name
    rows = (f"neet,{KENT},{year},{year % 7}.{len(name)},,,," for year in years)
    path.write_text("\n".join((HEADER, *rows)) + "\n")
    return path


def releases(home: Path) -> list[str]:
    """The segments of every release; each is whole, and has exactly one line in the trail."""
    with closing(sqlite3.connect(home / "goldenthread.sqlite3")) as database:
        found = database.execute("select ref, segment from measures_release").fetchall()
        acts = database.execute("select subject_ref from people_trailentry where act = 'import_release'")
        recorded = sorted(ref for (ref,) in acts)
    store = ObservationStore(home / "observations")
    assert sorted(ref for ref, _ in found) == recorded
    assert all(store.is_whole(segment) for _, segment in found)
    return [segment for _, segment in found]


@pytest.mark.parametrize(
    "moment",
    [
        "before the segment is named",
        "after the segment is written",
        "before the line in the trail",
        "after the line in the trail",
        "of a large file, while a portion is checked",
        "of a large file, while portions are merged",
        "of a large file, before the segment is named",
    ],
)
def test_a_writer_that_is_killed_leaves_no_release(installation: Path, tmp_path: Path, moment: str) -> None:
    file = observations(tmp_path, "figures.csv", range(2000, 2020))
    killed = start(installation, file, moment)
    killed.communicate()
    assert killed.returncode == -9 and releases(installation) == []
    again = start(installation, file)
    assert again.communicate()[1] == b"" and again.returncode == 0
    assert len(releases(installation)) == 1
    store = ObservationStore(installation / "observations")
    store.sweep(releases(installation), older_than=0.0)
    assert list(store.segments()) == releases(installation)
    assert len(list((installation / "observations").iterdir())) == 1


def test_a_writer_killed_at_any_moment_leaves_whole_releases_only(installation: Path, tmp_path: Path) -> None:
    dice = random.Random(7)
    for attempt in range(3):
        writer = start(installation, observations(tmp_path, f"{'x' * attempt}.csv", range(1500, 2020)))
        time.sleep(0.6 + dice.random())
        writer.kill()
        writer.communicate()
        releases(installation)
    last = start(installation, observations(tmp_path, "last one.csv", range(2000, 2020)))
    last.communicate()
    assert last.returncode == 0 and releases(installation)


def test_two_writers_at_once_both_come_in_whole(installation: Path, tmp_path: Path) -> None:
    first = observations(tmp_path, "first.csv", range(1800, 1900))
    second = observations(tmp_path, "second one.csv", range(1850, 1950))
    writers = [start(installation, file) for file in (first, second, first, second)]
    said = [writer.communicate()[1] for writer in writers]
    assert said == [b""] * 4 and [writer.returncode for writer in writers] == [0] * 4
    assert set(releases(installation)) == set(ObservationStore(installation / "observations").segments())
    assert len(set(releases(installation))) == 2
