"""What the engine's peers share: what they read, the columns they write, and what they cost.

The workload: for every series its latest figure; its direction over one year and over three (two where there
is none three years before), by the exact 5% rule and polarity; Wilson's interval; the pooled test of a year's
change; its side of England in the same year; the limits of an XmR chart, screened, and whether the latest
figure is beyond them. Suppressed rows are left out first. A peer is a child process, so that what it costs
is its own: `python -m tests.bench.peer_duckdb IN OUT [FORM]` prints one line of JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from goldenthread.engine.compact import Compact
from tests.bench import nation

Z = 1.959963984540054
COLUMNS = (
    *("m", "a", "p", "n", "value", "base1", "direction1", "base3", "span3", "direction3", "lower", "upper"),
    *("z1", "significant", "england", "compared", "mean", "moving_range", "lower_limit", "upper_limit"),
    "outside",
)
"""Values in percent, directions -1, 0 or 1 by polarity, null where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Material:
    """A compact file of the invented nation, England's code in it, and each measure's way."""

    path: Path
    count: int
    england: int

    @property
    def ways(self) -> pa.Table:
        """`m` and `way`: 1 where high is good, -1 where low is good, 0 where neither is."""
        codes = np.arange(self.count, dtype=np.int32)
        return pa.table({"m": codes, "way": nation.ways(self.count).astype(np.int64)})

    def spans(self, measures: int) -> list[tuple[int, int]]:
        """First and last measure of blocks of so many."""
        return [(first, first + measures - 1) for first in range(0, self.count, measures)]


def material(path: Path) -> Material:
    """What a peer has to know of a compact file."""
    legend = Compact.open(path).legend
    return Material(path, len(legend.refs), legend.places.index(nation.ENGLAND))


def run(forms: dict[str, Callable[[Material, Path], None]]) -> None:
    """Do what the command line asks for, in the first form unless it names another, and print the cost.

    `start` is the processor time of loading what the peer needs; `processor` is that of the work alone.
    """
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    form = sys.argv[3] if len(sys.argv) > 3 else next(iter(forms))
    out.mkdir(parents=True, exist_ok=True)
    started, start = time.perf_counter(), time.process_time()
    forms[form](material(source), out)
    cost = {
        "wall": round(time.perf_counter() - started, 3),
        "processor": round(time.process_time() - start, 3),
        "start": round(start, 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(cost))
