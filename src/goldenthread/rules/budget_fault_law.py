"""What cannot stand by law: the budget itself, its rule pack, council tax, reserves, and the balance."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from goldenthread.rules.book_fault import (
    BOOK,
    LONGEST_REF,
    BookFault,
    Faults,
    Known,
    pounds,
    repeats,
    unknown_code,
    untitled,
)
from goldenthread.rules.budget import RESERVE_KINDS, VERSION_STATES, Reserve, TaxYear
from goldenthread.rules.council_tax import Referendum, RulePack, referendum, rounding_allowed
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO, total
from goldenthread.rules.mtfp import Mtfp

AGREED: Final = ("approved", "amended")
"""States in which a budget is the council's own, and the law holds it to balance."""

MOST_YEARS: Final = 20
_SLUG: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def about_faults(known: Known, packs: Mapping[str, RulePack]) -> Faults:
    """What the book says of itself, its taxes and its reserves."""
    book = known.book
    if not book.ref or len(book.ref) > LONGEST_REF or not _SLUG.issuperset(book.ref):
        what = f"'{book.ref}' is no ref"
        yield BookFault(BOOK, None, "ref", what, "use letters, numbers and hyphens, as budget-2021")
    yield from (BookFault(BOOK, None, "title", each.what, each.do) for each in untitled(BOOK, (book.title,)))
    for each in unknown_code(BOOK, 0, "state", book.state, VERSION_STATES):
        yield BookFault(BOOK, None, "state", each.what, each.do)
    for column, amount in (("contingency", book.contingency), ("prior_deficit", book.prior_deficit)):
        if amount < 0:
            what = f"less than nothing ({amount:f})"
            yield BookFault(BOOK, None, column, what, "write it without a minus; a surplus is funding")
    if book.band_d <= 0:
        what = "last year's Band D charge is not more than nothing"
        yield BookFault(BOOK, None, "band_d", what, "give what a Band D home paid last year")
    if not 0 <= book.band_d_care <= max(book.band_d, ZERO):
        what = "what of the charge was for adult social care is not from nothing to the whole of it"
        yield BookFault(
            BOOK, None, "band_d_care", what, "give the part of last year's charge that was for care"
        )
    yield from _pack(known, packs)
    yield from _taxes(known)
    yield from _reserves(known)


def plan_faults(known: Known) -> Faults:
    """A book that plans no years, or too many: nothing else can be looked at."""
    count, first = known.book.count, known.book.first
    if not 1 <= count <= MOST_YEARS:
        what = f"the plan has {count} years"
        yield BookFault(BOOK, None, "count", what, f"plan for 1 to {MOST_YEARS} years")
    if not 1990 <= first <= 2100:
        yield BookFault(BOOK, None, "first", f"{first} is no year of a budget", "write it as 2021/22")


def _pack(known: Known, packs: Mapping[str, RulePack]) -> Faults:
    book = known.book
    right = next((pack.ref for pack in packs.values() if pack.first <= book.first <= pack.last), "")
    if not book.rules:
        if book.state in AGREED:
            do = f"name {right}" if right else "wait for the limits of that year: none are known"
            yield BookFault(BOOK, None, "rules", "an agreed budget names the rules it keeps to", do)
        return
    do = f"name {right}" if right else "leave it empty in a draft: no limits are known for that year"
    if book.rules not in packs:
        yield BookFault(BOOK, None, "rules", f"there is no rule pack '{book.rules}'", do)
        return
    pack = packs[book.rules]
    if not pack.first <= book.first <= pack.last:
        when = "has expired" if pack.last < book.first else "is not in force yet"
        what = (
            f"the rule pack {pack.ref} {when}: it holds for {year_name(pack.last)}, not for"
            f" {year_name(book.first)}, and is never stretched to another year"
        )
        yield BookFault(BOOK, None, "rules", what, do)


def _taxes(known: Known) -> Faults:
    rows = known.book.tax
    for year in known.book.years:
        if not any(row.year == year for row in rows):
            do = "add a row with its tax base and rises"
            yield BookFault("tax", None, "year", f"there is no row for {year_name(year)}", do)
    seen: set[int] = set()
    for at, row in enumerate(rows):
        if row.year in seen:
            yield BookFault("tax", at, "year", f"{year_name(row.year)} is there twice", "keep one of them")
        seen.add(row.year)
        yield from _tax(known, at, row)


