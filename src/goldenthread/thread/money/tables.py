"""Every table of a budget by its name in the address of its file."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from goldenthread.finance.queries.public_budget import every_change, every_line
from goldenthread.rules.financial_year import year_name
from goldenthread.thread.money import ahead, bills, kept, moved, service_page, sources, spending, version_page
from goldenthread.thread.money.balance_page import BalancePage
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.sheet import Row, Sheet

File = tuple[tuple[str, ...], Iterator[Row]]
"""The headings of a file and its rows."""

SHEETS: Final[Mapping[str, Callable[[Opened], Sheet | None]]] = {
    "sources": sources.sources_sheet,
    "funds": sources.funds_sheet,
    "shared-funds": sources.pools_sheet,
    "spending": lambda opened: spending.whole_sheet(opened, opened.sums((opened.first,), "total")),
    "services": spending.services_sheet,
    "law": spending.law_sheet,
    "outcomes": spending.outcomes_sheet,
    "bridge": moved.bridge_sheet,
    "largest-pressures": lambda opened: moved.changes_sheet(opened, saving=False),
    "largest-savings": lambda opened: moved.changes_sheet(opened, saving=True),
    "savings": moved.savings_sheet,
    "reserves": kept.reserves_sheet,
    "bands": lambda opened: _bands(opened),
    "later-years": ahead.years_sheet,
    "gap-without": ahead.without_sheet,
    "how-sure": ahead.likely_sheet,
    "chances": ahead.chances_sheet,
    "scenarios": ahead.scenarios_sheet,
    "differences": version_page.sheet_of,
}


def file_of(opened: Opened, name: str, service: str = "") -> File | None:
    """A table as a file; None where there is none of that name, or nothing in this budget to fill it."""
    if name in WHOLE:
        return WHOLE[name](opened, service)
    made = OF_SERVICE.get(name) if service else None
    sheet = made(opened, service) if made else SHEETS[name](opened) if name in SHEETS else None
    return (sheet.headings, iter(sheet.rows)) if sheet else None


def marked(file: File, year: int, example: bool) -> File:
    """The file with the year that each row is of, and whether it is an example and no council's budget."""
    headings, rows = file
    mark = (year_name(year), "yes" if example else "no")
    return (*headings, "budget_year", "example"), ((*row, *mark) for row in rows)


def balance_file(page: BalancePage, name: str) -> File | None:
    """A table of a resident's choice as a file."""
    sheets = (page.steps, page.bands, page.means.outcomes)
    sheet = next((each for each in sheets if each and each.key == name), None)
    return (sheet.headings, iter(sheet.rows)) if sheet else None


def _bands(opened: Opened) -> Sheet | None:
    bill = bills.bill_of(opened.sums((opened.first,), "tax"), opened.first)
    return bills.bands_sheet(opened, bill, opened.first) if bill else None


def _lines(opened: Opened, service: str) -> File:
    years = [f"net_{year}_{(year + 1) % 100:02}" for year in opened.facts.years]
    base = f"{opened.first - 1}_{opened.first % 100:02}"
    headings = (
        "ref",
        "line",
        "service",
        "on",
        "law",
        f"gross_{base}",
        f"income_{base}",
        f"net_{base}",
        *years,
        "note",
    )
    rows: Iterator[Row] = (
        (
            each.ref,
            each.title,
            each.service,
            each.subjective,
            each.mandate,
            each.gross,
            each.income,
            each.net,
            *each.nets,
            each.note,
        )
        for each in every_line(opened.ref, service)
    )
    return headings, rows


def _changes(opened: Opened, service: str) -> File:
    names = (
        "ref",
        "title",
        "line",
        "year",
        "kind",
        "amount",
        "one_off",
        "full_year",
        "price_base",
        "confidence",
    )
    headings = (*names, "evidence", "approval", "service")
    rows: Iterator[Row] = (
        (*(getattr(each.change, name) for name in headings[:-1]), each.service)
        for each in every_change(opened.ref, service)
    )
    return headings, rows


OF_SERVICE: Final[Mapping[str, Callable[[Opened, str], Sheet | None]]] = {
    "bridge": service_page.bridge_sheet,
    "largest-pressures": lambda opened, service: moved.changes_sheet(opened, saving=False, service=service),
    "largest-savings": lambda opened, service: moved.changes_sheet(opened, saving=True, service=service),
}
WHOLE: Final[Mapping[str, Callable[[Opened, str], File]]] = {"lines": _lines, "changes": _changes}
"""Tables of every line and change, of one service where one is named."""
