"""What is spent for each outcome in many years at once: `rules.allocation` over whole columns."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from goldenthread.engine.budget.pence import Pennies, parts
from goldenthread.rules.allocation import UNALLOCATED, outcome_key
from goldenthread.rules.budget import Allocation


def spending_by_years(
    allocations: Sequence[Allocation], refs: Sequence[str], nets: Pennies, whose: Sequence[str]
) -> dict[tuple[str, str], Pennies]:
    """What each outcome comes to, in pence by year, by whose it is (a line's service, say) and its key.

    `nets` is lines by years and `whose` a name for each line, in the order of `refs`. It equals
    `rules.allocation.spending_by_outcome` of the lines of each, year by year.
    """
    place = {ref: at for at, ref in enumerate(refs)}
    shared = [each for each in allocations if each.line in place]
    lines = np.array([place[each.line] for each in shared], dtype=np.int64)
    amounts = _rounded(shared, nets[lines])
    _settle(shared, lines, nets, amounts)
    left = nets.copy()
    np.subtract.at(left, lines, amounts)
    named = [(whose[line], outcome_key(each)) for line, each in zip(lines.tolist(), shared, strict=True)]
    return _summed(named, amounts) | _summed([(name, UNALLOCATED) for name in whose], left)


def _summed(named: Sequence[tuple[str, str]], amounts: Pennies) -> dict[tuple[str, str], Pennies]:
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, name in enumerate(named):
        rows[name].append(at)
    return {name: amounts[held].sum(axis=0) for name, held in rows.items()}


def _rounded(shared: Sequence[Allocation], nets: Pennies) -> Pennies:
    """Each share of its line, to the penny; those of one share together."""
    amounts = np.zeros_like(nets)
    alike: dict[Decimal, list[int]] = defaultdict(list)
    for at, each in enumerate(shared):
        alike[each.share].append(at)
    for share, held in alike.items():
        amounts[held] = parts(nets[held].ravel(), Fraction(share)).reshape(len(held), -1)
    return amounts


def _settle(shared: Sequence[Allocation], lines: Pennies, nets: Pennies, amounts: Pennies) -> None:
    """Where a line is shared out whole, its last share takes what rounding leaves."""
    held: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(lines.tolist()):
        held[line].append(at)
    for line, ats in held.items():
        if sum(shared[at].share for at in ats) == 1:
            amounts[ats[-1]] = nets[line] - amounts[ats[:-1]].sum(axis=0)
