"""Judging a compact file on Spark: the embedded engine's own kernel, a few measures at a time on each worker.

Spark reads the file and brings whole measures together; a worker puts their rows in order and asks the same
function as the embedded engine. The workers need Golden Thread installed, and the file at the same path.
"""

import re
from collections.abc import Callable, Collection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine import segment
from goldenthread.engine.compact import TYPES, Compact, Legend
from goldenthread.engine.compact_write import write_compact
from goldenthread.engine.judge import Judging, judge_frame, observed, unobserved
from goldenthread.engine.judge_compact import ROWS_AT_ONCE
from goldenthread.engine.kernel.block import frame_of_block
from goldenthread.engine.kernel.framing import frame
from goldenthread.engine.kernel.outcome import JUDGEMENTS, in_key_order
from goldenthread.engine.place import File
from goldenthread.engine.spark_session import session
from goldenthread.rules.refusal import refuse

KEY = ("m", "a", "g", "p")
BUCKET = "bucket"
MOST_TASKS = 1_000


def judge_table_on_spark(observations: pa.Table, judging: Judging) -> pa.Table:
    """The JUDGEMENTS of a table with the OBSERVATIONS columns, as `judge` gives them.

    It is written compact into a temporary folder, which Spark's workers have to see.
    """
    with TemporaryDirectory(prefix="goldenthread-spark-") as folder:
        path = Path(folder) / "observations.parquet"
        write_compact(observations, path)
        return judge_on_spark(Compact.open(path), judging, session())


def judge_on_spark(
    compact: Compact, judging: Judging, spark: Any, *, measures: Collection[str] | None = None
) -> pa.Table:
    """The JUDGEMENTS of a compact file, or of some of its measures, as `judge` gives them for those rows.

    `judging` knows every measure of the file.
    """
    tables = [JUDGEMENTS.empty_table()]
    if compact.rows:
        tables.append(_judged(compact, judging, spark, measures).cast(JUDGEMENTS))
    seen = _seen(tables[-1], judging)
    loose = segment.read(compact.loose, measures, None) if compact.loose is not None else None
    if loose is not None and loose.num_rows:
        # Figures too large for 64 bits are few, and the rules alone answer for them.
        data = frame(loose, judging.measures)
        tables.append(judge_frame(data, judging).long())
        seen |= observed(data, judging)
    return in_key_order([*tables, unobserved(judging, seen)])


def _judged(compact: Compact, judging: Judging, spark: Any, chosen: Collection[str] | None) -> pa.Table:
    """Every block's long table, in no order."""
    from pyspark.sql.functions import col, floor

    refs = compact.legend.refs
    together = max(1, ROWS_AT_ONCE * len(refs) // compact.rows)
    buckets = -(-len(refs) // together)
    rows = spark.read.parquet(_address(compact.file))
    if chosen is not None and not set(chosen).issuperset(refs):
        rows = rows.filter(col("m").isin([code for code, ref in enumerate(refs) if ref in chosen]))
    rows = rows.withColumn(BUCKET, floor(col("m") / together))
    rows = rows.repartition(min(buckets, MOST_TASKS), BUCKET)
    schema = ", ".join(f"`{field.name}` {_ddl(field.type)}" for field in JUDGEMENTS)
    try:
        return rows.groupBy(BUCKET).applyInArrow(block_judge(compact.legend, judging), schema).toArrow()
    except Exception as error:
        raise refuse(f"Spark could not judge: {_why(error)}", "judge without --engine spark") from error


def _why(error: Exception) -> str:
    """What happened on the worker: the last line of its own report, where there is one."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    named = [line for line in lines if re.match(r"[\w.]+(Error|Exception|Refused)\b", line)]
    return (named or lines)[-1]


def block_judge(legend: Legend, judging: Judging) -> Callable[[pa.Table], pa.Table]:
    """What a worker does with the rows of some whole measures, in any order."""

    def judged(rows: pa.Table) -> pa.Table:
        names = [name for name in TYPES if name in rows.column_names]
        ordered = rows.select(names).sort_by([(name, "ascending") for name in KEY if name in names])
        block = ordered.cast(pa.schema([(name, TYPES[name]) for name in names])).combine_chunks()
        return judge_frame(frame_of_block(block.to_batches()[0], legend, judging.measures), judging).long()

    return judged


def _address(file: File) -> str:
    """The file as Spark finds it. To Spark, a path with a bracket or a star would be a pattern."""
    folder = file.place.folder
    whole = f"file://{folder.absolute()}" if folder else file.place.address
    return re.sub(r"([\\*?\[\]{}])", r"\\\1", f"{whole}/{file.name}")


def _ddl(kind: pa.DataType) -> str:
    return "int" if pa.types.is_integer(kind) else "string"


def _seen(judged: pa.Table, judging: Judging) -> set[tuple[str, str]]:
    """The measures and areas with a target that have a row for everyone."""
    if not judging.targets or not judged.num_rows:
        return set()
    first = judging.policy.questions[0].name
    whole = judged.filter((pc.field("group") == "") & (pc.field("question") == first))
    pairs = zip(whole["measure"].to_pylist(), whole["area"].to_pylist(), strict=True)
    return {pair for pair in pairs if pair in judging.by_place}
