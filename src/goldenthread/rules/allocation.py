"""What each pound is for: lines shared to outcomes, to the penny, and what is unallocated."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from goldenthread.rules.budget import Allocation
from goldenthread.rules.money import EXACT, ZERO, penny

ENABLING: Final = "enabling"
UNALLOCATED: Final = ""


def outcome_key(allocation: Allocation) -> str:
    """An outcome as `plan#item`; `enabling` for what serves every outcome."""
    return f"{allocation.plan}#{allocation.item}" if allocation.plan else ENABLING


def spending_by_outcome(allocations: Iterable[Allocation], nets: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """What is spent for each outcome; the keys sum to all the lines exactly. What is left is unallocated.

    Each part of a line is rounded to the penny; the last allocation of a line whose shares come to the whole
    takes what rounding leaves, so that nothing is lost and nothing left over.
    """
    by_line: dict[str, list[Allocation]] = {}
    for allocation in allocations:
        by_line.setdefault(allocation.line, []).append(allocation)
    found: dict[str, Decimal] = {UNALLOCATED: ZERO}
    for ref, net in nets.items():
        for key, amount in shares_of(net, by_line.get(ref, ())):
            found[key] = found.get(key, ZERO) + amount
    return found


def shares_of(net: Decimal, allocations: Iterable[Allocation]) -> Iterable[tuple[str, Decimal]]:
    """The parts of one line's net budget by outcome, the unallocated part last; they sum to it exactly."""
    held = tuple(allocations)
    parts = [penny(EXACT.multiply(net, each.share)) for each in held]
    if held and sum(each.share for each in held) == 1:
        parts[-1] = net - sum(parts[:-1], ZERO)
    yield from zip(map(outcome_key, held), parts, strict=True)
    yield UNALLOCATED, net - sum(parts, ZERO)
