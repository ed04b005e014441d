"""Which of a measure's periods are owed in a reporting period."""

import pytest

from goldenthread.rules.obligation import is_owed
from goldenthread.rules.period import read_period


@pytest.mark.parametrize(
    ("returned", "year_type", "reporting_period", "owed"),
    [
        ("monthly", "financial", "2026/27 Q1", ["April 2026", "May 2026", "June 2026"]),
        ("quarterly", "financial", "2026/27 Q1", ["2026/27 Q1"]),
        ("yearly", "financial", "2026/27 Q1", []),
        ("yearly", "financial", "2026/27 Q4", ["2026/27"]),
        ("yearly", "", "2026/27 Q4", ["2026/27"]),
        ("yearly", "calendar", "2026/27 Q3", ["2026"]),
        ("yearly", "calendar", "2026/27 Q4", []),
        ("yearly", "academic", "2026/27 Q2", ["2025/26"]),
        ("yearly", "academic-august", "2026/27 Q2", ["2025/26"]),
        ("quarterly", "financial", "2026/27", ["2026/27 Q1", "2026/27 Q2", "2026/27 Q3", "2026/27 Q4"]),
        ("quarterly", "financial", "June 2026", []),
        ("monthly", "financial", "June 2026", ["June 2026"]),
        ("monthly", "financial", "30 June 2026", []),
        ("", "financial", "2026/27 Q4", []),
        ("weekly", "financial", "2026/27 Q4", []),
    ],
)
def test_what_is_owed_depends_on_how_often_a_measure_is_returned(
    returned: str, year_type: str, reporting_period: str, owed: list[str]
) -> None:
    """A yearly figure is owed in the quarter in which its kind of year ends, and in no other."""
    found = is_owed(returned, read_period(reporting_period), year_type)
    assert found == tuple(read_period(text, year_type) for text in owed)
