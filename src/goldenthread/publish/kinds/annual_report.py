"""The annual report of a plan, in the form of the report of 2017."""

from django.utils.translation import gettext as _

from goldenthread.kit.format import day
from goldenthread.publish.block import said
from goldenthread.publish.document import Part
from goldenthread.publish.kinds.direction_section import sentence_of, whole_summary
from goldenthread.publish.kinds.finance_chapter import finances
from goldenthread.publish.kinds.judged_chapter import how_judged
from goldenthread.publish.kinds.kind import Composed, Scope
from goldenthread.publish.kinds.made import made_distinct
from goldenthread.publish.kinds.outcome_chapter import outcome_chapter
from goldenthread.publish.kinds.plan_section import plan_in_sight, state_notice, tops, vision
from goldenthread.publish.kinds.together_chapter import together
from goldenthread.publish.kinds.told import Told, section
from goldenthread.publish.kinds.year import read_year
from goldenthread.publish.kinds.year_report import YearReport, year_report
from goldenthread.thread.reader import Reader


def compose(scope: Scope, reader: Reader) -> Composed:
    """A year of a plan: direction of travel, a chapter for each outcome, finances, partners and sources.

    Raises Refused where the plan is not public, or the year cannot be read.
    """
    view = plan_in_sight(scope.plan, reader)
    year = read_year(scope.year)
    report = year_report(view, year, reader)
    parts = (
        summary(report),
        *(outcome_chapter(item, report, after_summary=True) for item in tops(view)),
        finances(report),
        together(report),
        how_judged(report.sheets, report.evidence, [report.travel.policy]),
    )
    return Composed(
        title=_("Annual report {year}").format(year=year.label) if year else _("Annual report"),
        subtitle=view.document.title,
        period=year.days if year else day(reader.today),
        policy=report.travel.policy.ref,
        parts=made_distinct(part for part in parts if part.sections),
    )


def summary(report: YearReport) -> Part:
    """The opening chapter: the vision, and the direction of travel of everything."""
    view = report.view
    opening = section(
        "summary/about", _("About this report"), state_notice(view), vision(view), about(report)
    )
    travel = section("summary/direction", _("Direction of travel"), whole_summary(report.travel))
    told = sentence_of(report.travel.judged, report.travel) if report.travel.judged else ""
    return Part("summary", _("Direction of travel summary"), (opening, travel), told)


def about(report: YearReport) -> Told:
    """What the report covers, and how its figures were chosen."""
    whole = _("This report tells how the outcomes of {plan} went.").format(plan=report.view.document.title)
    if report.year is None:
        return Told((said(whole),))
    covers = _(
        "It covers {days}. Figures of periods that begin after it, or end a year after it or later, are left "
        "out. What it says of each measure is judged as on the year's last day."
    ).format(days=report.year.days)
    return Told((said(f"{whole} {covers}"),))
