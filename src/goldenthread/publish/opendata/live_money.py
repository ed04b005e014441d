"""The tables about money: public budgets by line, year, outcome and source, and what papers printed."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields, replace
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from goldenthread.finance.queries.outcome import matrix
from goldenthread.finance.queries.public_budget import every_line, light_book, sums_in
from goldenthread.finance.queries.published import published_sums
from goldenthread.finance.queries.spending import MatrixRow
from goldenthread.finance.queries.version import VersionFacts, versions
from goldenthread.publish.opendata.live import LiveTable, Row, Rows, columns_of, fixed
from goldenthread.publish.opendata.table import OpenColumn, OpenTable
from goldenthread.rules.budget import RESTRICTED
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.money import ZERO
from goldenthread.rules.published_sum import PublishedSumFacts
from goldenthread.thread.reader import Reader

TOTALS = "net before_savings savings unidentified funding gap structural_gap used raised one_off"
UNPUBLISHED = "not-published"
"""What stands for all outcomes of plans that the public cannot read: their refs would tell of them."""
RANGES = "least most likely_low likely_high"


def money_columns(said: str, money: str) -> tuple[OpenColumn, ...]:
    """Columns by their names, those of `money` in pounds."""
    found = columns_of(said, money)
    return tuple(replace(each, unit="£") if each.datatype == "decimal" else each for each in found)


LINES = money_columns(
    "budget financial_year part line title service subjective mandate gross income net note",
    "gross income net",
)
YEARS = money_columns(f"budget title state financial_year {TOTALS}", TOTALS)
OUTCOMES = money_columns(
    f"budget financial_year outcome plan item title net {RANGES} statutory discretionary",
    f"net {RANGES} statutory discretionary",
)
FUNDING = money_columns(
    "budget financial_year source title kind restricted may_be_spent_on one_off amount", "amount"
)
SUMS = money_columns(" ".join(each.name for each in fields(PublishedSumFacts)), "lower upper")


def money_tables(reader: Reader) -> Iterator[LiveTable]:
    """The tables of every public budget, and of the printed sums; those that have no row are left out."""
    shown = versions(AnonymousUser(), reader.now)
    if shown:
        yield _lines(shown, reader)
        yield _years(shown, reader)
        yield _outcomes(shown, reader)
        yield _funding(shown, reader)
    printed = published_sums()
    if printed:
        rows, count = fixed(astuple(each) for each in printed)
        words = "One row is one sum or range as its paper printed it. They count different things."
        table = OpenTable(
            "published-sums", gettext_noop("Sums of money that papers printed"), SUMS, words, key=("ref",)
        )
        yield LiveTable(table, rows, reverse("public-budget-published"), count, area=reader.council.area)


def _lines(shown: Sequence[VersionFacts], reader: Reader) -> LiveTable:
    def rows() -> Iterator[Row]:
        for version in shown:
            years = [year_name(year) for year in version.years]
            for line in every_line(version.ref):
                named = (line.ref, line.title, line.service, line.subjective, line.mandate)
                base = year_name(version.first - 1)
                yield version.ref, base, "base", *named, line.gross, line.income, line.net, line.note
                for year, net in zip(years, line.nets, strict=True):
                    yield version.ref, year, "plan", *named, None, None, net, line.note

    words = "One row is one line of one budget in one year: the base year, or a year that it plans."
    table = OpenTable(
        "budget-lines",
        gettext_noop("Budgets by line"),
        LINES,
        words,
        key=("budget", "financial_year", "line"),
    )
    return _live(table, rows, shown, reader)


def _years(shown: Sequence[VersionFacts], reader: Reader) -> LiveTable:
    def row(version: VersionFacts, year: int) -> Row:
        totals = sums_in(version.ref, (year,), "total")
        named = (totals.total(name, year) for name in TOTALS.split())
        return version.ref, version.title, version.state, year_name(year), *named

    rows, count = fixed(row(version, year) for version in shown for year in version.years)
    words = "One row is one year that one budget plans. The law asks that the first of them balances."
    table = OpenTable(
        "budget-years", gettext_noop("Budgets by year"), YEARS, words, key=("budget", "financial_year")
    )
    return _live(table, rows, shown, reader, count)


def _outcomes(shown: Sequence[VersionFacts], reader: Reader) -> LiveTable:
    def rows() -> Iterator[Row]:
        for version in shown:
            found = matrix(version, AnonymousUser(), reader.now)
            for at, year in enumerate(found.years):
                for each in found.rows:
                    if each.title:
                        yield _outcome(version, year, at, f"{each.plan}#{each.item}", each)
                hidden = [each for each in found.rows if not each.title]
                if hidden:
                    whole = sum((each.years[at] for each in hidden), ZERO)
                    yield version.ref, year_name(year), UNPUBLISHED, "", "", "", whole, *(None,) * 6
                yield _outcome(version, year, at, "enabling", found.enabling)
                named = (version.ref, year_name(year), "unallocated", "", "", "")
                yield *named, found.unallocated[at], *(None,) * 6

    words = (
        "One row is what one budget spends in one year for one outcome itself, without what lies beneath it. "
        "The range is of the budget's own year. What is for outcomes that are not published is one row."
    )
    table = OpenTable(
        "budget-by-outcome",
        gettext_noop("Budgets by outcome"),
        OUTCOMES,
        words,
        key=("budget", "financial_year", "outcome"),
    )
    return _live(table, rows, shown, reader)


def _outcome(version: VersionFacts, year: int, at: int, key: str, each: MatrixRow) -> Row:
    named = (version.ref, year_name(year), key, each.plan, each.item, each.title, each.years[at])
    if year != version.first or each.range is None:
        return *named, *(None,) * 6
    found = each.range
    limits = (found.least, found.most, found.likely_low, found.likely_high)
    return *named, *limits, each.statutory, each.discretionary


def _funding(shown: Sequence[VersionFacts], reader: Reader) -> LiveTable:
    rows, count = fixed(row for version in shown for row in _funded(version))
    words = "One row is one source of money of one budget in one year; council tax and reserves used are two."
    table = OpenTable(
        "budget-funding",
        gettext_noop("Where budgets have their money from"),
        FUNDING,
        words,
        key=("budget", "financial_year", "source"),
    )
    return _live(table, rows, shown, reader, count)


def _funded(version: VersionFacts) -> Iterator[Row]:
    book = light_book(version.ref)
    sums = sums_in(version.ref, version.years, "funding", "tax", "total")
    for year in version.years:
        at = (version.ref, year_name(year))
        amounts = sums.by("funding", year)
        for line in book.funding:
            if amounts.get(line.ref):
                kind = ("yes" if line.kind in RESTRICTED else "no", ";".join(line.services))
                one_off = "yes" if line.one_off else "no"
                yield *at, line.ref, line.title, line.kind, *kind, one_off, amounts[line.ref]
        raised = sums.by("tax", year).get("raised")
        if raised:
            yield *at, "council-tax", "Council tax", "council_tax", "no", "", "no", raised
        used = sums.total("used", year)
        if used:
            yield *at, "reserves-used", "Use of reserves", "reserves", "no", "", "yes", used


def _live(
    table: OpenTable, rows: Rows, shown: Sequence[VersionFacts], reader: Reader, count: int | None = None
) -> LiveTable:
    days = [timezone.localdate(each.publish_at) for each in shown if each.publish_at]
    return LiveTable(
        table,
        rows,
        reverse("public-budget"),
        count,
        max(days, default=None),
        date(min(each.first for each in shown) - 1, 4, 1),
        date(max(each.years[-1] for each in shown) + 1, 3, 31),
        reader.council.area,
        "yearly",
    )
