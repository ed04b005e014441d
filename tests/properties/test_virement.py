"""Whatever is moved, the budget stays the same to the penny, and restricted money stays where it may be."""

from decimal import Decimal as D
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rules.money import total
from goldenthread.rules.virement import Standing, VirementMove

SERVICES = {"a": "care", "b": "care", "c": "roads", "d": "roads"}
pence = st.integers(0, 10**9).map(lambda each: D(each).scaleb(-2))
moves = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.sampled_from("abcd"), pence, pence),
    max_size=12,
)


def _move(giver: str, taker: str, other: str, one: D, two: D) -> VirementMove:
    amounts: dict[str, D] = {}
    for line, amount in ((giver, -one - two), (taker, one), (other, two)):
        amounts[line] = amounts.get(line, D("0.00")) + amount
    return VirementMove(amounts)


@given(st.tuples(pence, pence, pence, pence), st.fractions(0, 1), moves)
def test_virements_neither_make_nor_lose_a_penny_and_keep_restricted_money_in_its_service(
    budgets: tuple[D, D, D, D], part: Fraction, wanted: list[tuple[str, str, str, D, D]]
) -> None:
    standing = Standing(dict(zip("abcd", budgets, strict=True)), SERVICES, funds={"grant": ("care",)})
    held = D(int(budgets[0] * 100 * part.numerator // part.denominator)).scaleb(-2)
    standing.restricted["a"] = {"grant": held}
    for each in wanted:
        move = _move(*each)
        if not list(standing.faults(move)):
            standing.apply(move)
    assert total(list(standing.budgets.values())) == total(list(budgets))
    assert min(standing.budgets.values()) >= 0
    where = {line: funds.get("grant", D(0)) for line, funds in standing.restricted.items()}
    assert sum(where.values()) == held
    assert all(amount == 0 or SERVICES[line] == "care" for line, amount in where.items())
    assert all(amount <= standing.budgets[line] for line, amount in where.items())
