"""The parts of a published quarter's report as blocks: counts, direction, delivery, risks and services."""

from collections.abc import Callable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from goldenthread.publish.block import Cell, Column, Table, said
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.delivery_section import count_facts, low_actions
from goldenthread.publish.kinds.made import number_cell, ref_of
from goldenthread.publish.kinds.quarter_measure import measure_table, red_measures
from goldenthread.publish.kinds.told import Told, joined
from goldenthread.reporting.queries.report import CountLine, QuarterReport
from goldenthread.reporting.queries.report_group import GroupLine
from goldenthread.rules.sentence import MARK_WORDS

Facts = Callable[[QuarterReport], Told]


def summary(report: QuarterReport) -> Told:
    """How many measures and actions stand where, and what could not be judged."""
    return joined(
        (
            Told((said(report.sentence),)),
            counted(report.ratings, _("Measures held against a target"), _("Rating"), "ratings", report),
            confidences(report),
            _left_out(report),
        )
    )


def counted(lines: Sequence[CountLine], caption: str, heading: str, ref: str, report: QuarterReport) -> Told:
    """How many stand where now and a quarter before: a table, and a fact for each number."""
    then = (Column(report.previous, is_numeric=True), Column(_("Change"))) if report.previous else ()
    columns = (Column(heading), Column(_("Now"), is_numeric=True), *then)
    rows = tuple(
        (
            Cell(each.word, verdict=each.verdict),
            number_cell(each.now),
            *((number_cell(each.was), Cell(each.change_said)) if report.previous else ()),
        )
        for each in lines
    )
    facts = tuple(
        _count_fact(ref, each.verdict, f"{caption}: {each.word}", each.now, report) for each in lines
    )
    return Told((Table(ref, caption, columns, rows, source=report.label),), facts)


def _count_fact(what: str, code: str, about: str, count: int, report: QuarterReport) -> Fact:
    return Fact(
        key=f"quarter/{report.period.ref}/count/{what}/{code}",
        about=f"{about}, {report.label}",
        text=str(count),
        value=str(count),
        period=report.period.period,
    )


def confidences(report: QuarterReport) -> Told:
    """How sure services are of their actions."""
    if not report.actions:
        return Told()
    then = (Column(report.previous, is_numeric=True),) if report.previous else ()
    columns = (Column(_("How sure")), Column(_("What it means")), Column(_("Now"), is_numeric=True), *then)
    rows = tuple(
        (
            Cell(each.word, verdict=each.mark),
            Cell(each.meaning),
            number_cell(now),
            *((number_cell(was),) if report.previous else ()),
        )
        for each, now, was in report.confidences
    )
    caption = _("Actions by how sure services are that they will be done")
    facts = tuple(
        _count_fact("actions", each.code, each.word, now, report) for each, now, _was in report.confidences
    )
    return Told((Table("confidences", caption, columns, rows, source=report.label),), facts)


def _left_out(report: QuarterReport) -> Told:
    if not report.left_out:
        return Told()
    columns = (Column(_("Service")), Column(_("Why its return is not here")))
    rows = tuple(
        (Cell(each.service_title), Cell(each.reason or _("not approved"))) for each in report.left_out
    )
    return Told((Table("left-out", _("Services without a return in this report"), columns, rows),))


def red(report: QuarterReport) -> Told:
    """Each measure rated red, with why and what is being done."""
    if not report.red:
        return Told((said(_("No measure is rated red in this quarter.")),))
    return red_measures(report, report.red, "red")


def direction(report: QuarterReport) -> Told:
    """Which way measures are going: counts, then each."""
    if not report.moving:
        return Told((said(_("No direction can be told yet: there are too few figures in each series.")),))
    columns = (Column(_("Direction of travel")), Column(_("Measures"), is_numeric=True))
    rows = tuple(
        (Cell(report.policy.word(verdict), verdict=verdict), number_cell(count))
        for verdict, count in report.directions
    )
    facts = tuple(
        _count_fact("directions", verdict, report.policy.word(verdict), count, report)
        for verdict, count in report.directions
    )
    table = Table("directions", _("Which way measures are going"), columns, rows, source=report.label)
    caption = _("Each measure whose direction can be told")
    return joined((Told((table,), facts), measure_table(report.moving, caption, "moving", report)))


