"""What holds of every return, whatever is typed into it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.rules.measure import STATISTICS, Measure, Target
from goldenthread.rules.number import plain
from goldenthread.rules.obligation import is_owed
from goldenthread.rules.observation import STATUSES, Observation
from goldenthread.rules.period import Period
from goldenthread.rules.polarity import POLARITIES
from goldenthread.rules.quarter import QuarterPolicy
from goldenthread.rules.return_check import (
    Asked,
    Said,
    Usual,
    check_figure,
    usual,
    value_of,
    verdict_of,
)

RAG: QuarterPolicy = read_quarter_policy()
TODAY = date(2026, 7, 10)
QUARTER = Period(date(2026, 4, 1), 3, "M")
EVERY_CODE = frozenset(
    (
        *("not_a_number", "out_of_range", "denominator_missing", "numerator_missing", "denominator_zero"),
        *("numerator_over_denominator", "value_disagrees", "unknown_status", "value_missing"),
        *("missing_without_comment", "figure_though_missing", "too_many_decimals", "jump"),
        *("red_without_comment", "red_without_action", "red_without_owner", "red_without_due"),
        "red_due_past",
    )
)

NUMBERS = st.decimals(-1000, 1000, places=2)
CELLS = st.one_of(st.just(""), NUMBERS.map(plain), st.integers(0, 200).map(str), st.text(max_size=8))
WORDS = st.sampled_from(["", " ", "Two posts were empty"])
SAID = st.builds(
    Said,
    value=CELLS,
    numerator=CELLS,
    denominator=CELLS,
    status=st.sampled_from(["", "late", *STATUSES]),
    comment=WORDS,
    management_action=WORDS,
    management_owner=WORDS,
    management_due=st.none() | st.dates(date(2026, 7, 1), date(2026, 7, 20)),
)
TIDY = st.builds(
    Said,
    value=st.integers(0, 100).map(str) | st.just(""),
    status=st.sampled_from(["", *STATUSES]),
    comment=WORDS,
    management_action=st.just("More staff on the desk"),
    management_owner=st.just("A head of service"),
    management_due=st.just(date(2026, 9, 30)),
)
MEASURES = st.builds(
    Measure,
    ref=st.just("m"),
    unit=st.sampled_from(["%", "people", "£ million"]),
    statistic=st.sampled_from(["", *STATISTICS]),
    multiplier=st.sampled_from([None, Decimal(1), Decimal(100), Decimal(10000)]),
    polarity=st.sampled_from(["", *POLARITIES]),
    decimals=st.none() | st.integers(0, 3),
    kind=st.sampled_from(["", "activity", "outcome"]),
    tolerance=st.sampled_from(["", "5", "5%"]),
)
TARGETS = st.builds(
    lambda aims: (Target("m", "E10000016", QUARTER, *aims),),
    st.tuples(*[st.none() | NUMBERS] * 4),
)
USUAL = st.none() | st.builds(
    lambda ends, points: Usual(ends[0], "2026-01-01/P3M", min(ends), max(ends), points),
    st.tuples(NUMBERS, NUMBERS),
    st.integers(5, 12),
)
ASKED = st.builds(
    Asked, measure=MEASURES, area=st.just("E10000016"), period=st.just(QUARTER), targets=TARGETS, usual=USUAL
)


@settings(deadline=None)
@given(SAID, ASKED)
def test_a_figure_with_an_error_is_never_made_acceptable_by_confirming(said: Said, asked: Asked) -> None:
    errors = [each for each in check_figure(said, asked, RAG, TODAY) if each.is_error]
    confirmed = check_figure(replace(said, confirmed=EVERY_CODE), asked, RAG, TODAY)
    assert list(confirmed) == errors


def test_every_code_is_in_the_handbook() -> None:
    page = (Path(__file__).parents[2] / "docs" / "methods" / "returns.md").read_text("utf-8")
    assert not [code for code in EVERY_CODE if f"`{code}`" not in page]


@settings(deadline=None)
@given(SAID, ASKED)
def test_the_same_figure_is_always_found_the_same_and_each_fault_is_told_once(
    said: Said, asked: Asked
) -> None:
    found = check_figure(said, asked, RAG, TODAY)
    assert found == check_figure(said, asked, RAG, TODAY)
    assert len({(each.code, each.column) for each in found}) == len(found)
    assert {each.code for each in found} <= EVERY_CODE
    assert all(each.what and each.do for each in found)


@settings(deadline=None)
@given(st.one_of(SAID, TIDY), ASKED)
def test_what_passes_has_a_value_or_says_why_it_has_none(said: Said, asked: Asked) -> None:
    passes = not any(each.is_error for each in check_figure(said, asked, RAG, TODAY))
    explained = said.status in ("missing", "suppressed") and bool(said.comment.strip())
    assert not passes or (value_of(said, asked) is None) is explained


@settings(deadline=None)
@given(SAID, NUMBERS, st.sampled_from([None, Decimal(-100)]))
def test_a_red_figure_passes_only_with_a_comment_and_below_its_floor_with_an_action_too(
    said: Said, value: Decimal, floor: Decimal | None
) -> None:
    measure = Measure("m", unit="£ million", statistic="money", polarity="high_is_good", decimals=2)
    asked = Asked(measure, "E10000016", QUARTER, (Target("m", "E10000016", QUARTER, Decimal(0), floor),))
    red = replace(said, value=plain(value), numerator="", denominator="", status="")
    limit = Decimal(0) if floor is None else floor
    assert (verdict_of(red, asked) == "red") is (value < limit)
    explained = bool(said.comment.strip())
    due = said.management_due
    acted = bool(said.management_action.strip() and said.management_owner.strip()) and due is not None
    enough = explained and (floor is None or (acted and due is not None and due > TODAY))
    assert (check_figure(red, asked, RAG, TODAY) == ()) is (value >= limit or enough)


@settings(deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 6))
def test_a_value_from_its_parts_is_the_exact_quotient_rounded_once(
    numerator: int, denominator: int, decimals: int
) -> None:
    measure = Measure("m", unit="%", statistic="ratio", multiplier=Decimal(100), decimals=decimals)
    said = Said(numerator=str(numerator), denominator=str(denominator))
    value = value_of(said, Asked(measure, "", QUARTER))
    exact = Fraction(numerator * 100, denominator)
    assert value is not None
    assert abs(Fraction(value) - exact) * 2 <= Fraction(1, 10**decimals)
    assert value == value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)


@settings(deadline=None)
@given(NUMBERS)
def test_a_value_alone_is_kept_as_it_was_typed(value: Decimal) -> None:
    assert value_of(Said(plain(value)), Asked(Measure("m", decimals=0), "", QUARTER)) == value


def rows(values: Sequence[Decimal]) -> list[Observation]:
    """Quarters one after the other, the last of them the one before the period that is asked for."""
    first = 2026 * 4 + 1 - len(values)
    quarters = (divmod(first + at, 4) for at in range(len(values)))
    return [
        Observation("m", "E10000016", Period(date(year, 3 * quarter + 1, 1), 3, "M"), value)
        for (year, quarter), value in zip(quarters, values, strict=True)
    ]


@settings(deadline=None)
@given(st.lists(NUMBERS, max_size=20), MEASURES)
def test_what_is_usual_is_kept_exactly_and_its_range_is_not_upside_down(
    values: list[Decimal], measure: Measure
) -> None:
    found = usual(rows(values), measure, RAG)
    assert Usual.from_json(found.to_json()) == found
    assert found.points == len(values)
    assert (found.lower is None) == (found.upper is None) == (len(values) < RAG.jump.at_least)


@settings(deadline=None)
@given(st.lists(NUMBERS, min_size=5, max_size=20, unique=True), st.integers(-5, 5), st.integers(1, 9))
def test_a_series_moved_and_stretched_has_its_range_moved_and_stretched(
    values: list[Decimal], shift: int, stretch: int
) -> None:
    """What is usual depends on how a series moves, never on where it lies or in which unit it is."""
    measure = Measure("m", unit="£ million", statistic="money", decimals=6)
    before = usual(rows(values), measure, RAG)
    after = usual(rows([value * stretch + shift for value in values]), measure, RAG)
    near = Decimal(stretch + 1).scaleb(-6)
    assert before.lower is not None and before.upper is not None
    assert after.lower is not None and after.upper is not None
    assert abs(before.lower * stretch + shift - after.lower) <= near
    assert abs(before.upper * stretch + shift - after.upper) <= near


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.sampled_from(["financial", "calendar", "academic"]))
def test_a_yearly_figure_is_owed_in_exactly_one_of_four_quarters(start: date, year_type: str) -> None:
    first = Period(start.replace(day=1), 3, "M")
    quarters = [first]
    for _ in range(3):
        quarters.append(Period(quarters[-1].end, 3, "M"))
    assert sum(len(is_owed("yearly", quarter, year_type)) for quarter in quarters) == 1
