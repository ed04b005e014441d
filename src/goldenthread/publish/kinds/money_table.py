"""Tables of money in a report: as the public pages of the budget have them, with a fact for every sum."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from goldenthread.kit.download import Value
from goldenthread.publish.block import Cell, Column, Table
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.made import exact, ref_of
from goldenthread.publish.kinds.told import Told
from goldenthread.thread.money.opened import Opened
from goldenthread.thread.money.sheet import SHARE, Sheet
from goldenthread.thread.money.sheet import Column as MoneyColumn

PLANNED = "estimated"
"""The status of a budget's sums: what is planned to be spent, and not yet what was."""

YearOf = Callable[[MoneyColumn, int], int]
"""The financial year that a figure is of, by its column and its row."""


def money_table(sheet: Sheet, opened: Opened, year_of: YearOf | None = None) -> Told:
    """The table with each of its sums as a fact, of the budget's own year unless `year_of` says otherwise."""
    years = year_of or (lambda column, _row: own_year(column, opened))
    shown = sheet.table
    columns = tuple(Column(column.heading, unit_of(column), bool(column.kind)) for _, column in sheet.shown)
    rows = tuple(
        tuple(
            Cell(text, _exact(row[at]) if column.kind else "", href=link if n == 0 else "")
            for n, (text, (at, column)) in enumerate(zip(texts, sheet.shown, strict=True))
        )
        for row, texts, link in zip(
            sheet.rows, shown.rows, sheet.links or ("",) * len(sheet.rows), strict=True
        )
    )
    block = Table(ref_of("finances", sheet.key), sheet.caption, columns, rows, (), opened.facts.title)
    return Told((block,), tuple(_facts(sheet, shown.rows, opened, years)))


def unit_of(column: MoneyColumn) -> str:
    """What a column's figures are in: every kind of figure but a share is in pounds."""
    if not column.kind:
        return ""
    return "%" if column.kind == SHARE else "£"


def own_year(column: MoneyColumn, opened: Opened) -> int:
    """The budget's own year, or the one before where a column says so."""
    return opened.first - 1 if column.name == "net_last_year" else opened.first


def period_of(year: int) -> str:
    """A financial year in ISO 8601."""
    return f"{year}-04-01/P1Y"


def _facts(sheet: Sheet, texts: Sequence[Sequence[str]], opened: Opened, year_of: YearOf) -> Iterator[Fact]:
    for n, (row, said) in enumerate(zip(sheet.rows, texts, strict=True)):
        for text, (at, column) in zip(said, sheet.shown, strict=True):
            if column.kind and isinstance(row[at], Decimal):
                yield Fact(
                    key=f"budget/{opened.ref}/{sheet.key}/{_name(sheet, row, n)}/{column.name}",
                    about=f"{sheet.caption}, {said[0]}: {column.heading}",
                    text=text,
                    value=_exact(row[at]),
                    unit=unit_of(column),
                    period=period_of(year_of(column, n)),
                    status=PLANNED,
                )


def _name(sheet: Sheet, row: Sequence[Value], place: int) -> str:
    """What a row is called whatever the language: the code that only its file shows, else its place."""
    codes = [str(row[at]) for at, column in enumerate(sheet.columns) if not column.heading and at == 1]
    return codes[0] if codes and codes[0] else str(place)


def _exact(value: Value) -> str:
    return exact(value) if isinstance(value, Decimal) else ""
