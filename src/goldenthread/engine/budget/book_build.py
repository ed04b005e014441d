"""Sheets of text into a budget book, cell by cell, with the place of every row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from goldenthread.engine.budget.book_cell import BadCell, read_amount, read_cell
from goldenthread.engine.budget.book_grid import Grid, Grids, Row
from goldenthread.engine.budget.book_layout import ABOUT, BY_PART, UNITS, Column, Sheet
from goldenthread.rules.book_fault import BOOK
from goldenthread.rules.budget import Assumption, Book, Override, Scenario
from goldenthread.rules.budget_fault_law import MOST_YEARS
from goldenthread.rules.financial_year import UnknownYear, read_year, year_name
from goldenthread.rules.refusal import Refusal

PLAIN = tuple(
    part for part, sheet in BY_PART.items() if sheet.kind is not None and part not in ("drivers", BOOK)
)
"""Parts of which each row is a value of its own."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row of a book stands in its file."""

    grid: Grid
    row: Row

    def refuse(self, column: str, what: str, do: str) -> Refusal:
        """A refusal at a cell of the row."""
        return self.grid.refuse(self.row, column, what, do)


@dataclass(slots=True)
class Built:
    """What has been made of a file so far. `book` is None where About says too little."""

    book: Book | None = None
    places: dict[tuple[str, int], Place] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    times: int = 1
    services: frozenset[str] | None = None
    """What the file's own list of services names; None where it has none."""

    def values(self, sheet: Sheet, place: Place) -> dict[str, Any]:
        """The values of a row by column; a cell that is no value is refused, and holds nothing."""
        found = {}
        for column in sheet.columns:
            text = place.row.cells.get(column.name, "")
            try:
                found[column.name] = read_cell(column, text, self.times)
            except BadCell as bad:
                self.refusals.append(place.refuse(column.name, bad.what, bad.do))
                found[column.name] = read_cell(_unneeded(column), "", self.times)
        return found

    def over_years(self, place: Place) -> dict[int, Decimal]:
        """The amounts under the headings of years; an empty cell is no amount."""
        found = {}
        for name, text in place.row.cells.items():
            year = _year(name)
            if year is None or not text:
                continue
            try:
                found[year] = read_amount(text, self.times)
            except BadCell as bad:
                self.refusals.append(place.refuse(name, bad.what, bad.do))
        return found


def build(grids: Grids) -> Built:
    """A book of the sheets, with everything in them that could not be read."""
    built = Built()
    about = _about(grids, built)
    if about is None:
        return built
    named = [built.values(BY_PART["services"], each)["ref"] for each in _places(grids, BY_PART["services"])]
    built.services = frozenset(named) or None
    built.refusals += _lacking_years(grids, about["first"], about["count"])
    parts: dict[str, Any] = {part: tuple(_rows(grids, built, BY_PART[part])) for part in PLAIN}
    parts["drivers"] = tuple(_drivers(grids, built))
    parts["scenarios"] = tuple(_scenarios(grids, built))
    built.book = Book(**about, **parts)
    return built


def _lacking_years(grids: Grids, first: int, count: int) -> Iterator[Refusal]:
    """Years of the plan that a sheet of a workbook has rows for and no column: they would be £0 unasked.

    In YAML each row names its own years, and a name left out is an empty cell.
    """
    for sheet in BY_PART.values():
        grid = grids.by_part.get(sheet.part)
        if not sheet.over_years or grid is None or not grid.rows or not grids.is_workbook:
            continue
        for name in map(year_name, range(first, first + count)):
            if name not in grid.headings:
                do = "add it, with 0 or nothing below where there is none"
                yield Refusal(grid.file, 1, name, f"there is no column {name}, a year of the plan", do)


def _about(grids: Grids, built: Built) -> dict[str, Any] | None:
    """What the book says of itself; None where the year and how many there are cannot be read."""
    grid = grids.by_part.get(BOOK)
    if grid is None or not grid.rows:
        return None
    place = Place(grid, grid.rows[0])
    built.places[BOOK, 0] = place
    unit = place.row.cells.get("unit", "").lower()
    built.times = UNITS.get(unit, 1)
    said = built.values(ABOUT, place)
    if unit and unit not in UNITS:
        built.refusals.append(place.refuse("unit", f"'{unit}' is no unit", f"write {' or '.join(UNITS)}"))
    del said["unit"]
    years, first = said.pop("years"), said.pop("year")
    if years != int(years) or not 1 <= years <= MOST_YEARS:
        what, do = f"{years:f} is no number of years", f"plan for 1 to {MOST_YEARS} years"
        built.refusals.append(place.refuse("years", what, do))
        return None
    if not isinstance(first, int):
        return None
    return said | {"first": first, "count": int(years)}


