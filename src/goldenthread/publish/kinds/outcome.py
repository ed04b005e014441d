"""Everything about one outcome of a plan."""

from django.utils.translation import gettext as _

from goldenthread.delivery.queries.commitment import promises_of_items
from goldenthread.kit.format import day
from goldenthread.publish.document import Part
from goldenthread.publish.kinds.close_down_item import succession_lines
from goldenthread.publish.kinds.judged_chapter import how_judged
from goldenthread.publish.kinds.kind import Composed, Scope
from goldenthread.publish.kinds.made import made_distinct, ref_of
from goldenthread.publish.kinds.measure_chapter import measure_chapter
from goldenthread.publish.kinds.outcome_chapter import outcome_chapter
from goldenthread.publish.kinds.plan_section import grouped, item_in_sight, plan_in_sight, state_notice
from goldenthread.publish.kinds.subject import subjects_of
from goldenthread.publish.kinds.together_chapter import promise_table
from goldenthread.publish.kinds.told import Told, joined, section
from goldenthread.publish.kinds.year_report import YearReport, year_report
from goldenthread.rules.plan import PlanItem
from goldenthread.rules.plan_tree import children, descendants
from goldenthread.thread.reader import Reader


def compose(scope: Scope, reader: Reader) -> Composed:
    """Results, delivery and partners of one item, then a chapter for each measure. Raises Refused."""
    view = plan_in_sight(scope.plan, reader)
    item = item_in_sight(view, scope.item)
    report = year_report(view, None, reader)
    measures = report.measures_of(item)
    parts = (
        outcome_chapter(item, report),
        beneath(item, report),
        *(measure_chapter(each) for each in subjects_of(measures, report.evidence)),
        how_judged(measures, report.evidence, [report.travel.policy]),
    )
    return Composed(
        title=item.title,
        subtitle=view.document.title,
        period=_("As known on {day}").format(day=day(reader.today)),
        policy=report.travel.policy.ref,
        parts=made_distinct(part for part in parts if part.sections),
    )


def beneath(item: PlanItem, report: YearReport) -> Part:
    """What the plan sets under the item, what was promised and asked, and what became of it."""
    view, key = report.view, ref_of("beneath", item.ref)
    sections = (
        section(f"{key}/about", _("About the plan"), state_notice(view)),
        section(f"{key}/plan", _("In the plan"), grouped(children(view.document.items, item.ref), view, key)),
        section(f"{key}/promises", _("Promises and asks"), _promised(item, report, key)),
        section(f"{key}/later", _("What came before and after"), succession_lines(item, view)),
    )
    kept = tuple(each for each in sections if each.blocks)
    return Part(key, _("In the plan, and with partners"), kept, _("What the plan sets under this outcome."))


def _promised(item: PlanItem, report: YearReport, key: str) -> Told:
    items = report.view.document.items
    places = (item, *descendants(items, item.ref))
    found = promises_of_items(report.reader.now, report.view.document.ref, [each.ref for each in places])
    titles = {each.ref: each.title for each in places}
    every = [promise for place in places for promise in found.get(place.ref, ())]
    return joined(
        (promise_table(every, _("Promises and asks on this outcome"), titles, ref_of(key, "promises")),)
    )
