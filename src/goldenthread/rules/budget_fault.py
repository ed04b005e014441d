"""Everything about a budget book that cannot stand, each fault at its place with what to do about it.

First whether the parts fit each other; only a book whose parts fit is worked out, and then held to the law.
An approved or amended book must balance its first year, keep below the limits on council tax and draw no
reserve below nothing; a draft or a consultation may do otherwise, and is warned. Restricted money that cannot
be spent is refused in any book's first year, and in the later years of an agreed one.
"""

from collections.abc import Collection, Mapping

from goldenthread.rules.book_fault import BookFault, Faults, Known
from goldenthread.rules.budget import RESTRICTED, Book
from goldenthread.rules.budget_fault_bound import total_faults
from goldenthread.rules.budget_fault_driver import driver_faults
from goldenthread.rules.budget_fault_law import AGREED, about_faults, law_faults, plan_faults
from goldenthread.rules.budget_fault_ledger import ledger_faults
from goldenthread.rules.budget_fault_purpose import purpose_faults
from goldenthread.rules.budget_fault_restricted import overfull
from goldenthread.rules.council_tax import RulePack
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.mtfp import Mtfp, work_out

__all__ = ["BookFault", "book_faults", "book_misfits", "book_warnings"]


def book_faults(
    book: Book, packs: Mapping[str, RulePack], services: Collection[str] | None = None
) -> tuple[BookFault, ...]:
    """Why the book cannot be kept as what it says it is; empty where it can.

    `services` is the refs of the council's services; without them any service is taken.
    """
    found = book_misfits(book, packs, services)
    if found:
        return found
    known, plan = Known.of(book, services), work_out(book)
    if beyond := tuple(total_faults(known, plan)):
        return beyond
    if book.state not in AGREED:
        return tuple(overfull(known, plan, book.years[:1]))
    return (*overfull(known, plan, book.years), *law_faults(known, packs, plan))


def book_misfits(
    book: Book, packs: Mapping[str, RulePack], services: Collection[str] | None = None
) -> tuple[BookFault, ...]:
    """Where the parts of the book do not fit each other; nothing is worked out."""
    known = Known.of(book, services)
    return tuple(plan_faults(known)) or tuple(_misfits(known, packs))


def book_warnings(book: Book, packs: Mapping[str, RulePack]) -> tuple[BookFault, ...]:
    """What a reader of the book should know, though it may be kept: it has no faults."""
    known, plan = Known.of(book, None), work_out(book)
    by_law: tuple[BookFault, ...] = ()
    if book.state not in AGREED:
        by_law = (*law_faults(known, packs, plan), *overfull(known, plan, book.years[1:]))
    rest = (*_odd_lines(known), *_odd_changes(known), *_odd_funding(known), *_below_minimum(known, plan))
    return (*by_law, *_without_rules(known), *rest)


def _misfits(known: Known, packs: Mapping[str, RulePack]) -> Faults:
    yield from about_faults(known, packs)
    yield from ledger_faults(known)
    yield from driver_faults(known)
    yield from purpose_faults(known)


def _without_rules(known: Known) -> Faults:
    if not known.book.rules:
        what = "no rule pack is named, so that nobody looks whether council tax rises too much"
        yield BookFault("book", None, "rules", what, "name the pack of the year once its limits are known")


def _odd_lines(known: Known) -> Faults:
    for at, line in enumerate(known.book.lines):
        if line.income > line.gross:
            what = f"'{line.ref}' brings in more than it costs"
            yield BookFault("lines", at, "income", what, "look whether that is so")
        elif line.gross < 0 or line.income < 0:
            what = f"'{line.ref}' has spending or income of less than nothing"
            yield BookFault("lines", at, "gross", what, "look whether that is so")


def _odd_changes(known: Known) -> Faults:
    for at, change in enumerate(known.book.changes):
        if change.year < known.book.first and not change.goes_out and not change.full_year:
            what = f"'{change.ref}' is in the base year's lines already, and does nothing in the plan"
            do = "take it out, or say that it is one-off or what it adds in a full year"
            yield BookFault("changes", at, "year", what, do)


def _odd_funding(known: Known) -> Faults:
    pooled = {pool.funding for pool in known.book.pools}
    for at, fund in enumerate(known.book.funding):
        if fund.services and fund.kind not in RESTRICTED:
            what = f"'{fund.ref}' names services, but may be spent on anything"
            yield BookFault("funding", at, "services", what, "leave them out, or call it a specific grant")
        if fund.kind == "pooled" and fund.ref not in pooled:
            what = f"no pool says who bears the risk of '{fund.ref}'"
            yield BookFault("funding", at, "ref", what, "add a row to the sheet Pools")
        if fund.kind == "collection_fund" and not fund.one_off:
            what = f"'{fund.ref}' is what a collection fund has over or lacks, and is not called one-off"
            yield BookFault("funding", at, "one_off", what, "say yes: it does not come again")
    for year in known.book.years if known.book.funding else ():
        if not any(year in fund.amounts for fund in known.book.funding):
            what = f"no funding is written for {year_name(year)}"
            yield BookFault("funding", None, year_name(year), what, "write what is expected, or 0")


def _below_minimum(known: Known, plan: Mtfp) -> Faults:
    for at, reserve in enumerate(known.book.reserves):
        below = [each.year for each in plan.funded if each.reserves[reserve.ref] < reserve.minimum]
        if below and reserve.kind != "schools_deficit":
            what = f"'{reserve.ref}' is below its minimum at the end of {year_name(below[0])}"
            yield BookFault("reserves", at, year_name(below[0]), what, "draw less, or say why it may be")
