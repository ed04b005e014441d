"""What a budget book comes to, as rows for its reader: every year's totals, and what is wrong or odd."""

from collections.abc import Iterator, Sequence
from typing import Final

from goldenthread.engine.budget.book_rows import Cell
from goldenthread.engine.budget.rule_pack import rule_packs
from goldenthread.rules.budget import Book
from goldenthread.rules.budget_fault import BookFault, book_faults, book_misfits, book_warnings
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.mtfp import work_out

TOTALS: Final = (
    ("before_savings", "Budget before savings"),
    ("savings", "Savings"),
    ("unidentified", "of which still to be found"),
    ("funding", "Funding"),
    ("gap", "Gap; with a minus, money left over"),
    ("structural_gap", "Gap without one-off money"),
)


def check_rows(book: Book) -> Iterator[Sequence[Cell]]:
    """The totals of the plan by year, then faults and warnings."""
    packs = rule_packs()
    misfits = book_misfits(book, packs)
    if misfits:
        yield ("The plan cannot be worked out yet.",)
        yield from _told("Mend this", misfits)
        return
    plan = work_out(book)
    yield ("In pounds", *(year_name(each.year) for each in plan.years))
    for name, words in TOTALS:
        yield (words, *(getattr(each, name) for each in plan.years))
    for ref, title in ((reserve.ref, reserve.title) for reserve in book.reserves):
        yield (f"{title} at the end", *(each.reserves[ref] for each in plan.funded))
    yield from _told("Mend this", book_faults(book, packs))
    yield from _told("Look at this", book_warnings(book, packs))


def _told(heading: str, faults: Sequence[BookFault]) -> Iterator[Sequence[Cell]]:
    if faults:
        yield ()
        yield (heading, "What to do")
    for fault in faults[:100]:
        yield (f"{fault.part}, {fault.column}: {fault.what}", fault.do)
