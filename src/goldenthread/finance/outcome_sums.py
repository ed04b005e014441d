"""What outcomes come to in the budget's own year, kept so that no page shares thousands of lines out again.

For an outcome (`plan#item`), and for an item with all that is beneath it: the range (`least`, `most`,
`likely_low`, `likely_high`), its largest `line`s (the line's ref stands as the service) and how many `lines`
there are. For an outcome alone, since these add up: what lines of each mandate come to (`for_level`…), and
what is shared out with which confidence (`sure_high`…).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from goldenthread.engine.share_spread import share_spread_of
from goldenthread.plan.queries import latest_document
from goldenthread.rules.allocation import outcome_key, shares_of
from goldenthread.rules.allocation_range import Range, confidence_of, ranges_by_outcome
from goldenthread.rules.budget import Allocation, Book
from goldenthread.rules.money import ZERO
from goldenthread.rules.mtfp import Mtfp
from goldenthread.rules.plan_tree import by_parent, descendants

RANGES = ("least", "most", "likely_low", "likely_high")
NO_CONFIDENCE = "unstated"
TOP_LINES = 10

Groups = Mapping[str, Sequence[str]]
"""The outcomes that each name gathers."""


@dataclass(frozen=True, slots=True)
class OutcomeSum:
    """One sum of an outcome: `what` it is, of which line where it is one line's, and whose."""

    what: str
    line: str
    key: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class LineCost:
    """What makes the council spend a line, and what it costs net in the first year."""

    mandate: str
    net: Decimal


def group_key(plan: str, items: Iterable[str]) -> str:
    """How items of a plan are named together: by what they are, so that a changed group has another name."""
    refs = sorted(set(items))
    gathered = sha256("\n".join(refs).encode()).hexdigest()[:24]
    return f"{plan}#{refs[0] if len(refs) == 1 else gathered}"


def outcome_sums(book: Book, worked: Mtfp) -> Iterator[OutcomeSum]:
    """Every kept sum about outcomes for the first year of the book, under the central plan."""
    costs = {line.ref: LineCost(line.mandate, worked.nets[line.ref][0]) for line in book.lines}
    return kept_sums(book.allocations, costs, book.first)


def kept_sums(
    allocations: Sequence[Allocation],
    costs: Mapping[str, LineCost],
    first: int,
    keys: Collection[str] | None = None,
) -> Iterator[OutcomeSum]:
    """The kept sums of every outcome, or of these `keys` and of whatever gathers one of them.

    `costs` are of every line that is shared out.
    """
    if not allocations:
        return
    groups = _groups(allocations)
    if keys is not None:
        groups = {name: held for name, held in groups.items() if not set(keys).isdisjoint(held)}
    nets = {ref: cost.net for ref, cost in costs.items()}
    yield from _ranges(range_sums(allocations, nets, first, groups))
    yield from line_sums(allocations, nets, groups)
    mine = [each for each in allocations if keys is None or outcome_key(each) in keys]
    yield from _by_mandate(allocations, costs, {outcome_key(each) for each in mine})
    yield from _by_confidence(mine, nets)


def names_gathering(allocations: Iterable[Allocation], keys: Collection[str]) -> list[str]:
    """The names under which sums of these outcomes are kept: each by itself, and whatever gathers it."""
    return [name for name, held in _groups(allocations).items() if not set(keys).isdisjoint(held)]


def range_sums(
    allocations: Iterable[Allocation], nets: Mapping[str, Decimal], first: int, groups: Groups
) -> dict[str, Range]:
    """The range of each group by the spreads in force when the budget's year begins."""
    return ranges_by_outcome(allocations, nets, share_spread_of(date(first, 4, 1)), groups)


def line_sums(
    allocations: Iterable[Allocation], nets: Mapping[str, Decimal], groups: Groups
) -> Iterator[OutcomeSum]:
    """How many lines each group has, and the largest of them with what of each is the group's."""
    wanted: dict[str, list[str]] = {}
    for name, keys in groups.items():
        for key in keys:
            wanted.setdefault(key, []).append(name)
    held: dict[str, dict[str, Decimal]] = {}
    for ref, shares in _by_line(allocations).items():
        for key, amount in shares_of(nets[ref], shares):
            for name in wanted.get(key, ()):
                lines = held.setdefault(name, {})
                lines[ref] = lines.get(ref, ZERO) + amount
    for name, lines in held.items():
        yield OutcomeSum("lines", "", name, Decimal(len(lines)))
        for ref in sorted(lines, key=lambda ref: (-abs(lines[ref]), ref))[:TOP_LINES]:
            yield OutcomeSum("line", ref, name, lines[ref])


def _ranges(ranges: Mapping[str, Range]) -> Iterator[OutcomeSum]:
    for key, each in ranges.items():
        for name in RANGES:
            yield OutcomeSum(name, "", key, getattr(each, name))


def _groups(allocations: Iterable[Allocation]) -> dict[str, Sequence[str]]:
    """Each outcome by itself, and every plan item that has others beneath it with all that it gathers."""
    found: dict[str, Sequence[str]] = {key: (key,) for key in {outcome_key(each) for each in allocations}}
    for plan in {each.plan for each in allocations if each.plan}:
        document = latest_document(plan)
        items = document.items if document else ()
        parents = by_parent(items)
        for item in items:
            if item.ref in parents:
                refs = [item.ref, *(each.ref for each in descendants(items, item.ref))]
                found[group_key(plan, refs)] = [f"{plan}#{ref}" for ref in refs]
    return found


def _by_mandate(
    allocations: Iterable[Allocation], costs: Mapping[str, LineCost], keys: Collection[str]
) -> Iterator[OutcomeSum]:
    held: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for ref, shares in _by_line(allocations).items():
        for key, amount in shares_of(costs[ref].net, shares):
            if key in keys:
                held[f"for_{costs[ref].mandate}", key] += amount
    yield from (OutcomeSum(what, "", key, amount) for (what, key), amount in held.items())


def _by_confidence(allocations: Iterable[Allocation], nets: Mapping[str, Decimal]) -> Iterator[OutcomeSum]:
    by_key: dict[str, list[Allocation]] = {}
    for each in allocations:
        by_key.setdefault(outcome_key(each), []).append(each)
    for key, held in by_key.items():
        for confidence, amount in confidence_of(held, nets).items():
            yield OutcomeSum(f"sure_{confidence or NO_CONFIDENCE}", "", key, amount)


def _by_line(allocations: Iterable[Allocation]) -> dict[str, list[Allocation]]:
    found: dict[str, list[Allocation]] = {}
    for each in allocations:
        found.setdefault(each.line, []).append(each)
    return found
