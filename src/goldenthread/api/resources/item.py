"""One plan item as rows of the API: itself, and everything on its thread."""

from datetime import date
from typing import Any

from ninja import Schema
from pydantic import Field

from goldenthread.api.judged import verdict_row
from goldenthread.api.schema import LinkOut, VerdictOut, said
from goldenthread.delivery.commitment_sheet import Promise
from goldenthread.kit.verdict import mark_of
from goldenthread.plan.queries import ItemView
from goldenthread.plan.succession import SuccessionEnd, SuccessionView
from goldenthread.rules.plan import PlanItem
from goldenthread.thread.item_page import MeasureRow
from goldenthread.thread.item_page import read as read_item
from goldenthread.thread.reader import Reader
from goldenthread.thread.standing import Going, Standing


class ItemRow(Schema):
    """One item of a plan."""

    plan: str = said("The plan's ref.", "strategic-statement-2015")
    ref: str = said("The item's ref in the plan.", "1.7")
    parent: str = said("What it hangs on; empty at the top.", "1")
    kind: str = said("What kind of item it is.", "supporting_outcome")
    title: str = said(
        "What it says.", "Kent young people are confident and ambitious, with choices and access to work"
    )
    horizon: str = said("By when: 1-2 years, 2-5 years, long term or a day; often empty.", "")
    lead: str = said("Who leads on it.", "")
    partners: list[str] = said("Who else works on it.", [])
    description: str = said("What more it says.", "")
    measures: list[str] = said("The measures that the plan itself names.", [])
    themes: list[str] = said("The refs of the plan's themes that it belongs to.", [])
    source: str = said("Where in the document it stands.", "")
    published_1y: str = said("The direction over one year that the council printed.", "improving")
    published_3y: str = said("The direction over three years that the council printed.", "improving")


class StandingOut(Schema):
    """How an item is going over one stretch of time."""

    verdict: str = said("improving, maintaining, mixed or not_improving.", "improving")
    word: str = said("The same as people read it.", "Improving")
    single_measure: bool = said("Whether it rests on a single measure.", False)
    published: bool = said("Whether the council printed it; otherwise it is added up here.", True)


class GoingOut(Schema):
    """How an item is going; null where nothing says."""

    one_year: StandingOut | None = Field(..., description="Over one year.")
    three_year: StandingOut | None = Field(..., description="Over three years.")
    overall: StandingOut | None = Field(..., description="Both together.")


class HungMeasure(Schema):
    """A measure of the item, or of something beneath it."""

    measure: str = said("The measure's ref.", "neet-16-17")
    slug: str = said("Its name in addresses.", "neet-16-17")
    title: str = said("Its title.", "16 and 17 year olds not in education, employment or training")
    hangs_on: str = said("The ref of the item that it hangs on.", "1.7")
    lens: str = said("Through which lens it is read.", "quantitative")
    headline: VerdictOut | None = Field(..., description="The verdict that the policy shows first.")


class PromiseOut(Schema):
    """An ask of Government, or a promise made or received, as it is published."""

    ref: str = said("Its ref.", "fair-funding")
    kind: str = said("ask, to_partner or from_partner.", "ask")
    title: str = said("What is asked or promised.", "A fair funding formula for social care")
    description: str = said("What more there is to say.", "")
    partner: str = said("The ref of whom it is with.", "dhsc")
    with_whom: str = said("Who promised or is asked, in words.", "Asked of the Department of Health")
    plan: str = said("The plan that it stands in.", "five-year-plan-2020")
    item: str = said("The item of that plan.", "ask-4")
    state: str = said("How it stands, as a code.", "open")
    state_in_words: str = said("How it stands.", "Open")
    due: date | None = said("The day that it is due.", "2027-03-31")


class SuccessionOut(Schema):
    """What became of an item, or what it came from."""

    earlier: LinkOut
    later: LinkOut | None = Field(..., description="null where nothing followed.")
    how: str = said("How the later follows the earlier.", "continued in part")
    whose_reading: str = said("council where the council says so, otherwise ours.", "ours")


class ItemOut(ItemRow):
    """One item with its thread, upwards and downwards."""

    above: list[LinkOut] = Field(..., description="What it hangs on, the top first.")
    below: list[ItemRow] = Field(..., description="What hangs right on it.")
    going: GoingOut
    sentence: str = said("How it is going, in words; empty where nothing says.", "Improving over one year.")
    policy: str = said("The policy that judges its measures.", "kent-annual-report-2017")
    measures_judged: list[HungMeasure] = Field(
        ..., description="The measures of it and of everything beneath it, each once."
    )
    promises: list[PromiseOut] = Field(..., description="What is published of asks and promises on it.")
    successions: list[SuccessionOut] = Field(..., description="What it came from and what became of it.")


def item_row(plan: str, item: PlanItem) -> dict[str, Any]:
    """An item as a row."""
    texts = ("ref", "parent", "kind", "title", "horizon", "lead", "description", "source")
    lists = ("partners", "measures", "themes")
    return (
        {"plan": plan, "published_1y": item.published_1y, "published_3y": item.published_3y}
        | {name: getattr(item, name) for name in texts}
        | {name: list(getattr(item, name)) for name in lists}
    )


def item_page(view: ItemView, reader: Reader) -> dict[str, Any]:
    """The item with its thread."""
    page, plan = read_item(view, reader), view.document.ref
    hung = [row for lens in page.lenses for row in lens.measures]
    return item_row(plan, view.item) | {
        "above": [{"plan": plan, "item": each.ref, "title": each.title} for each in view.ancestors],
        "below": [item_row(plan, each) for each in view.children],
        "going": _going(page.going),
        "sentence": page.sentence,
        "policy": reader.policy.ref,
        "measures_judged": [_hung(row) for row in hung],
        "promises": [promise_row(each) for each in page.promises],
        "successions": [_succession(each) for each in view.successions],
    }


def promise_row(promise: Promise) -> dict[str, Any]:
    """An ask or a promise as a row."""
    plain = ("ref", "kind", "title", "description", "partner", "with_whom", "plan", "item", "state", "due")
    return {name: getattr(promise, name) for name in plain} | {"state_in_words": promise.state_in_words}


def _going(going: Going) -> dict[str, Any]:
    return {name: _standing(getattr(going, name)) for name in ("one_year", "three_year", "overall")}


def _standing(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    return {
        "verdict": standing.verdict,
        "word": mark_of(standing.verdict).word,
        "single_measure": standing.single,
        "published": standing.published,
    }


def _hung(row: MeasureRow) -> dict[str, Any]:
    return {
        "measure": row.sheet.ref,
        "slug": row.sheet.slug,
        "title": row.sheet.title,
        "hangs_on": row.hangs_on.ref,
        "lens": row.lens,
        "headline": verdict_row(row.headline, row.sheet) if row.headline else None,
    }


def _succession(link: SuccessionView) -> dict[str, Any]:
    return {
        "earlier": _end(link.earlier),
        "later": _end(link.later) if link.later else None,
        "how": link.how,
        "whose_reading": link.whose_reading,
    }


def _end(end: SuccessionEnd) -> dict[str, str]:
    return {"plan": end.plan, "item": end.item, "title": end.title if end.item else end.plan_title}
