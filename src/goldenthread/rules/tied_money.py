"""How much of what each service costs is paid for by money that may be spent there and nowhere else.

What a use ties to a line pays for that line's service. What is left of a fund is taken to be spent by the
services that the fund names, in proportion to what each still costs. What high needs costs beyond its grant
is added to what is owed, and pays for the lines of the grant for schools alone. No service is paid for beyond
its cost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from goldenthread.rules.budget import RESTRICTED, FundingLine, FundingUse
from goldenthread.rules.money import ZERO, penny, total


@dataclass(frozen=True, slots=True)
class Costs:
    """What a year's money pays for: each service's cost after its own income, and its lines where a use is.

    `lines` are the service and the net cost of every line that a use names.
    """

    services: Mapping[str, Decimal]
    lines: Mapping[str, tuple[str, Decimal]] = field(default_factory=dict)


def tied_money(
    costs: Costs,
    funds: Iterable[FundingLine],
    amounts: Mapping[str, Decimal],
    uses: Iterable[FundingUse],
    owed: Decimal = ZERO,
) -> dict[str, Decimal]:
    """The part of each service's cost that only restricted money pays for; `uses` are those of one year.

    `amounts` are what each fund brings that year by its ref, `owed` what high needs is
    owed more.
    """
    restricted = [fund for fund in funds if fund.kind in RESTRICTED]
    left = {fund.ref: max(amounts.get(fund.ref, ZERO), ZERO) for fund in restricted}
    tied = dict.fromkeys(costs.services, ZERO)
    lines = {ref: net for ref, (_, net) in costs.lines.items()}
    schools = {fund.ref for fund in restricted if fund.kind == "schools_grant"}
    of_schools: dict[str, None] = {}
    for use in uses:
        if use.funding in left and use.line in lines:
            _tie(tied, costs.lines[use.line][0], use.amount)
            left[use.funding] -= use.amount
            lines[use.line] -= use.amount
            if use.funding in schools:
                of_schools[use.line] = None
    for line in of_schools:
        part = min(owed, max(lines[line], ZERO))
        _tie(tied, costs.lines[line][0], part)
        owed -= part
    named = [(left[fund.ref], fund.services) for fund in restricted]
    if owed > 0:
        takers = dict.fromkeys(ref for fund in restricted if fund.ref in schools for ref in fund.services)
        named.append((owed, tuple(takers)))
    for amount, services in sorted(named, key=lambda each: len(each[1])):
        _spread(tied, costs.services, amount, services)
    return {ref: min(amount, max(costs.services[ref], ZERO)) for ref, amount in tied.items()}


def _tie(tied: dict[str, Decimal], service: str, amount: Decimal) -> None:
    if service in tied:
        tied[service] += amount


def _spread(
    tied: dict[str, Decimal], costs: Mapping[str, Decimal], amount: Decimal, services: Iterable[str]
) -> None:
    """Spend a fund in the services that it names, by what each still costs."""
    free = {ref: max(costs[ref] - tied[ref], ZERO) for ref in services if ref in tied}
    room = total(tuple(free.values()))
    for ref, held in free.items() if amount > 0 and room > 0 else ():
        tied[ref] += min(held, penny(held * amount / room))
