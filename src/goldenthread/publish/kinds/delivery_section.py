"""What is being done for a plan item, as published service plans and quarters tell it."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from goldenthread.delivery.queries.delivering import Deliverer
from goldenthread.delivery.queries.service_plan import service_plans
from goldenthread.kit.format import day
from goldenthread.plan.queries import ItemView, PlanView
from goldenthread.publish.block import Cell, Column, Table, said
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.made import list_of, number_cell, ref_of
from goldenthread.publish.kinds.told import Told, joined
from goldenthread.publish.kinds.year import Year
from goldenthread.reporting.queries.report import QuarterReport
from goldenthread.reporting.queries.report_delivery import ActionLine, OutcomeLine
from goldenthread.rules.plan import PlanItem
from goldenthread.rules.plan_tree import children, thread
from goldenthread.thread.delivery_lens import delivery
from goldenthread.thread.reader import Reader

Serving = tuple[PlanItem, Deliverer]


def deliverers(item: PlanItem, view: PlanView, year: Year | None, reader: Reader, key: str) -> Told:
    """Who delivers the item and what is beneath it: the actions of the year's published service plans."""
    found = delivery(_seen(item, view), reader, None)
    if found is None:
        return Told()
    plans = None if year is None else _plans_of(year, reader)
    actions = [row for row in found.actions if plans is None or _plan_of(row) in plans]
    return joined((_actions(actions, key), _others(found.others, key)))


def _seen(item: PlanItem, view: PlanView) -> ItemView:
    items = view.document.items
    return ItemView(item, thread(items, item.ref)[:-1], children(items, item.ref), (), view)


def _plans_of(year: Year, reader: Reader) -> frozenset[str]:
    """The public service plans of a year."""
    every = service_plans(reader.viewer, reader.now)
    return frozenset(each.facts.ref for each in every if year.holds(each.facts.year))


def _plan_of(row: Serving) -> str:
    seen = row[1].seen
    return seen.sheet.plan if seen else ""


def _actions(rows: Sequence[Serving], key: str) -> Told:
    if not rows:
        return Told()
    columns = (
        Column(_("Action")),
        Column(_("What it serves")),
        Column(_("Service")),
        Column(_("Where it stands")),
        Column(_("How sure it is")),
        Column(_("Milestones reached")),
    )
    table = Table(
        ref_of(key, "actions"),
        _("Actions of published service plans"),
        columns,
        tuple(_action_row(*row) for row in rows),
    )
    facts = tuple(fact for row in rows if (fact := action_fact(row[1])))
    return Told((table,), facts).under(3, _("What services are doing"), ref_of(key, "doing"))


def _action_row(item: PlanItem, each: Deliverer) -> tuple[Cell, ...]:
    seen = each.seen
    sure = seen.said if seen else None
    reached, of = milestones(each)
    return (
        Cell(each.title),
        Cell(item.title),
        Cell(each.service),
        Cell(seen.standing_in_words if seen else ""),
        Cell(sure.word, verdict=sure.mark) if sure else Cell(_("not reported")),
        Cell(_("{reached} of {count}").format(reached=reached, count=of) if of else _("none set")),
    )


def milestones(each: Deliverer) -> tuple[int, int]:
    """How many of an action's milestones are reached, and how many there are."""
    held = each.seen.sheet.milestones if each.seen else ()
    return sum(1 for one in held if one.reached), len(held)


def action_fact(each: Deliverer) -> Fact | None:
    """How an action stands, as a fact; None for what is no action."""
    if each.seen is None:
        return None
    sure = each.seen.said
    standing = each.seen.standing_in_words
    return Fact(
        key=f"action/{each.ref}",
        about=_("{action}, {service}").format(action=each.title, service=each.service),
        text=f"{standing}. {sure.word}" if sure else standing,
        verdict=sure.mark if sure else "",
        status=each.seen.sheet.state,
    )


def _others(rows: Sequence[Serving], key: str) -> Told:
    """Service plans, programmes and partners that deliver an item as a whole."""
    lines = [
        _("{title}: {item}").format(title=each.title, item=item.title)
        + (f" ({each.why.rstrip('.')})" if each.why else "")
        for item, each in rows
    ]
    told = Told((list_of(lines),)) if lines else Told()
    return told.under(3, _("Who else delivers it"), ref_of(key, "others"))


def quarter_delivery(item: PlanItem, plan: str, report: QuarterReport | None, key: str) -> Told:
    """How sure services were of the item's actions in a published quarter."""
    held = [line for line in report.outcomes if (line.plan, line.ref) == (plan, item.ref)] if report else []
    if report is None or not held:
        return Told()
    line = held[0]
    columns = (Column(_("How sure it is")), Column(_("Actions"), is_numeric=True))
    rows = tuple((Cell(each.word, verdict=each.mark), number_cell(count)) for each, count in line.counts)
    caption = _("Actions by how sure services were of them, {quarter}").format(quarter=report.label)
    table = Table(ref_of(key, "quarter"), caption, columns, rows, source=report.label)
    told = Told((table, *low_actions(line.low).blocks), count_facts(line, report))
    title = _("What the published quarter says: {quarter}").format(quarter=report.label)
    return told.under(3, title, ref_of(key, "by-quarter"))


def count_facts(line: OutcomeLine, report: QuarterReport) -> tuple[Fact, ...]:
    """A fact for each count of an outcome's actions."""
    return tuple(
        Fact(
            key=f"quarter/{report.period.ref}/outcome/{line.plan}/{line.ref}/{each.code}",
            about=f"{line.title}: {each.word}, {report.label}",
            text=str(count),
            value=str(count),
            period=report.period.period,
        )
        for each, count in line.counts
    )


def low_actions(lines: Collection[ActionLine]) -> Told:
    """The actions that need attention, each with its reason."""
    if not lines:
        return Told()
    said_of = [
        f"{each.confidence.word}: {each.title} ({each.service_title}, {each.moved}). {each.sentence}"
        + (f" {_('Expected {day}.').format(day=day(each.forecast))}" if each.forecast else "")
        for each in lines
    ]
    return Told((said(_("What needs attention:")), list_of(said_of)))
