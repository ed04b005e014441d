"""Charts of whole columns are held to the rules: the same limits, signals and reasons for every point."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.kernel.framing import frame
from goldenthread.engine.spc import chart
from goldenthread.engine.spc_single import charted_singly
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.policy import Question
from goldenthread.rules.policy_parameter import parameters_of

AREAS = ("E10000016", "E06000035")
MEASURES = {
    "high": Measure("high", polarity="high_is_good", decimals=1),
    "low": Measure("low", polarity="low_is_good"),
    "none": Measure("none", decimals=0),
}
STATUSES = ["normal"] * 9 + ["break", "provisional", "suppressed", "missing"]
NUMBERS = st.one_of(
    st.integers(0, 9).map(Decimal),
    st.integers(0, 4).map(Decimal),
    st.decimals(-100, 100, places=2),
    st.just(Decimal("0.12345678")),
    st.integers(-(10**15), 10**15).map(Decimal),
)
Step = tuple[Decimal | None, str, str, bool, bool]
STEPS = st.tuples(
    st.one_of(*[NUMBERS] * 9, st.none()),
    st.sampled_from(STATUSES),
    st.sampled_from([""] * 19 + ["<"]),
    st.booleans(),
    st.sampled_from([False] * 9 + [True]),
)
RISING = st.lists(st.integers(1, 3), min_size=6, max_size=9).map(
    lambda steps: [(Decimal(sum(steps[:at])), "normal", "", True, False) for at in range(len(steps))]
)
LINES = st.lists(st.one_of(STEPS.map(lambda step: [step]), RISING), max_size=14).map(
    lambda parts: [step for part in parts for step in part]
)
DURATIONS = st.sampled_from([(12, "M"), (3, "M"), (36, "M"), (0, "")])
Line = tuple[str, str, str, tuple[int, str], list[Step]]
TABLES = st.lists(
    st.tuples(
        st.sampled_from(tuple(MEASURES)),
        st.sampled_from(AREAS),
        st.sampled_from(["", "a=b"]),
        DURATIONS,
        LINES,
    ),
    max_size=4,
    unique_by=lambda line: line[:4],
)


def period(at: int, duration: tuple[int, str]) -> Period:
    months = 12 if duration[0] == 36 else duration[0] or 1
    start = date(2000 + at * months // 12, at * months % 12 + 1, 1)
    return Period(start, *duration)


def rows_of(lines: list[Line]) -> tuple[list[Observation], dict[tuple[str, str, str], list[Period]]]:
    """The observations, and where limits begin anew; a step may be left out as a gap."""
    rows, rebased = [], defaultdict(list)
    for ref, area, group, duration, steps in lines:
        for at, (value, status, qualifier, there, anew) in enumerate(steps):
            when = period(at, duration)
            if there:
                rows.append(Observation(ref, area, when, value, group, status=status, qualifier=qualifier))
            if there and anew:
                rebased[ref, area, group].append(when)
    return rows, rebased


def table_of(rows: list[Observation]) -> pa.Table:
    names = [name for name in OBSERVATIONS.names if name != "period"]
    columns = {name: [getattr(row, name) for row in rows] for name in names}
    columns["period"] = [str(row.period) for row in rows]
    arrays = {field.name: pa.array(columns[field.name]) for field in OBSERVATIONS}
    return pa.table([arrays[f.name].cast(f.type) for f in OBSERVATIONS], schema=OBSERVATIONS)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TABLES, st.booleans())
def test_a_chart_of_columns_is_the_chart_of_the_rules(lines: list[Line], screen: bool) -> None:
    rows, rebased = rows_of(lines)
    if not rows:
        return
    parameters, _ = parameters_of(
        "variation", "variation", {"screen": screen, "at_least": 3, "trial_below": 8}
    )
    question = Question("variation", "variation", 1, parameters)
    table = table_of(rows)
    whole = frame(table, MEASURES)
    at, tables = charted_singly(whole, np.arange(whole.count), MEASURES, rebased, question)
    ours = chart(table, MEASURES, rebased, question)
    if not tables:
        assert ours.num_rows == 0
        return
    theirs = tables[0].take(pa.array(np.argsort(at, kind="stable")))
    assert ours.to_pylist() == theirs.to_pylist()
