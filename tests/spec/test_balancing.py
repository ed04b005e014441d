"""A resident's own budget: what each choice takes off the gap, and what is left, to the penny."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.rules.balancing import Balance, Choice, Option, Position, balance
from goldenthread.rules.balancing_choice import read_choice, written
from goldenthread.rules.budget import FundingLine, FundingUse
from goldenthread.rules.household import band_bills
from goldenthread.rules.money import total
from goldenthread.rules.mtfp_funding import TaxBill
from goldenthread.rules.tied_money import Costs, tied_money

BILL = TaxBill(
    year=2027,
    base=D("100000.00"),
    last=D("1500.00"),
    band_d=D("1559.85"),
    core=D("29.85"),
    care=D("30.00"),
    charged_care=D("230.00"),
    raised=D("155985000.00"),
)
PLAN = Position(
    year=2027,
    gap=D("4000000.00"),
    bill=BILL,
    services={"libraries": D("11000000.00"), "adult-care": D("220000000.01")},
    options={
        "shorter-hours": Option("shorter-hours", D("-450000.00")),
        "new-park": Option("new-park", D("250000.00"), one_off=True),
    },
    reserve=D("37000000.00"),
    minimum=D("30000000.00"),
)


def chosen(**choice: object) -> Balance:
    return balance(PLAN, Choice(**choice))  # type: ignore[arg-type]


def effects(left: Balance) -> list[tuple[str, str, D]]:
    return [(each.kind, each.ref, each.amount) for each in left.effects]


def test_with_no_choice_the_gap_is_the_plans_own_to_the_penny() -> None:
    left = chosen()
    assert left.gap == PLAN.gap
    assert left.effects == ()
    assert left.bill == BILL
    assert left.reserve == PLAN.reserve


def test_a_higher_rise_of_tax_raises_whole_pennies_of_band_d_over_every_home() -> None:
    """3% of £1,500 is £45.00, £15.15 more than the plan's £29.85; over 100,000 homes that is £1,515,000."""
    left = chosen(core=D("0.03"))
    assert effects(left) == [("tax", "", D("1515000.00"))]
    assert left.bill is not None and left.bill.band_d == D("1575.00")
    assert left.gap == D("2485000.00")


def test_no_rise_at_all_widens_the_gap_by_what_the_plan_counts_on() -> None:
    left = chosen(core=D("0"), care=D("0"))
    assert effects(left) == [("tax", "", D("-5985000.00"))]
    assert left.bill is not None and left.bill.band_d == D("1500.00")
    assert left.bill.charged_care == D("200.00")
    assert left.gap == D("9985000.00")


def test_the_plans_own_rise_chosen_by_hand_changes_nothing() -> None:
    assert chosen(core=D("0.0199"), care=D("0.02")).gap == PLAN.gap


def test_reserves_close_a_gap_once_and_are_missing_again_the_year_after() -> None:
    left = chosen(reserve=D("4000000"))
    assert left.is_balanced and left.gap == 0
    assert left.once == D("4000000")
    assert left.reserve == D("33000000.00") and not left.is_below_minimum


def test_reserves_below_their_minimum_are_told() -> None:
    assert chosen(reserve=D("7000000")).is_below_minimum is False
    assert chosen(reserve=D("7000000.01")).is_below_minimum is True


def test_a_service_that_spends_less_closes_the_gap_by_its_share_to_the_penny() -> None:
    """5% of £220,000,000.01 is £11,000,000.0005: a penny is the least there is."""
    left = chosen(services={"adult-care": D("-0.05"), "libraries": D("0.02")})
    assert effects(left) == [
        ("service", "adult-care", D("11000000.00")),
        ("service", "libraries", D("-220000.00")),
    ]
    assert left.gap == D("-6780000.00")


def test_a_saving_that_is_dropped_widens_the_gap_and_a_pressure_narrows_it() -> None:
    left = chosen(dropped=("shorter-hours", "new-park"))
    assert effects(left) == [
        ("saving", "shorter-hours", D("-450000.00")),
        ("pressure", "new-park", D("250000.00")),
    ]
    assert left.gap == D("4200000.00")


def test_money_given_for_one_purpose_closes_no_gap() -> None:
    """A grant pays £9,000,000 of £11,000,000: 5% of the other £2,000,000 is counted, and no more."""
    half = replace(PLAN, tied={"libraries": D("9000000.00"), "adult-care": D("220000000.01")})
    assert effects(balance(half, Choice(services={"libraries": D("-0.05"), "adult-care": D("-0.05")}))) == [
        ("service", "libraries", D("100000.00"))
    ]


def test_new_spending_that_a_grant_pays_for_frees_no_money_when_it_is_left_out() -> None:
    """£150,000 of the service is free; a saving left out with it makes that £600,000, of which £250,000."""
    options = {ref: replace(each, service="libraries") for ref, each in PLAN.options.items()}
    tied = replace(PLAN, options=options, tied={"libraries": D("10850000.00")})
    alone = balance(tied, Choice(dropped=("new-park",)))
    assert effects(alone) == [("pressure", "new-park", D("150000.00"))]
    both = balance(tied, Choice(dropped=("new-park", "shorter-hours")))
    assert both.counted("new-park") == D("250000.00") and both.gap == D("4200000.00")


def fund(ref: str, kind: str, *services: str) -> FundingLine:
    return FundingLine(ref, ref, kind, {}, services)


