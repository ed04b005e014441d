"""The same verdicts from both engines: every question of 8 million observations, Spark with two workers."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from goldenthread.engine.kernel.outcome import JUDGEMENTS
from goldenthread.engine.spark_session import check_spark
from goldenthread.rules.refusal import Refused
from tests.bench import nation
from tests.bench.bench_engine import Report

OBSERVATIONS = 8_000_000
ENGINES = ("embedded", "spark")


def result() -> Report:
    """Whether the tables are the same, and what each cost; why not, where Spark cannot run."""
    try:
        check_spark()
    except Refused as refused:
        return Report([f"NOT MEASURED: {refused}"])
    source = nation.cached(OBSERVATIONS)
    with TemporaryDirectory() as place:
        costs = {engine: made(source, Path(place), engine) for engine in ENGINES}
        differing = list(different(*(Path(place) / f"{engine}.parquet" for engine in ENGINES)))
    count = costs["embedded"]["rows"]
    said = [f"Two engines, every question of {OBSERVATIONS:,} observations: {count:,} verdicts"]
    for engine, cost in costs.items():
        times = cost["processor"] / costs["embedded"]["processor"]
        said.append(
            f"  {engine:<34}{cost['processor']:>9.2f} s{times:>8.1f} x embedded{cost['peak_mb']:>9,} MB"
        )
    if differing:
        raise AssertionError(f"the engines differ in {', '.join(differing)}")
    return Report([*said, f"  every row of all {len(JUDGEMENTS)} columns is the same"])


def made(source: Path, place: Path, engine: str) -> dict[str, float]:
    """Let one engine make its table, and read what it cost."""
    command = [sys.executable, "-m", "tests.bench.spark_child", str(source), str(place), engine]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(printed.strip().splitlines()[-1]))


def different(one: Path, other: Path) -> Iterator[str]:
    """The columns in which two tables differ: one column at a time, because they are large."""
    for column in JUDGEMENTS.names:
        if not pq.read_table(one, columns=[column]).equals(pq.read_table(other, columns=[column])):
            yield column
