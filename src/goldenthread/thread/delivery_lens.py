"""What is being done for a plan item: the actions of published service plans, and who else delivers it."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from goldenthread.delivery.queries.delivering import Deliverer, delivering
from goldenthread.plan.queries import ItemView
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


def delivery(view: ItemView, reader: Reader) -> Delivery | None:
    """Who delivers the item and what is beneath it: what is published, for every reader; None where nobody.

    Officers read the rest on the page of who delivers it, so that this one always reads as the public has it.
    """
    places = {it.ref: it for it in (view.item, *descendants(view.document.items, view.item.ref))}
    found = delivering(view.document.ref, places, AnonymousUser(), reader.now, MOST_ACTIONS)
    rows = [(places[ref], each) for ref, each in found.rows]
    if not rows:
        return None
    actions = tuple(row for row in rows if row[1].kind == "action")
    return Delivery(actions, tuple(row for row in rows if row[1].kind != "action"), found.more)
