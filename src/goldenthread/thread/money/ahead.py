"""The years after the budget's own: what is missing in each, and under what else might happen."""

from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.finance.queries.version import Worked, bare_book, worked
from goldenthread.rules.financial_year import year_name
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.sheet import GAP, POUNDS, Column, Sheet


def years_sheet(opened: Opened) -> Sheet:
    """Each year of the plan: what is to be paid for, the money, and what is missing."""
    totals = opened.sums(opened.facts.years, "total")
    return Sheet(
        "later-years",
        _("How each year stands"),
        (
            Column("year", _("Year")),
            Column("cost", _("To be paid for"), POUNDS),
            Column("money", _("Money"), POUNDS),
            Column("gap", _("How it stands"), GAP),
            Column("savings_still_to_find", _("Savings not found yet"), POUNDS),
            Column("gap_if_none_is_found", _("If none is found"), GAP),
            Column("gap_without_one_offs", _("Without one-off money"), GAP),
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


def scenarios_sheet(opened: Opened) -> Sheet:
    """How each year stands under every scenario of the plan, the plan itself first."""
    book, totals = bare_book(opened.ref), worked(opened.ref, "total")
    named = [("", _("As planned"), "")]
    named += [(each.ref, each.title, each.why) for each in book.scenarios]
    return Sheet(
        "scenarios",
        _("If things went differently"),
        (
            Column("scenario", _("If")),
            Column("ref"),
            *(Column(f"gap_{year}_{(year + 1) % 100:02}", year_name(year), GAP) for year in book.years),
            Column("why"),
        ),
        tuple(
            (title, ref, *(totals.total("gap", year, ref) for year in book.years), why)
            for ref, title, why in named
        ),
    )
