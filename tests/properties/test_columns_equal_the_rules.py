"""The fast way is held to the slow way: whole columns must say what the rules say, on any table."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.judge import judge as judge_columns
from goldenthread.engine.kernel.outcome import in_key_order, table_of
from goldenthread.engine.policy import read_policy
from goldenthread.rules.case import Beside
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.judgement import judge as judge_by_rules
from goldenthread.rules.measure import KINDS, STATISTICS, Measure, Target
from goldenthread.rules.observation import QUALIFIERS, STATUSES, Observation
from goldenthread.rules.period import Period
from goldenthread.rules.polarity import POLARITIES
from goldenthread.rules.policy import Policy

REFS, GROUPS = ("alpha", "beta"), ("", "sex=female")
AREAS = ("E10000016", "E06000035", "E92000001", "E10000011", "E10000013")
COUNTIES = ("E10000016", "E10000011", "E10000013", "E06000035")
COMPARATORS = Comparators(
    benchmarks={"": "E92000001", "county": "E10000011"},
    levels={area: "county" for area in COUNTIES} | {"E92000001": "nation", "E06000035": "unitary"},
    groups={
        "near": {area: tuple(each for each in AREAS if each != area) for area in COUNTIES},
        "far": {"E10000016": ("E06000035", "E10000013", "E07000105")},
    },
    models={"beta": "far"},
    model="near",
    rebased={("alpha", "E10000016", ""): (Period(date(2014, 4, 1), 1, "Y"),)},
)

TIGHT = Policy.from_mapping(
    {
        "ref": "tight",
        "stale_after_months": 30,
        "questions": {
            "direction_1y": {"rule": "variance", "version": 1, "parameters": {"tolerance": 2.125}},
            "direction_3y": {
                "rule": "variance",
                "version": 1,
                "parameters": {"reading": "points", "tolerance": 0.5, "years": [3, 1]},
            },
            "target": {"rule": "target", "version": 1},
            "expected_range": {"rule": "expected_range", "version": 1},
            "regression": {
                "rule": "regression",
                "version": 1,
                "parameters": {"window": 4, "at_least": 3, "confidence": 0.8, "season": "same"},
            },
            "significance_1y": {
                "rule": "significance",
                "version": 1,
                "parameters": {"confidence": 0.9, "instants_within_days": 90},
            },
            "variation": {"parameters": {"at_least": 3, "trial_below": 6, "season": "same"}},
            "assurance": {"parameters": {"at_least": 4, "screen": False}},
        },
    }
)


def comparing(benchmark: str, neighbours: str) -> Policy:
    """Areas beside others by two methods, and by one of Fingertips' rounded levels."""
    said = {
        "benchmark": {"parameters": {"method": benchmark}},
        "neighbours": {"parameters": {"method": neighbours, "confidence": 0.998, "at_least": 1}},
    }
    return Policy.from_mapping({"ref": f"{benchmark}-{neighbours}", "questions": said})


POLICIES = (
    comparing("two_intervals", "spc_proportion"),
    comparing("overlap", "two_intervals"),
    comparing("quintiles", "interval"),
    read_policy("kent-annual-report-2017"),
    read_policy("kent-quarterly-2020"),
    read_policy("every-question"),
    TIGHT,
)


def years(first: int) -> st.SearchStrategy[Period]:
    return st.builds(lambda year: Period(date(year, first, 1), 1, "Y"), st.integers(2008, 2024))


