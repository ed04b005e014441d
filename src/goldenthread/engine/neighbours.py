"""Lists of whom each area is compared with, read from a file in any of three layouts.

The plain one is `area, neighbour, rank, model`. The published lists of the Office for National Statistics are
read as they are: one row an area with its neighbours across (`AREACD, 1, 2, …`), and one row a neighbour
(`model, area_code, rank, neighbour_code`).
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from goldenthread.engine.table import Table, read_table
from goldenthread.rules.refusal import Refusal, refuse

Groups = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By model and area, the areas compared with, the nearest first."""

PLAIN = {"area": "area", "neighbour": "neighbour", "rank": "rank", "model": "model"}
LONG = {"area_code": "area", "neighbour_code": "neighbour", "rank": "rank", "model": "model"}
ACROSS = "AREACD"
WIDE_ENDING = "-neighbours"


@dataclass(frozen=True, slots=True)
class Near:
    """One row: this area is compared with that one. `at` is its row in the table."""

    at: int
    model: str
    area: str
    neighbour: str
    rank: str
    column: str


@dataclass(frozen=True, slots=True)
class NeighbourLists:
    """The groups of every model in the order of the file, and what was refused."""

    groups: Groups
    refusals: tuple[Refusal, ...] = ()


def read_neighbours(path: Path, areas: Container[str], model: str = "") -> NeighbourLists:
    """The lists of a file. `model` names the one that does not say its own.

    Raises Refused where the file cannot be read. A row that names an unknown area, an area beside itself, the
    same neighbour twice or the same rank twice is refused by its line, and left out.
    """
    table = _read(path)
    rows = tuple(_across(table, model or _named(path)) if _is_across(table) else _down(table, model))
    refusals: list[Refusal] = []
    found: dict[str, dict[str, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        ranks = found[row.model][row.area]
        wrong = _wrong(row, ranks, areas)
        if wrong is None:
            ranks[int(row.rank) if row.rank else max(ranks, default=0) + 1] = row.neighbour
        else:
            column, what, do = wrong
            refusals.append(table.refuse(row.at, column, what, do))
    groups = {
        each: {area: tuple(ranks[at] for at in sorted(ranks)) for area, ranks in lists.items() if ranks}
        for each, lists in found.items()
    }
    return NeighbourLists(groups, tuple(refusals))


def _read(path: Path) -> Table:
    table = read_table(path, (), every=True)
    names = {name.strip().casefold(): name for name in table.data.column_names}
    if ACROSS.casefold() in names:
        return table
    for layout in (PLAIN, LONG):
        known = {names[old]: new for old, new in layout.items() if old in names}
        if {"area", "neighbour"} <= set(known.values()):
            return table.renamed(known)
    missing = "neighbour" if "area" in names else "area"
    do = f"head its columns area, neighbour, rank, model; those found are {', '.join(names) or 'none'}"
    raise refuse(f"there is no column {missing}", do, file=path.name, row=1, column=missing)


def _is_across(table: Table) -> bool:
    return any(name.strip().casefold() == ACROSS.casefold() for name in table.data.column_names)


def _named(path: Path) -> str:
    """What a list with a file of its own is called: `global-neighbours.csv` is `global`."""
    return path.name.split(".", 1)[0].removesuffix(WIDE_ENDING)


def _down(table: Table, model: str) -> Iterator[Near]:
    for at, row in enumerate(table.data.to_pylist()):
        said = {name: (text or "").strip() for name, text in row.items()}
        yield Near(
            at, said.get("model") or model, said["area"], said["neighbour"], said.get("rank", ""), "neighbour"
        )


def _across(table: Table, model: str) -> Iterator[Near]:
    """One row for each cell that is not empty; the headings that are numbers are the ranks."""
    names = table.data.column_names
    first = next(name for name in names if name.strip().casefold() == ACROSS.casefold())
    ranks = [name for name in names if name.strip().isdigit()]
    for at, row in enumerate(table.data.to_pylist()):
        for name in ranks:
            if row[name] and row[name].strip():
                yield Near(at, model, (row[first] or "").strip(), row[name].strip(), name.strip(), name)


def _wrong(row: Near, ranks: Mapping[int, str], areas: Container[str]) -> tuple[str, str, str] | None:
    """The column, what is wrong and what to do; None where nothing is."""
    area_column = "area" if row.column == "neighbour" else ACROSS
    for column, code in ((area_column, row.area), (row.column, row.neighbour)):
        if code not in areas:
            what = f"'{code}' is not in the area register" if code else "the area is empty"
            return column, what, "use the area's GSS or ITL code, or declare it and pass it with --areas"
    if row.area == row.neighbour:
        return row.column, f"'{row.area}' is compared with itself", "leave the row out"
    if row.neighbour in ranks.values():
        return row.column, f"'{row.neighbour}' is a neighbour already", "leave one of the rows out"
    if row.rank and (not row.rank.isdecimal() or int(row.rank) < 1):
        return "rank", f"'{row.rank}' is no rank", "write 1 for the nearest, 2 for the next"
    if row.rank and int(row.rank) in ranks:
        what = f"rank {int(row.rank)} of '{row.area}' is {ranks[int(row.rank)]} already"
        return "rank", what, "give each neighbour a rank of its own"
    return None
