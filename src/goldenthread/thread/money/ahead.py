"""The years after the budget's own: what is missing in each, and under what else might happen."""

from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.finance.queries.scenario import under_scenarios
from goldenthread.finance.queries.version import Worked, bare_book, worked
from goldenthread.rules.financial_year import year_name
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.sheet import GAP, POUNDS, SHARE, Column, Sheet

MOST_YEARS = 3
"""So many years of a scenario stand side by side on the page; the file has them all."""


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
        ),
        tuple(_year(totals, year) for year in opened.facts.years),
    )


def _year(totals: Worked, year: int) -> tuple[str | Decimal, ...]:
    return (
        year_name(year),
        totals.total("before_savings", year) - totals.total("savings", year),
        totals.total("funding", year),
        totals.total("gap", year),
    )


def without_sheet(opened: Opened) -> Sheet:
    """How each year would stand without savings that nobody has found, and without one-off money."""
    totals = opened.sums(opened.facts.years, "total")
    found = {
        year: (totals.total("unidentified", year), totals.total("gap", year)) for year in opened.facts.years
    }
    return Sheet(
        "gap-without",
        _("If savings are not found, and without money that comes only once"),
        (
            Column("year", _("Year")),
            Column("savings_still_to_find", _("Savings not found yet"), POUNDS),
            Column("gap_if_none_is_found", _("If none is found"), GAP),
            Column("gap_without_one_offs", _("Without one-off money"), GAP),
        ),
        tuple(
            (year_name(year), to_find, gap + to_find, totals.total("structural_gap", year))
            for year, (to_find, gap) in found.items()
        ),
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
            *(
                Column(f"gap_{year}_{(year + 1) % 100:02}", year_name(year) if n < MOST_YEARS else "", GAP)
                for n, year in enumerate(book.years)
            ),
            Column("why"),
        ),
        tuple(
            (title, ref, *(totals.total("gap", year, ref) for year in book.years), why)
            for ref, title, why in named
        ),
    )


def likely_sheet(opened: Opened) -> Sheet | None:
    """How far each year could be from the plan; None where it was not worked out."""
    simulated = under_scenarios(opened.ref).simulated
    if simulated is None:
        return None
    return Sheet(
        "how-sure",
        _("How far it could be from the plan"),
        (
            Column("year", _("Year")),
            Column("gap"),
            Column("gap_one_time_in_ten_below", _("If things go well"), GAP),
            Column("gap_middle", _("In the middle"), GAP),
            Column("gap_one_time_in_ten_above", _("If things go badly"), GAP),
        ),
        tuple(
            (
                year_name(each.year),
                each.gap,
                each.p10,
                each.p50,
                each.p90,
            )
            for each in simulated.years
        ),
    )


def chances_sheet(opened: Opened) -> Sheet | None:
    """How often each year was short, and reserves low; None where it was not worked out."""
    simulated = under_scenarios(opened.ref).simulated
    if simulated is None:
        return None
    return Sheet(
        "chances",
        _("How likely it is to be short of money, and reserves low"),
        (
            Column("year", _("Year")),
            Column("chance_of_a_gap", _("Short of money"), SHARE),
            Column("chance_of_low_reserves", _("Low reserves"), SHARE),
        ),
        tuple((year_name(each.year), each.short * 100, each.below_minimum * 100) for each in simulated.years),
    )
