"""One reading of a large CSV in a process of its own: what it counted, seconds, and the most memory held."""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path


def golden_thread(path: Path) -> int:
    """Read, check, make exact, settle repeats, sort and write the segment."""
    from goldenthread.engine.observation_stream import read_streaming

    read = read_streaming([path])
    if read.reading.refusals:
        sys.exit(str(read.reading.refusals[0]))
    return read.rows


def pyarrow(path: Path) -> int:
    """Merely read the same columns, as text, a block at a time."""
    import pyarrow as pa
    import pyarrow.csv as pacsv

    with path.open() as file:
        names = file.readline().strip().split(",")
    options = pacsv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
    with pacsv.open_csv(path, convert_options=options) as reader:
        return sum(batch.num_rows for batch in reader)


def pandas(path: Path) -> int:
    """Read a million rows at a time, numbers in floating point, and find repeats within each million."""
    import pandas as pd

    keys = ["measure", "area", "period"]
    rows = 0
    for part in pd.read_csv(path, chunksize=1_000_000):
        rows += len(part) - int(part.duplicated(keys).sum())
    return rows


READERS: dict[str, Callable[[Path], int]] = {
    "golden thread": golden_thread,
    "floor: pyarrow reads the text": pyarrow,
    "peer: pandas reads by the million": pandas,
}

if __name__ == "__main__":
    begun = time.perf_counter()
    counted = READERS[sys.argv[1]](Path(sys.argv[2]))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([counted, time.perf_counter() - begun, used.ru_maxrss * 1024]))
