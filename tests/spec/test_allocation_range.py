"""The least and the most that an outcome could fairly be said to cost."""

from datetime import date
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.allocation import ENABLING, spending_by_outcome
from goldenthread.rules.allocation_range import (
    ShareSpread,
    confidence_of,
    ranges_by_outcome,
    unallocated_share,
)
from goldenthread.rules.budget import Allocation

SPREAD = ShareSpread(
    "spread",
    "Spread",
    date(2020, 4, 1),
    "Written for a test",
    {"high": D("0.1"), "medium": D("0.25"), "low": D("0.5"), "": D("0.5")},
    D("0.5"),
)
MILLION = {"care": D("1000000.00")}


def share(
    item: str, of: str, low: str = "", high: str = "", *, line: str = "care", **more: str
) -> Allocation:
    ends = (D(low) if low else None, D(high) if high else None)
    said = {"basis": "", "confidence": "", **more}
    return Allocation(line, "p" if item else "", item, D(of), said["basis"], said["confidence"], *ends)


def limits(*allocations: Allocation, key: str = "p#a", nets: dict[str, D] | None = None) -> tuple[D, D]:
    found = ranges_by_outcome(allocations, nets or MILLION, SPREAD)[key]
    return found.least, found.most


def test_a_share_lies_between_its_own_low_and_high() -> None:
    assert limits(share("a", "0.6", "0.5", "0.7")) == (D("500000.00"), D("700000.00"))


def test_without_them_the_spread_of_its_confidence_counts_as_a_part_of_the_share() -> None:
    assert limits(share("a", "0.4", confidence="high")) == (D("360000.00"), D("440000.00"))
    assert limits(share("a", "0.4", confidence="medium")) == (D("300000.00"), D("500000.00"))
    assert limits(share("a", "0.4", confidence="low")) == (D("200000.00"), D("600000.00"))


def test_a_share_without_a_confidence_is_as_unsure_as_a_low_one() -> None:
    assert limits(share("a", "0.4")) == limits(share("a", "0.4", confidence="low"))


def test_an_outcome_never_costs_more_than_the_line_leaves_once_the_others_have_their_least() -> None:
    others = share("b", "0.4", "0.3", "0.5")
    assert limits(share("a", "0.6", "0.4", "0.9"), others) == (D("400000.00"), D("700000.00"))


def test_enabling_money_gives_way_to_an_outcome() -> None:
    held = (share("a", "0.9", "0.8", "1"), share("", "0.1", confidence="high"))
    assert limits(*held) == (D("800000.00"), D("1000000.00"))
    assert limits(*held, key=ENABLING) == (D("90000.00"), D("110000.00"))


def test_outcomes_gathered_together_take_each_line_once() -> None:
    held = (share("a", "0.5", "0.3", "0.7"), share("b", "0.5", "0.3", "0.7"))
    both = ranges_by_outcome(held, MILLION, SPREAD, {"top": ["p#a", "p#b"]})["top"]
    assert (both.least, both.central, both.most) == (D("600000.00"), D("1000000.00"), D("1000000.00"))


def test_the_extremes_of_several_lines_add_up() -> None:
    nets = {"care": D("1000000.00"), "roads": D("200000.00")}
    held = (share("a", "0.6", "0.5", "0.7"), share("a", "0.5", "0", "1", line="roads"))
    assert limits(*held, nets=nets) == (D("500000.00"), D("900000.00"))


def test_a_larger_share_of_income_brings_the_cost_down() -> None:
    assert limits(share("a", "0.5", "0.4", "0.8"), nets={"care": D("-100.00")}) == (D("-80.00"), D("-40.00"))


def test_one_share_alone_is_beyond_its_likely_range_once_in_ten_each_way() -> None:
    """A triangle with half its area to each side has a tenth beyond 1 - 1/√5, 55.3%, of the way."""
    found = ranges_by_outcome([share("a", "0.5", "0.4", "0.7")], MILLION, SPREAD)["p#a"]
    assert (found.likely_low, found.likely_high) == (D("444721.36"), D("610557.28"))