def _rows(grids: Grids, built: Built, sheet: Sheet) -> Iterator[Any]:
    """The values of a sheet of which each row is one."""
    for at, place in enumerate(_places(grids, sheet)):
        built.places[sheet.part, at] = place
        before = len(built.refusals)
        said = built.values(sheet, place)
        if sheet.over_years:
            said[sheet.over_years] = built.over_years(place)
        net = said.pop("net", None)
        if net is not None and len(built.refusals) == before:
            _agree(built, place, said, net)
        if said.get("year", 0) is None:
            said["year"] = 0
        yield sheet.kind(**said)


def _agree(built: Built, place: Place, said: dict[str, Any], net: Decimal) -> None:
    """A net that is given says the same as gross and income."""
    if net != said["gross"] - said["income"]:
        what = f"net {net:f} is not gross {said['gross']:f} less income {said['income']:f}"
        built.refusals.append(place.refuse("net", what, "correct one of the three, or leave net empty"))


def _drivers(grids: Grids, built: Built) -> Iterator[Any]:
    sheet = BY_PART["drivers"]
    refs = {place.row.cells.get("ref", "") for place in _places(grids, sheet)}
    values = _assumptions(grids, built, refs)
    for at, place in enumerate(_places(grids, sheet)):
        built.places["drivers", at] = place
        said = built.values(sheet, place)
        said["shape"] = said["shape"] or "fixed"
        yield sheet.kind(**said, values=values.get(said["ref"], {}))


def _assumptions(grids: Grids, built: Built, refs: set[str]) -> Mapping[str, dict[int, Assumption]]:
    sheet = BY_PART["assumptions"]
    found: dict[str, dict[int, Assumption]] = {}
    for place in _places(grids, sheet):
        said = built.values(sheet, place)
        ref, year, central = said["driver"], said["year"], said["central"]
        held = found.setdefault(ref, {})
        if ref and ref not in refs:
            what = f"there is no driver '{ref}'"
            built.refusals.append(place.refuse("driver", what, "name a driver of the sheet Drivers"))
        if not isinstance(year, int):
            continue
        if year in held:
            what = f"'{ref}' has {year_name(year)} twice"
            built.refusals.append(place.refuse("year", what, "keep one of them"))
        low, high = (central if said[name] is None else said[name] for name in ("low", "high"))
        held[year] = Assumption(central, low, high)
        built.places[f"assumptions {ref} {year_name(year)}", 0] = place
    return found


def _scenarios(grids: Grids, built: Built) -> Iterator[Scenario]:
    sheet, inside = BY_PART["scenarios"], BY_PART["overrides"]
    refs: dict[str, int] = {}
    for at, place in enumerate(_places(grids, sheet)):
        refs.setdefault(place.row.cells.get("ref", ""), at)
    held: dict[str, list[Override]] = {ref: [] for ref in refs}
    for place in _places(grids, inside):
        said = built.values(inside, place)
        ref, year = said.pop("scenario"), said["year"]
        if ref not in held:
            what = f"there is no scenario '{ref}'"
            built.refusals.append(place.refuse("scenario", what, "name a row of the sheet Scenarios"))
        elif isinstance(year, int):
            built.places[f"overrides {refs[ref]}", len(held[ref])] = place
            held[ref].append(Override(**said))
    for at, place in enumerate(_places(grids, sheet)):
        built.places["scenarios", at] = place
        said = built.values(sheet, place)
        yield Scenario(**said, overrides=tuple(held.get(said["ref"], ())))


def _places(grids: Grids, sheet: Sheet) -> list[Place]:
    """The rows of a sheet, where it can be read."""
    grid = grids.by_part.get(sheet.part)
    return [Place(grid, row) for row in grid.rows] if grid is not None else []


def _unneeded(column: Column) -> Column:
    """The column, with cells that may be empty."""
    return replace(column, needed=False)


def _year(name: str) -> int | None:
    try:
        return read_year(name)
    except UnknownYear:
        return None
