"""The demo keeps to a folder of its own, and never takes one that is half made for whole."""

import os
import stat
from pathlib import Path

import pytest

from goldenthread.rules.refusal import Refused
from goldenthread.upkeep.demo_home import MARK, DemoHome, stamp_of


@pytest.fixture
def home(tmp_path: Path) -> DemoHome:
    made = DemoHome(tmp_path / "home")
    made.claim()
    return made


def test_an_installation_that_the_demo_did_not_make_is_left_alone(tmp_path: Path) -> None:
    installation = tmp_path / "installation"
    installation.mkdir()
    (installation / "goldenthread.sqlite3").write_text("a council's own")
    with pytest.raises(Refused, match=r"it holds goldenthread\.sqlite3, which the demo did not make"):
        DemoHome(installation).claim()
    assert [each.name for each in installation.iterdir()] == ["goldenthread.sqlite3"]


def test_a_folder_with_nothing_but_its_secret_key_may_be_claimed(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "secret-key").write_text("key")
    DemoHome(folder).claim()
    assert (folder / MARK).exists()


def test_a_home_is_made_only_once_it_is_sealed(home: DemoHome) -> None:
    (home.folder / "goldenthread.sqlite3").write_text("half")
    assert not home.is_made_from("these")
    home.seal("these")
    assert home.is_made_from("these") and not home.is_made_from("others")


def test_emptying_keeps_the_secret_key_the_mark_and_what_was_fetched(home: DemoHome) -> None:
    for name in ("secret-key", "officers.json"):
        (home.folder / name).write_text("x")
    for name in ("observations", "fetched"):
        (home.folder / name).mkdir()
        (home.folder / name / "file").write_text("x")
    home.seal("these")
    home.empty()
    assert sorted(each.name for each in home.folder.iterdir()) == ["fetched", MARK, "secret-key"]


def test_emptying_does_not_follow_a_link_out_of_the_folder(home: DemoHome, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("x")
    (home.folder / "observations").symlink_to(outside)
    home.empty()
    assert (outside / "kept").exists() and not (home.folder / "observations").exists()


def test_nobody_but_the_owner_reads_a_secret(home: DemoHome) -> None:
    home.write_secret("officers.json", [{"username": "a"}])
    home.write_secret("officers.json", [{"username": "b"}])
    assert stat.S_IMODE((home.folder / "officers.json").stat().st_mode) == 0o600
    assert home.read_secret("officers.json") == [{"username": "b"}]


def test_a_home_is_not_made_anew_under_a_demo_that_serves_it(home: DemoHome) -> None:
    serving = home.hold(alone=False)
    os.close(home.hold(alone=False))
    with pytest.raises(Refused, match="another demo is using this folder"):
        home.hold(alone=True)
    os.close(serving)
    os.close(home.hold(alone=True))


def test_the_stamp_differs_where_an_example_a_data_file_or_the_seed_does(tmp_path: Path) -> None:
    example, data = tmp_path / "example", tmp_path / "data"
    for folder in (example, data):
        folder.mkdir()
        (folder / "figures.csv").write_text("1")
    first = stamp_of([example], data, None)
    assert stamp_of([example], data, None) == first
    assert stamp_of([example], None, None) != first
    assert stamp_of([example], data, 7) != first
    (data / "figures.csv").write_text("12")
    second = stamp_of([example], data, None)
    assert second != first
    (example / "figures.csv").write_text("2")
    assert stamp_of([example], data, None) != second