def test_what_is_tied_is_what_uses_name_then_what_each_fund_has_left() -> None:
    """The grant for schools pays £6 of a line of £8, and what is owed pays the other £2 of it.

    A fund of £10 for two services is spent by what each still costs: £20 and £30.
    """
    costs = Costs(
        {"schools": D("28.00"), "care": D("30.00"), "health": D("5.00"), "roads": D("9.00")},
        {"places": ("schools", D("8.00"))},
    )
    funds = (
        fund("dsg", "schools_grant", "schools"),
        fund("both", "pooled", "schools", "care"),
        fund("ph", "public_health", "health"),
        fund("any", "general_grant", "roads"),
    )
    amounts = {"dsg": D("6.00"), "both": D("10.00"), "ph": D("7.00"), "any": D("9.00")}
    uses = [FundingUse("dsg", "places", 2027, D("6.00"))]
    assert tied_money(costs, funds, amounts, uses, owed=D("2.00")) == {
        "schools": D("12.00"),
        "care": D("6.00"),
        "health": D("5.00"),
        "roads": D("0.00"),
    }


def test_what_is_spent_only_once_is_told_apart_when_it_is_dropped() -> None:
    assert chosen(dropped=("new-park",)).once == D("250000.00")


@pytest.mark.parametrize(
    ("gap", "balanced"),
    [("500.01", True), ("500.02", False), ("0.00", True), ("-1.00", True)],
)
def test_whole_pennies_of_band_d_may_leave_a_little_and_no_more(gap: str, balanced: bool) -> None:
    """Half a penny over 100,000 homes is £500; a penny more is for rounding."""
    assert balance(Position(2027, D(gap), BILL), Choice()).is_balanced is balanced


def test_without_council_tax_a_gap_of_nothing_is_balanced_and_a_penny_is_not() -> None:
    assert balance(Position(2027, D("0.00")), Choice()).is_balanced
    assert not balance(Position(2027, D("0.01")), Choice()).is_balanced


shares = st.decimals("0", "0.15", places=4)
moves = st.decimals("-0.05", "0.05", places=3)


@settings(deadline=None)
@given(
    core=st.none() | shares,
    care=st.none() | shares,
    reserve=st.decimals("0", "37000000", places=2),
    services=st.dictionaries(st.sampled_from(sorted(PLAN.services)), moves),
    dropped=st.lists(st.sampled_from(sorted(PLAN.options)), unique=True),
)
def test_stated_effects_add_up_to_the_gap_exactly_and_the_address_makes_the_same_choice(
    core: D | None, care: D | None, reserve: D, services: dict[str, D], dropped: list[str]
) -> None:
    moved = {ref: share for ref, share in services.items() if share}
    choice = Choice(core, care, reserve, moved, tuple(dropped))
    left = balance(PLAN, choice)
    assert left.gap + total([each.amount for each in left.effects]) == PLAN.gap
    asked: dict[str, list[str]] = {}
    for name, text in written(choice):
        asked.setdefault(name, []).append(text)
    again = read_choice(asked, PLAN)
    assert again.faults == ()
    assert again.choice == choice


def test_the_shortest_address_of_the_plan_itself_is_empty() -> None:
    assert written(Choice()) == ()
    assert written(Choice(core=D("0.025"), services={"libraries": D("-0.05")}, dropped=("new-park",))) == (
        ("tax", "2.5"),
        ("s", "libraries:-5"),
        ("drop", "new-park"),
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"tax": ["lots"]},
            "A rise of council tax of “lots” was not understood. Choose 0% to 15%.",
        ),
        (
            {"care": ["15.01"]},
            "A rise of council tax of “15.01” was not understood. Choose 0% to 15%.",
        ),
        (
            {"tax": ["-1"]},
            "A rise of council tax of “-1” was not understood. Choose 0% to 15%.",
        ),
        (
            {"reserve": ["£5m"]},
            "“£5m” of reserves was not understood. Give a sum in pounds, such as £5,000,000.",
        ),
        (
            {"reserve": ["37000000.01"]},
            "There is not that much in general reserves: they would hold £37,000,000. Choose less.",
        ),
        ({"s": ["magic:-5"]}, "There is no service “magic” in this budget."),
        (
            {"s": ["libraries:-6"]},
            "A change of “-6” was not understood. A service may be moved by up to 5%.",
        ),
        ({"magic": ["1"]}, "“magic” is nothing that can be chosen here."),
        ({"drop": ["magic"]}, "There is no change “magic” of that year in this budget."),
    ],
)
def test_what_is_not_understood_is_said_and_left_as_the_plan_has_it(
    asked: dict[str, list[str]], said: str
) -> None:
    found = read_choice(asked, PLAN)
    assert found.faults == (said,)
    assert found.choice.is_plan


def test_what_is_understood_counts_beside_what_is_not() -> None:
    found = read_choice({"tax": ["3"], "s": ["libraries:-5", "magic:1", ""]}, PLAN)
    assert found.choice == Choice(core=D("0.03"), services={"libraries": D("-0.05")})
    assert len(found.faults) == 1


def test_each_band_pays_its_ninths_and_a_week_is_a_52nd_of_the_rise() -> None:
    """Band A pays 6 ninths of £1,500 and £1,559.85, band H twice of each."""
    bills = {each.band: each for each in band_bills(D("1500.00"), D("1559.85"), D("230.00"))}
    assert list(bills) == list("ABCDEFGH")
    assert (bills["A"].last, bills["A"].now, bills["A"].rise) == (D("1000.00"), D("1039.90"), D("39.90"))
    assert (bills["H"].now, bills["H"].rise, bills["H"].care) == (D("3119.70"), D("119.70"), D("460.00"))
    assert bills["D"].a_week == D("1.15")
