"""Late, slipping and stale; and where a risk stands on the matrix."""

from datetime import date

import pytest

from goldenthread.rules.lateness import is_stale, lateness
from goldenthread.rules.risk import level, score
from tests.spec.returning import RAG


@pytest.mark.parametrize(
    ("due", "forecast", "is_done", "today", "word", "days"),
    [
        ("2026-06-30", "", False, "2026-06-01", "on_time", 29),
        ("2026-06-30", "", False, "2026-06-30", "on_time", 0),
        ("2026-06-30", "", False, "2026-07-01", "late", 1),
        ("2026-06-30", "2026-06-30", False, "2026-06-01", "on_time", 29),
        ("2026-06-30", "2026-05-01", False, "2026-06-01", "on_time", 29),
        ("2026-06-30", "2026-07-10", False, "2026-06-01", "slipping", 10),
        ("2026-06-30", "2026-09-30", False, "2026-07-05", "late", 5),
        ("2026-06-30", "2026-09-30", True, "2026-07-05", "done", 0),
        ("", "", False, "2026-07-05", "undated", 0),
        ("", "2026-01-01", False, "2026-07-05", "undated", 0),
        ("", "", True, "2026-07-05", "done", 0),
    ],
)
def test_lateness_is_worked_out_from_the_dates(
    due: str, forecast: str, is_done: bool, today: str, word: str, days: int
) -> None:
    """The due day itself is not late. Days are those late or slipped by, or, on time, those left."""
    dates = (date.fromisoformat(text) if text else None for text in (due, forecast))
    found = lateness(*dates, is_done, date.fromisoformat(today))
    assert (found.word, found.days) == (word, days)


@pytest.mark.parametrize(
    ("reported_on", "today", "stale"),
    [
        ("2026-02-20", "2026-06-30", False),
        ("2026-02-19", "2026-06-30", True),
        ("2026-07-01", "2026-06-30", False),
        ("", "2026-06-30", True),
    ],
)
def test_an_action_is_stale_more_than_130_days_after_it_was_reported_on_or_if_it_never_was(
    reported_on: str, today: str, stale: bool
) -> None:
    day = date.fromisoformat(reported_on) if reported_on else None
    assert is_stale(day, date.fromisoformat(today), RAG.stale_after_days) is stale


@pytest.mark.parametrize(
    ("likelihood", "impact", "product", "word", "mark"),
    [
        (1, 1, 1, "Low", "green"),
        (2, 3, 6, "Low", "green"),
        (2, 4, 8, "Medium", "amber"),
        (3, 5, 15, "Medium", "amber"),
        (4, 4, 16, "High", "red"),
        (5, 5, 25, "High", "red"),
    ],
)
def test_a_risk_scores_likelihood_times_impact_and_has_the_level_it_reaches(
    likelihood: int, impact: int, product: int, word: str, mark: str
) -> None:
    found = level(score(likelihood, impact), RAG)
    assert (score(likelihood, impact), found.word, found.mark) == (product, word, mark)


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 3), (3, 0), (-1, -1)])
def test_likelihood_and_impact_are_counted_from_one(likelihood: int, impact: int) -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        score(likelihood, impact)


def test_a_score_below_every_level_is_no_score() -> None:
    with pytest.raises(ValueError, match="below every level"):
        level(0, RAG)
