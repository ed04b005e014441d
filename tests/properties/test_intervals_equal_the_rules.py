"""Intervals and tested changes of whole columns are those of the rules, figure by figure."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.engine.interval import with_intervals
from goldenthread.engine.judge import judge as judge_columns
from goldenthread.engine.kernel.framing import frame
from goldenthread.engine.kernel.interval import METHODS, intervals
from goldenthread.engine.kernel.room import ROOMS
from goldenthread.rules.interval import interval_of
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.policy import Policy
from tests.properties.test_columns_equal_the_rules import as_columns, by_rules

STATISTICS = ("proportion", "proportion", "rate", "rate", "count", "mean", "standardised_rate", "")
STATUSES = ("normal",) * 8 + ("provisional", "break", "missing", "suppressed")
WHOLES = st.sampled_from([1, 3, 7, 10, 40, 100, 128, 999, 5000, 12345, 10**7])


def policy(name: str, **parameters: object) -> Policy:
    question = {"rule": "significance", "version": 1, "parameters": parameters}
    return Policy.from_mapping({"ref": name, "questions": {"significance_1y": question}})


POLICIES = (
    policy("test"),
    policy("strict", confidence=0.998, instants_within_days=90),
    policy("overlap", method="overlap"),
    policy("loose", method="overlap", confidence=0.8),
)

MEASURES = st.builds(
    Measure,
    ref=st.just("m"),
    unit=st.sampled_from(["%", "per cent", "", "people"]),
    statistic=st.sampled_from(STATISTICS),
    multiplier=st.sampled_from(
        [None, None, Decimal(1), Decimal(100), Decimal(100_000), Decimal(0), Decimal("2.5")]
    ),
    polarity=st.sampled_from(["", "high_is_good", "low_is_good"]),
    decimals=st.one_of(st.none(), st.integers(0, 6)),
)


@st.composite
def figures(draw: st.DrawFn) -> tuple[Decimal, Decimal | None, Decimal | None]:
    """A value with counts that mostly give it, rounded to some places, sometimes amiss."""
    of = draw(WHOLES)
    count = Decimal(draw(st.integers(0, min(of, 60)))) + draw(
        st.sampled_from([Decimal(0)] * 4 + [Decimal("0.5")])
    )
    per = draw(st.sampled_from([1, 100, 100, 100_000]))
    places = draw(st.integers(0, 7))
    made = count if draw(st.booleans()) and of == 1 else count * per / of
    value = round(made, places) + draw(st.sampled_from([0] * 6 + [1, -1]))
    kept = draw(st.sampled_from(["both"] * 6 + ["none", "numerator", "denominator", "odd"]))
    odd = (-count, Decimal(of)) if draw(st.booleans()) else (count, Decimal(0))
    pairs = {"both": (count, Decimal(of)), "none": (None, None), "odd": odd}
    return value, *pairs.get(
        kept, (count if kept == "numerator" else None, Decimal(of) if kept != "numerator" else None)
    )


@st.composite
def observations(draw: st.DrawFn) -> list[Observation]:
    rows = []
    durations = draw(st.sampled_from([(1, "Y"), (1, "Y"), (3, "Y"), (6, "M"), (0, "")]))
    for area in ("E10000016", "E06000035", "E92000001"):
        for at in range(draw(st.integers(1, 5))):
            start = date(2014 + at // 2 * (durations == (6, "M")) + at * (durations != (6, "M")), 4, 1)
            if durations == (6, "M") and at % 2:
                start = date(start.year, 10, 1)
            value, numerator, denominator = draw(figures())
            limits = draw(
                st.sampled_from([None, None, (value - 2, value + 1), (value, value), (value + 1, value)])
            )
            lower, upper = limits or (None, None)
            status = draw(st.sampled_from(STATUSES))
            given_value = None if status in ("missing", "suppressed") else value
            if draw(st.integers(0, 30)) == 0:
                given_value = given_value and given_value * 10**13
            qualifier = draw(st.sampled_from([""] * 15 + ["<", "~"]))
            rows.append(
                Observation(
                    "m", area, Period(start, *durations), given_value, "", numerator, denominator,
                    lower, upper, status, qualifier,
                )
            )  # fmt: skip
    return rows


TABLES = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@TABLES
@given(observations(), MEASURES, st.sampled_from([0.9, 0.95, 0.998, 1.0]))
def test_a_tables_intervals_are_those_of_the_rule(
    rows: list[Observation], measure: Measure, confidence: float
) -> None:
    made = with_intervals(as_columns(rows), {"m": measure}, confidence).to_pylist()
    for row, seen in zip(made, rows, strict=True):
        said = interval_of(seen, measure, confidence)
        assert row["method"] == (said.method if said else "")
        assert (row["lower"], row["upper"]) == ((said.lower, said.upper) if said else (None, None))


@TABLES
@given(observations(), MEASURES, st.sampled_from([0.95, 0.998]))
def test_a_frames_intervals_are_those_of_the_rule(
    rows: list[Observation], measure: Measure, confidence: float
) -> None:
    data = frame(as_columns(rows), {"m": measure})
    every = np.arange(len(data.when))
    made = intervals(data, [measure], every, confidence)
    for at, seen in enumerate(data.read(every)):
        if data.slow[data.series[at]]:
            continue
        said = interval_of(seen, measure, confidence)
        assert METHODS[made.method[at]] == (said.method if said else "")
        if said:
            assert (made.lower[at], made.upper[at]) == (said.lower, said.upper)


@TABLES
@given(observations(), MEASURES, st.sampled_from(POLICIES))
def test_a_tables_tested_changes_are_those_of_the_rule(
    rows: list[Observation], measure: Measure, policy: Policy
) -> None:
    assert "significance" in ROOMS
    measures = {"m": measure}
    fast = judge_columns(as_columns(rows), measures, [], policy)
    assert fast.to_pylist() == by_rules(rows, measures, [], policy, None).to_pylist()


def counted(pairs: Sequence[tuple[int, int]]) -> pa.Table:
    rows = [
        Observation(
            "m", f"E{at:08}", Period(date(2015 + later, 1, 1), 1, "Y"), Decimal(count) / 10, "",
            Decimal(count), Decimal(1000),
        )
        for at, pair in enumerate(pairs)
        for later, count in enumerate(pair)
    ]  # fmt: skip
    return as_columns(rows)


@pytest.mark.parametrize("statistic", ["proportion", "rate"])
def test_every_pair_of_small_counts_agrees(statistic: str) -> None:
    pairs = [(before, now) for before in range(0, 40, 3) for now in range(0, 60)]
    measure = Measure("m", unit="%", statistic=statistic, multiplier=Decimal(100), decimals=1)
    table = counted(pairs)
    fast = judge_columns(table, {"m": measure}, [], POLICIES[0])
    said = fast["verdict"].to_pylist()
    assert {"higher", "lower", "not_significant"} == set(said)
    data = frame(table, {"m": measure})
    rows = data.read(np.arange(len(data.when)))
    assert fast.to_pylist() == by_rules(rows, {"m": measure}, [], POLICIES[0], None).to_pylist()
