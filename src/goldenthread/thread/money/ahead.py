"""The years after the budget's own: what is missing in each, and under what else might happen."""

from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.finance.queries.version import Worked, bare_book, worked
from goldenthread.kit.bar_chart import bar_chart
from goldenthread.kit.figure import Bar, Figure
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.sheet import POUNDS, Column, Sheet, pounds


def years_sheet(opened: Opened) -> Sheet:
    """Each year of the plan: what is to be paid for, the money, and what is missing."""
    totals = opened.sums(opened.facts.years, "total")
    return Sheet(
        "later-years",
        _("What is missing in each year"),
        (
            Column("year", _("Year")),
            Column("cost", _("To be paid for"), POUNDS),
            Column("money", _("Money"), POUNDS),
            Column("gap", _("Missing"), POUNDS),
            Column("savings_still_to_find", _("Savings counted on that nobody has found yet"), POUNDS),
            Column("gap_if_none_is_found", _("Missing if none of them is found"), POUNDS),
            Column("gap_without_one_offs", _("Missing without one-off money"), POUNDS),
        ),
        tuple(_year(totals, year) for year in opened.facts.years),
    )


def _year(totals: Worked, year: int) -> tuple[str | Decimal, ...]:
    gap, to_find = totals.total("gap", year), totals.total("unidentified", year)
    return (
        year_name(year),
        totals.total("before_savings", year) - totals.total("savings", year),
        totals.total("funding", year),
        gap,
        to_find,
        gap + to_find,
        totals.total("structural_gap", year),
    )


def gaps_figure(opened: Opened, sheet: Sheet) -> Figure:
    """What is missing in each year as bars."""
    bars = [Bar(str(row[0]), row[3]) for row in sheet.rows if isinstance(row[3], Decimal)]
    return bar_chart("gaps", sheet.caption, bars, unit="£", source=opened.facts.title)


def scenarios_sheet(opened: Opened) -> Sheet:
    """What is missing in each year under every scenario of the plan, the plan itself first."""
    book, totals = bare_book(opened.ref), worked(opened.ref, "total")
    named = [("", _("As planned"), "")]
    named += [(each.ref, each.title, each.why) for each in book.scenarios]
    return Sheet(
        "scenarios",
        _("What would be missing if things went differently"),
        (
            Column("scenario", _("If")),
            Column("ref"),
            *(Column(f"gap_{year}_{(year + 1) % 100:02}", year_name(year), POUNDS) for year in book.years),
            Column("why", _("What that means")),
        ),
        tuple(
            (title, ref, *(totals.total("gap", year, ref) for year in book.years), why)
            for ref, title, why in named
        ),
    )


def range_said(opened: Opened, sheet: Sheet) -> str:
    """The range of the first later year over all scenarios; nothing where there is one only."""
    if len(sheet.rows) < 2 or len(opened.facts.years) < 2:
        return ""
    gaps = sorted(row[3] for row in sheet.rows if isinstance(row[3], Decimal))
    facts = {"year": year_name(opened.first + 1), "least": missing(gaps[0]), "most": missing(gaps[-1])}
    return _("In {year} it could be anything from {least} to {most}.").format(**facts)


def missing(gap: Decimal) -> str:
    """A gap in words: "£4 million short", "£1 million over", "nothing short"."""
    if gap == ZERO:
        return _("nothing short")
    said = _("{sum} short") if gap > 0 else _("{sum} over")
    return said.format(sum=pounds(abs(gap)))
