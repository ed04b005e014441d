"""What each pound is for: a line's net budget shared out to outcomes, and what is left unallocated."""

from collections.abc import Mapping
from decimal import Decimal as D

import pytest

from goldenthread.rules.allocation import spending_by_outcome
from goldenthread.rules.budget import Allocation


def share(outcome: str, of: str, line: str = "homes") -> Allocation:
    """So much of a line for an outcome; for none it is enabling."""
    return Allocation(line, "plan" if outcome else "", outcome, D(of), "Time recorded")


def spent(net: str | Mapping[str, str], *shares: Allocation) -> dict[str, str]:
    """What is spent by outcome, of one line or of several."""
    nets = {"homes": net} if isinstance(net, str) else net
    found = spending_by_outcome(shares, {ref: D(amount) for ref, amount in nets.items()})
    return {key: f"{amount:,}" for key, amount in found.items()}


def test_a_line_that_nobody_shared_out_is_unallocated() -> None:
    assert spent("1000.00") == {"": "1,000.00"}


def test_a_line_is_shared_by_its_shares_and_the_rest_is_unallocated() -> None:
    assert spent("1000.00", share("o1", "0.5"), share("o2", "0.2")) == {
        "": "300.00",
        "plan#o1": "500.00",
        "plan#o2": "200.00",
    }


def test_what_serves_every_outcome_is_enabling_and_not_unallocated() -> None:
    assert spent("1000.00", share("o1", "0.9"), share("", "0.1")) == {
        "": "0.00",
        "plan#o1": "900.00",
        "enabling": "100.00",
    }


def test_no_penny_is_lost_where_a_line_is_shared_out_whole() -> None:
    """Three shares of £100.00: £33.33, £33.33, and the last takes what rounding leaves."""
    thirds = (share("o1", "0.333333"), share("o2", "0.333333"), share("o3", "0.333334"))
    assert spent("100.00", *thirds) == {
        "": "0.00",
        "plan#o1": "33.33",
        "plan#o2": "33.33",
        "plan#o3": "33.34",
    }


def test_what_rounding_leaves_of_a_line_shared_out_in_part_is_unallocated() -> None:
    assert spent("0.05", share("o1", "0.5"), share("o2", "0.3")) == {
        "": "0.01",
        "plan#o1": "0.02",
        "plan#o2": "0.02",
    }


@pytest.mark.parametrize(("net", "half"), [("0.01", "0.00"), ("0.03", "0.02"), ("-0.03", "-0.02")])
def test_half_a_penny_goes_to_the_even_one(net: str, half: str) -> None:
    assert spent(net, share("o1", "0.5"))["plan#o1"] == half


def test_a_line_that_brings_money_in_lessens_what_an_outcome_costs() -> None:
    shares = (share("o1", "1"), share("o1", "0.5", "fees"))
    assert spent({"homes": "100.00", "fees": "-30.00"}, *shares) == {"": "-15.00", "plan#o1": "85.00"}
