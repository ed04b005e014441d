"""A plan as it stands, to be read from front to back."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from goldenthread.kit.format import day
from goldenthread.plan.queries import PlanView
from goldenthread.publish.block import Cell, Column, Table, said
from goldenthread.publish.document import Part, Section
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.counted import entries as entries_said
from goldenthread.publish.kinds.kind import Composed, Scope
from goldenthread.publish.kinds.made import made_distinct, number_cell, ref_of
from goldenthread.publish.kinds.plan_section import (
    address,
    in_words,
    plan_in_sight,
    state_notice,
    tops,
    vision,
)
from goldenthread.publish.kinds.together_chapter import partners
from goldenthread.publish.kinds.told import Told, joined, section
from goldenthread.rules.plan import PlanItem
from goldenthread.rules.plan_tree import by_parent, descendants
from goldenthread.thread.outline import Group, groups_of, kind_title
from goldenthread.thread.reader import Reader


def compose(scope: Scope, reader: Reader) -> Composed:
    """The plan's opening, a chapter for each item at its top, and its partners. Raises Refused."""
    view = plan_in_sight(scope.plan, reader)
    heads = tops(view)
    parts = (opening(view, heads), *(chapter(item, view) for item in heads), *_rest(view, heads))
    return Composed(
        title=view.document.title,
        subtitle=view.document.version or view.facts.state_in_words,
        period=span(view),
        policy=reader.policy.ref,
        parts=made_distinct(part for part in parts if part.sections),
    )


def span(view: PlanView) -> str:
    """From when to when the plan runs, as it says itself."""
    start, end = view.document.start, view.document.end
    if start and end:
        return _("{start} to {end}").format(start=start, end=end)
    return start or end or _("no end stated")


def opening(view: PlanView, heads: Sequence[PlanItem]) -> Part:
    """The vision, who decided, and what the plan holds."""
    sections = (
        section("opening/about", _("About this plan"), state_notice(view), vision(view), _decided(view)),
        section("opening/holds", _("What it holds"), holds(view)),
        section("opening/heads", _("At a glance"), _glance(view, heads)),
    )
    return Part(
        "opening",
        _("The plan"),
        tuple(each for each in sections if each.blocks),
        _("{title}: {count}.").format(
            title=view.document.title, count=entries_said(len(view.document.items))
        ),
    )


def _decided(view: PlanView) -> Told:
    lines = [_("State: {state}.").format(state=view.facts.state_in_words)]
    decided = view.document.decided
    if decided and decided.body:
        on = f", {day(decided.on)}" if decided.on else ""
        minute = f" ({decided.minute})" if decided.minute else ""
        lines.append(_("Decided by {body}.").format(body=f"{decided.body}{on}{minute}"))
    if view.document.note:
        lines.append(view.document.note)
    plan = view.document.ref
    fact = Fact(f"plan/{plan}/state", view.document.title, view.facts.state_in_words, status=view.state)
    return Told(tuple(said(line) for line in lines), (fact,))


def holds(view: PlanView) -> Told:
    """How many items of each kind: a table, and a fact for each number."""
    counts: dict[str, int] = {}
    for item in view.document.items:
        counts[item.kind] = counts.get(item.kind, 0) + 1
    order = [kind for kind in view.document.levels if kind in counts]
    order += [kind for kind in counts if kind not in order]
    if not order:
        return Told()
    columns = (Column(_("Level")), Column(_("Entries"), is_numeric=True))
    rows = tuple((Cell(kind_title(kind)), number_cell(counts[kind])) for kind in order)
    facts = tuple(
        Fact(f"count/{view.document.ref}/{kind}", kind_title(kind), str(counts[kind]), str(counts[kind]))
        for kind in order
    )
    return Told((Table("levels", _("What the plan holds, by level"), columns, rows),), facts)


def _glance(view: PlanView, heads: Sequence[PlanItem]) -> Told:
    if not heads:
        return Told()
    columns = (Column(kind_title(heads[0].kind)), Column(_("Entries beneath it"), is_numeric=True))
    rows = tuple(
        (
            Cell(item.title, href=address(view, item)),
            number_cell(len(descendants(view.document.items, item.ref))),
        )
        for item in heads
    )
    return Told((Table("heads", _("The plan at a glance"), columns, rows),))


def chapter(head: PlanItem, view: PlanView) -> Part:
    """One item at the plan's top: its words, then everything beneath it by kind and horizon."""
    key = ref_of("item", head.ref)
    below = by_parent(view.document.items)
    words = section(f"{key}/words", _("In the plan's words"), in_words(head))
    groups = groups_of(below.get(head.ref, ()))
    sections = (words, *(_group(group, view, key) for group in groups))
    summary = _("{kind} with {count} beneath it.").format(
        kind=kind_title(head.kind),
        count=entries_said(len(descendants(view.document.items, head.ref))),
    )
    kept = tuple(each for each in sections if each.blocks) or (_title_alone(head, view, key),)
    return Part(key, head.title, kept, summary)


def _title_alone(head: PlanItem, view: PlanView, key: str) -> Section:
    return section(f"{key}/words", _("In the plan's words"), Told((said(head.title),)))


def _group(group: Group, view: PlanView, key: str) -> Section:
    return section(
        f"{key}/{group.key}",
        group.title,
        joined(entry(item, view, 3, key) for item in group.items),
    )


def entry(item: PlanItem, view: PlanView, level: int, key: str) -> Told:
    """An item with its words, and what hangs on it a level deeper; below level 4 titles stand in words."""
    below = by_parent(view.document.items).get(item.ref, ())
    words = in_words(item)
    measures = _measures(item)
    if level > 4:
        return joined((Told((said(item.title),)), words, measures))
    lower = joined(entry(child, view, level + 1, key) for child in below)
    told = joined((words, measures, lower))
    whole = told if told.blocks else Told((said(_("Nothing more is said of it.")),))
    return whole.under(level, item.title, ref_of(key, "entry", item.ref))


def _measures(item: PlanItem) -> Told:
    if not item.measures:
        return Told()
    return Told((said(_("Measures: {measures}.").format(measures=", ".join(item.measures))),))


def _rest(view: PlanView, heads: Iterable[PlanItem]) -> tuple[Part, ...]:
    """What stands under no chapter: themes and items at the top beside them, and the partners."""
    covered = {item.ref for item in heads}
    for head in list(covered):
        covered |= {each.ref for each in descendants(view.document.items, head)}
    left = [item for item in view.document.items if item.ref not in covered and item.kind != "vision"]
    roots = [item for item in left if item.parent not in {each.ref for each in left}]
    sections = (
        section(
            "beside/items", _("Beside the chapters"), joined(entry(each, view, 3, "beside") for each in roots)
        ),
        section("beside/partners", _("Partners"), partners(view)),
    )
    kept = tuple(each for each in sections if each.blocks)
    title = _("Themes and partners")
    return (Part("themes-and-partners", title, kept, _("What runs through the whole plan.")),) if kept else ()