PERIODS = st.one_of(
    years(4),
    years(4),
    st.builds(lambda year: Period(date(year, 1, 1), 3, "Y"), st.integers(2012, 2024)),
    st.builds(lambda month: Period(date(2022 + month // 12, month % 12 + 1, 1), 1, "M"), st.integers(0, 35)),
    st.builds(lambda at: Period(date(2020 + at // 4, at % 4 * 3 + 1, 1), 3, "M"), st.integers(0, 19)),
    st.builds(lambda day: Period(date.fromordinal(736330 + day), 0, ""), st.integers(0, 1200)),
    st.sampled_from([Period(date(2024, 2, 29), 1, "Y"), Period(date(2023, 2, 28), 1, "Y")]),
)
SMALL = st.integers(-60, 60).map(lambda tenths: Decimal(tenths) / 10)
VALUES = st.one_of(
    SMALL,
    SMALL,
    st.just(Decimal(0)),
    st.sampled_from([Decimal("2.0"), Decimal("2.1"), Decimal("1.9"), Decimal(20), Decimal(21), Decimal(19)]),
    st.decimals(-1000, 1000, places=8),
    st.integers(-(10**18), 10**18).map(Decimal),
    st.sampled_from([Decimal("100000000000.123456"), Decimal("105000000000.123456"), Decimal("0.0000005")]),
)
OFTEN_NORMAL = st.one_of(st.just("normal"), st.just("normal"), st.sampled_from(STATUSES))
RUN_STATUS = st.sampled_from(["normal"] * 6 + ["break", "provisional", "missing", "suppressed"])
OFTEN_EXACT = st.one_of(*[st.just("")] * 4, st.sampled_from(QUALIFIERS))


COUNTS = st.one_of(st.none(), st.none(), st.integers(0, 30).map(Decimal), st.just(Decimal("2.5")))
LIMITS = st.one_of(st.none(), st.none(), SMALL)


@st.composite
def areas_with_counts(draw: st.DrawFn) -> list[Observation]:
    """Five or more years of every area, as percentages of counts that agree with them, some with limits."""
    rows = []
    for area in AREAS:
        whole = draw(st.integers(10, 400))
        for at, x in enumerate(draw(st.lists(st.integers(0, whole), max_size=9))):
            value = (Decimal(x) / Decimal(whole) * 100).quantize(Decimal("0.0001"))
            period = Period(date(2012 + at, 4, 1), 1, "Y")
            counts = (Decimal(x), Decimal(whole)) if draw(st.booleans()) else (None, None)
            limits = draw(
                st.sampled_from(
                    [(None, None), (value - 1, value + 2), (value, value), (value / 100, value / 100)]
                )
            )
            status = draw(RUN_STATUS)
            rows.append(Observation("beta", area, period, value, "", *counts, *limits, status))
    return rows


@st.composite
def observations(draw: st.DrawFn) -> list[Observation]:
    """Observations with distinct keys; some series whole runs of years, as most are, some only fragments."""
    rows = draw(
        st.lists(
            st.builds(
                Observation,
                st.sampled_from(REFS),
                st.sampled_from(AREAS),
                PERIODS,
                st.one_of(VALUES, VALUES, st.none()),
                st.sampled_from(GROUPS),
                COUNTS,
                COUNTS,
                LIMITS,
                LIMITS,
                status=OFTEN_NORMAL,
                qualifier=OFTEN_EXACT,
            ),
            max_size=25,
        )
    )
    rows += [
        Observation("beta", AREAS[0], Period(date(2010 + at, 1, 1), 3, "Y"), value, "sex=female")
        for at, value in enumerate(draw(st.lists(SMALL, max_size=7)))
    ]
    run = draw(st.lists(st.tuples(SMALL, RUN_STATUS), max_size=15))
    rows += [
        Observation("alpha", "E10000016", Period(date(2010 + at, 4, 1), 1, "Y"), value, status=status)
        for at, (value, status) in enumerate(run)
    ]
    rows += draw(areas_with_counts())
    return list({(row.measure, row.area, row.group, row.period): row for row in rows}.values())


MEASURES = st.builds(
    Measure,
    ref=st.just(""),
    unit=st.sampled_from(["%", "per cent", "Percentage", "days", ""]),
    statistic=st.sampled_from(["", *STATISTICS]),
    multiplier=st.sampled_from([None, Decimal(1), Decimal(100), Decimal("33.333333")]),
    polarity=st.sampled_from(["", *POLARITIES]),
    decimals=st.one_of(st.none(), st.integers(0, 6)),
    kind=st.sampled_from(["", *KINDS]),
    tolerance=st.sampled_from(["", "2", "0.25", "5%", "12.5%"]),
)
MAYBE = st.one_of(st.none(), SMALL)
TARGETS = st.lists(
    st.builds(
        Target,
        st.sampled_from(REFS),
        st.sampled_from([*AREAS, "E07000105"]),
        PERIODS,
        MAYBE,
        MAYBE,
        MAYBE,
        MAYBE,
    ),
    max_size=5,
)


def named(ref: str, measure: Measure) -> Measure:
    words = {name: getattr(measure, name) for name in Measure.__dataclass_fields__}
    return Measure(**{**words, "ref": ref})


def as_columns(rows: Sequence[Observation]) -> pa.Table:
    names = OBSERVATIONS.names
    cells = [
        {name: str(row.period) if name == "period" else getattr(row, name) for name in names} for row in rows
    ]
    return pa.Table.from_pylist(cells, schema=OBSERVATIONS)


def by_rules(
    rows: Sequence[Observation],
    measures: dict[str, Measure],
    targets: Sequence[Target],
    policy: Policy,
    as_of: date | None,
) -> pa.Table:
    series: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
    for row in rows:
        series[row.measure, row.area, row.group].append(row)
    for target in targets:
        series[target.measure, target.area, ""]
    return in_key_order(
        [
            table_of(
                judge_by_rules(
                    held,
                    measures[ref],
                    targets,
                    policy,
                    as_of,
                    area=area,
                    group=group,
                    beside=beside((ref, area, group), held, rows),
                )
            )
            for (ref, area, group), held in series.items()
        ]
    )


def beside(key: tuple[str, str, str], held: Sequence[Observation], rows: Sequence[Observation]) -> Beside:
    """What stands beside a series, looked up row by row."""
    if not held:
        return Beside()
    latest = max(row.period for row in held)
    same = {
        row.area: row
        for row in sorted(rows, key=lambda row: row.area)
        if (row.measure, row.group, row.period) == (key[0], key[2], latest)
    }
    return COMPARATORS.beside(key, latest, same)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    observations(),
    MEASURES,
    MEASURES,
    TARGETS,
    st.sampled_from(POLICIES),
    st.sampled_from([None, date(2026, 6, 1)]),
)
def test_whole_columns_say_what_the_rules_say(
    rows: list[Observation],
    alpha: Measure,
    beta: Measure,
    targets: list[Target],
    policy: Policy,
    as_of: date | None,
) -> None:
    measures = {"alpha": named("alpha", alpha), "beta": named("beta", beta)}
    fast = judge_columns(as_columns(rows), measures, targets, policy, as_of, COMPARATORS)
    slow = by_rules(rows, measures, targets, policy, as_of)
    assert fast.to_pylist() == slow.to_pylist()


@settings(max_examples=60, deadline=None)
@given(st.lists(SMALL, min_size=5, max_size=30), st.sampled_from(POLICIES), MEASURES)
def test_long_runs_of_quarters_agree_to_the_last_digit(
    values: list[Decimal], policy: Policy, measure: Measure
) -> None:
    rows = [
        Observation("alpha", "E10000016", Period(date(2010 + at // 4, at % 4 * 3 + 1, 1), 3, "M"), value)
        for at, value in enumerate(values)
    ]
    measures = {"alpha": named("alpha", measure)}
    fast = judge_columns(as_columns(rows), measures, [], policy, None, COMPARATORS)
    assert fast.to_pylist() == by_rules(rows, measures, [], policy, None).to_pylist()


ONE_END = [
    Period(date(2022, 4, 1), 1, "Y"),
    Period(date(2023, 1, 1), 3, "M"),
    Period(date(2023, 3, 1), 1, "M"),
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(Target, st.sampled_from(REFS), st.sampled_from(AREAS[:2]), st.sampled_from(ONE_END), SMALL)
    ),
    st.lists(st.sampled_from(ONE_END), min_size=4, max_size=4),
)
def test_of_targets_with_one_date_both_take_the_same(targets: list[Target], judged: list[Period]) -> None:
    places = [(ref, area) for ref in REFS for area in AREAS[:2]]
    rows = [Observation(*place, period, Decimal(1)) for place, period in zip(places, judged, strict=True)]
    distinct = list({(each.measure, each.area, each.period): each for each in targets}.values())
    measures = {ref: Measure(ref, polarity="high_is_good") for ref in REFS}
    policy = read_policy("every-question")
    fast = judge_columns(as_columns(rows), measures, distinct, policy, None, COMPARATORS)
    assert fast.to_pylist() == by_rules(rows, measures, distinct, policy, None).to_pylist()
