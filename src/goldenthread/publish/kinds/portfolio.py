"""What one Cabinet Member answers for, in a published quarter."""

from django.utils import timezone
from django.utils.translation import gettext as _

from goldenthread.people.queries.organisation import PortfolioSheet
from goldenthread.people.queries.organisation import portfolios as every_portfolio
from goldenthread.people.queries.service import services
from goldenthread.publish.block import Cell, Column, Table, said
from goldenthread.publish.document import Part
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.counted import actions as actions_said
from goldenthread.publish.kinds.counted import measures as measures_said
from goldenthread.publish.kinds.delivery_section import low_actions
from goldenthread.publish.kinds.kind import Composed, Scope
from goldenthread.publish.kinds.made import made_distinct
from goldenthread.publish.kinds.quarter_measure import corrections, measure_table, red_measures
from goldenthread.publish.kinds.quarter_section import grouped
from goldenthread.publish.kinds.quarterly_report import judged_by, quarter_in_sight
from goldenthread.publish.kinds.told import Told, section
from goldenthread.reporting.queries.report import QuarterReport
from goldenthread.reporting.queries.report_delivery import ActionLine
from goldenthread.reporting.queries.report_measure import MeasureLine
from goldenthread.rules.refusal import refuse
from goldenthread.thread.reader import Reader


def compose(scope: Scope, reader: Reader) -> Composed:
    """The portfolio's measures, actions and services in the quarter. Raises Refused."""
    portfolio = _portfolio(scope.portfolio)
    report = quarter_in_sight(scope.period, reader)
    tree = services(timezone.localdate(reader.now))
    own = frozenset(each.ref for each in tree if tree.portfolio(each.ref) == portfolio.ref)
    measures = tuple(line for line in report.measures if line.service in own)
    actions = tuple(line for line in report.actions if line.service in own)
    parts = (
        _summary(portfolio, report, measures, own),
        _delivery(report, actions),
        judged_by(report),
    )
    return Composed(
        title=_("Portfolio: {title}").format(title=portfolio.title),
        subtitle=report.label,
        period=report.days,
        policy=report.policy.ref,
        parts=made_distinct(part for part in parts if part.sections),
    )


def _portfolio(ref: str) -> PortfolioSheet:
    known = {each.ref: each for each in every_portfolio()}
    if ref not in known:
        do = (
            _("name one of {portfolios}").format(portfolios=", ".join(known))
            if known
            else _("bring portfolios in")
        )
        raise refuse(_("there is no portfolio '{portfolio}'").format(portfolio=ref), do)
    return known[ref]


def _summary(
    portfolio: PortfolioSheet, report: QuarterReport, measures: tuple[MeasureLine, ...], own: frozenset[str]
) -> Part:
    told = _("{portfolio} answers for {measures} of {quarter}.").format(
        portfolio=portfolio.title, measures=measures_said(len(measures)), quarter=report.label
    )
    line = tuple(each for each in report.portfolios if each.ref == portfolio.ref)
    lower = tuple(each for each in report.services if each.ref in own)
    reds = tuple(each for each in measures if each.verdict.verdict == "red")
    caption = _("Every measure of the portfolio")
    sections = (
        section(
            "summary/counts",
            _("At a glance"),
            Told((said(told),)),
            grouped(line, _("Portfolio"), "portfolio", report) if line else Told(),
        ),
        section("summary/red", _("Measures rated red"), red_measures(report, reds, "red")),
        section("summary/measures", _("Every measure"), measure_table(measures, caption, "measures", report)),
        section("summary/corrected", _("Corrected since it was published"), corrections(measures)),
        section(
            "summary/services",
            _("By service"),
            grouped(lower, _("Service"), "services", report) if lower else Told(),
        ),
    )
    return Part("summary", _("Measures"), tuple(each for each in sections if each.blocks), told)


def _delivery(report: QuarterReport, actions: tuple[ActionLine, ...]) -> Part:
    low = tuple(each for each in actions if each.confidence.is_low)
    sections = (
        section("delivery/actions", _("Every action"), action_table(actions, report)),
        section("delivery/attention", _("What needs attention"), low_actions(low)),
    )
    told = actions_said(len(actions))
    return Part("delivery", _("Actions"), tuple(each for each in sections if each.blocks), told)


def action_table(actions: tuple[ActionLine, ...], report: QuarterReport) -> Told:
    """Actions with how sure their services are, and a fact for each."""
    if not actions:
        return Told()
    columns = (
        Column(_("Action")),
        Column(_("Service")),
        Column(_("How sure")),
        Column(_("Since the quarter before")),
        Column(_("In a sentence")),
    )
    rows = tuple(
        (
            Cell(each.title),
            Cell(each.service_title),
            Cell(each.confidence.word, verdict=each.confidence.mark),
            Cell(each.moved),
            Cell(each.sentence),
        )
        for each in actions
    )
    facts = tuple(
        Fact(
            key=f"quarter/{report.period.ref}/action/{each.ref}",
            about=f"{each.title}, {each.service_title}, {report.label}",
            text=each.confidence.word,
            verdict=each.confidence.mark,
            status=each.confidence.code,
            period=report.period.period,
        )
        for each in actions
    )
    return Told(
        (Table("actions", _("Every action, {quarter}").format(quarter=report.label), columns, rows),), facts
    )