def activity(report: QuarterReport) -> Told:
    """Measures of demand against the range that was expected."""
    if not report.activity:
        return Told((said(_("No activity measure is in this report.")),))
    caption = _("Activity against the expected range")
    opening = said(_("These count demand. They are never red, amber or green."))
    return joined(
        (
            Told((opening,)),
            counted(report.ranges, caption, _("Where it stands"), "ranges", report),
            measure_table(report.activity, _("Each activity measure"), "activity", report),
        )
    )


def delivery(report: QuarterReport) -> Told:
    """Actions under each outcome, by how sure services are of them; then what needs attention."""
    if not report.outcomes:
        return Told((said(_("No action is in this report.")),))
    scale = [each for each, _now, _was in report.confidences]
    columns = (
        Column(_("Outcome")),
        *(Column(each.word, is_numeric=True) for each in scale),
        Column(_("Actions"), is_numeric=True),
    )
    rows = tuple(
        (
            Cell(line.title, href=reverse("item", args=[line.plan, line.ref]) if line.ref else ""),
            *(number_cell(count) for _each, count in line.counts),
            number_cell(line.total),
        )
        for line in report.outcomes
    )
    note = _("An action that serves two outcomes counts in both.")
    table = Table("outcomes", _("Actions under each outcome"), columns, rows, (note,), report.label)
    facts = tuple(fact for line in report.outcomes for fact in count_facts(line, report))
    low = (
        low_actions(line.low).under(3, line.title, ref_of("attention", line.plan, line.ref or "none"))
        for line in report.outcomes
    )
    return joined((Told((table,), facts), *low))


def risks(report: QuarterReport) -> Told:
    """How many open corporate risks stand at which level: all that the public reads of the register."""
    columns = (Column(_("Level")), Column(_("Risks"), is_numeric=True))
    rows = tuple((Cell(level.word), number_cell(count)) for level, count in report.risk_counts)
    caption = _("Open corporate risks by level, as the register stood when this was worked out")
    facts = tuple(
        _count_fact("risks", ref_of(level.word), level.word, count, report)
        for level, count in report.risk_counts
    )
    return Told((Table("risk-counts", caption, columns, rows),), facts)


def services(report: QuarterReport) -> Told:
    """Measures and actions by service."""
    return grouped(report.services, _("Service"), "by-service", report)


def portfolios(report: QuarterReport) -> Told:
    """Measures and actions by portfolio."""
    return grouped(report.portfolios, _("Portfolio"), "by-portfolio", report)


def grouped(lines: Sequence[GroupLine], heading: str, ref: str, report: QuarterReport) -> Told:
    """Groups down, ratings and confidences across."""
    if not lines:
        return Told((said(_("No return is in this report yet.")),))
    ratings = [verdict for verdict, _count in lines[0].ratings]
    scale = [each for each, _count in lines[0].confidences]
    columns = (
        Column(heading),
        *(Column(report.policy.word(verdict), is_numeric=True) for verdict in ratings),
        *(Column(each.word, is_numeric=True) for each in scale),
    )
    rows = tuple(
        (
            Cell(f"{line.title}, {line.above}" if line.above and line.above != line.title else line.title),
            *(number_cell(count) for _verdict, count in line.ratings),
            *(number_cell(count) for _each, count in line.confidences),
        )
        for line in lines
    )
    caption = _("Measures by rating, and actions by how sure services are")
    facts = tuple(
        _count_fact(
            f"{ref}/{line.ref or 'none'}",
            verdict,
            f"{line.title}: {report.policy.word(verdict)}",
            count,
            report,
        )
        for line in lines
        for verdict, count in line.ratings
    )
    return Told((Table(ref, caption, columns, rows, source=report.label),), facts)


def marks(report: QuarterReport) -> Told:
    """What the marks beside verdicts mean."""
    words = [MARK_WORDS[mark] for mark in dict.fromkeys(report.marks) if mark in MARK_WORDS]
    return Told(tuple(said(each) for each in words))


PARTS: Mapping[str, Facts] = {
    "summary": summary,
    "red": red,
    "direction": direction,
    "activity": activity,
    "delivery": delivery,
    "risks": risks,
    "services": services,
    "portfolios": portfolios,
}
"""What stands in each section of a report, by its key."""
