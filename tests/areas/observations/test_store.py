"""The observation store: segments are whole or not there, whatever happens to whoever writes them."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goldenthread.engine import segment
from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.store import ObservationStore
from goldenthread.rules.refusal import Refused

KILLS = 5
ROWS = 30_000


def table(*cells: tuple[str, str, str, str]) -> pa.Table:
    """OBSERVATIONS of measure, area, period and value."""
    columns: dict[str, object] = {name: [""] * len(cells) for name in OBSERVATIONS.names}
    for at, name in enumerate(("measure", "area", "period")):
        columns[name] = [cell[at] for cell in cells]
    numbers = {name: pa.nulls(len(cells)) for name in ("numerator", "denominator", "lower", "upper")}
    columns |= {"value": pa.array([cell[3] or None for cell in cells], pa.string()), **numbers}
    columns["status"] = ["normal" if cell[3] else "missing" for cell in cells]
    return pa.table(columns).cast(OBSERVATIONS)


def keys(found: pa.Table) -> list[tuple[str, str, str]]:
    return [(row["measure"], row["area"], row["period"]) for row in found.to_pylist()]


SMALL = table(
    ("b", "E2", "2016", "1.5"), ("a", "E1", "2017", ""), ("a", "E1", "2016", "2"), ("a", "E2", "2016", "3")
)


@pytest.fixture
def store(tmp_path: Path) -> ObservationStore:
    return ObservationStore(tmp_path / "observations")


def test_what_was_written_is_read_back_exactly_in_order_of_its_key(store: ObservationStore) -> None:
    found = store.read([store.write_segment(SMALL)])
    assert found.schema == OBSERVATIONS
    assert keys(found) == sorted(keys(SMALL))
    assert sorted(map(repr, found.to_pylist())) == sorted(map(repr, SMALL.to_pylist()))


def test_nobody_else_on_the_machine_reads_what_is_not_published_yet(
    store: ObservationStore, tmp_path: Path
) -> None:
    written = tmp_path / "written"
    written.write_bytes(store.path(store.write_segment(SMALL)).read_bytes() + b" ")
    written.chmod(0o644)
    store.adopt(written)
    assert {store.path(name).stat().st_mode & 0o077 for name in store.segments()} == {0}


def test_a_segment_is_named_by_its_checksum_and_stored_once(store: ObservationStore) -> None:
    name = store.write_segment(SMALL)
    shuffled = SMALL.take(pa.array([3, 1, 0, 2]))
    assert store.write_segment(shuffled) == name
    assert store.segments() == (name,)
    assert store.is_whole(name)


def test_one_changed_byte_is_noticed(store: ObservationStore) -> None:
    name = store.write_segment(SMALL)
    content = bytearray(store.path(name).read_bytes())
    content[len(content) // 2] ^= 1
    store.path(name).write_bytes(content)
    assert not store.is_whole(name)
    assert not store.is_whole("0" * 64)


def test_only_the_measures_and_areas_asked_for_are_read(store: ObservationStore) -> None:
    name = store.write_segment(SMALL)
    assert keys(store.read([name], measures=["b"])) == [("b", "E2", "2016")]
    assert keys(store.read([name], areas=["E2"])) == [("a", "E2", "2016"), ("b", "E2", "2016")]
    assert keys(store.read([name], measures=["a"], areas=["E2"])) == [("a", "E2", "2016")]
    for nothing in (store.read([name], measures=["c"]), store.read([name], measures=[]), store.read([])):
        assert nothing.num_rows == 0
        assert nothing.schema == OBSERVATIONS


def test_row_groups_that_cannot_hold_the_measure_are_not_read(
    store: ObservationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment, "ROWS_IN_GROUP", 2)
    many = table(*((f"m{at:02d}", "E1", str(year), "1") for at in range(10) for year in (2016, 2017)))
    name = store.write_segment(many)
    read: list[int] = []
    reading = segment.pq.ParquetFile.read_row_groups
    monkeypatch.setattr(
        segment.pq.ParquetFile,
        "read_row_groups",
        lambda file, groups, **options: (read.extend(groups), reading(file, groups, **options))[1],
    )
    assert keys(store.read([name], measures=["m03"])) == [("m03", "E1", "2016"), ("m03", "E1", "2017")]
    assert read == [3]


def test_a_segment_that_is_lost_or_damaged_is_said_to_be(store: ObservationStore) -> None:
    name = store.write_segment(SMALL)
    store.path(name).write_bytes(b"PAR1")
    with pytest.raises(Refused, match="backup"):
        store.read([name])
    with pytest.raises(Refused, match="backup"):
        store.read(["0" * 64])


def test_the_sweep_removes_only_what_nothing_names_and_is_old(store: ObservationStore) -> None:
    named, orphan = store.write_segment(SMALL), store.write_segment(SMALL.slice(0, 1))
    young = store.write_segment(SMALL.slice(1, 1))
    (store.folder / "half.part").write_bytes(b"PAR1")
    (store.folder / "read me.txt").write_text("not the store's")
    hour_ago = time.time() - 3700
    for name in (
        store.path(named),
        store.path(orphan),
        store.folder / "half.part",
        store.folder / "read me.txt",
    ):
        os.utime(name, (hour_ago, hour_ago))
    assert store.sweep([named]) == tuple(sorted([f"{orphan}.parquet", "half.part"]))
    assert store.segments() == tuple(sorted([named, young]))
    assert (store.folder / "read me.txt").exists()
    assert store.sweep([named]) == ()


def test_a_store_that_was_never_written_to_is_empty(store: ObservationStore) -> None:
    assert store.segments() == ()
    assert store.sweep([]) == ()


def test_a_failed_write_leaves_nothing(store: ObservationStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(segment, "write", full)
    with pytest.raises(OSError, match="No space"):
        store.write_segment(SMALL)
    assert list(store.folder.iterdir()) == []


WRITER = """
import sys
from pathlib import Path
import pyarrow as pa
import pyarrow.parquet as pq
from goldenthread.engine.store import ObservationStore
from goldenthread.engine.columns import OBSERVATIONS
store, rows, first = ObservationStore(Path(sys.argv[1])), pq.read_table(sys.argv[2]), int(sys.argv[3])
print("ready", flush=True)
for turn in range(first, first + 100):
    measure = pa.repeat(f"m{turn}", rows.num_rows)
    print(store.write_segment(rows.set_column(0, "measure", measure).cast(OBSERVATIONS)), flush=True)
