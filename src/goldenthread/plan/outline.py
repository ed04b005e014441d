"""A plan's items as an outline: each with what hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.rules.plan import PlanItem
from goldenthread.rules.plan_tree import by_parent


@dataclass(frozen=True, slots=True)
class Branch:
    """An item and what hangs on it, in the plan's order."""

    item: PlanItem
    branches: tuple["Branch", ...]


def outline(items: Sequence[PlanItem]) -> tuple[Branch, ...]:
    """The top of the plan, and everything beneath. The items make a tree."""
    below = by_parent(items)

    def branch(item: PlanItem) -> Branch:
        return Branch(item, tuple(branch(each) for each in below.get(item.ref, ())))

    return tuple(branch(item) for item in below.get("", ()))
