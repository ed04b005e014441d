"""The front of a budget: one sentence, then where the money comes from and where it goes."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.finance.queries.published import published_sums
from goldenthread.finance.queries.version import Worked
from goldenthread.kit.bar_chart import bar_chart
from goldenthread.kit.figure import Bar, Figure
from goldenthread.rules.council_tax import rounding_allowed
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO
from goldenthread.thread.money import bills, sources, spending
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.sheet import Sheet, missing, pence, pounds, whole

MOST_BARS = 15


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What a resident sees first of a budget."""

    opened: Opened
    sentence: str
    household: str
    rounding: str
    sources: Sheet
    source_figure: Figure
    spending: Sheet
    services: Sheet
    service_figure: Figure
    law: Sheet
    has_papers: bool
    owes_for_schools: bool


def read(opened: Opened) -> FrontPage:
    """The front page of a version."""
    first = opened.first
    totals = opened.sums((first, first + 1), "total", "tax")
    come, go = sources.sources_sheet(opened), spending.services_sheet(opened)
    return FrontPage(
        opened,
        sentence(opened, totals),
        _household(opened, totals),
        _rounding(opened, totals),
        come,
        _bars("sources", _("Money by where it comes from"), come, 2),
        spending.whole_sheet(opened, totals),
        go,
        _bars("services", _("Cost of each service this year"), go, 3),
        spending.law_sheet(opened),
        bool(published_sums()),
        sources.owed_for_schools(opened.book, first) > 0,
    )


def sentence(opened: Opened, totals: Worked) -> str:
    """What is spent, whether it balances, and how the year after stands: the first thing to know."""
    said = _("In {year} the council plans to spend {sum} on services, after what they earn themselves.")
    if opened.book.illustrative:
        said = _("In {year} this example spends {sum} on services, after what they earn themselves.")
    spent = said.format(year=opened.year, sum=pounds(totals.total("net", opened.first)))
    parts = [spent, balances(opened, totals)]
    after = opened.first + 1
    if after in opened.facts.years:
        gap = totals.total("gap", after)
        facts = {"sum": pounds(abs(gap)), "year": year_name(after)}
        if gap > 0:
            parts.append(_("The year after, {year}, is {sum} short.").format(**facts))
        elif gap < 0:
            parts.append(_("The year after, {year}, has {sum} more than it needs.").format(**facts))
        else:
            parts.append(_("The year after, {year}, balances too.").format(**facts))
    return " ".join(parts)


def balances(opened: Opened, totals: Worked) -> str:
    """Whether the budget's own year balances, as the law asks of it."""
    gap = totals.total("gap", opened.first)
    if abs(gap) <= _allowed(opened, totals):
        return _("It balances, as the law asks.")
    if gap > 0:
        return _("It does not balance yet: it is {sum} short.").format(sum=pounds(gap))
    return _("It does not balance yet: it is {sum}.").format(sum=missing(gap))


def _allowed(opened: Opened, totals: Worked) -> Decimal:
    base = totals.by("tax", opened.first).get("base", ZERO)
    return rounding_allowed(base) if base else ZERO


def _rounding(opened: Opened, totals: Worked) -> str:
    gap = totals.total("gap", opened.first)
    if not gap or abs(gap) > _allowed(opened, totals):
        return ""
    said = _("The two sums differ by {sum}, because a home in Band D is charged a whole number of pennies.")
    return said.format(sum=pence(abs(gap)))


def _household(opened: Opened, totals: Worked) -> str:
    bill = bills.bill_of(totals, opened.first)
    if bill is None:
        return ""
    home = bills.band(bill, "D")
    facts = {"now": pence(home.now), "more": pence(abs(home.rise)), "week": pence(abs(home.a_week))}
    if home.rise >= 0:
        return _(
            "A home in Band D pays {now} for the year. That is {more} more than last year, {week} a week."
        ).format(**facts)
    return _("A home in Band D pays {now} for the year. That is {more} less than last year.").format(**facts)


def _bars(key: str, title: str, sheet: Sheet, column: int) -> Figure:
    """The rows of a sheet but its last, which is their sum, as bars."""
    rows = sheet.rows[:-1]
    named = ((str(row[0]), row[column]) for row in rows[:MOST_BARS])
    bars = [Bar(name, whole(value)) for name, value in named if isinstance(value, Decimal)]
    return bar_chart(key, title, bars, unit="£")
