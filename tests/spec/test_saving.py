"""A saving on its way: which states follow which, and what it is expected to bring."""

from decimal import Decimal as D
from fractions import Fraction

import pytest

from goldenthread.rules.in_year import SavingRule
from goldenthread.rules.saving import MOVES, DeliveryShare, FinishedSaving, delivery_share, expected_delivery

RULE = SavingRule(5, D("251600000.00"), D("221500000.00"), "Audit Wales")
NONE = DeliveryShare(0, None, None, None)


def finished(*parts: str, kind: str = "policy") -> list[FinishedSaving]:
    """Finished savings as `delivered/planned`, in pounds."""
    pairs = (each.split("/") for each in parts)
    return [FinishedSaving(kind, D(planned), D(delivered)) for delivered, planned in pairs]


@pytest.mark.parametrize(
    ("state", "next_states"),
    [
        ("identified", "identified agreed lost"),
        ("agreed", "agreed under_way delivered lost"),
        ("under_way", "under_way delivered lost"),
        ("delivered", "delivered"),
        ("lost", "lost"),
    ],
)
def test_a_saving_goes_on_or_is_lost_and_both_ends_are_final(state: str, next_states: str) -> None:
    assert " ".join(MOVES[state]) == next_states


@pytest.mark.parametrize(
    ("past", "count", "share", "least", "most"),
    [
        ("90/100 80/100 100/100 70/100", 4, None, None, None),
        ("90/100 80/100 100/100 70/100 0/100", 5, "17/25", "0", "1"),
        ("0/900 100/100 100/100 100/100 100/100", 5, "4/13", "0", "1"),
        ("120/100 100/100 100/100 100/100 100/100", 5, "26/25", "1", "6/5"),
        ("1/3 1/3 1/3 1/3 1/3", 5, "1/3", "1/3", "1/3"),
        ("90/100 80/100 100/100 70/100 0/0", 4, None, None, None),
    ],
)
def test_the_share_delivered_is_all_that_came_over_all_that_was_planned(
    past: str, count: int, share: str | None, least: str | None, most: str | None
) -> None:
    """A large saving counts for more than a small one. Fewer than five cannot be judged."""
    found = delivery_share(finished(*past.split()), "policy", RULE)
    wanted = (Fraction(each) if each else None for each in (share, least, most))
    assert found == DeliveryShare(count, *wanted)


def test_only_savings_of_the_same_kind_are_comparable() -> None:
    past = finished(*["100/100"] * 4) + finished(*["0/100"] * 5, kind="efficiency")
    assert delivery_share(past, "policy", RULE).count == 4
    assert delivery_share(past, "efficiency", RULE).share == 0


OWN = DeliveryShare(5, Fraction(2, 3), Fraction(0), Fraction(1))


@pytest.mark.parametrize(
    ("kind", "state", "share", "basis", "amount", "why"),
    [
        ("policy", "agreed", OWN, "own_history", "66.67", "two thirds of £100, to the penny"),
        ("policy", "", OWN, "own_history", "66.67", "nobody has reported on it yet"),
        ("policy", "agreed", NONE, "prior", "88.04", "221.5 of every 251.6 as Welsh councils delivered"),
        ("policy", "delivered", OWN, "finished", "40.00", "it brings what it delivered"),
        ("policy", "lost", NONE, "finished", "40.00", "what came before it was lost"),
        ("unidentified", "", OWN, "unidentified", "0.00", "nothing, until it is found"),
        ("unidentified", "delivered", OWN, "unidentified", "0.00", "whatever is said of it"),
    ],
)
def test_what_a_saving_of_100_pounds_is_expected_to_bring(
    kind: str, state: str, share: DeliveryShare, basis: str, amount: str, why: str
) -> None:
    """£40 of it was delivered so far."""
    found = expected_delivery(kind, D("100.00"), state, D("40.00"), share, RULE)
    assert (found.basis, found.amount) == (basis, D(amount)), why
