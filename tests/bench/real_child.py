"""One real set in a process of its own: `python -m tests.bench.real_child SET floor|judge` prints JSON."""

import gzip
import json
import resource
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pandas  # noqa: F401 - pyarrow loads it where it finds it: this way that counts as starting
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from goldenthread.engine.judge import judge_frame
from goldenthread.engine.kernel.framing import frame
from goldenthread.engine.observation import Reading, read_observations
from tests.bench import real, real_why

STARTED, BEGAN = time.process_time(), time.perf_counter()


def floor(source: real.RealSet) -> dict[str, Any]:
    """pyarrow reads the same files as they are; a workbook, which it cannot read, is only unpacked."""
    return {"rows": sum(_rows(path) for path in source.paths())}


def _rows(path: Path) -> int:
    if path.suffix == ".parquet":
        return int(pq.read_table(path).num_rows)
    if path.suffix == ".ods":
        with zipfile.ZipFile(path) as parts:
            return len(parts.read("content.xml"))
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return int(pacsv.read_csv(pa.py_buffer(data)).num_rows)


def judge(source: real.RealSet) -> dict[str, Any]:
    """Read the set and ask every question of it; afterwards, off the clock, explain what was not answered."""
    reading = read_observations(source.paths(), source.layout, measures=real.year_types(source))
    read = clock()
    measures = real.defined(reading.table.column("measure").unique().to_pylist(), source)
    asked = real.judging(measures)
    data = frame(reading.table, measures)
    judged = judge_frame(data, asked)
    found = clock()
    counts, why = real_why.told(reading.table, judged, asked)
    return {
        **_read_summary(reading),
        "series": data.count,
        "verdicts": counts,
        "why": why,
        "read": read,
        **found,
    }


def _read_summary(reading: Reading) -> dict[str, Any]:
    first = {_kind(said.what): str(said) for said in reversed(reading.refusals)}
    kinds = Counter(_kind(said.what) for said in reading.refusals)
    return {
        "rows": reading.rows_read,
        "kept": reading.table.num_rows,
        "refused": reading.refused,
        "repeats": reading.repeats,
        "unread": reading.unread,
        "reasons": [[count, first[kind]] for kind, count in kinds.most_common()],
    }


def _kind(what: str) -> str:
    """What is wrong, without what it is wrong with."""
    return what.split("' ", 1)[1] if what.startswith("'") and "' " in what else what


def clock() -> dict[str, float]:
    """Processor seconds since the work began, and the peak memory."""
    return {
        "processor": round(time.process_time() - STARTED, 3),
        "wall": round(time.perf_counter() - BEGAN, 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


if __name__ == "__main__":
    chosen = next(each for each in real.SETS if each.name == sys.argv[1])
    answer = {"floor": floor, "judge": judge}[sys.argv[2]](chosen)
    print(json.dumps({**clock(), **answer}))
