"""Whether restricted money can be spent on what it was given for.

What a book does not tie to a line by a use is taken to be spent by the services that the fund names, of all
funds together: what pays for one of them pays for no other. Where they do not spend so much, the rest would
pay for other services, which it may not; it may be put into a reserve.
"""

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Final

from goldenthread.rules.book_fault import BookFault, Faults, Known, pounds
from goldenthread.rules.budget import RESTRICTED
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO, in_pence, in_pounds
from goldenthread.rules.mtfp import Mtfp
from goldenthread.rules.spendable import Stuck, stuck_funds

RESERVES: Final = "what goes into reserves"
_MOST_NAMED: Final = 6


def overfull(known: Known, plan: Mtfp, years: Iterable[int]) -> Faults:
    """Restricted funds that come to more than their services spend, and uses beyond what a line costs."""
    for year in years:
        yield from _of_year(known, plan, year)


def _of_year(known: Known, plan: Mtfp, year: int) -> Faults:
    at = year - known.book.first
    left = {line.ref: plan.nets[line.ref][at] + line.income for line in known.book.lines}
    # As the plan counts them, with what their drivers make of them.
    funds = {
        fund.ref: plan.funded[at].lines[fund.ref] for fund in known.book.funding if fund.kind in RESTRICTED
    }
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
    spent[RESERVES] = plan.funded[at].raised
    for stuck in _stuck(known, funds, spent):
        yield _fault(known, year, stuck, spent[RESERVES] > 0)


def _stuck(known: Known, funds: dict[str, Decimal], spent: dict[str, Decimal]) -> tuple[Stuck, ...]:
    """Funds that what they may pay for, with money put into reserves, cannot take in."""
    may = {fund.ref: (*fund.services, RESERVES) for fund in known.book.funding if fund.ref in funds}
    holds = {ref: in_pence(amount) for ref, amount in funds.items() if amount > 0}
    return stuck_funds(holds, may, {place: in_pence(amount) for place, amount in spent.items()})


def _fault(known: Known, year: int, stuck: Stuck, has_reserves: bool) -> BookFault:
    held = [(at, fund) for at, fund in enumerate(known.book.funding) if fund.ref in stuck.funds]
    services = dict.fromkeys(service for _, fund in held for service in fund.services)
    names = _named([f"'{fund.ref}'" for _, fund in held])
    is_are = "is" if len(held) == 1 else "together are"
    takers = _named([*services, *([RESERVES] if has_reserves else [])])
    over = pounds(in_pounds(stuck.over))
    what = f"{names} {is_are} {over} more than {takers} can take in {year_name(year)}"
    do = "put it into a reserve; restricted money pays for nothing else"
    return BookFault("funding", held[0][0], year_name(year), what, do)


def _named(names: Collection[str]) -> str:
    """Names in a row; of many, the first of them and how many more there are."""
    shown = [*names][:_MOST_NAMED]
    rest = len(names) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
