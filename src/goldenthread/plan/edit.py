"""A plan with one thing changed: pure, from one plan to the next."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from goldenthread.rules.plan import PlanDocument, PlanItem, Succession
from goldenthread.rules.plan_tree import descendants


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What an officer may rewrite of an item."""

    title: str
    description: str = ""
    horizon: str = ""
    lead: str = ""
    partners: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


def with_words(plan: PlanDocument, ref: str, words: ItemWords) -> PlanDocument:
    """The plan with one item rewritten."""
    return replace(plan, items=tuple(_reworded(it, words) if it.ref == ref else it for it in plan.items))


def _reworded(item: PlanItem, words: ItemWords) -> PlanItem:
    return replace(
        item,
        title=words.title,
        description=words.description,
        horizon=words.horizon,
        lead=words.lead,
        partners=words.partners,
        themes=words.themes,
    )


def with_item(plan: PlanDocument, item: PlanItem) -> PlanDocument:
    """The plan with one more item, the last of its parent's children."""
    if not item.parent:
        return replace(plan, items=(*plan.items, item))
    family = {item.parent, *(below.ref for below in descendants(plan.items, item.parent))}
    last = max((at for at, it in enumerate(plan.items) if it.ref in family), default=len(plan.items) - 1)
    return replace(plan, items=(*plan.items[: last + 1], item, *plan.items[last + 1 :]))


def without_item(plan: PlanDocument, ref: str) -> PlanDocument:
    """The plan without the item and everything that hangs on it."""
    gone = {ref, *(item.ref for item in descendants(plan.items, ref))}
    return replace(plan, items=tuple(item for item in plan.items if item.ref not in gone))


def with_move(plan: PlanDocument, ref: str, places: int) -> PlanDocument:
    """The plan with the item `places` down among its siblings (up where negative), its own below it.

    A place beyond the first or the last is the first or the last.
    """
    item = next(it for it in plan.items if it.ref == ref)
    siblings = [it for it in plan.items if it.parent == item.parent]
    now = siblings.index(item)
    then = min(max(now + places, 0), len(siblings) - 1)
    siblings.insert(then, siblings.pop(now))
    return replace(plan, items=_top_down(plan.items, item.parent, siblings))


def _top_down(items: Sequence[PlanItem], parent: str, order: Sequence[PlanItem]) -> tuple[PlanItem, ...]:
    """The items, each before what hangs on it, with the parent's children in that order."""
    others = [it for it in items if it.parent != parent]
    return descendants([*others, *order], "")


def with_succession(plan: PlanDocument, link: Succession) -> PlanDocument:
    """The plan with one more link to what came before or after; a link it has already stands once."""
    return plan if link in plan.succession else replace(plan, succession=(*plan.succession, link))


def mark_of(read: PlanDocument | PlanItem | None) -> str:
    """A short mark of a plan or an item as it was read: it differs where anything in it differs."""
    return hashlib.sha256(repr(read).encode()).hexdigest()[:16]


def free_ref(plan: PlanDocument, parent: str) -> str:
    """A ref for a new child that no item has: the parent's with the next number."""
    taken = {item.ref for item in plan.items}
    stem = f"{parent}." if parent else "item-"
    number = sum(item.parent == parent for item in plan.items) + 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"
