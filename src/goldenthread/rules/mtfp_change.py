"""What a change does to its line, year by year: the terms that a plan adds up.

A saving's amounts take away. A driver of kind `delivery` says what share of a change arrives; a driver of
another kind moves the amount by its rate. Both count for pressures and savings alike.
"""

from dataclasses import dataclass

from goldenthread.rules.budget import Change
from goldenthread.rules.financial_year import UnknownYear, read_year
from goldenthread.rules.money import in_pence


@dataclass(frozen=True, slots=True)
class Term:
    """A sum in pence that a change adds to its line in a year, under a step of the bridge.

    `early` terms come before prices and demand, the others after. The amount is in the prices of `since` (in
    cash where that is None) and is brought to those of `to`; then `driver` moves it by its value
    of the year `at`. `once` marks what a one-off does in its own year.
    """

    year: int
    step: str
    early: bool
    amount: int
    since: int | None
    to: int
    driver: str
    at: int
    once: bool = False


def terms(change: Change, price_base: str = "") -> tuple[Term, ...]:
    """What the change does in its own year and in the year after. `price_base` is the book's own.

    A one-off goes out again, as it came in, before the next year's prices. The full-year effect of a pressure
    comes in before them too, in prices of the change's year; that of a saving with that year's savings.
    """
    since, year, after = price_year(change.price_base or price_base), change.year, change.year + 1
    amount, late = in_pence(change.effect), in_pence(change.full_year)
    found = [Term(year, change.kind, False, amount, since, year, change.driver, year, change.goes_out)]
    if change.goes_out:
        found.append(Term(after, "one_offs", True, -amount, since, year, change.driver, year))
    if late and change.is_saving:
        found.append(Term(after, change.kind, False, -late, since, after, change.driver, after))
    elif late:
        found.append(Term(after, "full_year", True, late, since, year, change.driver, after))
    return tuple(found)


def price_year(price_base: str) -> int | None:
    """The year whose prices a sum is stated in; None where it is in its own year's cash."""
    if price_base in ("", "cash"):
        return None
    try:
        return read_year(price_base)
    except UnknownYear:
        return None
