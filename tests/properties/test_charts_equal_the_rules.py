"""Charts and processes of whole columns are held to the rules, point by point and for the latest alone."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.judge import judge as judge_columns
from goldenthread.engine.kernel.framing import frame
from goldenthread.engine.kernel.limits import Limits as ColumnLimits
from goldenthread.engine.kernel.outcome import in_key_order
from goldenthread.engine.kernel.outcome import table_of as judgements_of
from goldenthread.engine.spc import chart
from goldenthread.engine.spc_single import charted_singly
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.judgement import judge as judge_by_rules
from goldenthread.rules.limits import Limits
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.policy import Policy, Question
from goldenthread.rules.policy_parameter import parameters_of

AREAS = ("E10000016", "E06000035")
MEASURES = {
    "high": Measure("high", polarity="high_is_good", decimals=1),
    "low": Measure("low", polarity="low_is_good"),
    "none": Measure("none", decimals=0),
    "range": Measure("range", polarity="in_range", decimals=1),
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
Aim = tuple[str, str, int, Decimal, Decimal | None]
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


def steady(ref: str, area: str, *ends: str) -> Line:
    """Twelve quarters about 11, whose limits are 5.68 and 16.32 to the last place, and how they go on."""
    values = [*["10", "12"] * 6, *ends]
    return (ref, area, "", (3, "M"), [(Decimal(value), "normal", "", True, False) for value in values])


NEAR_LIMITS = [
    steady("high", AREAS[0]),
    steady("low", AREAS[0]),
    steady("range", AREAS[0]),
    steady("high", AREAS[1], "16", "12", "16"),
    steady("low", AREAS[1], "6", "6"),
    steady("none", AREAS[0], "10", "17", "17"),
    steady("none", AREAS[1], "10", "15", "11", "15"),
]
ON_THEM = [
    ("high", AREAS[0], 0, Decimal("5.68"), None),
    ("low", AREAS[0], 0, Decimal("16.32"), None),
    ("range", AREAS[0], 0, Decimal("5.68"), Decimal("16.32")),
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TABLES, st.booleans())
@example(NEAR_LIMITS, True)
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


AIMED = st.lists(
    st.tuples(
        st.sampled_from(tuple(MEASURES)),
        st.sampled_from(AREAS),
        st.integers(0, 20),
        st.one_of(NUMBERS, st.just(Decimal("3.25"))),
        st.one_of(NUMBERS, st.none()),
    ),
    max_size=4,
    unique_by=lambda aim: aim[:3],
)


def policy(screen: bool, season: str) -> Policy:
    given = {"screen": screen, "at_least": 3, "trial_below": 8, "season": season}
    questions = {name: {"parameters": given} for name in ("variation", "assurance")}
    return Policy.from_mapping({"ref": "process", "questions": questions})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TABLES, AIMED, st.booleans(), st.sampled_from(["all", "same"]))
@example(NEAR_LIMITS, ON_THEM, True, "all")
def test_columns_judge_a_process_as_the_rules_do(
    lines: list[Line], aimed: list[Aim], screen: bool, season: str
) -> None:
    rows, rebased = rows_of(lines)
    targets = [
        Target(ref, area, period(at, (12, "M")), target=value, lower=value, upper=upper)
        for ref, area, at, value, upper in aimed
    ]
    asking, beside = policy(screen, season), Comparators(rebased=rebased)
    series = defaultdict(list, {(each.measure, each.area, ""): [] for each in targets})
    for row in rows:
        series[row.measure, row.area, row.group].append(row)
    theirs = [
        verdict
        for key, own in series.items()
        for verdict in judge_by_rules(
            own,
            MEASURES[key[0]],
            targets,
            asking,
            area=key[1],
            group=key[2],
            beside=beside.beside(key, max((row.period for row in own), default=None), {}),
        )
    ]
    ours = judge_columns(table_of(rows), MEASURES, targets, asking, comparators=beside)
    assert ours.to_pylist() == in_key_order([judgements_of(theirs)]).to_pylist()


@pytest.mark.parametrize("units", [265, 266, 267, 398, 399, 400, -266, -267, -399, -400])
def test_exactly_on_a_limit_columns_and_rules_agree(units: int) -> None:
    """The near limits are 266 from the mean and the limits 399, to the last place."""
    rules = Limits(total=0, count=3, moved=300, kept=2)
    columns = ColumnLimits(*(np.array([each]) for each in (0, 3, 300, 2)), np.array([True]))
    away = columns.away(np.array([units]))
    assert rules.is_outside(units) == columns.outside(away)[0] == (abs(units) > 399)
    assert rules.is_near(units) == columns.near(away)[0] == (266 < abs(units) <= 399)
