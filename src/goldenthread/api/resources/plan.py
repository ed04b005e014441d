"""Plans and their items, each with the thread that it hangs on."""

from collections import Counter
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from goldenthread.api.bearer import reader_in
from goldenthread.api.page import Page, page_of
from goldenthread.api.parameter import PageAsked
from goldenthread.api.problem import not_found
from goldenthread.api.resources.item import ItemOut, ItemRow, item_page, item_row
from goldenthread.api.schema import DecidedOut, said
from goldenthread.plan import queries
from goldenthread.plan.queries import PlanView, VersionFacts
from goldenthread.rules.plan import PlanItem
from goldenthread.thread.reader import Reader

router = Router(tags=["Plans"], by_alias=True)

Kind = Literal[
    "vision", "outcome", "supporting_outcome", "objective", "ambition", "collaboration", "ask", "signpost",
    "theme", "challenge", "priority", "action",
]  # fmt: skip


class PlanOut(Schema):
    """A plan, as the version that its reader sees."""

    ref: str = said("Its lasting ref.", "strategic-statement-2015")
    title: str = said("Its title.", "Increasing Opportunities, Improving Outcomes")
    body: str = said("Whose it is.", "Kent County Council")
    from_: str = said("When it begins: a year, a month or a day.", "2015", alias="from")
    to: str = said("When it ends; empty where it does not say.", "2020")
    version: str = said("What its makers call this version.", "as published")
    number: int = said("The version's number.", 1)
    state: str = said("draft, consultation, adopted, not_adopted, replaced or closed.", "adopted")
    decided: DecidedOut | None = Field(..., description="Who decided on it; null where nobody has.")
    published: datetime | None = said("When this version was published.", "2026-01-05T09:00:00Z")
    counts: dict[str, int] = said("How many items it has of each kind.", {"outcome": 3})
    levels: list[str] = said("The kinds of item in their order, the top first.", ["vision", "outcome"])


class VersionOut(Schema):
    """One version of a plan that the reader may see."""

    number: int = said("Its number.", 1)
    version: str = said("What its makers call it.", "as published")
    state: str = said("Its state.", "adopted")
    published: datetime | None = said("When it was published.", "2026-01-05T09:00:00Z")


class LensOut(Schema):
    """A way in which the plan says that it will look at an outcome."""

    ref: str = said("Its ref.", "quantitative")
    title: str = said("What the plan calls it.", "Quantitative")
    description: str = said("What it means there.", "What the measures say")


class PlanWhole(PlanOut):
    """A plan as a document: what stands in front of its items."""

    note: str = said("What its readers must know of the text.", "")
    lenses: list[LensOut] = Field(..., description="The ways in which it looks at an outcome.")
    versions: list[VersionOut] = Field(..., description="The versions that may be seen, the latest first.")


class ItemsAsked(PageAsked):
    """Which items of the plan."""

    kind: Kind | None = Field(None, description="Only those of this kind.", examples=["outcome"])
    parent: str = Field("", max_length=100, description="Only those right beneath this one.", examples=["1"])
    text: str = Field(
        "", max_length=200, description="Only those with all these words in title or description.",
        examples=["learning"],
    )  # fmt: skip


@router.get("/plans", response=Page[PlanOut], url_name="api-plans", operation_id="plans")
def plans(request: HttpRequest, asked: Query[PageAsked]) -> dict[str, Any]:
    """Plans

    Every plan that is published, the latest first.
    """
    reader = reader_in(request)
    found = queries.plans(reader.viewer, reader.now)
    return page_of(request, asked, found, lambda each: _facts(each.facts, dict(each.counts), ()))


@router.get("/plans/{slug:plan}", response=PlanWhole, url_name="api-plan", operation_id="plan")
def plan(request: HttpRequest, plan: str) -> dict[str, Any]:
    """One plan

    What stands in front of its items: whose it is, who decided on it, and its versions.
    """
    view = _plan(plan, reader_in(request))
    document = view.document
    return _facts(view.facts, _counted(document.items), document.levels) | {
        "note": document.note,
        "lenses": [
            {"ref": lens.ref, "title": lens.title, "description": lens.description}
            for lens in document.lenses
        ],
        "versions": [
            {"number": it.number, "version": it.version, "state": it.state, "published": it.publish_at}
            for it in view.versions
        ],
    }


@router.get("/plans/{slug:plan}/items", response=Page[ItemRow], url_name="api-items", operation_id="items")
def items(request: HttpRequest, plan: str, asked: Query[ItemsAsked]) -> dict[str, Any]:
    """A plan's items

    Its outcomes, objectives, actions and the rest, in the plan's own order, each after what it hangs on.
    """
    view = _plan(plan, reader_in(request))
    words = asked.text.casefold().split()
    found = [each for each in view.document.items if _is_wanted(each, asked, words)]
    return page_of(request, asked, found, lambda each: item_row(plan, each))


@router.get("/plans/{slug:plan}/items/{str:item}", response=ItemOut, url_name="api-item", operation_id="item")
def item(request: HttpRequest, plan: str, item: str) -> dict[str, Any]:
    """One item, with its thread

    What it hangs on, what hangs on it, how it is going, the measures of it and of everything beneath it with
    their verdicts, what was promised, and what became of it in other plans.
    """
    reader = reader_in(request)
    view = queries.item(plan, item, reader.viewer, reader.now)
    if view is None:
        raise not_found("item in a plan")
    return item_page(view, reader)


def _plan(ref: str, reader: Reader) -> PlanView:
    view = queries.plan_document(ref, reader.viewer, reader.now)
    if view is None:
        raise not_found("plan")
    return view


def _facts(facts: VersionFacts, counts: dict[str, int], levels: tuple[str, ...]) -> dict[str, Any]:
    decided = facts.decided
    return {
        "ref": facts.ref,
        "title": facts.title,
        "body": facts.body,
        "from": facts.start,
        "to": facts.end,
        "version": facts.version,
        "number": facts.number,
        "state": facts.state,
        "decided": {"body": decided.body, "date": decided.on, "minute": decided.minute} if decided else None,
        "published": facts.publish_at,
        "counts": {kind: count for kind, count in counts.items() if count},
        "levels": list(levels),
    }


def _counted(items: tuple[PlanItem, ...]) -> dict[str, int]:
    return dict(Counter(item.kind for item in items))


def _is_wanted(item: PlanItem, asked: ItemsAsked, words: list[str]) -> bool:
    text = f"{item.title} {item.description}".casefold()
    is_there = not asked.parent or item.parent == asked.parent
    return is_there and asked.kind in (None, item.kind) and all(word in text for word in words)
