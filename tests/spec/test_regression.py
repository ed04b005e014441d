"""The trend test: which points it looks at, and when it says nothing."""

import pytest

from goldenthread.rules.policy import Policy
from tests.spec.reading import ask, measure


def years(*values: object, first: int = 2000) -> str:
    return "\n".join(f"{first + at} | {value}" for at, value in enumerate(values))


def test_a_straight_line_is_a_trend() -> None:
    rising = ask("regression", years(1, 2, 3, 4, 5), measure(unit="days"))
    assert rising.verdict == "improving"
    assert ask("regression", years(1, 2, 3, 4, 5), measure("low_is_good")).verdict == "worsening"
    assert ask("regression", years(5, 4, 3, 2, 1), measure("")).verdict == "falling"


def test_a_flat_line_or_a_scatter_is_no_trend() -> None:
    assert ask("regression", years(4, 4, 4, 4, 4)).verdict == "no_clear_trend"
    assert ask("regression", years(1, 9, 2, 8, 3)).verdict == "no_clear_trend"


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (years(1, 2, 3, 4), "too_few_points"),
        (years(1, 2, "", 4, 5), "too_few_points"),
        (years(1, 2, "3 | break", 4, 5), "series_break"),
        (years(1, 2, "<3", 4, 5), "censored"),
        (years(1, 2, 3, 4, ""), "missing"),
        (years(1, 2, 3, 4) + "\n2003/04 Q4 | 5", "too_few_points"),
    ],
)
def test_too_little_to_go_on_is_said(table: str, reason: str) -> None:
    asked = ask("regression", table)
    assert (asked.verdict, asked.reason) == ("cannot_judge", reason)


def test_only_the_last_twelve_points_count() -> None:
    long_ago = (90, 80, 70, 60, 50)
    asked = ask("regression", years(*long_ago, *range(1, 13)))
    assert (asked.verdict, str(asked.base_period)) == ("improving", "2005-01-01/P1Y")
    assert asked.change == 11


@pytest.mark.parametrize(
    "table",
    [
        "\n".join(f"{year}-01-01/P3Y | {year}" for year in range(2010, 2016)),
        "\n".join(f"{2014 + at // 4}-{at % 4 * 3 + 1:02d}-01/P1Y | {at}" for at in range(6)),
    ],
)
def test_periods_that_overlap_share_their_cases_so_no_trend_is_claimed(table: str) -> None:
    """Three years of every year, and the last twelve months of every quarter."""
    asked = ask("regression", table)
    assert (asked.verdict, asked.reason) == ("cannot_judge", "not_comparable")


def test_three_years_at_a_time_that_do_not_overlap_are_points_of_a_line() -> None:
    table = "\n".join(f"{year}-01-01/P3Y | {year}" for year in range(2000, 2015, 3))
    assert ask("regression", table).verdict == "improving"


def test_a_season_is_no_trend_where_a_policy_compares_like_seasons() -> None:
    """Twelve months are one turn of the season, which alone can make a trend."""
    rows = "\n".join(
        f"{year}-{month:02d}-01/P1M | {month + year % 2}"
        for year in range(2014, 2020)
        for month in range(1, 13)
    )
    same = {"parameters": {"season": "same"}}
    seasonal = Policy.from_mapping({"ref": "ours", "questions": {"regression": same}})
    assert ask("regression", rows).verdict == "improving"
    found = ask("regression", rows, policy=seasonal)
    assert (found.verdict, str(found.base_period)) == ("no_clear_trend", "2014-12-01/P1M")


def test_what_came_before_a_break_does_not_count() -> None:
    asked = ask("regression", years(90, 80, 70, "1 | break", 2, 3, 4, 5))
    assert (asked.verdict, asked.base_value) == ("improving", 1)


def test_one_provisional_point_in_the_window_is_marked() -> None:
    assert ask("regression", years(1, 2, "3 | provisional", 4, 5)).marks == ("provisional",)
