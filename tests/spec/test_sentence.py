"""What the public reads: one plain sentence, a reason where there is no verdict, a note for each mark."""

from decimal import Decimal

import pytest

from goldenthread.kit.verdict import NOTES
from goldenthread.kit.verdict import REASONS as REASONS_ON_PAGES
from goldenthread.rules.figure import figure
from goldenthread.rules.sentence import MARK_WORDS, REASON_WORDS, in_words
from goldenthread.rules.verdict import MARKS, REASONS
from tests.spec.reading import ANNUAL, QUARTERLY, aim, ask, measure

PERCENT = measure("low_is_good")


def test_a_direction_says_from_what_to_what() -> None:
    days = measure("low_is_good", unit="days", decimals=1)
    verdict = ask("direction_1y", "2015 | 4.0\n2016 | 3.0", days)
    assert in_words(verdict, days, ANNUAL) == (
        "Improving: 3.0 days in 2016, down from 4.0 days in 2015. Lower is better."
    )


def test_marks_follow_as_sentences() -> None:
    verdict = ask("direction_1y", "2015 | 3.0\n2016 | 2.8 | provisional", PERCENT)
    assert in_words(verdict, PERCENT, ANNUAL).endswith(
        "Lower is better. Provisional: the figure may change. "
        "Counted the other way (as a share, or in percentage points) the answer would differ."
    )


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("2016 | 3", "Cannot judge: there is no figure for the earlier period to compare with."),
        ("2015 | 3\n2016 | ", "Cannot judge: the latest figure is missing."),
        ("2015 | \n2016 | 3", "Cannot judge: the earlier figure is missing."),
        (
            "2015 | 3\n2016 | | suppressed",
            "Cannot judge: the latest figure is withheld to protect people's privacy.",
        ),
    ],
)
def test_where_there_is_no_verdict_the_reason_is_said(table: str, sentence: str) -> None:
    assert in_words(ask("direction_1y", table), measure(), ANNUAL) == sentence


def test_a_target_is_named_with_its_floor() -> None:
    of = measure()
    verdict = ask("target", "2016/17 | 76.1", of, (aim("2016/17", target="80", floor="72"),))
    assert in_words(verdict, of, QUARTERLY) == (
        "Amber: 76.1% in 2016/17, against a target of 80.0% and a floor of 72.0%. Higher is better."
    )


def test_an_expected_range_is_never_better_or_worse() -> None:
    of = measure(unit="referrals", kind="activity")
    verdict = ask("expected_range", "2016/17 | 1250", of, (aim("2016/17", lower="1000", upper="1200"),))
    assert in_words(verdict, of, QUARTERLY) == (
        "Above expected range: 1,250 referrals in 2016/17, "
        "against a range of 1,000 referrals to 1,200 referrals."
    )


def test_a_bound_is_said_as_a_bound_is_compared() -> None:
    verdict = ask("direction_1y", "2016 | 2\n2017 | <0.5", PERCENT)
    assert in_words(verdict, PERCENT, ANNUAL).startswith(
        "Improving: under 0.5% in 2017, compared with 2.0% in 2016."
    )


def test_every_reason_and_every_mark_has_words() -> None:
    assert set(REASON_WORDS) == set(REASONS)
    assert set(MARK_WORDS) == set(MARKS)


def test_a_figure_that_is_about_right_says_so() -> None:
    verdict = ask("direction_1y", "2016 | 2\n2017 | ~3 | provisional", PERCENT)
    assert in_words(verdict, PERCENT, ANNUAL).startswith("Not improving: about 3% in 2017, up from 2%")


def test_a_provisional_bound_against_its_target_says_both() -> None:
    targets = (aim("2017", target="10"),)
    verdict = ask("target", "2017 | <0.5 | provisional", PERCENT, targets)
    assert in_words(verdict, PERCENT, QUARTERLY) == (
        "Green: under 0.5% in 2017, against a target of 10.0%. Lower is better. "
        "Provisional: the figure may change."
    )


def test_an_activity_without_a_range_is_not_said_to_lack_a_target() -> None:
    verdict = ask("expected_range", "2017 | 3", measure(kind="activity"))
    assert in_words(verdict, PERCENT, QUARTERLY) == "Cannot judge: no expected range has been set."


def test_the_pages_marks_say_what_the_sentences_say() -> None:
    assert REASONS_ON_PAGES == REASON_WORDS
    assert {mark: note for mark, (_, note) in NOTES.items()} == MARK_WORDS


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("9061", "", "9,061"),
        ("2.80", "%", "2.80%"),
        ("2.8", "per cent", "2.8%"),
        ("2.8", "Percentage", "2.8%"),
        ("2.8", "percent", "2.8%"),
        ("2.8", "percentage points", "2.8 percentage points"),
        ("80.3", "£m", "£80.3 million"),
        ("-1234.5", "£m", "\u2212£1,234.5 million"),
        ("1234567.89", "£", "£1,234,567.89"),
        ("-0.5", "days", "\u22120.5 days"),
        ("12", "days", "12 days"),
    ],
)
def test_a_figure_carries_its_unit(value: str, unit: str, text: str) -> None:
    assert figure(Decimal(value), unit) == text
