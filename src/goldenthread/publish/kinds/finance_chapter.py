"""The finances chapter: the public budget of the report's year, what papers printed, and what is missing."""

from collections.abc import Sequence
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from goldenthread.finance.queries.outcome import budget_told
from goldenthread.finance.queries.published import published_sums
from goldenthread.finance.queries.version import VersionFacts, budget_in_force
from goldenthread.kit.format import is_money
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.publish.block import CallOut, Run, said
from goldenthread.publish.document import Part, Section
from goldenthread.publish.kinds.counted import measures as measures_said
from goldenthread.publish.kinds.measure_section import results
from goldenthread.publish.kinds.money_table import money_table
from goldenthread.publish.kinds.plan_section import entries
from goldenthread.publish.kinds.published_sum_section import published
from goldenthread.publish.kinds.told import Told, joined, section
from goldenthread.publish.kinds.year_report import YearReport
from goldenthread.rules.plan import PlanItem
from goldenthread.thread.money import ahead, front_page, moved, sources, spending
from goldenthread.thread.money.opened import Opened, open_budget

LARGE = Decimal("0.1")
"""From this part of the budget on, the chapter says that so much is not shared out to outcomes."""


def finances(report: YearReport) -> Part:
    """Where the money comes from and goes, what changed, and later years; then measures and the plan."""
    opened = _opened(report)
    money = [sheet for sheet in report.sheets if counts_money(sheet)]
    items = [item for item in report.view.document.items if speaks_of_money(item)]
    plan = report.view.document.ref
    printed = [each for each in published_sums() if each.plan == plan]
    parts = (
        *(_budget(opened) if opened else ()),
        section("finances/papers", _("Sums that papers printed"), published(printed)),
        section("finances/measures", _("What is measured in money"), _told(report, money)),
        section("finances/plan", _("What the plan says of money"), _spoken(items, report)),
        section("finances/missing", _("What is not here"), _missing(opened, report)),
    )
    kept = tuple(each for each in parts if each.blocks)
    return Part("finances", _("Our finances"), kept, _opening(opened, len(money)))


def counts_money(sheet: MeasureSheet) -> bool:
    """Whether a measure is counted in pounds."""
    return sheet.measure.statistic == "money" or is_money(sheet.measure.unit)


def speaks_of_money(item: PlanItem) -> bool:
    """Whether a plan item names a sum in pounds."""
    return "£" in item.title or "£" in item.description


def budget_of(report: YearReport) -> VersionFacts | None:
    """The budget in force and public for the report's year; for a report on no year, the one agreed last."""
    now = report.reader.now
    if report.year is None:
        told = budget_told(now)
        return told if told and told.is_agreed else None
    return budget_in_force(AnonymousUser(), now, report.year.start.year)


def _opened(report: YearReport) -> Opened | None:
    version = budget_of(report)
    return open_budget(version.ref, report.reader) if version else None


def _opening(opened: Opened | None, measures: int) -> str:
    if opened is None:
        return _("What this report can say of money: {measures}.").format(measures=measures_said(measures))
    return front_page.sentence(opened, opened.sums(opened.facts.years, "total", "tax"))


def _budget(opened: Opened) -> tuple[Section, ...]:
    """The budget's sections, in the order of its public pages."""
    totals = opened.sums((opened.first,), "total")
    return (
        section(
            "finances/from",
            _("Where the money comes from"),
            money_table(sources.sources_sheet(opened), opened),
        ),
        section(
            "finances/to",
            _("Where the money goes"),
            money_table(spending.whole_sheet(opened, totals), opened),
            money_table(spending.services_sheet(opened), opened),
            money_table(spending.law_sheet(opened), opened),
        ),
        section("finances/outcomes", _("What it is spent for"), _outcomes(opened)),
        section(
            "finances/changed",
            _("What changed"),
            money_table(moved.bridge_sheet(opened), opened),
        ),
        section("finances/savings", _("Savings"), _savings(opened)),
        section("finances/later", _("Later years"), _later(opened)),
    )


def _outcomes(opened: Opened) -> Told:
    sheet = spending.outcomes_sheet(opened)
    if not any("#" in str(row[1]) for row in sheet.rows):
        return Told()
    words = _(
        "Money is shared to outcomes by judgement. It stands beside what was measured, and does not say that "
        "one caused the other."
    )
    return joined((Told((said(words),)), money_table(sheet, opened)))


def _savings(opened: Opened) -> Told:
    return joined(
        (
            Told((said(moved.savings_sentence(opened)),)),
            money_table(moved.savings_sheet(opened), opened),
        )
    )


def _later(opened: Opened) -> Told:
    """The gap of each year, for what it is: the law asks that the first one alone balances."""
    words = _("The law asks that the budget's own year balances. Later years are shown as they stand.")
    years = opened.facts.years
    return joined(
        (
            Told((said(words),)),
            money_table(ahead.years_sheet(opened), opened, lambda _column, row: years[row]),
        )
    )


def _told(report: YearReport, money: Sequence[MeasureSheet]) -> Told:
    held = results(money, report.evidence, "finances")
    if not money or not held.blocks:
        return Told()
    opening = said(_("Measures of this plan that are counted in money: {count}.").format(count=len(money)))
    return Told((opening, *held.blocks), held.facts)


def _spoken(items: Sequence[PlanItem], report: YearReport) -> Told:
    """Items that name a sum. The sums stand as the plan prints them; nothing is added up."""
    if not items:
        return Told()
    opening = said(_("These parts of the plan name a sum. Each stands as it was printed; none is added up."))
    told = entries(items, report.view, "finances")
    return Told((opening, *told.blocks), told.facts)


def _missing(opened: Opened | None, report: YearReport) -> Told:
    """What a reader would look for here and not find."""
    if opened is None:
        words = _(
            "No budget of this year is published here. So no figure here says what was planned to be spent, "
            "or what an outcome cost."
        )
        return Told((CallOut(_("The budget"), (Run(words),)),))
    sums = opened.sums((opened.first,), "outcome").by("outcome", opened.first)
    whole, left = sum(sums.values(), Decimal(0)), sums.get("", Decimal(0))
    if whole <= 0 or left / whole < LARGE:
        return Told()
    words = _("{part}% of this budget is not shared to any outcome yet.").format(
        part=round(left * 100 / whole)
    )
    return Told((CallOut(_("What each outcome costs"), (Run(words),)),))
