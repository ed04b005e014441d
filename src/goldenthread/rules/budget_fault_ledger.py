"""What cannot stand in the ledger of a budget book: lines, changes, funding, what it pays for, and pools."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from goldenthread.rules.book_fault import (
    BookFault,
    Faults,
    Known,
    outside,
    pounds,
    repeats,
    unknown_code,
    untitled,
)
from goldenthread.rules.budget import (
    CONFIDENCES,
    FUNDING_KINDS,
    MANDATES,
    PRESSURES,
    RESTRICTED,
    SAVINGS,
    BudgetLine,
    Change,
    FundingLine,
    FundingUse,
)
from goldenthread.rules.budget_fault_bound import bound_faults
from goldenthread.rules.financial_year import UnknownYear, read_year, year_name
from goldenthread.rules.money import ZERO

WRITTEN_FUNDING: Final = tuple(kind for kind in FUNDING_KINDS if kind not in ("council_tax", "reserves"))
"""Kinds of funding that a book writes down; the others are worked out."""

CHANGE_KINDS: Final = (*PRESSURES, *SAVINGS)


def ledger_faults(known: Known) -> Faults:
    """All of these parts, in their order."""
    book = known.book
    yield from bound_faults(known)
    for part, held in (("lines", book.lines), ("changes", book.changes), ("funding", book.funding)):
        yield from repeats(part, (each.ref for each in held))
        yield from untitled(part, (each.title for each in held))
    for at, line in enumerate(book.lines):
        yield from _line(known, at, line)
    for at, change in enumerate(book.changes):
        yield from _change(known, at, change)
    for at, fund in enumerate(book.funding):
        yield from _fund(known, at, fund)
    for at, use in enumerate(book.uses):
        yield from _use(known, at, use)
    yield from _uses_over(known)
    yield from _pools(known)


def _line(known: Known, at: int, line: BudgetLine) -> Faults:
    yield from known.service("lines", at, line.service)
    yield from unknown_code("lines", at, "mandate", line.mandate, MANDATES)
    seen: set[str] = set()
    for exposure in line.exposures:
        yield from known.driver("lines", at, exposure.driver, ("price", "demand"), "exposures")
        yield from outside("lines", at, "exposures", exposure.weight, 0, 1)
        if exposure.driver in seen:
            what = f"the driver '{exposure.driver}' is named twice"
            yield BookFault("lines", at, "exposures", what, "name it once, with the whole of its weight")
        seen.add(exposure.driver)


def _change(known: Known, at: int, change: Change) -> Faults:
    yield from known.line("changes", at, change.line)
    # One of the base year is in its line already: its one-off goes out, its full-year effect comes in.
    if change.year != known.book.first - 1:
        yield from known.year("changes", at, change.year)
    yield from unknown_code("changes", at, "kind", change.kind, CHANGE_KINDS)
    yield from unknown_code("changes", at, "confidence", change.confidence, ("", *CONFIDENCES))
    if change.driver:
        kinds = ("delivery",) if change.is_saving else ()
        yield from known.driver("changes", at, change.driver, kinds)
    if change.is_saving and change.amount < 0:
        what = f"a saving of less than nothing ({change.amount:f})"
        yield BookFault("changes", at, "amount", what, "write a saving without a minus")
    if change.goes_out and change.full_year:
        what = "a one-off has no full-year effect: it goes out again"
        do = "leave it empty, or say that it is not one-off, by its kind or in its column one_off"
        yield BookFault("changes", at, "full_year", what, do)
    yield from _price_base(known, at, change)


def _price_base(known: Known, at: int, change: Change) -> Faults:
    if change.price_base in ("", "cash"):
        return
    try:
        year = read_year(change.price_base)
    except UnknownYear:
        what = f"'{change.price_base}' is no price base"
        yield BookFault("changes", at, "price_base", what, "write cash, or the year of the prices as 2021/22")
        return
    if year > change.year:
        what = f"prices of {year_name(year)} come after the year of the change"
        yield BookFault("changes", at, "price_base", what, "write cash, or an earlier year")
    base = known.book.first - 1
    if year < base:
        what = f"prices of {year_name(year)} come before the base year {year_name(base)}, where drivers begin"
        do = f"bring the amount to prices of {year_name(base)} or later, or write cash"
        yield BookFault("changes", at, "price_base", what, do)


def _fund(known: Known, at: int, fund: FundingLine) -> Faults:
    if fund.kind in ("council_tax", "reserves"):
        what = f"{FUNDING_KINDS[fund.kind].lower()} is worked out, and never a line of funding"
        yield BookFault(
            "funding", at, "kind", what, "take the row out, and fill in the sheet Tax or Reserves"
        )
    else:
        yield from unknown_code("funding", at, "kind", fund.kind, WRITTEN_FUNDING)
    if fund.driver:
        yield from known.driver("funding", at, fund.driver, ("funding",))
    for service in fund.services:
        yield from known.service("funding", at, service, "services")
    if fund.kind in RESTRICTED and not fund.services:
        what = "restricted money that names no service to spend it on"
        yield BookFault("funding", at, "services", what, "name the services that it is for")
    for year, amount in fund.amounts.items():
        yield from known.year("funding", at, year, year_name(year))
        if fund.kind in RESTRICTED and amount < 0:
            what = f"a restricted fund of less than nothing ({amount:f})"
            yield BookFault("funding", at, year_name(year), what, "write what is received, without a minus")


def _use(known: Known, at: int, use: FundingUse) -> Faults:
    yield from known.line("uses", at, use.line)
    yield from known.year("uses", at, use.year)
    if use.amount < 0:
        what = f"a use of less than nothing ({use.amount:f})"
        yield BookFault("uses", at, "amount", what, "write what it pays for, without a minus")
    fund = known.funding.get(use.funding)
    if fund is None:
        do = "name a row of the sheet Funding, or add it there"
        yield BookFault("uses", at, "funding", f"there is no funding '{use.funding}'", do)
        return
    if fund.kind not in RESTRICTED:
        what = f"'{fund.ref}' is not restricted, and pays for everything"
        yield BookFault("uses", at, "funding", what, "take the row out, or correct the kind of the funding")
    line = known.lines.get(use.line)
    if line is not None and fund.services and line.service not in fund.services:
        what = f"'{fund.ref}' may be spent on {', '.join(fund.services)}, not on {line.service}"
        yield BookFault("uses", at, "line", what, "use it for a line of those services")


def _uses_over(known: Known) -> Faults:
    """Uses named twice, and those that come to more than the fund has in that year."""
    used: dict[tuple[str, int], Decimal] = {}
    seen: set[tuple[str, str, int]] = set()
    for at, use in enumerate(known.book.uses):
        key = (use.funding, use.line, use.year)
        if key in seen:
            what = f"'{use.funding}' pays for '{use.line}' in {year_name(use.year)} twice"
            yield BookFault("uses", at, "line", what, "put both into one row")
        seen.add(key)
        fund = known.funding.get(use.funding)
        if fund is None or fund.kind not in RESTRICTED:
            continue
        has, before = fund.amounts.get(use.year, ZERO), used.get((fund.ref, use.year), ZERO)
        used[fund.ref, use.year] = before + use.amount
        if before <= has < before + use.amount:
            over = pounds(before + use.amount - has)
            what = f"with this row '{fund.ref}' pays {over} more than the {pounds(has)} it has"
            yield BookFault("uses", at, "amount", what, f"use no more than it has in {year_name(use.year)}")


def _pools(known: Known) -> Faults:
    pools = known.book.pools
    yield from repeats("pools", (each.ref for each in pools))
    yield from untitled("pools", (each.title for each in pools))
    for at, pool in enumerate(pools):
        fund = known.funding.get(pool.funding)
        if fund is None or fund.kind != "pooled":
            what = f"'{pool.funding}' is not pooled funding of this book"
            yield BookFault("pools", at, "funding", what, "name a row of Funding of the kind pooled")
        yield from outside("pools", at, "our_risk", pool.our_risk, 0, 1)
        yield from _not_negative("pools", at, (("ours", pool.ours), ("theirs", pool.theirs)))


def _not_negative(part: str, at: int, amounts: Iterable[tuple[str, Decimal]]) -> Faults:
    for column, amount in amounts:
        if amount < 0:
            yield BookFault(part, at, column, f"less than nothing ({amount:f})", "write it without a minus")