def _tax(known: Known, at: int, row: TaxYear) -> Faults:
    yield from known.year("tax", at, row.year)
    if row.base <= 0:
        what = "the tax base is not more than nothing"
        yield BookFault("tax", at, "base", what, "give the number of Band D homes")
    for column, rise, least in (("core", row.core, Decimal(-1)), ("care", row.care, ZERO)):
        if not least <= rise < 1:
            what = f"a rise of {rise * 100:f}%"
            yield BookFault("tax", at, column, what, "write a rise as a share: 1.99% is 0.0199")
    if row.band_d is not None and row.band_d <= 0:
        what = "the Band D charge is not more than nothing"
        yield BookFault("tax", at, "band_d", what, "give the charge, or leave it empty")
    if row.driver:
        yield from known.driver("tax", at, row.driver, ("tax_base",))


def _reserves(known: Known) -> Faults:
    reserves = known.book.reserves
    yield from repeats("reserves", (each.ref for each in reserves))
    yield from untitled("reserves", (each.title for each in reserves))
    for at, reserve in enumerate(reserves):
        yield from unknown_code("reserves", at, "kind", reserve.kind, RESERVE_KINDS)
        for year in reserve.moves:
            yield from known.year("reserves", at, year, year_name(year))
        if reserve.minimum < 0:
            what = f"a minimum of less than nothing ({reserve.minimum:f})"
            yield BookFault("reserves", at, "minimum", what, "write it without a minus")
        if reserve.opening < 0 and reserve.kind != "schools_deficit":
            what = f"a reserve of less than nothing ({reserve.opening:f})"
            yield BookFault(
                "reserves", at, "opening", what, "a deficit on schools is of the kind schools_deficit"
            )


def law_faults(known: Known, packs: Mapping[str, RulePack], plan: Mtfp) -> Faults:
    """What the law would not let an agreed budget be: unbalanced, excessive, or out of reserves."""
    yield from _balance(known, plan)
    yield from _rise(known, packs, plan)
    yield from _drawn_out(known)


def _balance(known: Known, plan: Mtfp) -> Faults:
    first, money = plan.years[0], plan.funded[0]
    allowed = rounding_allowed(money.tax.base) if money.tax else ZERO
    if abs(first.gap) <= allowed:
        return
    year = year_name(first.year)
    if first.gap > 0:
        what = f"{year} does not balance: spending is {pounds(first.gap)} more than the money for it"
        do = "find the savings or the money, or draw on a reserve; until then it is a draft"
    else:
        what = f"{year} does not balance: the money is {pounds(first.gap)} more than is spent"
        do = "put it into a reserve, spend it, or lower the council tax; until then it is a draft"
    yield BookFault(BOOK, None, "state", what, do)


def _rise(known: Known, packs: Mapping[str, RulePack], plan: Mtfp) -> Faults:
    bill, pack = plan.funded[0].tax, packs.get(known.book.rules)
    if bill is None or pack is None:
        return
    found = referendum(pack, bill.year, bill.last, bill.band_d, bill.care)
    if found.verdict != "excessive":
        return
    at = next(n for n, row in enumerate(known.book.tax) if row.year == bill.year)
    yield _excessive(found, pack, at)


def _excessive(found: Referendum, pack: RulePack, at: int) -> BookFault:
    if found.reason == "care_limit_passed":
        what = f"a rise for adult social care of {_percent(found.care_rise)} passes the limit of"
        return BookFault(
            "tax",
            at,
            "care",
            f"{what} {_percent(pack.care_limit)} ({pack.ref})",
            "keep it at the limit or below",
        )
    what = f"a rise of {_percent(found.core_rise)} without care reaches the limit of"
    do = "keep it below the limit; a rise that reaches it needs a referendum, and until then it is a draft"
    return BookFault("tax", at, "core", f"{what} {_percent(pack.core_limit)} ({pack.ref})", do)


def _drawn_out(known: Known) -> Faults:
    for at, reserve in enumerate(known.book.reserves):
        if reserve.kind == "schools_deficit":
            continue
        year, closing = _lowest(reserve, known.book.years)
        if closing < 0:
            what = f"{pounds(closing)} more is drawn than is there by {year_name(year)}"
            yield BookFault("reserves", at, year_name(year), what, "draw no more than the reserve holds")


def _lowest(reserve: Reserve, years: tuple[int, ...]) -> tuple[int, Decimal]:
    """The first year at whose end the reserve is below nothing, or the last year."""
    for year in years:
        closing = reserve.opening + total([reserve.moves.get(each, ZERO) for each in years if each <= year])
        if closing < 0:
            return year, closing
    return years[-1], closing


def _percent(share: Decimal | Fraction) -> str:
    return f"{round(float(share) * 100, 4):g}%"
