"""The close-down report of a plan: what became of each item, with the published evidence for it."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from goldenthread.delivery.commitment_sheet import Promise
from goldenthread.delivery.queries.commitment import promises
from goldenthread.delivery.queries.delivering import Deliverer
from goldenthread.plan.queries import ItemView, PlanView
from goldenthread.publish.block import Bullets, Cell, Column, Run, Table, said
from goldenthread.publish.document import Part
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.close_down_item import (
    Became,
    Work,
    became,
    counted_in_words,
    outcome_in_words,
    succession_lines,
)
from goldenthread.publish.kinds.counted import parts as parts_said
from goldenthread.publish.kinds.followed import later_said
from goldenthread.publish.kinds.kind import Composed, Scope
from goldenthread.publish.kinds.made import list_of, made_distinct, number_cell, ref_of
from goldenthread.publish.kinds.plan import span
from goldenthread.publish.kinds.plan_section import address, plan_in_sight, state_notice
from goldenthread.publish.kinds.told import Told, joined, section
from goldenthread.rules.close_down import DELIVERED, OUTCOMES
from goldenthread.rules.plan import PlanItem
from goldenthread.rules.plan_tree import by_parent, children
from goldenthread.thread.delivery_lens import delivery
from goldenthread.thread.outline import GROUP_TITLES, kind_title
from goldenthread.thread.reader import Reader


def compose(scope: Scope, reader: Reader) -> Composed:
    """Counts, then a table for each level of the plan. Raises Refused where the plan is not public."""
    view = plan_in_sight(scope.plan, reader)
    below = by_parent(view.document.items)
    found = became(view, _published(view, below, reader), below)
    every = [found[item.ref] for item in view.document.items if item.ref in found]
    parts = (summary(view, every), *levels(view, every), method())
    return Composed(
        title=_("Close-down report: {plan}").format(plan=view.document.title),
        subtitle=_("What became of each part of the plan"),
        period=span(view),
        policy=reader.policy.ref,
        parts=made_distinct(part for part in parts if part.sections),
    )


def _published(view: PlanView, below: Mapping[str, Sequence[PlanItem]], reader: Reader) -> Work:
    """The actions of published service plans, and what was promised and asked, by the item of each."""
    found: dict[str, list[Deliverer]] = {}
    items = view.document.items
    for top in below.get("", ()):
        held = delivery(ItemView(top, (), children(items, top.ref), (), view), reader, None)
        for item, each in held.actions if held else ():
            found.setdefault(item.ref, []).append(each)
    asked = (each for each in promises(reader.now) if each.plan == view.document.ref)
    promised: dict[str, list[Promise]] = {}
    for promise in asked:
        promised.setdefault(promise.item, []).append(promise)
    return Work(found, promised)


def summary(view: PlanView, every: Sequence[Became]) -> Part:
    """How many items came to what, over the whole plan and level by level."""
    told = _("{items}: {counts}.").format(
        items=parts_said(len(every)),
        counts=counted_in_words([each.outcome for each in every]),
    )
    sections = (
        section(
            "summary/about", _("About this report"), state_notice(view), Told((said(told),)), _whole(view)
        ),
        section("summary/counts", _("What became of the plan"), counts(view, every)),
        section("summary/delivered", _("What was delivered"), _delivered(view, every)),
    )
    return Part("summary", _("Summary"), tuple(each for each in sections if each.blocks), told)


def _whole(view: PlanView) -> Told:
    """What came before and after the plan itself."""
    here = view.document.ref
    lines = []
    for link in view.successions:
        if link.earlier.item or (link.later and link.later.item):
            continue
        if link.earlier.plan == here:
            said_of_it = later_said(link)
            words = f"{said_of_it[:1].lower()}{said_of_it[1:]}"
            lines.append(_("The plan as a whole: {words}").format(words=words))
        else:
            lines.append(_("The plan followed {plan}.").format(plan=link.earlier.plan_title))
    return Told((list_of(lines),)) if lines else Told()


def counts(view: PlanView, every: Sequence[Became]) -> Told:
    """Outcomes across, levels down: a table, and a fact for each whole number."""
    kinds = list(dict.fromkeys(each.item.kind for each in every))
    columns = (
        Column(_("Level")),
        *(Column(outcome_in_words(one), is_numeric=True) for one in OUTCOMES),
        Column(_("All"), is_numeric=True),
    )
    rows = [_count_row(kind_title(kind), [one for one in every if one.item.kind == kind]) for kind in kinds]
    rows.append(_count_row(_("The whole plan"), every))
    facts = tuple(
        Fact(
            f"close-down/{view.document.ref}/count/{one}",
            _("{plan}: parts that are {outcome}").format(
                plan=view.document.title, outcome=outcome_in_words(one).lower()
            ),
            str(sum(each.outcome == one for each in every)),
            str(sum(each.outcome == one for each in every)),
        )
        for one in OUTCOMES
    )
    caption = _("What became of each level of {plan}").format(plan=view.document.title)
    return Told((Table("close-down-counts", caption, columns, tuple(rows)),), facts)


def _count_row(name: str, held: Sequence[Became]) -> tuple[Cell, ...]:
    numbers = (sum(each.outcome == one for each in held) for one in OUTCOMES)
    return (Cell(name), *(number_cell(number) for number in numbers), number_cell(len(held)))


def _delivered(view: PlanView, every: Sequence[Became]) -> Told:
    """Every part that was delivered, in a list; or that none is known to be."""
    lines = [
        (Run(each.item.title, address(view, each.item)), Run(f". {each.evidence}."))
        for each in every
        if each.outcome == DELIVERED
    ]
    if not lines:
        words = _(
            "Nothing published shows that a part of this plan was delivered. That is not the same as failing."
        )
        return Told((said(words),))
    return Told((Bullets(tuple(lines)),))


def levels(view: PlanView, every: Sequence[Became]) -> list[Part]:
    """A chapter for each level: every item of it with what became of it."""
    kinds = list(dict.fromkeys(each.item.kind for each in every))
    return [_level(kind, [each for each in every if each.item.kind == kind], view) for kind in kinds]


def _level(kind: str, held: Sequence[Became], view: PlanView) -> Part:
    title = GROUP_TITLES.get(kind, kind_title(kind))
    key = ref_of("level", kind)
    columns = (Column(kind_title(kind)), Column(_("What became of it")), Column(_("Published evidence")))
    rows = tuple(
        (
            Cell(each.item.title, href=address(view, each.item)),
            Cell(outcome_in_words(each.outcome)),
            Cell(each.evidence),
        )
        for each in held
    )
    table = Table(key, _("{level}: what became of each").format(level=title), columns, rows)
    told = Told((table,), tuple(_fact(each, view) for each in held))
    went_on = _went_on(held, view, key)
    sections = (
        section(f"{key}/table", _("What became of each"), told),
        section(f"{key}/later", _("Where it goes on"), went_on),
    )
    outcomes = [each.outcome for each in held]
    words = counted_in_words(outcomes, [one for one in OUTCOMES if one in outcomes])
    return Part(key, title, tuple(each for each in sections if each.blocks), f"{title}: {words}.")


def _fact(each: Became, view: PlanView) -> Fact:
    return Fact(
        key=f"close-down/{view.document.ref}/{each.item.ref}",
        about=_("{item}: what became of it").format(item=each.item.title),
        text=f"{outcome_in_words(each.outcome)}. {each.evidence}",
        status=each.outcome,
    )


def _went_on(held: Sequence[Became], view: PlanView, key: str) -> Told:
    """For each item that goes on, the later items, each a line that leads there."""
    return joined(
        succession_lines(each.item, view).under(3, each.item.title, ref_of(key, each.item.ref))
        for each in held
        if any(link.later for link in each.later)
    )


def method() -> Part:
    """How an item is put in one of the four groups."""
    lines = [
        _("Stopped: the record says that nothing follows it, or that all work on it was dropped."),
        _("Delivered: every published action for it is done, and every promise or ask on it is met."),
        _("Continued: the record says which later item it goes on in, how, and whose reading that is."),
        _("Delivered, too: an aim published as improving, or an item with everything beneath it delivered."),
        _("No published evidence: nothing published settles it. That is not the same as failing."),
    ]
    steps = Bullets(tuple((Run(line),) for line in lines), is_ordered=True)
    told = Told((said(_("The first of these that fits an item counts.")), steps))
    return Part(
        "how-this-was-judged",
        _("How each part was judged"),
        (section("method/how", _("The order of evidence"), told),),
        _("By what is published, and in which order."),
    )
