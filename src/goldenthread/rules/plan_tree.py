"""Walking a plan's tree: what hangs on an item, and what it hangs on."""

from collections.abc import Iterator, Mapping, Sequence

from goldenthread.rules.plan import PlanItem


def by_ref(items: Sequence[PlanItem]) -> dict[str, PlanItem]:
    """Items by their ref; of a repeated ref the first stands."""
    found: dict[str, PlanItem] = {}
    for item in items:
        found.setdefault(item.ref, item)
    return found


def by_parent(items: Sequence[PlanItem]) -> dict[str, tuple[PlanItem, ...]]:
    """Direct children in the plan's order, by the parent's ref; `""` holds the top."""
    found: dict[str, list[PlanItem]] = {}
    for item in items:
        found.setdefault(item.parent, []).append(item)
    return {parent: tuple(below) for parent, below in found.items()}


def children(items: Sequence[PlanItem], ref: str) -> tuple[PlanItem, ...]:
    """Direct children of an item in the plan's order; of `""`, the top of the plan."""
    return tuple(item for item in items if item.parent == ref)


def descendants(items: Sequence[PlanItem], ref: str) -> tuple[PlanItem, ...]:
    """Everything below an item, each parent before its children, in the plan's order."""
    below = by_parent(items)
    seen = {ref}
    found: list[PlanItem] = []
    waiting = list(reversed(below.get(ref, ())))
    while waiting:
        item = waiting.pop()
        if item.ref in seen:
            continue
        seen.add(item.ref)
        found.append(item)
        waiting.extend(reversed(below.get(item.ref, ())))
    return tuple(found)


def ancestors(items: Sequence[PlanItem], ref: str) -> tuple[PlanItem, ...]:
    """What an item hangs on, the nearest first."""
    return tuple(_upwards(by_ref(items), ref))


def thread(items: Sequence[PlanItem], ref: str) -> tuple[PlanItem, ...]:
    """The golden thread of an item: the path from the top of the plan down to it."""
    known = by_ref(items)
    own = (known[ref],) if ref in known else ()
    return tuple(reversed(tuple(_upwards(known, ref)))) + own


def _upwards(known: Mapping[str, PlanItem], ref: str) -> Iterator[PlanItem]:
    seen = {ref}
    item = known.get(ref)
    while item is not None and item.parent and item.parent not in seen:
        seen.add(item.parent)
        item = known.get(item.parent)
        if item is not None:
            yield item
