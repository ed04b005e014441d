"""What the law asks of council tax: the requirement, the charge for Band D and each band, and the referendum.

Sources: Local Government Finance Act 1992, sections 42A and 42B (a major precepting authority's requirement
and basic amount), section 5 (bands in ninths) and Chapter 4ZA (referendums on rises that are excessive).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO, penny
from goldenthread.rules.refusal import refuse

NINTHS: Final = {"A": 6, "B": 7, "C": 8, "D": 9, "E": 11, "F": 13, "G": 15, "H": 18}
"""What each band pays in ninths of Band D (section 5)."""


@dataclass(frozen=True, slots=True)
class RulePack:
    """What the law sets for some years: `core_limit` and `care_limit` are shares of last year's charge.

    A rise is excessive where it reaches `core_limit` without care, or where care goes beyond `care_limit`.
    `first` and `last` are the financial years that it holds for; it is never used for another.
    """

    ref: str
    title: str
    first: int
    last: int
    core_limit: Decimal
    care_limit: Decimal
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Referendum:
    """Whether a rise is excessive (else it is within). Rises are shares of last year's charge."""

    verdict: str
    reason: str
    rise: Fraction
    core_rise: Fraction
    care_rise: Fraction


def requirement(spending: Decimal, income: Decimal) -> Decimal:
    """The council tax requirement (s42A(4)): by how much spending exceeds income; nothing where it does not.

    Spending counts expenditure, contingencies, money put into reserves and a deficit of earlier years;
    income counts every other income and the reserves used.
    """
    return max(ZERO, spending - income)


def basic_amount(required: Decimal, base: Decimal) -> Decimal:
    """What a Band D home pays (s42B(1)): the requirement over the tax base, to the penny."""
    if base <= 0:
        raise refuse("the tax base is not more than nothing", "give the number of Band D homes")
    return penny(Fraction(required) / Fraction(base))


def by_band(band_d: Decimal) -> Mapping[str, Decimal]:
    """What each band pays (s5): so many ninths of Band D, to the penny."""
    return {band: penny(Fraction(band_d) * ninths / 9) for band, ninths in NINTHS.items()}


def rounding_allowed(base: Decimal) -> Decimal:
    """How far tax raised may stand from the requirement because Band D is a whole number of pence."""
    return penny(Fraction(base) / 200) + Decimal("0.01")


def referendum(pack: RulePack, year: int, last: Decimal, now: Decimal, care: Decimal) -> Referendum:
    """Whether a charge of `now`, of which `care` is a new rise for adult social care, needs a referendum.

    Raises Refused where the pack does not hold for the year: limits are set anew each year.
    """
    require_in_force(pack, year)
    rise = Fraction(now - last) / Fraction(last)
    care_rise = Fraction(care) / Fraction(last)
    core_rise = rise - care_rise
    if core_rise >= Fraction(pack.core_limit):
        return Referendum("excessive", "core_limit_reached", rise, core_rise, care_rise)
    # A charge is whole pennies: 3% of £1,351.26 is charged as £40.54, and is 3%.
    if care > penny(Fraction(last) * Fraction(pack.care_limit)):
        return Referendum("excessive", "care_limit_passed", rise, core_rise, care_rise)
    return Referendum("within", "", rise, core_rise, care_rise)


def require_in_force(pack: RulePack, year: int) -> None:
    """Raise Refused where the pack's rules are not those of the year."""
    if pack.first <= year <= pack.last:
        return
    held = (
        year_name(pack.first)
        if pack.first == pack.last
        else f"{year_name(pack.first)} to {year_name(pack.last)}"
    )
    raise refuse(
        f"the rule pack {pack.ref} holds for {held}, not for {year_name(year)}",
        "name the pack of that year; its limits are set anew each year and are never carried over",
        column="rules",
    )
