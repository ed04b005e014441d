"""Periods: what people write, what it means, and what is refused."""

import pytest

from goldenthread.rules.period import Period, UnknownPeriod, read_period


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("2016-04-01/P1Y", "2016-04-01/P1Y"),
        ("2016-04-01/P12M", "2016-04-01/P1Y"),
        ("2016-04-01/P3M", "2016-04-01/P3M"),
        ("2014-01-01/P3Y", "2014-01-01/P3Y"),
        ("2017-04-26", "2017-04-26"),
        ("2016/17", "2016-04-01/P1Y"),
        ("2016-17", "2016-04-01/P1Y"),
        ("2016/2017", "2016-04-01/P1Y"),
        ("1999/00", "1999-04-01/P1Y"),
        ("2011-12", "2011-04-01/P1Y"),
        ("FY2016/17", "2016-04-01/P1Y"),
        ("AY2016/17", "2016-09-01/P1Y"),
        ("2016", "2016-01-01/P1Y"),
        ("2016/17 Q1", "2016-04-01/P3M"),
        ("Q4 2016/17", "2017-01-01/P3M"),
        ("Jun 2016", "2016-06-01/P1M"),
        ("Sept 2016", "2016-09-01/P1M"),
        ("June 2016", "2016-06-01/P1M"),
        ("2014 - 16", "2014-01-01/P3Y"),
        ("2014 – 16", "2014-01-01/P3Y"),
        ("2014-2016", "2014-01-01/P3Y"),
        ("2014 to 2016", "2014-01-01/P3Y"),
        ("2014/15 - 16/17", "2014-04-01/P3Y"),
        ("26 April 2017", "2017-04-26"),
    ],
)
def test_a_label_means_one_period(text: str, meaning: str) -> None:
    assert str(read_period(text)) == meaning


@pytest.mark.parametrize(
    ("year_type", "meaning"),
    [
        ("", "2016-04-01/P1Y"),
        ("financial", "2016-04-01/P1Y"),
        ("academic", "2016-09-01/P1Y"),
        ("academic-august", "2016-08-01/P1Y"),
    ],
)
def test_the_kind_of_year_settles_what_a_bare_split_year_means(year_type: str, meaning: str) -> None:
    assert str(read_period("2016/17", year_type)) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "",
        "last year",
        "2016/18",
        "2016-04",
        "2016-13-01",
        "2017-02-29",
        "Foo 2016",
        "2016/17 Q5",
        "Q1 2016",
        "2016-2017",
        "2016 - 17",
        "2016 to 2014",
        "2016-04-01/P0Y",
        "2016-04-01/P1Y6M",
        "9999",
        "0999-01-01",
        "31 February 2016",
    ],
)
def test_what_could_mean_nothing_or_several_things_is_refused(text: str) -> None:
    with pytest.raises(UnknownPeriod):
        read_period(text)


def test_a_split_year_is_refused_where_years_are_calendar_years() -> None:
    with pytest.raises(UnknownPeriod, match="calendar"):
        read_period("2016/17", "calendar")


@pytest.mark.parametrize(
    ("iso", "year_type", "label"),
    [
        ("2016-04-01/P1Y", "", "2016/17"),
        ("2016-04-01/P1Y", "academic", "financial year 2016/17"),
        ("2016-09-01/P1Y", "academic", "2016/17"),
        ("2016-09-01/P1Y", "", "academic year 2016/17"),
        ("2016-08-01/P1Y", "academic-august", "2016/17"),
        ("2016-08-01/P1Y", "", "August 2016 to July 2017"),
        ("2016-04-01/P3M", "", "2016/17 Q1"),
        ("2017-01-01/P3M", "", "2016/17 Q4"),
        ("2017-01-01/P3M", "calendar", "2017 Q1"),
        ("2016-06-01/P1M", "", "June 2016"),
        ("2014-01-01/P3Y", "", "2014 to 2016"),
        ("2014-04-01/P3Y", "", "2014/15 to 2016/17"),
        ("2017-04-26", "", "26 April 2017"),
        ("2015-11-16/P1Y", "", "year ending 15 November 2016"),
        ("2016-02-29/P1Y", "", "29 February 2016 to 27 February 2017"),
    ],
)
def test_a_period_is_called_what_people_call_it(iso: str, year_type: str, label: str) -> None:
    assert read_period(iso).label(year_type) == label


@pytest.mark.parametrize("year_type", ["", "calendar", "financial", "academic", "academic-august"])
@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("duration", ["P1Y", "P3Y", "P3M", "P1M", "P6M"])
def test_a_label_is_read_back_as_the_same_period(year_type: str, month: int, duration: str) -> None:
    period = read_period(f"2016-{month:02}-01/{duration}")
    assert read_period(period.label(year_type), year_type) == period


@pytest.mark.parametrize("text", ["year ending 15 November 2016", "the year to 15 November 2016"])
def test_a_year_that_starts_on_no_first_of_a_month_is_named_by_its_last_day(text: str) -> None:
    assert str(read_period(text)) == "2015-11-16/P1Y"


def test_one_year_earlier_keeps_the_duration_and_moves_the_start() -> None:
    assert str(read_period("2016/17 Q1").earlier(1)) == "2015-04-01/P3M"
    assert str(read_period("2016-02-29/P1Y").earlier(1)) == "2015-02-28/P1Y"


def test_later_means_ending_later_and_then_starting_later() -> None:
    year, quarter, day = (read_period(text) for text in ("2016/17", "2016/17 Q4", "31 March 2017"))
    assert sorted([day, quarter, year]) == [year, quarter, day]
    assert read_period("2015/16") < read_period("2016")


def test_the_end_is_the_first_day_after() -> None:
    assert str(read_period("2016/17").end) == "2017-04-01"
    assert str(Period(read_period("2016-02-29").start, 1, "M").end) == "2016-03-29"


def test_midnight_is_the_day() -> None:
    for text in ("2017-04-26T00:00:00Z", "2017-04-26 00:00:00", "2017-04-26 00:00:00.000000"):
        assert str(read_period(text)) == "2017-04-26"


def test_an_hour_of_a_day_is_no_period() -> None:
    with pytest.raises(UnknownPeriod):
        read_period("2017-04-26 09:30:00")
