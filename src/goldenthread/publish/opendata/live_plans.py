"""The tables about plans: the items of each, and what became of what."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from goldenthread.plan.queries import PlanView, plan_document, plans
from goldenthread.plan.row import ITEM_COLUMNS, item_words, join_list
from goldenthread.plan.succession import SuccessionEnd, SuccessionView
from goldenthread.publish.opendata.live import LiveTable, Row, columns_of, fixed
from goldenthread.publish.opendata.table import OpenTable
from goldenthread.rules.plan import PlanItem
from goldenthread.thread.reader import Reader

ITEMS = columns_of(" ".join(ITEM_COLUMNS))
SUCCESSION = columns_of(
    "from_plan from_plan_title from_item from_title to_plan to_plan_title to_item to_title how whose_reading"
)


def plan_tables(reader: Reader) -> Iterator[LiveTable]:
    """The items of every plan that the public reads, then how they follow upon each other."""
    views = [plan_document(each.ref, reader.viewer, reader.now) for each in plans(reader.viewer, reader.now)]
    found = [view for view in views if view is not None]
    links = dict.fromkeys(link for view in found for link in view.successions)
    rows, count = fixed(_link(link) for link in links)
    table = OpenTable(
        "plan-succession", gettext_noop("What became of plans"), SUCCESSION, "One row is one link."
    )
    yield LiveTable(table, rows, reverse("plans"), count, area=reader.council.area)
    for view in found:
        yield _items(view, reader)


def _items(view: PlanView, reader: Reader) -> LiveTable:
    plan = view.document
    rows, count = fixed(_item(item) for item in plan.items)
    at = view.facts.publish_at
    table = OpenTable(f"plan-{plan.ref}", plan.title, ITEMS, "One row is one item of the plan.", key=("ref",))
    updated = timezone.localdate(at) if at else None
    return LiveTable(table, rows, reverse("plan", args=(plan.ref,)), count, updated, area=reader.council.area)


def _item(item: PlanItem) -> Row:
    return [words if isinstance(words, str) else join_list(words) for words in item_words(item).values()]


def _link(link: SuccessionView) -> Row:
    return (*_end(link.earlier), *_end(link.later), link.how, link.whose_reading)


def _end(end: SuccessionEnd | None) -> tuple[str, str, str, str]:
    return (end.plan, end.plan_title, end.item, end.title) if end else ("", "", "", "")
