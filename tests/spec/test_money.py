"""Money: pounds and whole pence, read from text, rounded once, and shared out to the last penny."""

from decimal import Decimal as D
from fractions import Fraction

import pytest

from goldenthread.rules.money import (
    UnknownMoney,
    floor_penny,
    in_pence,
    in_pounds,
    part,
    penny,
    read_pounds,
    share_out,
    total,
)


@pytest.mark.parametrize(
    ("written", "pounds"),
    [("1234.5", "1234.50"), ("-300", "-300.00"), (" 0 ", "0.00"), ("0.10", "0.10"), ("1e3", "1000.00")],
)
def test_a_sum_is_read_in_pounds(written: str, pounds: str) -> None:
    assert str(read_pounds(written)) == pounds


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("£5", "is not a plain number"),
        ("1,000", "is not a plain number"),
        ("about 5", "is not a plain number"),
        ("", "is not a plain number"),
        ("0.105", "has parts of a penny"),
        ("100000000000000", "is larger than any council's sum"),
    ],
)
def test_what_is_no_sum_is_refused(written: str, why: str) -> None:
    with pytest.raises(UnknownMoney, match=why):
        read_pounds(written)


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("0.005", "0.00"), ("0.015", "0.02"), ("0.0150001", "0.02"), ("-0.005", "0.00"), ("-0.015", "-0.02")],
)
def test_half_a_penny_goes_to_the_even_one(exact: str, rounded: str) -> None:
    assert penny(D(exact)) == penny(Fraction(exact)) == D(rounded)
    assert in_pounds(in_pence(D(exact))) == D(rounded)


def test_the_penny_at_or_below() -> None:
    assert (floor_penny(D("1.019")), floor_penny(D("-1.011"))) == (D("1.01"), D("-1.02"))


@pytest.mark.parametrize(
    ("pence", "share", "found"),
    [(100, "1/3", 33), (200, "1/3", 67), (1, "1/2", 0), (3, "1/2", 2), (-3, "1/2", -2), (7, "-2", -14)],
)
def test_a_share_of_a_sum_is_rounded_once(pence: int, share: str, found: int) -> None:
    assert part(pence, Fraction(share)) == found


def test_no_sums_come_to_nothing() -> None:
    assert str(total([])) == "0.00"
    assert total([D("0.10")] * 3) == D("0.30")


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        ("100.00", "1 1 1", "33.34 33.33 33.33"),
        ("-100.00", "1 1 1", "-33.34 -33.33 -33.33"),
        ("0.01", "1 3", "0.00 0.01"),
        ("10.00", "0 1 0", "0.00 10.00 0.00"),
        ("1.00", "0.5 0.25 0.25", "0.50 0.25 0.25"),
    ],
)
def test_a_sum_is_shared_out_by_weight_to_the_last_penny(amount: str, weights: str, parts: str) -> None:
    """Pennies that rounding leaves go to the largest remainders, the first of equals first."""
    shared = share_out(D(amount), [D(each) for each in weights.split()])
    assert shared == tuple(D(each) for each in parts.split())


@pytest.mark.parametrize("weights", ["", "0 0", "1 -1"])
def test_weights_that_say_nothing_are_refused(weights: str) -> None:
    with pytest.raises(ValueError, match="weights"):
        share_out(D("1.00"), [D(each) for each in weights.split()])
