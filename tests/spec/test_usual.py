"""What a series usually does, and so what counts as a jump."""

from dataclasses import replace
from decimal import Decimal

import pytest

from goldenthread.rules.return_check import Usual
from tests.spec.returning import COUNT, SHARE, usually

STEADY = """
2024/25 Q1 | 70
2024/25 Q2 | 71
2024/25 Q3 | 70
2024/25 Q4 | 71
2025/26 Q1 | 70
2025/26 Q2 | 71
"""

SEASONAL = """
2023/24 Q1 | 20
2023/24 Q2 | 22
2023/24 Q3 | 41
2023/24 Q4 | 60
2024/25 Q1 | 21
2024/25 Q2 | 22
2024/25 Q3 | 40
2024/25 Q4 | 61
2025/26 Q1 | 20
2025/26 Q2 | 23
2025/26 Q3 | 41
"""


def test_the_range_lies_around_the_last_figure() -> None:
    """The figures move by 1 each time; 1 times 3.267 to either side of 71 is 67.8 to 74.2 at one decimal."""
    assert usually(STEADY) == Usual(
        Decimal("71"), "2025-07-01/P3M", Decimal("67.8"), Decimal("74.2"), points=6
    )


def test_a_series_with_a_season_is_compared_with_the_same_quarter_a_year_before() -> None:
    """From quarter to quarter it moves by 18 on average, from year to year by 6/7: 2.8 around Q4's 61."""
    found = usually(SEASONAL)
    assert (found.previous, found.previous_period) == (Decimal("41"), "2025-10-01/P3M")
    assert (found.lower, found.upper) == (Decimal("58.2"), Decimal("63.8"))


def test_without_its_quarter_a_year_before_a_season_cannot_be_compared() -> None:
    without = "\n".join(line for line in SEASONAL.splitlines() if "2024/25 Q4" not in line)
    found = usually(without)
    assert found.lower is not None and found.lower < 41 - 17


@pytest.mark.parametrize(
    ("left_out", "points", "has_range"), [(0, 6, True), (1, 5, True), (2, 4, False), (6, 0, False)]
)
def test_fewer_than_five_points_give_no_range(left_out: int, points: int, has_range: bool) -> None:
    lines = STEADY.strip().splitlines()
    found = usually("\n".join(lines[left_out:]))
    assert (found.points, found.lower is not None) == (points, has_range)


@pytest.mark.parametrize(
    ("line", "points"),
    [
        ("2025/26 Q3 | 71", 7),
        ("2025/26 Q3 | | missing", 6),
        ("2025/26 Q3 | 71 | suppressed", 6),
        ("2025/26 Q3 | <71", 6),
        ("2025/26 Q3 | 71 | break", 1),
        ("2025/26 | 71", 1),
    ],
)
def test_what_cannot_be_compared_is_no_point(line: str, points: int) -> None:
    """No figure, a bound, everything before a break; a quarter is no point of a series of years."""
    assert usually(STEADY + line).points == points


def test_only_what_came_before_the_period_that_is_asked_for_counts() -> None:
    found = usually(STEADY, period="2025/26 Q2")
    assert (found.previous, found.points) == (Decimal("70"), 5)


def test_one_wild_change_does_not_make_the_next_one_usual() -> None:
    """70 and 71 by turns, then once 10 and back: the two wild changes are left out of the mean."""
    quarters = [f"20{20 + n // 4}/{21 + n // 4} Q{n % 4 + 1}" for n in range(12)]
    figures = [70, 71, 70, 71, 70, 71, 70, 71, 70, 71, 10, 71]
    found = usually("\n".join(f"{q} | {f}" for q, f in zip(quarters, figures, strict=True)))
    assert (found.lower, found.upper) == (Decimal("67.8"), Decimal("74.2"))


def test_only_the_last_twelve_figures_say_what_is_usual() -> None:
    """A series that was wild three years ago and has been calm since is calm."""
    wild = [f"{2010 + n}/{11 + n} | {80 if n % 2 else 60}" for n in range(3)]
    calm = [f"{2013 + n}/{14 + n} | {71 if n % 2 else 70}" for n in range(12)]
    found = usually("\n".join((*wild, *calm)))
    assert (found.lower, found.upper, found.points) == (Decimal("67.8"), Decimal("74.2"), 15)


@pytest.mark.parametrize(
    ("figure", "decimals", "lower", "upper"),
    [("50", 0, "49", "51"), ("50", 1, "49.9", "50.1"), ("0", 1, "0", "0.1"), ("99.9", 0, "99", "100")],
)
def test_a_figure_that_never_changed_may_change_by_one_step_of_its_decimals(
    figure: str, decimals: int, lower: str, upper: str
) -> None:
    """And never to where no share can be: below 0 or above 100."""
    table = "\n".join(f"{year}/{year - 1999} | {figure}" for year in range(2015, 2021))
    found = usually(table, replace(SHARE, decimals=decimals))
    assert (found.lower, found.upper) == (Decimal(lower), Decimal(upper))


def test_counts_are_never_usually_below_zero() -> None:
    table = "2025/26 Q1 | 0\n2025/26 Q2 | 9\n2025/26 Q3 | 1\n2025/26 Q4 | 8\n2026/27 Q1 | 0"
    assert usually(table, COUNT).lower == 0


def test_what_is_usual_is_kept_as_text_and_read_back_as_it_was() -> None:
    found = usually(STEADY)
    kept = found.to_json()
    assert kept["lower"] == "67.8"
    assert Usual.from_json(kept) == found
    assert Usual.from_json({}) == Usual(None, "", None, None, 0)
