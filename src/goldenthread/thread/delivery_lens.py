"""What is being done for a plan item: the actions of published service plans, and who else delivers it."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.contrib.auth.models import AnonymousUser

from goldenthread.delivery.queries.delivering import Deliverer, delivering
from goldenthread.delivery.sheet import ActionSeen
from goldenthread.plan.queries import ItemView
from goldenthread.reporting.queries.embargo import actions_to_come
from goldenthread.rules.lateness import lateness
from goldenthread.rules.plan import PlanItem
from goldenthread.rules.plan_tree import descendants
from goldenthread.thread.reader import Reader

MOST_ACTIONS = 30
"""Listed on one page; the pages of what is beneath it list the others."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who delivers the item and what is beneath it, as the public is told. `more` actions are not listed."""

    actions: tuple[tuple[PlanItem, Deliverer], ...]
    others: tuple[tuple[PlanItem, Deliverer], ...]
    more: int


def delivery(view: ItemView, reader: Reader, most: int | None = MOST_ACTIONS) -> Delivery | None:
    """Who delivers the item and what is beneath it: what is published, for every reader; None where nobody.

    Officers read the rest on the page of who delivers it, so that this one always reads as the public has it.
    """
    places = {it.ref: it for it in (view.item, *descendants(view.document.items, view.item.ref))}
    found = delivering(view.document.ref, places, AnonymousUser(), reader.now, most)
    rows = [(places[ref], each) for ref, each in found.rows]
    if not rows:
        return None
    waiting = actions_to_come(reader.now) if any(each.seen for _, each in rows) else frozenset()
    rows = [(item, _as_published(each, waiting, reader)) for item, each in rows]
    actions = tuple(row for row in rows if row[1].kind == "action")
    return Delivery(actions, tuple(row for row in rows if row[1].kind != "action"), found.more)


def _as_published(each: Deliverer, waiting: Collection[str], reader: Reader) -> Deliverer:
    """The deliverer, without what a quarter that is not public yet says of how its action stands."""
    if each.seen is None or each.ref not in waiting:
        return each
    return replace(each, seen=_unreported(each.seen, reader))


def _unreported(seen: ActionSeen, reader: Reader) -> ActionSeen:
    planned = lateness(seen.due, None, seen.lateness.word == "done", reader.today)
    return replace(seen, confidence="", said=None, lateness=planned)
