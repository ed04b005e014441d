"""The store at scale: twenty million rows brought in, and single reads out of a large compaction.

Every reader of the file has a process of its own, so that its memory is its own. One turn each: together they
take some minutes.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from goldenthread.engine.compact import STATUSES, Compact
from goldenthread.engine.compact_area import write_by_area
from goldenthread.engine.compaction import BY_AREA, BY_MEASURE, names_of
from goldenthread.engine.release import Release, current
from goldenthread.engine.store import ENDING, ObservationStore
from tests.bench.nation import areas, blocks, cached, measures, measures_for, periods
from tests.bench.store_child import READERS

ROWS = int(os.environ.get("BENCH_STORE_ROWS", "20000000"))
HELD = int(os.environ.get("BENCH_STORE_HELD", "8000000"))
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
TURNS = 7


@dataclass(frozen=True, slots=True)
class Told:
    """Rows, seconds and bytes of memory of each reader, and what single reads take."""

    readers: Mapping[str, tuple[int, float, int]]
    reads: str

    def lines(self) -> list[str]:
        """A heading, a line for each reader with its ratio to the product, and the single reads."""
        rows, own, _ = self.readers["golden thread"]
        said = [f"Store ({rows:,} rows of CSV brought in, one turn, a process each)"]
        for name, (_, seconds, most) in self.readers.items():
            ratio = f"{seconds / own:>9.2f} x golden thread"
            said.append(f"  {name:<36}{seconds:>7,.1f} s{ratio}, most memory {most / 2**20:,.0f} MiB")
        return [*said, f"  {self.reads}"]


def result() -> Told:
    """The contest of readers, and what single reads take."""
    path = _csv(ROWS)
    told = {name: _child(name, path) for name in READERS}
    assert len({counted for counted, _, _ in told.values()}) == 1, "every reader counts the same rows"
    return Told(told, _single_reads())


def _child(name: str, path: Path) -> tuple[int, float, int]:
    run = [sys.executable, "-m", "tests.bench.store_child", name, str(path)]
    counted, spent, most = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
    return counted, spent, most


def _csv(rows: int) -> Path:
    """A nation's figures as text, each hundred measures in no order: made once and kept."""
    path = Path(gettempdir()) / "goldenthread-nation" / f"nation-{rows}.csv"
    path.parent.mkdir(exist_ok=True)
    if path.exists():
        return path
    count, part = measures_for(rows), path.with_suffix(".part")
    refs = pa.array(list(measures(count)))
    texts = {"measure": ("m", refs), "area": ("a", pa.array(areas()))}
    texts["period"] = ("p", pa.array([str(period) for period in periods()]))
    texts["status"] = ("s", pa.array(STATUSES))
    dice, writer = np.random.default_rng(1), None
    for block in blocks(count):
        block = block.take(pa.array(dice.permutation(block.num_rows)))
        columns = {name: said.take(block.column(code)) for name, (code, said) in texts.items()}
        columns["value"] = pc.divide(pc.cast(block.column("v"), pa.float64()), 10)
        columns |= {"numerator": block.column("num"), "denominator": block.column("den")}
        table = pa.table(columns)
        writer = writer or pacsv.CSVWriter(
            part, table.schema, write_options=pacsv.WriteOptions(quoting_style="none")
        )
        writer.write_table(table)
    if writer is not None:
        writer.close()
    part.replace(path)
    return path


def _single_reads() -> str:
    """What one measure, and every measure of one area, take out of a large compaction and a release since."""
    nation = cached(HELD)
    with TemporaryDirectory(dir=nation.parent) as folder:
        store = ObservationStore(Path(folder))
        compact = Compact.open(nation)
        ref, area = compact.legend.refs[len(compact.legend.refs) // 2], compact.legend.places[7]
        since = Release(store.write_segment(compact.one([ref])), FIRST, frozenset([ref]))
        releases = [Release("0" * 64, FIRST), since]
        name = names_of([releases[0].segment])[0]
        os.link(nation, store.folder / f"{name}{BY_MEASURE}{ENDING}")
        write_by_area(compact, store.folder / f"{name}{BY_AREA}{ENDING}")
        one = _median(lambda: current(store, releases, measures=[ref]))
        every = _median(lambda: current(store, releases, areas=[area]))
        return f"of {compact.rows:,} rows held: one measure {one:,.0f} ms, one area {every:,.0f} ms"


def _median(read: Callable[[], object]) -> float:
    """Milliseconds of a reading, after one that does not count."""
    taken = []
    for turn in range(TURNS + 1):
        started = time.perf_counter()
        read()
        if turn:
            taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)
