"""How little and how much an outcome could fairly be said to cost, as the shares of lines are put otherwise.

Each share may lie between its low and its high. A line is never shared out more than once: what one outcome
gains on a line, the others and what is unallocated there give, none of them below its own low. Enabling money
gives way to outcomes, since it is what is left to say.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from goldenthread.rules.allocation import ENABLING, UNALLOCATED, outcome_key, shares_of
from goldenthread.rules.budget import Allocation
from goldenthread.rules.money import EXACT, ZERO, penny

WHOLE: Final = 1_000_000
"""Shares are counted in millionths here, as they are kept, so that sums are of whole numbers."""

LIKELY: Final = 1 - 1 / Decimal(5).sqrt(EXACT)
"""How far towards its extreme a share reaches that is beyond it once in ten times.

A triangle with its peak at the share and half its area to each side has a tenth beyond `1 - 1/√5` of the way.
"""


@dataclass(frozen=True, slots=True)
class ShareSpread:
    """How far out a share may be by its confidence, as a part of it, where it has no low and high of its own.

    `spreads` is by the code of a confidence, the empty one for none. It counts from `since` on. `together` is
    how far shares settled on different bases are taken to err together, 0 to 1: their correlation.
    """

    ref: str
    title: str
    since: date
    source: str
    spreads: Mapping[str, Decimal]
    together: Decimal


@dataclass(frozen=True, slots=True)
class Range:
    """What an outcome costs by its shares, the least and the most that is fair to say, and what is likely.

    Nine times in ten it is above `likely_low`, and nine times in ten below `likely_high`.
    """

    central: Decimal
    least: Decimal
    most: Decimal
    likely_low: Decimal
    likely_high: Decimal


@dataclass(slots=True)
class _Sway:
    """How far down and up the sum goes, in pence, by the basis on which shares were settled."""

    central: Decimal = ZERO
    down: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    up: dict[str, int] = field(default_factory=lambda: defaultdict(int))


@dataclass(frozen=True, slots=True)
class _Part:
    """One allocation in millionths of its line: its share, and how far it may go down and up."""

    key: str
    basis: str
    share: int
    down: int
    up: int

    @property
    def low(self) -> int:
        return self.share - self.down


def limits_of(allocation: Allocation, spread: ShareSpread) -> tuple[Decimal, Decimal]:
    """The low and the high of a share: its own where they are given, otherwise by its confidence."""
    wide = spread.spreads.get(allocation.confidence, spread.spreads[""])
    low = allocation.share * (1 - wide) if allocation.low is None else allocation.low
    high = allocation.share * (1 + wide) if allocation.high is None else allocation.high
    return max(min(low, allocation.share), Decimal(0)), min(max(high, allocation.share), Decimal(1))


def ranges_by_outcome(
    allocations: Iterable[Allocation],
    nets: Mapping[str, Decimal],
    spread: ShareSpread,
    groups: Mapping[str, Collection[str]] | None = None,
) -> dict[str, Range]:
    """The range of each outcome, or of each group of outcomes: its name, and the `plan#item` it gathers.

    A group takes each line once, so that it never comes to more than its lines do.
    """
    by_line: dict[str, list[Allocation]] = {}
    for allocation in allocations:
        by_line.setdefault(allocation.line, []).append(allocation)
    wanted = _names(by_line, groups)
    found: dict[str, _Sway] = defaultdict(_Sway)
    for ref, held in by_line.items():
        if ref in nets:
            _sway(found, nets[ref], held, spread, wanted)
    return {name: _range(sway, spread.together) for name, sway in found.items()}


def _names(
    by_line: Mapping[str, Sequence[Allocation]], groups: Mapping[str, Collection[str]] | None
) -> dict[str, list[str]]:
    """The groups that each outcome is in; every one is its own where no groups are asked for."""
    if groups is None:
        return {key: [key] for held in by_line.values() for key in map(outcome_key, held)}
    found: dict[str, list[str]] = {}
    for name, keys in groups.items():
        for key in keys:
            found.setdefault(key, []).append(name)
    return found


def _sway(
    found: dict[str, _Sway],
    net: Decimal,
    held: Sequence[Allocation],
    spread: ShareSpread,
    wanted: Mapping[str, Sequence[str]],
) -> None:
    """Add one line to every group that it is shared to."""
    parts = [_part(each, spread) for each in held]
    named = sum(part.low for part in parts if part.key != ENABLING)
    members: dict[str, list[tuple[_Part, Decimal]]] = {}
    for part, (_, amount) in zip(parts, shares_of(net, held), strict=False):
        for name in wanted.get(part.key, ()):
            members.setdefault(name, []).append((part, amount))
    for name, mine in members.items():
        _spread_out(found[name], net, mine, WHOLE - named)


def _part(allocation: Allocation, spread: ShareSpread) -> _Part:
    low, high = limits_of(allocation, spread)
    share = _millionths(allocation.share)
    return _Part(
        outcome_key(allocation), allocation.basis, share, share - _millionths(low), _millionths(high) - share
    )


def _spread_out(sway: _Sway, net: Decimal, mine: Sequence[tuple[_Part, Decimal]], free: int) -> None:
    """Take the group's parts of a line down to their lows, and up as far as the line has `free` to give."""
    central = sum((amount for _, amount in mine), ZERO)
    parts = [part for part, _ in mine]
    share = sum(part.share for part in parts)
    kept = sum(0 if part.key == ENABLING else part.low for part in parts)
    down = sum(part.down for part in parts)
    up = min(sum(part.up for part in parts), max(0, free + kept - share))
    pence, at = _pence(net), _pence(central)
    lower, upper = _of(pence, share - down) if down else at, _of(pence, share + up) if up else at
    # Income turns the line round: a larger share of it brings the sum down.
    turned = pence < 0
    sway.central += central
    _by_basis(sway.up if turned else sway.down, abs(at - lower), [(each.basis, each.down) for each in parts])
    _by_basis(sway.down if turned else sway.up, abs(upper - at), [(each.basis, each.up) for each in parts])


