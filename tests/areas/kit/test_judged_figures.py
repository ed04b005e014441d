"""Each question's picture says what was tested, in words and in its table as well as in its lines."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goldenthread.kit.figure import Figure, Peer
from goldenthread.kit.funnel_chart import Funnel, funnel_chart
from goldenthread.kit.interval_chart import interval_chart
from goldenthread.kit.pace_chart import Pace, pace_chart
from goldenthread.kit.rank_chart import MOST_NAMED, rank_chart
from goldenthread.kit.run_chart import Limits, Signal, run_chart
from tests.areas.kit import judged_figures as invented

TRIANGLE, HOLLOW = 'class="gt-point"', 'class="gt-point gt-point--hollow"'


@pytest.fixture(scope="module")
def run() -> Figure:
    return invented.run()


def test_a_run_chart_tells_signals_by_shape_and_says_each_shape(run: Figure) -> None:
    assert (
        "Unusual figures: a solid triangle for the better, a hollow triangle for the worse, "
        "a diamond where nobody has said which way is better." in run.notes
    )
    assert run.svg.count(TRIANGLE) == 2  # the better one and the diamond
    assert run.svg.count(HOLLOW) == 2  # the worse one, and the provisional last point


def test_a_run_charts_table_names_the_test_that_each_unusual_figure_met(run: Figure) -> None:
    unusual = {row[0]: row[-1] for row in run.table.rows if row[-1]}
    assert unusual == {
        "Quarter 1 2023/24": "Outside the limits",
        "Quarter 4 2023/24": "One of seven or more in a row rising or falling",
        "Quarter 2 2025/26": "One of seven or more in a row on one side of the mean; "
        "one of two in three that are close to a limit",
        "Quarter 4 2025/26": "Provisional",
    }


def test_a_run_chart_says_why_its_limits_begin_anew_and_that_they_are_on_trial(run: Figure) -> None:
    assert (
        "Limits begin anew in Quarter 3 2024/25: a new service began (decided 2 October 2024)." in run.notes
    )
    assert any("on trial" in note for note in run.notes)
    assert [row[2] for row in run.table.rows] == ["70.65"] * 6 + ["74.5"] * 6


def test_a_run_without_signals_says_that_none_stands_out() -> None:
    points = invented.quarterly(invented.TWELVE)
    steady = Limits(points[0].at, points[-1].at, Decimal(72), Decimal(65), Decimal(79))
    drawn = run_chart(invented.caption("a", "T"), points, [steady], {})
    assert "The mean is 72%; by chance alone figures fall between 65% and 79%. No figure stands out." in (
        drawn.alternative
    )
    assert not any("trial" in note for note in drawn.notes)


def test_a_signal_on_a_missing_figure_is_not_drawn() -> None:
    points = invented.quarterly("5 6")
    gone = (points[0], replace(points[1], value=None, status="missing"))
    drawn = run_chart(invented.caption("a", "T"), gone, [], {points[1].at: Signal(1, ("run",))})
    assert TRIANGLE not in drawn.svg


def test_a_trend_says_its_slope_and_the_slopes_that_the_figures_allow() -> None:
    assert invented.trend().alternative.endswith(
        "Improving. By the trend it goes up 2.7 percentage points a year; "
        "the figures allow from up 1.9 percentage points to up 3.4 percentage points."
    )


def test_a_trajectory_says_the_pace_needed_and_the_pace_so_far() -> None:
    drawn = invented.pace()
    assert drawn.alternative.endswith(
        "The target is 80.0% by 2028. Needed: up 2.5 percentage points a year. "
        "So far: up 1.2 percentage points a year."
    )
    assert drawn.table.rows[2] == ("2020", "60.0", "60.0")
    assert drawn.table.rows[-1] == ("2028", "", "80.0")


def test_a_trajectory_with_a_figure_below_none_still_ends_at_its_target() -> None:
    steps = invented.years("10 20", "0")
    drawn = pace_chart(invented.caption("a", "T"), (), Pace(steps, "up 10 a year", "no change"))
    assert drawn.table.rows[-1][2] == "20.0"


def test_compared_figures_are_dark_and_say_their_intervals() -> None:
    drawn = invented.intervals()
    assert drawn.alternative == (
        "2018: 20.9%, likely between 20.1% and 21.7%. 2019: 19.2%, likely between 18.4% and 20.0%. Lower."
    )
    assert "The dark figures are those compared." in drawn.notes


def test_figures_without_intervals_are_dots_alone() -> None:
    points = invented.quarterly("5 6")
    drawn = interval_chart(invented.caption("a", "T"), points, {date(2023, 4, 1)})
    assert 'stroke-width="2.2"' in invented.intervals().svg  # the bars of those compared
    assert 'stroke-width="2.2"' not in drawn.svg
    assert drawn.table.headings == ("Period", "Figure (%)")


@pytest.mark.parametrize(("best_first", "first"), [(1, "High"), (0, "High"), (-1, "Low")])
def test_areas_stand_with_the_best_first(best_first: int, first: str) -> None:
    peers = [Peer("Low", Decimal(1)), Peer("High", Decimal(9), chosen=True)]
    drawn = rank_chart(invented.caption("a", "T"), peers, None, best_first=best_first)
    assert drawn.table.rows[0][0] == first


def test_few_areas_are_named_and_of_many_only_the_chosen_one() -> None:
    few, many = (
        rank_chart(invented.caption("a", "T"), invented.peers(count), None)
        for count in (MOST_NAMED, MOST_NAMED + 1)
    )
    assert ">Place 9<" in few.svg
    assert ">Place 9<" not in many.svg
    assert "Place 5 50.0%" in many.svg


def test_three_hundred_areas_weigh_little() -> None:
    drawn = rank_chart(invented.caption("a", "T"), invented.peers(300), ("England", Decimal(51)))
    assert len(drawn.svg) < 12_000


def test_a_funnel_leaves_out_areas_whose_size_is_not_known() -> None:
    peers = [Peer("Known", Decimal(50), size=Decimal(900)), Peer("Unknown", Decimal(60))]
    drawn = funnel_chart(invented.caption("a", "T"), peers, Funnel("England", Decimal(51), invented.rims()))
    assert [row[0] for row in drawn.table.rows] == ["Known", "England"]


def test_a_funnel_of_nothing_says_so() -> None:
    drawn = funnel_chart(invented.caption("a", "T"), [], Funnel("England", Decimal(51), ()))
    assert drawn.alternative == "There are no figures to show."
