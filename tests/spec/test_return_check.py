"""What is asked of a return: errors stop, warnings ask."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goldenthread.rules.measure import Measure
from goldenthread.rules.return_check import (
    ActionSaid,
    Said,
    Usual,
    check_action,
    check_figure,
    value_of,
    verdict_of,
)
from tests.spec.reading import measure
from tests.spec.returning import COUNT, MONEY, RAG, RATE, SHARE, TODAY, asked, codes, entered, found_in


@pytest.mark.parametrize(
    ("cells", "code", "instead"),
    [
        ("1,200", "not_a_number", "Write 1200"),
        ("82%", "not_a_number", "Write 82"),
        ("£82.50", "not_a_number", "Write 82.50"),
        ("12,34", "not_a_number", "Write digits with at most one point, such as 2500 or 3.4"),
        ("about 80", "not_a_number", "Write digits with at most one point, such as 2500 or 3.4"),
        ("#DIV/0!", "not_a_number", "Write digits with at most one point, such as 2500 or 3.4"),
        ("NaN", "not_a_number", "Write digits with at most one point, such as 2500 or 3.4"),
        ("82.1234567890123456789", "not_a_number", "round it"),
        ("100000000000000000000", "not_a_number", "round it"),
    ],
)
def test_a_text_that_is_no_plain_number_is_told_what_to_write(cells: str, code: str, instead: str) -> None:
    found = check_figure(entered(cells), asked(), RAG, TODAY)
    assert [(each.code, each.column, each.do) for each in found] == [(code, "value", instead)]


@pytest.mark.parametrize(
    ("of", "cells", "found"),
    [
        (SHARE, "100", ""),
        (SHARE, "100.1", "out_of_range"),
        (SHARE, "-0.1", "out_of_range"),
        (measure(unit="", statistic="proportion", multiplier=Decimal(1)), "1.01", "out_of_range"),
        (RATE, "-1", "out_of_range"),
        (RATE, "25000", ""),
        (COUNT, "-3", "out_of_range"),
        (COUNT, "0", ""),
        (MONEY, "-3.2", ""),
    ],
)
def test_a_figure_that_cannot_be_is_an_error(of: Measure, cells: str, found: str) -> None:
    assert found_in(entered(cells, **ANSWERED), of) == found


ANSWERED = {
    "management_action": "More staff on the desk",
    "management_owner": "A head of service",
    "management_due": date(2026, 9, 30),
}


@pytest.mark.parametrize(
    ("of", "cells", "found"),
    [
        (SHARE, "| 81 | 100", ""),
        (SHARE, "81 | 81 | 100", ""),
        (SHARE, "| 81 |", "denominator_missing"),
        (SHARE, "|| 100", "numerator_missing"),
        (SHARE, "| 81 | 0", "denominator_zero"),
        (SHARE, "| 0 | 0", "denominator_zero"),
        (SHARE, "| 101 | 100", "numerator_over_denominator"),
        (SHARE, "101 | 101 | 100", "numerator_over_denominator"),
        (SHARE, "| 100 | 100", ""),
        (SHARE, "| -1 | 100", "out_of_range"),
        (SHARE, "| 81 | -100", "out_of_range"),
        (RATE, "| 300 | 200", ""),
        (SHARE, "| 8x | 100", "not_a_number"),
    ],
)
def test_numerator_and_denominator_come_together(of: Measure, cells: str, found: str) -> None:
    assert found_in(entered(cells, **ANSWERED), of) == found


@pytest.mark.parametrize(
    ("decimals", "cells", "found"),
    [
        (1, "85.7 | 6 | 7", ""),
        (1, "85.8 | 6 | 7", "value_disagrees"),
        (1, "85.71 | 6 | 7", "too_many_decimals"),
        (1, "86 | 6 | 7", "value_disagrees"),
        (0, "86 | 6 | 7", ""),
        (None, "86 | 6 | 7", ""),
        (None, "85.7 | 6 | 7", ""),
        (None, "85.72 | 6 | 7", "value_disagrees"),
        (1, "80.4 | 1609 | 2000", ""),
        (1, "80.5 | 1609 | 2000", ""),
    ],
)
def test_a_value_may_differ_from_its_parts_by_rounding_only(
    decimals: int | None, cells: str, found: str
) -> None:
    """1,609 of 2,000 is 80.45%: whether a half was rounded up or to the even digit is not asked."""
    assert found_in(entered(cells), replace(SHARE, decimals=decimals)) == found


@pytest.mark.parametrize(
    ("of", "cells", "value"),
    [
        (SHARE, "| 6 | 7", "85.7"),
        (SHARE, "85.71", "85.71"),
        (replace(SHARE, decimals=None), "| 6 | 7", "85.714286"),
        (SHARE, "80.5 | 1609 | 2000", "80.4"),
        (RATE, "| 123 | 45678", "26.9"),
        (replace(SHARE, multiplier=None), "| 6 | 7", "85.7"),
        (measure(unit="", statistic="ratio", decimals=2), "| 6 | 7", "0.86"),
    ],
)
def test_the_value_is_worked_out_from_its_parts_and_rounded_once(of: Measure, cells: str, value: str) -> None:
    """Half to the even digit, as figures are rounded everywhere."""
    assert value_of(entered(cells), asked(of)) == Decimal(value)


@pytest.mark.parametrize(
    ("status", "cells", "comment", "found"),
    [
        ("", "81", "", ""),
        ("provisional", "81", "", ""),
        ("late", "81", "", "unknown_status"),
        ("", "", "", "value_missing"),
        ("estimated", "", "", "value_missing"),
        ("missing", "", "", "missing_without_comment"),
        ("missing", "", "The system was down", ""),
        ("suppressed", "", "Fewer than five people", ""),
        ("missing", "81", "The system was down", "figure_though_missing"),
        ("suppressed", "| 3 | 4", "Fewer than five people", "figure_though_missing"),
    ],
)
def test_a_figure_or_the_reason_for_having_none(status: str, cells: str, comment: str, found: str) -> None:
    assert found_in(entered(cells, status=status, comment=comment)) == found


@pytest.mark.parametrize(
    ("cells", "verdict", "found"),
    [
        ("80", "green", ""),
        ("70", "amber", ""),
        (
            "69.9",
            "red",
            "red_without_comment, red_without_action, red_without_owner, red_without_due",
        ),
    ],
)
def test_red_below_the_floor_standard_demands_an_action_with_an_owner_and_a_date(
    cells: str, verdict: str, found: str
) -> None:
    said = entered(cells, comment=" ")
    assert verdict_of(said, asked()) == verdict
    assert found_in(said) == found
    assert found_in(replace(said, comment="Two posts were empty", **ANSWERED)) == ""


@pytest.mark.parametrize(
    ("due", "found"),
    [(date(2026, 7, 11), ""), (date(2026, 7, 10), "red_due_past"), (date(2026, 7, 1), "red_due_past")],
)
def test_a_management_action_is_for_a_day_after_today(due: date, found: str) -> None:
    assert found_in(entered("60", **{**ANSWERED, "management_due": due})) == found


def test_red_without_a_floor_standard_demands_a_comment_only() -> None:
    only_target = replace(asked(), targets=(replace(asked().targets[0], floor=None),))
    found = check_figure(entered("60", comment=""), only_target, RAG, TODAY)
    assert codes(found) == "red_without_comment"


def test_outside_a_range_demands_a_comment_only() -> None:
    """A floor standard belongs to a target; a measure that should stay in a range is not held against it."""
    aims = replace(asked().targets[0], lower=Decimal(70), upper=Decimal(90), floor=Decimal(60))
    ranged = replace(asked(measure("in_range")), targets=(aims,))
    found = check_figure(entered("50", comment=""), ranged, RAG, TODAY)
    assert codes(found) == "red_without_comment"


def test_where_low_is_good_the_floor_standard_is_a_ceiling() -> None:
    waiting = replace(asked(COUNT), targets=(replace(asked().targets[0], floor=Decimal(90)),))
    said = entered("91", comment="Said why")
    assert "red_without_action" in codes(check_figure(said, waiting, RAG, TODAY))


@pytest.mark.parametrize(
    ("of", "targets_of"),
    [(measure(kind="activity"), "m"), (measure(""), "m"), (measure(), "another")],
)
def test_what_has_no_verdict_owes_no_comment(of: Measure, targets_of: str) -> None:
    """An activity measure, one whose better way nobody declared, and one without a target of its own."""
    given = replace(asked(of), targets=(replace(asked().targets[0], measure=targets_of),))
    said = entered("1", comment="")
    assert verdict_of(said, given) == ""
    assert check_figure(said, given, RAG, TODAY) == ()


USUAL = Usual(Decimal("81"), "2026-01-01/P3M", Decimal("78"), Decimal("84"), 8)


@pytest.mark.parametrize(
    ("cells", "status", "found"),
    [
        ("84", "", ""),
        ("84.1", "", "jump"),
        ("78", "", ""),
        ("77.9", "", "jump"),
        ("| 77 | 100", "", "jump"),
        ("77.9", "break", ""),
        ("101", "", "out_of_range"),
    ],
)
def test_a_jump_is_a_figure_outside_what_its_series_usually_does(cells: str, status: str, found: str) -> None:
    """After a break nothing is compared, and what is an error already is not asked about as well."""
    assert found_in(entered(cells, status=status), of_old=USUAL) == found


def test_errors_are_told_before_warnings() -> None:
    said = entered("60", comment="", **ANSWERED)
    assert found_in(said, of_old=USUAL) == "red_without_comment, jump"


def test_a_jump_is_told_with_what_was_usual_and_what_was_before() -> None:
    (jump,) = check_figure(entered("90"), asked(of_old=USUAL), RAG, TODAY)
    assert jump.what == "90% is outside what is usual here, 78% to 84%; it was 81% in 2025/26 Q4"
    assert jump.severity == "warning"


@pytest.mark.parametrize(
    ("value", "before", "found"),
    [
        ("99", "10", ""),
        ("100", "10", "jump"),
        ("91", "900", ""),
        ("90", "900", "jump"),
        ("90", "0", ""),
    ],
)
def test_in_a_short_series_a_figure_is_asked_about_from_ten_times_more_or_less_on(
    value: str, before: str, found: str
) -> None:
    of_old = Usual(Decimal(before), "2026-01-01/P3M", None, None, 4)
    assert found_in(entered(value), of_old=of_old) == found


@pytest.mark.parametrize(
    ("confirmed", "found"),
    [
        ([], "too_many_decimals, jump"),
        (["jump"], "too_many_decimals"),
        (["jump", "too_many_decimals"], ""),
        (["red_without_comment"], "too_many_decimals, jump"),
    ],
)
def test_a_warning_is_gone_once_its_code_is_confirmed(confirmed: list[str], found: str) -> None:
    said = entered("90.25", confirmed=frozenset(confirmed))
    assert found_in(said, of_old=USUAL) == found


def test_an_error_stays_though_its_code_is_confirmed() -> None:
    said = entered("60", comment="", confirmed=frozenset({"red_without_comment"}), **ANSWERED)
    assert found_in(said) == "red_without_comment"


def test_a_quotient_too_long_to_be_kept_is_an_error() -> None:
    assert found_in(Said(numerator="9" * 20, denominator="0.000001", comment="x"), MONEY) == "out_of_range"


DUE = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (ActionSaid("on_track", "Two of three sites are open."), ""),
        (ActionSaid(), "confidence_missing, sentence_missing"),
        (ActionSaid("blue", "Two of three sites are open."), "unknown_confidence"),
        (ActionSaid("on_track", "  "), "sentence_missing"),
        (ActionSaid("at_risk", "The lease is not signed."), "low_without_forecast_or_help"),
        (ActionSaid("off_track", "The lease is not signed."), "low_without_forecast_or_help"),
        (ActionSaid("off_track", "The lease is not signed.", forecast=date(2027, 2, 1)), ""),
        (ActionSaid("at_risk", "The lease is not signed.", help_wanted="A lawyer for two days"), ""),
        (ActionSaid("at_risk", "The lease is not signed.", risk="The landlord may sell"), ""),
        (ActionSaid("on_track", "All is well.", forecast=date(2027, 1, 1)), "late_but_confident"),
        (ActionSaid("on_track", "All is well.", forecast=date(2026, 12, 31)), ""),
    ],
)
def test_an_action_is_asked_for_a_confidence_and_one_sentence_and_more_where_it_is_low(
    said: ActionSaid, found: str
) -> None:
    """Every one of these actions is due on 31 December 2026."""
    assert codes(check_action(said, DUE, RAG)) == found


def test_an_action_without_a_due_date_is_never_late() -> None:
    assert check_action(ActionSaid("on_track", "All is well.", forecast=date(2030, 1, 1)), None, RAG) == ()