"""


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 30,000 rows for a writer to write again and again."""
    path = tmp_path_factory.mktemp("rows") / "rows.parquet"
    pq.write_table(table(*(("m", f"E{at}", "2016", f"{at}.5") for at in range(ROWS))), path)
    return path


def writer(folder: Path, rows: Path, first: int) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(rows), str(first)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_a_writer_killed_at_any_moment_leaves_no_half_segment(store: ObservationStore, rows: Path) -> None:
    dice = random.Random(2017)
    reported: list[str] = []
    for turn in range(KILLS):
        process = writer(store.folder, rows, turn * 1000)
        # Now and then it has finished one, however slow the machine is.
        said = process.stdout.readline() if turn % 2 and process.stdout else ""
        time.sleep(dice.uniform(0.01, 0.4))
        process.send_signal(signal.SIGKILL)
        said += process.communicate()[0]
        reported += [line for line in said.splitlines() if len(line) == 64]
        assert all(store.is_whole(name) for name in store.segments())
        assert set(reported) <= set(store.segments())
        store.sweep(store.segments(), older_than=-1)
        assert not list(store.folder.glob("*.part"))
    assert reported, "the writer has to have finished something for this to mean anything"
    for name in reported:
        assert store.read([name]).num_rows == ROWS


def test_two_writers_at_once_are_both_right(store: ObservationStore, rows: Path) -> None:
    processes = [writer(store.folder, rows, first) for first in (0, 50)]
    time.sleep(1)
    said = []
    for process in processes:
        process.send_signal(signal.SIGKILL)
        said.append({line for line in process.communicate()[0].splitlines() if len(line) == 64})
    assert all(said)
    assert said[0] | said[1] <= set(store.segments())
    assert all(store.is_whole(name) for name in store.segments())
