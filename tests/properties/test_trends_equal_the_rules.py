"""Recent trends and trajectories over whole columns say what the rules say, on series made to have them."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.engine.judge import judge as judge_columns
from goldenthread.engine.kernel.room import ROOMS
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.policy import Policy
from tests.properties.test_columns_equal_the_rules import as_columns, by_rules

AREAS = ("E10000016", "E06000035", "E92000001")
STATUS = st.sampled_from(["normal"] * 12 + ["break", "provisional", "missing", "suppressed"])
POLICIES = tuple(
    Policy.from_mapping(
        {
            "ref": "trends",
            "questions": {"recent_trend": {"parameters": trend}, "trajectory": {"parameters": way}},
        }
    )
    for trend, way in (
        ({}, {}),
        ({"proportions": "weighted", "confidence": 0.9}, {"method": "growth", "base_year": 2012}),
        ({"confidence": 0.6}, {"on_track": 1, "behind": 0.5, "off_track": -0.25}),
    )
)
MEASURES = st.builds(
    Measure,
    ref=st.just("m"),
    unit=st.sampled_from(["%", "days", ""]),
    statistic=st.sampled_from(["proportion", "proportion", "rate", "standardised_rate", "mean"]),
    multiplier=st.sampled_from([None, Decimal(100), Decimal(1000)]),
    polarity=st.sampled_from(["high_is_good", "high_is_good", "low_is_good", "low_is_good", "in_range", ""]),
    decimals=st.sampled_from([None, 0, 1, 2, 6]),
)


def year(at: int) -> Period:
    return Period(date(2009 + at, 4, 1), 1, "Y")


def quarter(at: int) -> Period:
    return Period(date(2016 + at // 4, at % 4 * 3 + 1, 1), 3, "M")


def several_years(at: int) -> Period:
    return Period(date(2009 + at, 4, 1), 3, "Y")


def instant(at: int) -> Period:
    return Period(date(2009 + at, 3, 31 - at % 3), 0, "")


def leap(at: int) -> Period:
    return Period(date(2008 + at, 2, 29 if at % 4 == 0 else 28), 1, "Y")


@st.composite
def runs(draw: st.DrawFn) -> list[Observation]:
    """A run of periods for each area: up, down or about level, with counts and limits or without."""
    rows = []
    for area in AREAS:
        period = draw(st.sampled_from([year, year, year, quarter, several_years, instant, leap]))
        whole, start = draw(st.integers(5, 400)), draw(st.integers(0, 30))
        slope, counted, limited = draw(st.integers(-4, 4)), draw(st.booleans()), draw(st.booleans())
        steps = draw(st.lists(st.tuples(st.integers(-3, 3), STATUS), min_size=4, max_size=24))
        for at, (step, status) in enumerate(steps):
            count = max(0, min(whole, start + slope * at + step))
            value = (Decimal(count) / Decimal(whole) * 100).quantize(Decimal("0.0001"))
            counts = (Decimal(count), Decimal(whole)) if counted else (None, None)
            reach = Decimal(draw(st.integers(0, 40))) / 10
            limits = (value - reach, value + reach) if limited else (None, None)
            rows.append(Observation("m", area, period(at), value, "", *counts, *limits, status))
    return rows


FIGURE = st.integers(-50, 1200).map(lambda tenths: Decimal(tenths) / 10)
TARGETS = st.lists(
    st.builds(
        Target,
        st.just("m"),
        st.sampled_from(AREAS),
        st.one_of(
            st.integers(0, 30).map(year), st.integers(0, 50).map(quarter), st.integers(0, 20).map(instant)
        ),
        st.one_of(FIGURE, FIGURE, FIGURE, st.none()),
        lower=st.one_of(st.none(), FIGURE),
        baseline_period=st.one_of(st.none(), st.none(), st.integers(0, 24).map(year)),
        baseline=st.one_of(st.none(), st.none(), FIGURE),
    ),
    min_size=1,
    max_size=9,
    unique_by=lambda each: (each.area, each.period),
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(runs(), MEASURES, TARGETS, st.sampled_from(POLICIES))
def test_whole_columns_say_what_the_rules_say_of_trends(
    rows: list[Observation], measure: Measure, targets: list[Target], policy: Policy
) -> None:
    fast = judge_columns(as_columns(rows), {"m": measure}, targets, policy).to_pylist()
    slow = by_rules(rows, {"m": measure}, targets, policy, None).to_pylist()
    for ours, theirs in zip(fast, slow, strict=True):
        assert ours == theirs


TENTHS = st.integers(0, 400).map(lambda tenths: Decimal(tenths) / 10)


@settings(max_examples=200, deadline=None)
@given(
    start=TENTHS,
    way=st.integers(-20, 20),
    share=st.sampled_from(["0", "0.3", "0.59", "0.6", "0.61", "0.94", "0.95", "0.96", "1", "1.1", "-0.2"]),
    years=st.tuples(st.integers(1, 9), st.integers(1, 12)),
    stated=st.sampled_from([None, "period", "figure", "another"]),
    polarity=st.sampled_from(["high_is_good", "low_is_good"]),
    decimals=st.sampled_from([0, 1, 3, None]),
    policy=st.sampled_from(POLICIES),
)
def test_a_pace_at_and_about_each_bound_is_the_same_pace(
    start: Decimal,
    way: int,
    share: str,
    years: tuple[int, int],
    stated: str | None,
    polarity: str,
    decimals: int | None,
    policy: Policy,
) -> None:
    now, then = years
    value = start + way * Decimal(share) * now / then
    rows = [
        Observation("m", AREAS[0], year(0), start),
        Observation("m", AREAS[0], year(now), value.quantize(Decimal("0.001"))),
    ]
    target = Target(
        "m",
        AREAS[0],
        year(then),
        start + way,
        baseline_period=year(0) if stated else None,
        baseline={"figure": start, "another": start + 1}.get(stated or ""),
    )
    of = Measure("m", polarity=polarity, decimals=decimals)
    fast = judge_columns(as_columns(rows), {"m": of}, [target], policy).to_pylist()
    assert fast == by_rules(rows, {"m": of}, [target], policy, None).to_pylist()


def test_both_questions_have_a_room_in_the_engine() -> None:
    assert {"recent_trend", "trajectory"} <= set(ROOMS)
