"""A nation judged: 8 and 80 million observations, beside merely reading them and beside other engines.

Each contender is a process of its own, and they take turns. What counts is the processor time of the work:
starting Python and loading what it needs is left out, on every side. Peak memory is the whole process's.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from goldenthread.engine.compact import Compact
from goldenthread.engine.compaction import BY_MEASURE, names_of
from goldenthread.engine.judge import judge
from goldenthread.engine.policy import read_policy
from goldenthread.engine.release import Release, current
from goldenthread.engine.store import ENDING, ObservationStore
from tests.bench import nation, own

SIZES = {8_000_000: 3, 80_000_000: 2}
"""So many observations, and so many turns."""

OWN = {
    "floor": "floor: the columns read",
    "workload": "golden thread",
    "every": "golden thread, all",
    "long": "golden thread, all, long table",
}
PEERS = {"peer_duckdb": "peer: DuckDB, windows", "peer_polars": "peer: Polars, windows"}
ANALYSTS = {
    "pandas": "peer: pandas",
    "statsmodels": "peer: statsmodels, Wilson alone",
    "pymannkendall": "peer: pyMannKendall, 1,000 series",
}
SMALL = 800_000


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds of the work, and the peak memory in megabytes; medians over the turns."""

    processor: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Report:
    """Lines to print."""

    said: list[str]

    def lines(self) -> list[str]:
        return self.said


def child(module: str, source: Path, out: Path, *form: str) -> Cost:
    """Run one contender on its own and read what it cost."""
    command = [sys.executable, "-m", f"tests.bench.{module}", str(source), str(out), *form]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    cost = json.loads(printed.strip().splitlines()[-1])
    return Cost(cost["processor"], cost["peak_mb"])


def turns(source: Path, contenders: dict[str, tuple[str, ...]], count: int) -> dict[str, Cost]:
    """Every contender's median cost, turn and turn about."""
    taken: dict[str, list[Cost]] = defaultdict(list)
    with TemporaryDirectory() as place:
        for turn in range(count):
            for name, (module, *form) in contenders.items():
                taken[name].append(child(module, source, Path(place) / f"{turn}-{module}", *form))
    return {
        name: Cost(statistics.median(cost.processor for cost in costs), max(cost.peak_mb for cost in costs))
        for name, costs in taken.items()
    }


def table(title: str, costs: dict[str, Cost]) -> list[str]:
    """A line for each contender: processor time, multiples of the floor, and peak memory."""
    floor = costs[OWN["floor"]].processor
    lines = [title]
    for name, cost in costs.items():
        times = cost.processor / floor
        lines.append(f"  {name:<34}{cost.processor:>9.2f} s{times:>8.1f} x floor{cost.peak_mb:>9,.0f} MB")
    return lines


def one_release(source: Path) -> str:
    """What it takes to judge again the one measure that a new release touched, in every area."""
    compact = Compact.open(source)
    ref = compact.legend.refs[len(compact.legend.refs) // 2]
    judging = own.judging(compact, read_policy("every-question"))
    with TemporaryDirectory(dir=source.parent) as place:
        store = ObservationStore(Path(place))
        base, moment = "0" * 64, datetime(2026, 1, 1, tzinfo=UTC)
        os.link(source, store.folder / f"{names_of([base])[0]}{BY_MEASURE}{ENDING}")
        started = time.perf_counter()
        since = Release(store.write_segment(compact.one([ref])), moment, frozenset([ref]))
        table = current(store, [Release(base, moment), since], measures=[ref])
        judged = judge(table, judging.measures, (), judging.policy, None, judging.comparators)
        taken = time.perf_counter() - started
    areas = len(set(judged["area"].to_pylist()))
    return f"  one new release of one measure, written, read and judged in {areas} areas: {taken:.2f} s"


def result() -> Report:
    """The contest at each size, and beside what analysts use at a size that those can bear."""
    own = {name: ("own", form) for form, name in OWN.items()}
    peers = {name: (module,) for module, name in PEERS.items()}
    analysts = {name: ("peer_pandas", form) for form, name in ANALYSTS.items()}
    said: list[str] = []
    for rows, count in SIZES.items():
        said += table(f"A nation of {rows:,} observations", turns(nation.cached(rows), own | peers, count))
        said.append(one_release(nation.cached(rows)))
    said += table(f"An analyst's {SMALL:,}", turns(nation.cached(SMALL), own | analysts, 2))
    return Report(said)
