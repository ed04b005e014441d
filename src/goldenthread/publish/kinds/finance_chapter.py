"""The finances chapter: what the record holds of money today, and what it does not hold yet."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from goldenthread.kit.format import is_money
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.publish.block import CallOut, Run, said
from goldenthread.publish.document import Part
from goldenthread.publish.kinds.counted import measures as measures_said
from goldenthread.publish.kinds.measure_section import results
from goldenthread.publish.kinds.plan_section import entries
from goldenthread.publish.kinds.told import Told, section
from goldenthread.publish.kinds.year_report import YearReport
from goldenthread.rules.plan import PlanItem


def finances(report: YearReport) -> Part:
    """Measures of money, and what the plan says of pounds; then plainly what is not there yet."""
    money = [sheet for sheet in report.sheets if counts_money(sheet)]
    told = _told(results(money, report.evidence, "finances"), len(money))
    items = [item for item in report.view.document.items if speaks_of_money(item)]
    return Part(
        "finances",
        _("Our finances"),
        (
            section("finances/measures", _("What is measured in money"), told),
            section("finances/plan", _("What the plan says of money"), _spoken(items, report)),
            section("finances/missing", _("What is not here yet"), _missing()),
        ),
        _("What this report can say of money: {measures}.").format(measures=measures_said(len(money))),
    )


def counts_money(sheet: MeasureSheet) -> bool:
    """Whether a measure is counted in pounds."""
    return sheet.measure.statistic == "money" or is_money(sheet.measure.unit)


def speaks_of_money(item: PlanItem) -> bool:
    """Whether a plan item names a sum in pounds."""
    return "£" in item.title or "£" in item.description


def _told(held: Told, count: int) -> Told:
    if not count or not held.blocks:
        return Told((said(_("No measure of this plan is counted in money yet.")),))
    opening = said(_("Measures of this plan that are counted in money: {count}.").format(count=count))
    return Told((opening, *held.blocks), held.facts)


def _spoken(items: Sequence[PlanItem], report: YearReport) -> Told:
    """Items that name a sum. The sums stand as the plan prints them; nothing is added up."""
    if not items:
        return Told()
    opening = said(_("These parts of the plan name a sum. Each stands as it was printed; none is added up."))
    told = entries(items, report.view, "finances")
    return Told((opening, *told.blocks), told.facts)


def _missing() -> Told:
    words = _(
        "The budget, what each outcome costs, and savings made against savings planned are not part of this "
        "public record yet. Until they are, no figure here says what an outcome cost."
    )
    return Told((CallOut(_("Budget and spending"), (Run(words),)),))
