"""One engine's long table of a nation, in a process of its own.

    python -m tests.bench.spark_child IN OUT ENGINE

ENGINE is `embedded` or `spark`; OUT is a folder for the table, written in order. What Java and its workers
used counts, from the moment that Spark is asked to start.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from goldenthread.engine.compact import Compact
from goldenthread.engine.judge import Judging
from goldenthread.engine.judge_compact import judged_blocks
from goldenthread.engine.kernel.outcome import in_key_order
from goldenthread.engine.policy import read_policy
from goldenthread.engine.spark import judge_on_spark
from goldenthread.engine.spark_session import session
from tests.bench.own import judging

POLICY = "every-question"
ROOT = Path(__file__).resolve().parents[2]


def embedded(compact: Compact, asked: Judging) -> pa.Table:
    """The table as the engine inside makes it."""
    return in_key_order([judged.long() for _, judged in judged_blocks(compact, asked)])


def on_spark(compact: Compact, asked: Judging) -> pa.Table:
    """The table as a local Spark of two workers makes it, which is then waited for until it has ended."""
    os.environ["PYTHONPATH"] = str(ROOT)  # where the workers find the nation's own targets
    spark = session()
    made = judge_on_spark(compact, asked, spark)
    java = spark.sparkContext._gateway
    spark.stop()
    java.shutdown()
    java.proc.stdin.close()
    java.proc.wait(60)
    return made


def processor() -> float:
    """Seconds used by this process and by all that it has waited for."""
    used = (resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def main(source: Path, out: Path, engine: str) -> None:
    """Make the table, write it and print what it cost."""
    compact = Compact.open(source)
    asked = judging(compact, read_policy(POLICY))
    begun, started = processor(), time.perf_counter()
    made = (on_spark if engine == "spark" else embedded)(compact, asked)
    cost = {"processor": round(processor() - begun, 3), "wall": round(time.perf_counter() - started, 3)}
    peaks = (resource.getrusage(each).ru_maxrss for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    out.mkdir(parents=True, exist_ok=True)
    pq.write_table(made, out / f"{engine}.parquet", compression="zstd")
    print(json.dumps({**cost, "peak_mb": max(peaks) // 1024, "rows": made.num_rows}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