def test_shares_settled_on_one_basis_err_together_and_others_on_their_own() -> None:
    nets = {"care": D("300.00"), "roads": D("400.00")}

    def likely(basis: str) -> D:
        held = (
            share("a", "0.5", "0", "1", basis="Visits"),
            share("a", "0.5", "0", "1", line="roads", basis=basis),
        )
        found = ranges_by_outcome(held, nets, SPREAD)["p#a"]
        return found.likely_high - found.central

    assert likely("Visits") == D("193.48")  # 55.3% of 150 + 200
    assert likely("Time recorded") == D("168.12")  # half of 150² + 200² and half of 350², its root


def test_a_hundred_bases_in_other_words_do_not_make_the_range_ten_times_narrower() -> None:
    held = [share("a", "0.5", "0.4", "0.6", line=f"l{n}", basis=f"Counted in way {n}") for n in range(100)]
    found = ranges_by_outcome(held, {f"l{n}": D("1000.00") for n in range(100)}, SPREAD)["p#a"]
    assert found.central == D("50000.00")
    assert found.likely_high - found.central > (found.most - found.central) * D("0.38")


def test_money_is_counted_by_the_confidence_it_is_shared_out_with() -> None:
    held = (share("a", "0.6", confidence="high"), share("b", "0.1", confidence="low"), share("c", "0.2"))
    assert confidence_of(held, MILLION) == {"high": D("600000.00"), "low": D("100000.00"), "": D("200000.00")}


def test_what_is_for_nothing_named_is_a_part_of_all_spending() -> None:
    spending = spending_by_outcome([share("a", "0.75")], MILLION)
    assert unallocated_share(spending) == D("0.25")
    assert unallocated_share({"": D("0.00")}) is None


CENTS = st.integers(-(10**12), 10**12).map(lambda pence: D(pence).scaleb(-2))


@st.composite
def shared_lines(draw: st.DrawFn) -> tuple[list[Allocation], dict[str, D]]:
    """Up to three lines, each shared to up to four outcomes and no further than the whole."""
    held, nets = [], {}
    for at in range(draw(st.integers(1, 3))):
        line, left = f"line-{at}", 1_000_000
        nets[line] = draw(CENTS)
        for item in draw(st.lists(st.sampled_from(["a", "b", "c", ""]), unique=True, max_size=4)):
            low, mid, high = sorted(draw(st.tuples(*[st.integers(0, left)] * 3)))
            left -= mid
            ends = (D(low).scaleb(-6), D(high).scaleb(-6)) if draw(st.booleans()) else (None, None)
            sure = draw(st.sampled_from(["high", "medium", "low", ""]))
            basis = draw(st.sampled_from(["Visits", "Time"]))
            held.append(Allocation(line, "p" if item else "", item, D(mid).scaleb(-6), basis, sure, *ends))
    return held, nets


@given(shared_lines())
def test_a_range_holds_what_the_shares_come_to_and_its_likely_part(
    drawn: tuple[list[Allocation], dict[str, D]],
) -> None:
    held, nets = drawn
    central = spending_by_outcome(held, nets)
    for key, found in ranges_by_outcome(held, nets, SPREAD).items():
        assert found.central == central[key]
        assert found.least <= found.likely_low <= found.central <= found.likely_high <= found.most


@given(shared_lines())
def test_all_outcomes_together_never_cost_more_than_their_lines(
    drawn: tuple[list[Allocation], dict[str, D]],
) -> None:
    held, nets = drawn
    spent = {line: abs(net) for line, net in nets.items()}
    found = ranges_by_outcome(held, spent, SPREAD, {"all": ["p#a", "p#b", "p#c"]})
    named = {each.line for each in held if each.plan}
    if found:
        assert found["all"].most <= sum((spent[line] for line in named), D(0)) + D("0.02") * len(named)
        assert found["all"].least >= D("-0.02") * len(named)
