"""A published quarter as a report: its sections in their order, with their words and their tables."""

from django.utils.translation import gettext as _

from goldenthread.publish.block import said
from goldenthread.publish.document import Part
from goldenthread.publish.kinds.judged_chapter import policy_words, readings, rules
from goldenthread.publish.kinds.kind import Composed, Scope
from goldenthread.publish.kinds.made import made_distinct
from goldenthread.publish.kinds.quarter_measure import corrections, measure_table
from goldenthread.publish.kinds.quarter_section import PARTS, marks
from goldenthread.publish.kinds.told import Told, section
from goldenthread.reporting.queries.report import QuarterReport, published_report, published_reports
from goldenthread.reporting.section import SectionFacts
from goldenthread.rules.refusal import refuse
from goldenthread.thread.reader import Reader


def compose(scope: Scope, reader: Reader) -> Composed:
    """A chapter for each section that is shown, every measure, and how it was judged. Raises Refused."""
    report = quarter_in_sight(scope.period, reader)
    parts = (
        *(_part(each, report) for each in report.sections if each.is_shown),
        every_measure(report),
        judged_by(report),
    )
    return Composed(
        title=_("Quarterly report: {quarter}").format(quarter=report.label),
        subtitle=report.days,
        period=report.days,
        policy=report.policy.ref,
        parts=made_distinct(part for part in parts if part.sections),
    )


def quarter_in_sight(ref: str, reader: Reader) -> QuarterReport:
    """The quarter as the public reads it. Raises Refused where its report is not public."""
    report = published_report(ref, reader.viewer, reader.now)
    if report is None:
        known = ", ".join(each.ref for each in published_reports(reader.now))
        do = _("name one of {periods}").format(periods=known) if known else _("publish a quarter first")
        raise refuse(_("there is no published quarter '{period}'").format(period=ref), do)
    return report


def _part(each: SectionFacts, report: QuarterReport) -> Part:
    """One section: what an officer wrote around it, then its facts."""
    opening = report.period.note if each.key == "summary" else ""
    words = paragraphs("\n\n".join(part for part in (opening, each.narrative) if part))
    facts = PARTS[each.key](report)
    sections = (
        section(f"{each.key}/words", _("In words"), words),
        section(f"{each.key}/facts", each.title, facts),
    )
    summary = report.sentence if each.key == "summary" else each.title
    return Part(each.key, each.title, tuple(one for one in sections if one.blocks), summary)


def paragraphs(text: str) -> Told:
    """Plain text as paragraphs: a blank line parts them."""
    parts = (" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n"))
    return Told(tuple(said(part) for part in parts if part))


def every_measure(report: QuarterReport) -> Part:
    """Every measure of the quarter in one table, and what was corrected since."""
    caption = _("Every measure, {quarter}").format(quarter=report.label)
    sections = (
        section(
            "measures/table",
            _("Every measure"),
            measure_table(report.measures, caption, "every-measure", report),
        ),
        section("measures/corrected", _("Corrected since it was published"), corrections(report.measures)),
    )
    return Part("measures", _("Every measure"), tuple(each for each in sections if each.blocks), caption)


def judged_by(report: QuarterReport) -> Part:
    """The policy that judged the quarter."""
    told = (policy_words(report.policy), rules(report.policy), readings(report.policy))
    sections = (
        section("judged/policy", report.policy.title, *told),
        section("judged/marks", _("What the marks mean"), marks(report)),
    )
    return Part(
        "how-this-was-judged",
        _("How this was judged"),
        tuple(each for each in sections if each.blocks),
        report.policy.title,
    )
