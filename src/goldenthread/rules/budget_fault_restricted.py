"""Whether restricted money can be spent on what it was given for.

What a book does not tie to a line by a use is taken to be spent by the services that the fund names. Where
they do not spend so much, the rest would pay for other services, which it may not; it may be put into a
reserve.
"""

from collections.abc import Iterable
from decimal import Decimal

from goldenthread.rules.book_fault import BookFault, Faults, Known, pounds
from goldenthread.rules.budget import RESTRICTED
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO, total
from goldenthread.rules.mtfp import Mtfp


def overfull(known: Known, plan: Mtfp, years: Iterable[int]) -> Faults:
    """Restricted funds that come to more than their services spend, and uses beyond what a line costs."""
    for year in years:
        yield from _of_year(known, plan, year)


def _of_year(known: Known, plan: Mtfp, year: int) -> Faults:
    at = year - known.book.first
    left = {line.ref: plan.nets[line.ref][at] + line.income for line in known.book.lines}
    funds = {fund.ref: fund.amounts.get(year, ZERO) for fund in known.book.funding if fund.kind in RESTRICTED}
    for n, use in enumerate(known.book.uses):
        if use.year != year:
            continue
        funds[use.funding] -= use.amount
        over = use.amount - left[use.line]
        left[use.line] -= use.amount
        if over > 0 and use.amount > 0:
            what = f"restricted money pays {pounds(over)} more than '{use.line}' costs in {year_name(year)}"
            do = "use no more than the line costs before its income"
            yield BookFault("uses", n, "amount", what, do)
    spent: dict[str, Decimal] = {}
    for line in known.book.lines:
        spent[line.service] = spent.get(line.service, ZERO) + max(left[line.ref], ZERO)
    yield from _services(known, plan.funded[at].raised, year, funds, spent)


def _services(
    known: Known, raised: Decimal, year: int, funds: dict[str, Decimal], spent: dict[str, Decimal]
) -> Faults:
    """Funds whose services, with every fund for no others, cannot spend what is left of them."""
    for at, fund in enumerate(known.book.funding):
        if not funds.get(fund.ref):
            continue
        within = frozenset(fund.services)
        need = total(
            [
                funds[each.ref]
                for each in known.book.funding
                if each.ref in funds and within.issuperset(each.services)
            ]
        )
        over = need - total([spent.get(service, ZERO) for service in within]) - raised
        if over > 0:
            what = f"'{fund.ref}' is {pounds(over)} more than {', '.join(fund.services)} can spend of it"
            do = "put it into a reserve; restricted money pays for nothing else"
            yield BookFault("funding", at, year_name(year), what, do)
