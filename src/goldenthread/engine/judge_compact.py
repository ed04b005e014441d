"""Judging a compact file: block after block in bounded memory, into columns or into the long table."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from goldenthread.engine import segment
from goldenthread.engine.compact import Compact
from goldenthread.engine.judge import Judging, judge_frame, observed, unobserved
from goldenthread.engine.kernel.block import frame_of_block
from goldenthread.engine.kernel.columns import columns_of, columns_schema
from goldenthread.engine.kernel.framing import frame
from goldenthread.engine.kernel.long import LONG, long_of
from goldenthread.engine.kernel.outcome import JUDGEMENTS, Judged, table_of

ROWS_AT_ONCE = 2**19
"""More rows at once cost more in memory, which has to be found and cleared, and fewer in setting out."""

SERIES_IN_GROUP = 100_000
"""Columns are written so many at a time: a part of a column costs as much as some thousand figures."""


def judged_blocks(
    compact: Compact, judging: Judging, rows: int = ROWS_AT_ONCE
) -> Iterator[tuple[int, Judged]]:
    """Each block's answers, with the code of its first measure."""
    for block in compact.blocks(rows):
        low = block.column("m")[0].as_py()
        yield low, judge_frame(frame_of_block(block, compact.legend, judging.measures), judging)


def write_columns(compact: Compact, judging: Judging, out: Path) -> int:
    """Write the compact columns of every series, and return how many series there were.

    Series that only the rules can answer are not among them: `write_long` has every one.
    """
    schema = columns_schema(judging.policy.questions)
    count, held = 0, []
    with _writer(out, schema, "m") as writer:
        for low, judged in judged_blocks(compact, judging):
            held.append(columns_of(judged, low))
            if sum(batch.num_rows for batch in held) >= SERIES_IN_GROUP:
                writer.write_table(pa.Table.from_batches(held))
                held = []
            count += judged.frame.count - int(np.logical_or.reduce(judged.left).sum())
        if held:
            writer.write_table(pa.Table.from_batches(held))
    return count


def write_long(compact: Compact, judging: Judging, out: Path) -> int:
    """Write JUDGEMENTS of every series and target, and return how many rows there were."""
    count, seen = 0, set()
    with _writer(out, LONG, "measure") as writer:

        def write(table: pa.Table) -> None:
            nonlocal count
            writer.write_table(table, row_group_size=max(1, table.num_rows))
            count += table.num_rows

        for _, judged in judged_blocks(compact, judging):
            seen |= observed(judged.frame, judging)
            if not np.logical_and.reduce(judged.left).all():
                write(pa.Table.from_batches([long_of(judged)]))
            if judged.singly:
                write(as_long(table_of(judged.singly)))
        if compact.loose is not None:
            data = frame(segment.read(compact.loose, None, None), judging.measures)
            seen |= observed(data, judging)
            write(as_long(judge_frame(data, judging).long()))
        left = unobserved(judging, seen)
        if left.num_rows:
            write(as_long(left))
    return count


def _writer(out: Path, schema: pa.Schema, key: str) -> pq.ParquetWriter:
    """Writes words by their lists, codes small, and doubles as they are, which hardly get smaller.

    A list made of codes, or of doubles, would take as long again.
    """
    words = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    small = {f.name: "none" if pa.types.is_floating(f.type) else "lz4" for f in schema}
    small |= dict.fromkeys(words, "snappy")
    return pq.ParquetWriter(out, schema, compression=small, use_dictionary=words, write_statistics=[key])


def as_long(judgements: pa.Table) -> pa.Table:
    """JUDGEMENTS with its words as codes and its figures as doubles."""
    columns = []
    for field in LONG:
        column = judgements[field.name]
        columns.append(
            column.dictionary_encode() if pa.types.is_dictionary(field.type) else column.cast(field.type)
        )
    return pa.table(columns, schema=LONG) if judgements.schema.names == JUDGEMENTS.names else judgements