def _by_basis(held: dict[str, int], pence: int, weights: Sequence[tuple[str, int]]) -> None:
    """Part a sum by weight among the bases; the parts sum to it."""
    whole, so_far, given = sum(weight for _, weight in weights), 0, 0
    for basis, weight in weights if whole else ():
        so_far += weight
        upto = pence * so_far // whole
        held[basis] += upto - given
        given = upto


def _range(sway: _Sway, together: Decimal) -> Range:
    return Range(
        central=sway.central,
        least=sway.central - _pounds(sum(sway.down.values())),
        most=sway.central + _pounds(sum(sway.up.values())),
        likely_low=sway.central - _likely(sway.down.values(), together),
        likely_high=sway.central + _likely(sway.up.values(), together),
    )


def _likely(sways: Collection[int], together: Decimal) -> Decimal:
    """How far out once in ten: shares settled on one basis err together, those on others partly so."""
    apart, whole = sum(sway * sway for sway in sways), sum(sways) ** 2
    far = EXACT.add(EXACT.multiply(1 - together, Decimal(apart)), EXACT.multiply(together, Decimal(whole)))
    return penny((far.sqrt(EXACT) * LIKELY).scaleb(-2, EXACT))


def confidence_of(allocations: Iterable[Allocation], nets: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """How much money is shared out with which confidence; income counts by its size, as spending does."""
    found: dict[str, Decimal] = {}
    for each in allocations:
        if each.line in nets:
            size = penny(abs(nets[each.line]) * each.share)
            found[each.confidence] = found.get(each.confidence, ZERO) + size
    return found


def unallocated_share(spending: Mapping[str, Decimal]) -> Decimal | None:
    """What part of all spending is for nothing that is named; None where nothing is spent."""
    whole = sum(spending.values(), ZERO)
    return spending.get(UNALLOCATED, ZERO) / whole if whole > 0 else None


def _millionths(share: Decimal) -> int:
    return round(share * WHOLE)


def _pence(pounds: Decimal) -> int:
    return int(pounds.scaleb(2, EXACT))


def _of(pence: int, millionths: int) -> int:
    """A part of a sum in pence, to the nearest penny."""
    return (pence * millionths * 2 + WHOLE) // (2 * WHOLE)


def _pounds(pence: int) -> Decimal:
    return Decimal(pence).scaleb(-2, EXACT)
