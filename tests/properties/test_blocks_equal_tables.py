"""A block of a compact file is judged as the table it was made from: the same verdicts, to the last digit.

And however verdicts are written, as text, as the long table or as compact columns, they say the same.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from goldenthread.engine.compact import Compact
from goldenthread.engine.compact_write import write_compact
from goldenthread.engine.judge import Judging, judge, judge_frame, unobserved
from goldenthread.engine.kernel.answer import REASON_TEXTS, VERDICTS
from goldenthread.engine.kernel.block import frame_of_block
from goldenthread.engine.kernel.columns import columns_of
from goldenthread.engine.kernel.framing import frame
from goldenthread.engine.kernel.long import long_of
from goldenthread.engine.kernel.outcome import NUMBERS, in_key_order
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy
from tests.properties.test_columns_equal_the_rules import (
    COMPARATORS,
    MEASURES,
    POLICIES,
    as_columns,
    named,
    observations,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    observations(), MEASURES, MEASURES, st.sampled_from(POLICIES), st.sampled_from([None, date(2026, 6, 1)])
)
def test_a_compact_file_gives_the_verdicts_of_the_table(
    rows: list[Observation], alpha: Measure, beta: Measure, policy: Policy, as_of: date | None
) -> None:
    measures = {"alpha": named("alpha", alpha), "beta": named("beta", beta)}
    judging = Judging(measures, policy, (), as_of, COMPARATORS)
    table = as_columns(rows)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "all.parquet"
        write_compact(table, path)
        compact = Compact.open(path)
        tables = [
            judge_frame(frame_of_block(block, compact.legend, measures), judging).long()
            for block in compact.blocks(rows=20)
        ]
        fits = set(compact.legend.refs)
    expected = judge(table, measures, (), policy, as_of, COMPARATORS)
    kept = [row for row in expected.to_pylist() if row["measure"] in fits]
    assert in_key_order([*tables, unobserved(judging, set())]).to_pylist() == kept


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(observations(), MEASURES, MEASURES, st.sampled_from(POLICIES))
def test_the_long_table_and_the_columns_say_what_the_text_says(
    rows: list[Observation], alpha: Measure, beta: Measure, policy: Policy
) -> None:
    assume(rows)
    measures = {"alpha": named("alpha", alpha), "beta": named("beta", beta)}
    judged = judge_frame(frame(as_columns(rows), measures), Judging(measures, policy, (), None, COMPARATORS))
    text = replace(judged, singly=()).long().to_pylist()
    long = pa.Table.from_batches([long_of(judged)]).to_pylist()
    assert long == [
        {name: float(said) if name in NUMBERS and said is not None else said for name, said in row.items()}
        for row in text
    ]
    columns = columns_of(judged).to_pylist()
    kept = {
        (judged.frame.refs[row["m"]], judged.frame.places[row["a"]], judged.frame.groups[row["g"]]): row
        for row in columns
    }
    for row in long:
        held = kept.get((row["measure"], row["area"], row["group"]))
        if held is not None:
            asked = row["question"]
            assert VERDICTS[held[asked]] == row["verdict"]
            assert REASON_TEXTS[held[f"{asked}_reason"]] == row["reason"]
            assert held[f"{asked}_lower"] == row["lower_limit"]
            assert held[f"{asked}_upper"] == row["upper_limit"]
            assert held.get(f"{asked}_change") == row["change"]
            assert held.get(f"{asked}_rank") == row["rank"]
