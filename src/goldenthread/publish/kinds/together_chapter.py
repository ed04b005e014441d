"""Working better together: the plan's themes, its partners, and what was promised and asked in public."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from goldenthread.delivery.commitment_sheet import Promise
from goldenthread.delivery.queries.commitment import promises
from goldenthread.kit.format import day
from goldenthread.plan.queries import PlanView
from goldenthread.publish.block import Cell, Column, Table
from goldenthread.publish.document import Part, Section
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.made import number_cell, ref_of
from goldenthread.publish.kinds.measure_section import results
from goldenthread.publish.kinds.plan_section import address, below, entries, grouped, in_words, listed_items
from goldenthread.publish.kinds.told import Told, joined, section
from goldenthread.publish.kinds.year_report import YearReport
from goldenthread.rules.plan import PlanItem
from goldenthread.rules.plan_tree import by_parent


def together(report: YearReport) -> Part:
    """The chapter, without sections that would have nothing in them."""
    themes = [
        item
        for item in report.view.document.items
        if item.kind == "theme" and by_parent(report.view.document.items).get(item.ref)
    ]
    sections = (
        *(_theme(theme, report) for theme in themes),
        section("together/collaborations", _("Work with partners"), collaborations(report.view)),
        section("together/partners", _("Partners named in the plan"), partners(report.view)),
        section("together/promises", _("Promises and asks"), promised(report)),
    )
    return Part(
        "working-better-together",
        _("Working better together"),
        tuple(each for each in sections if each.blocks),
        _("The partners of the plan, and what was promised and asked in public."),
    )


def _theme(theme: PlanItem, report: YearReport) -> Section:
    """A theme that runs through everything: its priorities, what was done, and where to read more."""
    key = ref_of("theme", theme.ref)
    is_chapter = theme.title.strip().lower() == _("Working better together").lower()
    measures = [sheet for sheet in report.travel.going.measures.get(theme.ref, ())]
    places = below(report.view, theme, "priority", "action", "objective")
    for place in places:
        measures += report.travel.going.measures.get(place.ref, ())
    once = tuple({sheet.ref: sheet for sheet in measures}.values())
    return section(
        f"together/{key}",
        _("What the plan sets out") if is_chapter else theme.title,
        in_words(theme) if theme.description else Told(),
        entries(places, report.view, key),
        results(once, report.evidence, key),
        grouped(below(report.view, theme, "signpost", "collaboration", "ask", "challenge"), report.view, key),
    )


def collaborations(view: PlanView) -> Told:
    """What each outcome plans to do with partners."""
    items = view.document.items
    titles = {item.ref: item.title for item in items}
    held: dict[str, list[PlanItem]] = {}
    for item in items:
        if item.kind == "collaboration":
            held.setdefault(item.parent, []).append(item)
    return joined(
        listed_items(found, view).under(3, titles.get(parent, view.document.title), ref_of("with", parent))
        for parent, found in held.items()
    )


def partners(view: PlanView) -> Told:
    """Every partner that the plan names, with how many of its items: a table."""
    held: dict[str, list[PlanItem]] = {}
    for item in view.document.items:
        for partner in dict.fromkeys(item.partners):
            held.setdefault(partner, []).append(item)
    if not held:
        return Told()
    columns = (
        Column(_("Partner")),
        Column(_("Parts of the plan"), is_numeric=True),
        Column(_("The first of them")),
    )
    rows = tuple(
        (Cell(name), number_cell(len(found)), Cell(found[0].title, href=address(view, found[0])))
        for name, found in sorted(held.items(), key=lambda each: (-len(each[1]), each[0]))
    )
    return Told((Table("partners", _("Partners named in the plan"), columns, rows),))


def promised(report: YearReport) -> Told:
    """What is public of promises and asks on this plan's items: a table for each kind."""
    plan = report.view.document.ref
    ours = [each for each in promises(report.reader.now) if each.plan == plan]
    titles = {item.ref: item.title for item in report.view.document.items}
    kinds = (
        ("ask", _("Asked of Government")),
        ("to_partner", _("Promised to partners")),
        ("from_partner", _("Promised by partners")),
    )
    return joined(
        promise_table([each for each in ours if each.kind == kind], title, titles, ref_of(kind, "promises"))
        for kind, title in kinds
    )


def promise_table(found: Sequence[Promise], title: str, titles: Mapping[str, str], ref: str) -> Told:
    """Promises of one kind, and a fact for how each stands."""
    if not found:
        return Told()
    columns = (
        Column(_("What")),
        Column(_("With whom")),
        Column(_("What it serves")),
        Column(_("How it stands")),
        Column(_("By when")),
    )
    rows = tuple(
        (
            Cell(each.title),
            Cell(each.partner_title),
            Cell(titles.get(each.item, "")),
            Cell(each.state_in_words),
            Cell(day(each.due) if each.due else _("no day set")),
        )
        for each in found
    )
    return Told((Table(ref, title, columns, rows),), tuple(_promise_fact(each) for each in found))


def _promise_fact(each: Promise) -> Fact:
    return Fact(
        key=f"promise/{each.ref}",
        about=f"{each.title}: {each.with_whom}",
        text=each.state_in_words,
        status=each.state,
    )
