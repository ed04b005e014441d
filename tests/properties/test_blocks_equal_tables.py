"""A block of a compact file is judged as the table it was made from: the same verdicts, to the last digit."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.engine.compact import Compact
from goldenthread.engine.compact_write import write_compact
from goldenthread.engine.judge import Judging, judge, judge_frame, unobserved
from goldenthread.engine.kernel.block import frame_of_block
from goldenthread.engine.kernel.outcome import in_key_order
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
