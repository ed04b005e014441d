"""Where observations are kept: a local folder, or any address that fsspec knows."""

import os
from pathlib import Path
from uuid import uuid4

import fsspec
import pyarrow as pa
import pytest
from fsspec.implementations.local import LocalFileSystem

from goldenthread.engine.compaction import compact, found, in_use
from goldenthread.engine.place import Place
from goldenthread.engine.release import Release, current
from goldenthread.engine.store import ObservationStore
from goldenthread.rules.refusal import Refused
from tests.areas.observations.test_release import DAY, FIRST, OLD, REVISED, figures, table

AN_HOUR = 3700.0


class OtherFiles(LocalFileSystem):
    """fsspec's local files under a protocol that is not taken for a folder."""

    protocol = "otherfiles"


fsspec.register_implementation("otherfiles", OtherFiles, clobber=True)


@pytest.fixture(params=["memory", "otherfiles", "file", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObservationStore:
    """A store at each sort of address."""
    of = {
        "memory": f"memory://observations-{uuid4().hex}",
        "otherfiles": f"otherfiles://{tmp_path}/observations",
        "file": f"file://{tmp_path}/observations",
        "folder": tmp_path / "observations",
    }
    return ObservationStore(of[request.param])


def released(store: ObservationStore) -> list[Release]:
    return [
        Release(store.write_segment(table(each)), FIRST + at * DAY) for at, each in enumerate((OLD, REVISED))
    ]


def test_what_is_written_at_an_address_is_read_from_it(store: ObservationStore) -> None:
    assert store.segments() == () and store.sweep([]) == ()
    releases = released(store)
    assert store.segments() == tuple(sorted(each.segment for each in releases))
    assert all(store.is_whole(each.segment) for each in releases)
    assert figures(current(store, releases)) == OLD | REVISED
    assert figures(current(store, releases, measures=["m"], areas=["E2"])) == {("m", "E2", "2016"): "2"}


def test_releases_at_an_address_are_compacted_there(store: ObservationStore) -> None:
    releases = released(store)
    names = [each.segment for each in releases]
    compact(store, names)
    for name in names:
        store.place.remove(f"{name}.parquet")
    assert found(store, names) is not None
    assert figures(current(store, releases)) == OLD | REVISED


def test_nothing_unfinished_is_left_and_the_sweep_removes_what_nothing_names(store: ObservationStore) -> None:
    first, second = (each.segment for each in released(store))
    compact(store, [first])
    assert not [name for name in store.place.names() if name.endswith(".part")]
    assert store.sweep([first, *in_use(store, [first])], older_than=-AN_HOUR) == (f"{second}.parquet",)


def test_a_segment_that_is_not_there_is_said_to_be(store: ObservationStore) -> None:
    with pytest.raises(Refused, match="backup"):
        store.read(["0" * 64])


def test_an_address_of_an_unknown_sort_is_refused() -> None:
    with pytest.raises(Refused, match="give another address"):
        Place.at("nonsense://somewhere").names()


@pytest.mark.parametrize(
    "address",
    ["nosuch://key:secret@bucket/folder", "nosuch://key:sec@ret@bucket", "nosuch://bucket?token=secret"],
)
def test_a_secret_in_an_address_is_not_told(address: str) -> None:
    with pytest.raises(Refused) as refused:
        Place.at(address).names()
    with pytest.raises(ValueError, match="not a local folder") as told:
        _ = ObservationStore(address).folder
    assert all("bucket" in said and "sec" not in said for said in (str(refused.value), str(told.value)))


def test_work_that_was_abandoned_is_swept(tmp_path: Path) -> None:
    place = Place.at(tmp_path)
    with place.room() as room:
        (room / "half").write_bytes(b"PAR1")
        name = room.name
        os.utime(room, (0, 0))
        assert ObservationStore(tmp_path).sweep([]) == (name,)
    assert list(tmp_path.iterdir()) == []


def test_a_part_that_fails_is_gone(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space"), Place.at(tmp_path).part():
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_every_place_gives_the_same_table(tmp_path: Path) -> None:
    addresses = (tmp_path / "a", f"memory://observations-{uuid4().hex}")
    tables = [current(store, released(store)) for store in map(ObservationStore, addresses)]
    assert isinstance(tables[0], pa.Table) and tables[0].to_pylist() == tables[1].to_pylist()
