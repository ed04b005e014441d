"""Plan items in a report: in words, in lists and with where to read on."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.plan.queries import PlanView, plan_document, plans
from goldenthread.publish.block import Block, CallOut, Paragraph, Quotation, Run, said
from goldenthread.publish.kinds.made import list_of, ref_of
from goldenthread.publish.kinds.told import Told, joined
from goldenthread.rules.plan import PlanItem
from goldenthread.rules.plan_tree import by_parent
from goldenthread.rules.refusal import refuse
from goldenthread.thread.outline import HORIZON_TITLES, group_title, groups_of
from goldenthread.thread.reader import Reader


def plan_in_sight(ref: str, reader: Reader) -> PlanView:
    """The plan as the public reads it. Raises Refused where there is no such public plan."""
    view = plan_document(ref, reader.viewer, reader.now)
    if view is None:
        known = ", ".join(each.ref for each in plans(reader.viewer, reader.now))
        do = _("name one of {plans}").format(plans=known) if known else _("publish a plan first")
        raise refuse(_("there is no public plan '{plan}'").format(plan=ref), do)
    return view


def item_in_sight(view: PlanView, ref: str) -> PlanItem:
    """One item of the plan. Raises Refused where it has none of that ref."""
    found = next((item for item in view.document.items if item.ref == ref), None)
    if found is None:
        heads = ", ".join(item.ref for item in tops(view))
        what = _("the plan '{plan}' has no item '{item}'").format(plan=view.document.ref, item=ref)
        raise refuse(what, _("name one of its items, such as {items}").format(items=heads))
    return found


def tops(view: PlanView) -> tuple[PlanItem, ...]:
    """The items that a report gives a chapter each: a plan's outcomes, or its challenges where it has none.

    Where a plan has neither, whatever stands at its top.
    """
    items = view.document.items
    for kind in ("outcome", "challenge"):
        found = tuple(item for item in items if item.kind == kind)
        if found:
            top_refs = {item.ref for item in found}
            return tuple(item for item in found if item.parent not in top_refs)
    return tuple(item for item in items if not item.parent)


def address(view: PlanView, item: PlanItem) -> str:
    """The item's own page."""
    return reverse("item", args=[view.document.ref, item.ref])


def below(view: PlanView, item: PlanItem, *kinds: str) -> tuple[PlanItem, ...]:
    """The items right beneath one, of these kinds."""
    return tuple(each for each in by_parent(view.document.items).get(item.ref, ()) if each.kind in kinds)


def in_words(item: PlanItem) -> Told:
    """What the plan says of an item: its description, who leads it and with whom."""
    facts = (
        (_("By when"), HORIZON_TITLES.get(item.horizon, item.horizon).removeprefix("in ")),
        (_("Lead"), item.lead),
        (_("With"), ", ".join(item.partners)),
    )
    lines = [f"{name}: {value}" for name, value in facts if value]
    blocks: list[Block] = [said(item.description)] if item.description else []
    if lines:
        blocks.append(list_of(lines))
    if item.source:
        blocks.append(said(_("Source: {source}.").format(source=item.source.rstrip("."))))
    return Told(tuple(blocks))


def entries(items: Iterable[PlanItem], view: PlanView, key: str) -> Told:
    """Items one by one, each under its own heading with its words."""
    return joined(_entry(item, view, key) for item in items)


def _entry(item: PlanItem, view: PlanView, key: str) -> Told:
    words = in_words(item)
    told = (
        words if words.blocks else Told((Paragraph((Run(_("Its page in the plan"), address(view, item)),)),))
    )
    return told.under(3, item.title, ref_of(key, "item", item.ref))


def listed_items(items: Sequence[PlanItem], view: PlanView) -> Told:
    """Items as a list of links to their pages, each with its words after it."""
    if not items:
        return Told()
    lines = [
        (Run(item.title, address(view, item)), *((Run(f". {item.description}"),) if item.description else ()))
        for item in items
    ]
    return Told((list_of(lines),))


def grouped(items: Sequence[PlanItem], view: PlanView, key: str) -> Told:
    """Items gathered by kind and horizon, each group a list under its heading."""
    return joined(
        listed_items(group.items, view).under(
            3, group_title(group.kind, _horizon(group.items)), ref_of(key, group.key)
        )
        for group in groups_of(items)
    )


def _horizon(items: Sequence[PlanItem]) -> str:
    return items[0].horizon if items[0].kind == "objective" else ""


def state_notice(view: PlanView) -> Told:
    """What must stand above a plan that is a draft, or was never adopted."""
    return Told((CallOut(_("About this plan"), (Run(view.banner),)),)) if view.banner else Told()


def vision(view: PlanView) -> Told:
    """The plan's vision in its own words."""
    found = next((item for item in view.document.items if item.kind == "vision"), None)
    if found is None:
        return Told()
    by = ", ".join(part for part in (view.document.body, view.document.title) if part)
    return Told((Quotation(found.title, by), *((said(found.description),) if found.description else ())))
