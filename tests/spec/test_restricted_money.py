"""Restricted money pays for what it was given for, all funds together: a pound is spent once.

Several grants may pay for one service, and one grant for several. What they cannot spend there goes into a
reserve; what neither takes in is refused, with the grants that are too much and by how much.
"""

from dataclasses import replace
from decimal import Decimal as D
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.engine.budget.rule_pack import rule_packs
from goldenthread.rules.book_fault import BookFault
from goldenthread.rules.budget import Book, BudgetLine, FundingLine, FundingUse, Reserve, TaxYear
from goldenthread.rules.budget_fault import book_faults, book_warnings
from goldenthread.rules.spendable import stuck_funds

MILLION = D("1000000.00")
COSTS = {"s1": 3, "s2": 8, "s3": 3, "s4": 16}


def grant(ref: str, services: str, *millions: int) -> FundingLine:
    amounts = {2021 + at: each * MILLION for at, each in enumerate(millions)}
    return FundingLine(ref, ref, "specific_grant", amounts, tuple(services.split()))


def book(*grants: FundingLine, state: str = "approved", raised: int = 0) -> Book:
    """Services of £3m, £8m, £3m and £16m; a general grant leaves the first year balanced."""
    held = sum((each.amounts.get(2021, D(0)) for each in grants), D(0))
    rest = (sum(COSTS.values()) + raised - 10) * MILLION - held
    return Book(
        "b",
        "B",
        "Example",
        state,
        2021,
        2,
        "england-2021-22",
        D("1000.00"),
        lines=tuple(BudgetLine(f"l-{ref}", ref, ref, cost * MILLION) for ref, cost in COSTS.items()),
        funding=(*grants, FundingLine("rsg", "General", "general_grant", {2021: rest})),
        tax=tuple(TaxYear(year, D(10000), D(0), D(0)) for year in (2021, 2022)),
        reserves=(Reserve("kept", "Kept", "earmarked", "Later", D(0), moves={2021: raised * MILLION}),),
    )


def told(book: Book) -> list[tuple[str, int | None, str, str]]:
    return [(each.part, each.at, each.column, each.what) for each in book_faults(book, rule_packs())]


def test_two_grants_that_each_fit_alone_may_be_too_much_together() -> None:
    """£20m for services that spend £14m: each of the two could spend its £10m if the other were not there."""
    both = book(grant("a", "s1 s2", 10), grant("b", "s2 s3", 10))
    what = "'a' and 'b' together are £6,000,000.00 more than s1, s2 and s3 can take in 2021/22"
    assert told(both) == [("funding", 0, "2021/22", what)]


def test_what_is_put_into_reserves_takes_in_what_is_over_once_and_not_for_each_grant() -> None:
    assert told(book(grant("a", "s1", 4), raised=1)) == []
    what = "'a' and 'b' together are £1,000,000.00 more than s1, s3 and what goes into reserves can take in"
    assert told(book(grant("a", "s1", 4), grant("b", "s3", 4), raised=1))[0][3].startswith(what)
    assert told(book(grant("a", "s1", 4), grant("b", "s3", 4), raised=2)) == []


def test_a_grant_gives_way_where_it_can_be_spent_elsewhere() -> None:
    assert told(book(grant("a", "s1 s2", 8), grant("b", "s2", 3))) == []
    assert told(book(grant("a", "s1 s2", 8), grant("b", "s2", 4)))[0][3].startswith("'a' and 'b'")


def test_grants_that_have_nothing_to_do_with_each_other_are_told_apart() -> None:
    assert [each[1] for each in told(book(grant("a", "s1", 4), grant("b", "s3", 5)))] == [0, 1]


def test_what_a_use_ties_to_a_line_is_not_there_for_another_grant() -> None:
    tied = replace(
        book(grant("a", "s1 s2", 8), grant("b", "s2", 3)),
        uses=(FundingUse("a", "l-s2", 2021, 6 * MILLION),),
    )
    assert told(tied)[0][3].startswith("'b' is £1,000,000.00 more than s2 can take")


def test_a_grant_of_a_later_year_is_refused_in_an_agreed_book_and_told_of_in_a_draft() -> None:
    """£90m in the second year for a service that spends £3m would hide the gap of everything else."""
    later = grant("a", "s1", 0, 90)
    what = "'a' is £87,000,000.00 more than s1 can take in 2022/23"
    assert told(book(later)) == [("funding", 0, "2022/23", what)]
    draft = book(later, state="draft")
    assert told(draft) == []
    assert what in [each.what for each in book_warnings(draft, rule_packs())]


def test_a_first_year_that_does_not_balance_is_told_of_in_a_draft() -> None:
    draft = replace(book(state="draft"), contingency=MILLION)
    warned: list[BookFault] = list(book_warnings(draft, rule_packs()))
    assert any("2021/22 does not balance: spending is £1,000,000.00 more" in each.what for each in warned)


FUNDS, PLACES = "abcd", "wxyz"


@given(
    st.fixed_dictionaries({fund: st.integers(0, 20) for fund in FUNDS}),
    st.fixed_dictionaries({fund: st.sets(st.sampled_from(PLACES), min_size=1) for fund in FUNDS}),
    st.fixed_dictionaries({place: st.integers(0, 20) for place in PLACES}),
)
def test_what_cannot_be_spent_is_the_worst_of_any_set_of_funds(
    funds: dict[str, int], may: dict[str, set[str]], room: dict[str, int]
) -> None:
    """Hall's condition: some set of funds is more than all its places take by as much as is left over."""
    sets = [chosen for size in range(len(FUNDS) + 1) for chosen in combinations(FUNDS, size)]
    worst = max(
        sum(funds[fund] for fund in chosen)
        - sum(room[place] for place in set().union(*(may[fund] for fund in chosen)))
        for chosen in sets
    )
    found = stuck_funds(funds, may, room)
    assert sum(each.over for each in found) == worst
    for each in found:
        places = set().union(*(may[fund] for fund in each.funds))
        assert sum(funds[fund] for fund in each.funds) - sum(room[place] for place in places) == each.over
    assert sum(len(each.funds) for each in found) == len(
        frozenset[str]().union(*(one.funds for one in found))
    )


@pytest.mark.parametrize("chain", [2, 40])
def test_one_grant_may_have_to_move_many_others(chain: int) -> None:
    """Each grant fits the place of its number and the next one; the last grant fits only the first place."""
    funds = {str(n): 1 for n in range(chain)} | {"last": 1}
    may = {str(n): [str(n), str(n + 1)] for n in range(chain)} | {"last": ["0"]}
    assert stuck_funds(funds, may, {str(n): 1 for n in range(chain + 1)}) == ()
    assert stuck_funds(funds, may, {str(n): 1 for n in range(chain)})[0].over == 1
