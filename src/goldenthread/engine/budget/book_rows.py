"""A budget book as the rows of its sheets, in the order of the columns: what every form of the file says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from goldenthread.engine.budget.book_layout import ABOUT, SHEETS, Column, Sheet
from goldenthread.rules.budget import Book
from goldenthread.rules.financial_year import year_name

NO_SERVICES: Final[Mapping[str, str]] = MappingProxyType({})

Cell = str | Decimal | bool | None
"""None is an empty cell."""


@dataclass(frozen=True, slots=True)
class SheetRows:
    """One sheet as it is written. `years` are the columns after the sheet's own."""

    sheet: Sheet
    years: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading, the years last."""
        return (*(column.name for column in self.sheet.written), *self.years)


def about_rows(book: Book) -> tuple[tuple[Column, Cell], ...]:
    """What the book says of itself, name by name."""
    said: dict[str, Any] = {
        column.name: getattr(book, column.name, None)
        for column in ABOUT.columns
        if column.name not in ("year", "years", "unit")
    }
    said |= {"year": book.first, "years": Decimal(book.count), "unit": "pounds"}
    return tuple((column, cell_of(column, said[column.name])) for column in ABOUT.columns)


def sheets_of(book: Book, services: Mapping[str, str]) -> Iterator[SheetRows]:
    """Every sheet but About, in order; an empty one too. `services` is titles by ref, for their sheet."""
    for sheet in SHEETS:
        if sheet is not ABOUT:
            years = book.years if sheet.over_years else ()
            rows = tuple(
                (
                    *(cell_of(column, _value(held, column.name)) for column in sheet.written),
                    *(getattr(held, sheet.over_years).get(year) for year in years),
                )
                for held in _held(book, sheet, services)
            )
            yield SheetRows(sheet, tuple(map(year_name, years)), rows)


def _held(book: Book, sheet: Sheet, services: Mapping[str, str]) -> Iterator[Any]:
    """The values of which the sheet's rows are made."""
    if sheet.part == "services":
        yield from ({"ref": ref, "title": title} for ref, title in services.items())
    elif sheet.part == "assumptions":
        for driver in book.drivers:
            for year, value in sorted(driver.values.items()):
                said: dict[str, Any] = {"central": value.central, "low": value.low, "high": value.high}
                yield {"driver": driver.ref, "year": year, **said}
    elif sheet.part == "overrides":
        for scenario in book.scenarios:
            for each in scenario.overrides:
                said = {"driver": each.driver, "year": each.year, "value": each.value}
                yield {"scenario": scenario.ref, **said}
    else:
        yield from getattr(book, sheet.part)


def _value(held: Any, name: str) -> Any:
    return held[name] if isinstance(held, dict) else getattr(held, name)


def cell_of(column: Column, value: Any) -> Cell:
    """A value as its cell says it."""
    if column.holds == "year":
        return year_name(value)
    if column.holds == "list":
        return "; ".join(value) or None
    if column.holds == "weights":
        return "; ".join(f"{each.driver} {each.weight:f}" for each in value) or None
    if isinstance(value, str):
        return value or None
    if isinstance(value, Decimal | bool):
        return value
    return None
