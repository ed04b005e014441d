"""What the public reads, in tables."""

from datetime import date
from decimal import Decimal as D

import pytest

from goldenthread.kit import format as said


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "qualifier", "words"),
    [
        ("11500", "", None, "", "11,500"),
        ("2.8", "%", 1, "", "2.8%"),
        ("2.8", "per cent", 1, "", "2.8%"),
        ("0.5", "%", None, "<", "under 0.5%"),
        ("75", "%", None, ">", "over 75%"),
        ("4000000000", "£", None, "~", "about £4 billion"),
        ("80300000", "£", None, "", "£80.3 million"),
        ("80.3", "£ million", None, "", "£80.3 million"),
        ("62", "£m", None, "", "£62 million"),
        ("0.4", "£ million", 1, "", "£400,000"),
        ("90", "£ million a year", None, "", "£90 million a year"),
        ("15.5", "£m a year", 1, "", "£15.5 million a year"),
        ("-3", "£ per head", None, "", "\u2212£3 per head"),
        ("31", "% change", 0, "", "31% change"),
        ("7", "% of pupils", None, "<", "under 7% of pupils"),
        ("4", "£ billion", None, "~", "about £4 billion"),
        ("950", "£000", None, "", "£950,000"),
        ("11500", "£", None, "", "£11,500"),
        ("12.34", "£", 2, "", "£12.34"),
        ("12", "per 1,000", None, "", "12 per 1,000"),
        ("2.85", "%", 1, "", "2.8%"),
        ("2.75", "%", 1, "", "2.8%"),
        ("-3.4", "", 1, "", "\u22123.4"),
        ("-0.04", "%", 1, "", "0.0%"),
        (None, "%", 1, "", "no figure"),
    ],
)
def test_a_figure_with_its_unit(
    value: str | None, unit: str, decimals: int | None, qualifier: str, words: str
) -> None:
    assert said.with_unit(D(value) if value else None, unit, decimals, qualifier) == words


@pytest.mark.parametrize(
    ("pounds", "words"),
    [
        ("999949", "£999,949"),
        ("950000", "£950,000"),
        ("1049000", "£1 million"),
        ("999950000", "£1 billion"),
        ("999940000", "£999.9 million"),
        ("-80300000", "\u2212£80.3 million"),
        ("0", "£0"),
    ],
)
def test_money_moves_to_millions_at_a_million(pounds: str, words: str) -> None:
    assert said.money(D(pounds)) == words


def test_a_range_of_money() -> None:
    assert said.money_range(62_000_000, 143_000_000) == "£62 million to £143 million"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("-0.2", "%", "down 0.2 percentage points"),
        ("1", "%", "up 1 percentage point"),
        ("-300", "", "down 300"),
        ("2.5", "days", "up 2.5 days"),
        ("0.0", "%", "no change"),
    ],
)
def test_a_change_says_its_direction_and_size(value: str, unit: str, words: str) -> None:
    assert said.change(D(value), unit) == words


@pytest.mark.parametrize(
    ("when", "quarter"),
    [
        (date(2026, 4, 1), "Quarter 1 2026/27"),
        (date(2026, 7, 14), "Quarter 2 2026/27"),
        (date(2026, 12, 31), "Quarter 3 2026/27"),
        (date(2027, 3, 31), "Quarter 4 2026/27"),
        (date(2000, 1, 1), "Quarter 4 1999/00"),
    ],
)
def test_a_day_falls_in_its_quarter(when: date, quarter: str) -> None:
    assert said.quarter(when) == quarter


def test_dates_and_spans() -> None:
    assert said.day(date(2026, 7, 14)) == "14 July 2026"
    assert said.days(date(2026, 7, 1), date(2026, 7, 14)) == "1 to 14 July 2026"
    assert said.days(date(2026, 6, 28), date(2026, 7, 14)) == "28 June to 14 July 2026"
    assert said.days(date(2025, 12, 28), date(2026, 1, 2)) == "28 December 2025 to 2 January 2026"


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (22, "22nd"), (112, "112th")]
)
def test_ordinals(count: int, words: str) -> None:
    assert said.ordinal(count) == words


def test_lists_and_counts() -> None:
    assert said.listed(["a", "b", "c"]) == "a, b and c"
    assert said.listed(["a", "b"]) == "a and b"
    assert said.listed([]) == ""
    assert said.count_of(1, "outcome") == "1 outcome"
    assert said.count_of(2000, "body", "bodies") == "2,000 bodies"
