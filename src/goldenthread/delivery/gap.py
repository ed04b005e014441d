"""Where the thread is cut: plan items that nobody delivers.

An item is delivered where somebody delivers it or something beneath it. It is not delivered through what it
hangs on: an action for an outcome does not yet deliver each objective under it.
"""

from collections.abc import Collection
from dataclasses import dataclass

from goldenthread.rules.plan import PlanDocument, PlanItem
from goldenthread.rules.plan_tree import by_parent, by_ref

NOT_DELIVERED = frozenset({"theme", "signpost", "ask"})
"""Kinds of item that the council does not deliver itself: left out, though what is beneath them is not."""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A plan item that nobody delivers. `above` is what it hangs on, the top first."""

    item: PlanItem
    above: tuple[PlanItem, ...]
    is_leaf: bool


@dataclass(frozen=True, slots=True)
class DeliveryGap:
    """The items of a plan that nobody delivers, in the plan's order, among `asked` that somebody should."""

    items: tuple[Undelivered, ...]
    asked: int

    @property
    def leaves(self) -> int:
        """How many of them have nothing beneath them."""
        return sum(each.is_leaf for each in self.items)


def delivery_gap(document: PlanDocument, delivered: Collection[str]) -> DeliveryGap:
    """What nobody delivers, where `delivered` are the refs of items that somebody delivers directly."""
    known, below = by_ref(document.items), by_parent(document.items)
    held = {ref for each in delivered if each in known for ref in (each, *_above(known, each))}
    asked = [item for item in document.items if item.kind not in NOT_DELIVERED]
    missing = (item for item in asked if item.ref not in held)
    found = tuple(
        Undelivered(
            item, tuple(known[ref] for ref in reversed(_above(known, item.ref))), item.ref not in below
        )
        for item in missing
    )
    return DeliveryGap(found, len(asked))


def _above(known: dict[str, PlanItem], ref: str) -> tuple[str, ...]:
    found: list[str] = []
    parent = known[ref].parent
    while parent in known and parent not in found:
        found.append(parent)
        parent = known[parent].parent
    return tuple(found)
