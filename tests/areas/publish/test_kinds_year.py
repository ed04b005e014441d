"""The year that an annual report covers, and the periods that it tells of."""

import pytest

from goldenthread.publish.kinds.year import read_year, tells_of
from goldenthread.rules.period import read_period
from goldenthread.rules.refusal import Refused


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("2016-04-01/P1Y", True),
        ("2017-04-01/P1Y", False),
        ("2016-01-01/P1Y", True),
        ("2017-01-01/P1Y", True),
        ("2016-09-01/P1Y", True),
        ("2017-09-01/P1Y", False),
        ("2015-01-01/P3Y", True),
        ("2016-01-01/P3Y", False),
        ("2017-01-01/P3M", True),
        ("2017-04-01/P3M", False),
        ("2017-03-31", True),
        ("2017-04-01", False),
    ],
)
def test_a_report_on_2016_17_tells_of_what_began_in_it_and_was_soon_over(period: str, told: bool) -> None:
    year = read_year("2016/17")
    assert year is not None
    assert tells_of(year, read_period(period)) is told


def test_a_year_knows_its_days() -> None:
    year = read_year("2016-17")
    assert year is not None
    assert (year.label, year.days) == ("2016/17", "1 April 2016 to 31 March 2017")


@pytest.mark.parametrize("said", ["last year", "2016/17 Q1", "2016/18"])
def test_what_is_no_year_is_refused(said: str) -> None:
    with pytest.raises(Refused, match="is not a year"):
        read_year(said)


def test_no_year_is_every_year() -> None:
    assert read_year("  ") is None
