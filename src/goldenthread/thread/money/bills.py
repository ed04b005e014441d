"""What a household pays, and what a vote of residents would be needed for."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.engine.budget.rule_pack import pack_for, rule_packs
from goldenthread.finance.queries.public_budget import largest_changes
from goldenthread.finance.queries.version import Worked
from goldenthread.kit.format import listed, number
from goldenthread.rules.balancing_choice import percent
from goldenthread.rules.council_tax import Referendum, RulePack, referendum
from goldenthread.rules.household import BandBill, band_bills
from goldenthread.rules.mtfp_funding import TaxBill
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.sheet import PENCE, Column, Sheet, pounds


@dataclass(frozen=True, slots=True)
class Limits:
    """The year's limits and how the charge stands to them, in words; `needs_vote` where it is beyond them."""

    pack: RulePack
    rule: str
    verdict: str
    needs_vote: bool

    @property
    def said(self) -> str:
        return f"{self.rule} {self.verdict}"


def bill_of(sums: Worked, year: int) -> TaxBill | None:
    """Council tax of a year as the plan has it; None where the plan charges none."""
    held = sums.by("tax", year)
    if not held:
        return None
    names = ("base", "last", "band_d", "core", "care", "charged_care", "raised")
    return TaxBill(year, *(held[name] for name in names))


def bands_sheet(opened: Opened, bill: TaxBill, year: int, key: str = "bands") -> Sheet:
    """What each band pays, last year and this, and what of it is for adult social care."""
    return Sheet(
        key,
        _("What a home pays by its band"),
        (
            Column("band", _("Band")),
            Column("last_year", _("Year before"), PENCE),
            Column("this_year", _("That year") if year != opened.first else _("This year"), PENCE),
            Column("difference", _("More a year"), PENCE),
            Column("difference_a_week", _("More a week"), PENCE),
            Column("for_adult_social_care", _("Of it for adult social care"), PENCE),
        ),
        tuple(
            (
                _("Band {letter}").format(letter=each.band),
                each.last,
                each.now,
                each.rise,
                each.a_week,
                each.care,
            )
            for each in band_bills(bill.last, bill.band_d, bill.charged_care)
        ),
    )


def sentence(opened: Opened, bill: TaxBill) -> str:
    """By how much the charge rises, what of it is for what, and which new costs it helps to pay."""
    if not bill.last:
        return ""
    rise = bill.band_d - bill.last
    facts = {
        "rise": _percent(abs(rise), bill.last),
        "core": _percent(bill.core, bill.last),
        "care": _percent(bill.care, bill.last),
    }
    if rise <= 0:
        return _("Council tax falls by {rise}%.").format(**facts) if rise else _("Council tax does not rise.")
    said = _(
        "Council tax rises by {rise}%: {core}% for all services and {care}% for adult social care alone."
    )
    costs = largest_changes(opened.ref, opened.first, 3, saving=False, least=0)[1]
    if not costs:
        return said.format(**facts)
    names = listed([f"“{each.change.title}” ({pounds(each.change.amount)})" for each in costs])
    why = _("It helps to pay for what costs more. The largest new costs are {costs}.").format(costs=names)
    return f"{said.format(**facts)} {why}"


def _percent(part: Decimal, whole: Decimal) -> str:
    return number(part * 100 / whole, 2)


def band(bill: TaxBill, letter: str) -> BandBill:
    """What one band pays."""
    bills = band_bills(bill.last, bill.band_d, bill.charged_care)
    return next(each for each in bills if each.band == letter)


def pack_of(opened: Opened) -> RulePack | None:
    """The limits that were in force in the budget's year; None where none are known for it."""
    named = rule_packs().get(opened.book.rules)
    if named and named.first <= opened.first <= named.last:
        return named
    return pack_for(opened.first)


def limits_of(opened: Opened, bill: TaxBill) -> Limits | None:
    """How a charge stands to the limits of the budget's year. For a later year they are only a guide."""
    pack = pack_of(opened)
    if pack is None or not bill.last:
        return None
    answer = referendum(pack, opened.first, bill.last, bill.band_d, bill.care)
    rule, verdict = _said(pack, answer, bill.year == opened.first, opened)
    return Limits(pack, rule, verdict, answer.verdict == "excessive")


def _said(pack: RulePack, answer: Referendum, is_own_year: bool, opened: Opened) -> tuple[str, str]:
    facts = {"core": percent(pack.core_limit), "care": percent(pack.care_limit), "year": opened.year}
    if is_own_year:
        rule = _(
            "In {year} a council must ask residents in a vote before its general rise reaches {core}%. "
            "It may add up to {care}% for adult social care."
        ).format(**facts)
        verdict = (
            _("This rise would need a vote.")
            if answer.verdict == "excessive"
            else _("This rise needs no vote.")
        )
    else:
        rule = _(
            "The limits of that year are not set yet. In {year} a vote was needed where the general rise "
            "reached {core}%, or the part for adult social care went beyond {care}%."
        ).format(**facts)
        verdict = (
            _("If the limits stay as they are, this rise would need a vote.")
            if answer.verdict == "excessive"
            else _("If the limits stay as they are, this rise would need no vote.")
        )
    return rule, verdict
