"""What cannot stand in a budget book's assumptions: drivers, how they go together, and scenarios."""

from dataclasses import replace
from decimal import Decimal
from math import sqrt
from typing import Final

from goldenthread.rules.book_fault import BookFault, Faults, Known, outside, repeats, unknown_code, untitled
from goldenthread.rules.budget import DRIVER_KINDS, SHAPES, TAX_CARE, TAX_CORE, Assumption, Driver, Override
from goldenthread.rules.financial_year import year_name

CENTRAL: Final = "central"
"""The name that the plan without a scenario goes by; no scenario has it."""

MOST_DRIVERS: Final = 200
MOST_SCENARIOS: Final = 30

_A_LITTLE: Final = 1e-9


def driver_faults(known: Known) -> Faults:
    """Drivers, correlations and scenarios, in their order."""
    drivers = known.book.drivers
    yield from too_many("drivers", len(drivers), MOST_DRIVERS)
    yield from repeats("drivers", (each.ref for each in drivers))
    yield from untitled("drivers", (each.title for each in drivers))
    for at, driver in enumerate(drivers):
        yield from _driver(known, at, driver)
    yield from _circles(known)
    yield from _correlations(known)
    yield from _scenarios(known)


def too_many(part: str, count: int, most: int) -> Faults:
    """A fault at the first row beyond what a book may hold: each of them is worked out over every line."""
    if count > most:
        what = f"there are {count:,} {part}, and a book holds {most} at most"
        yield BookFault(part, most, "ref", what, "keep those that a decision rests on")


def _driver(known: Known, at: int, driver: Driver) -> Faults:
    yield from unknown_code("drivers", at, "kind", driver.kind, DRIVER_KINDS)
    yield from unknown_code("drivers", at, "shape", driver.shape, SHAPES)
    if driver.ref in (TAX_CORE, TAX_CARE):
        what = f"'{driver.ref}' is the name of a rise of council tax"
        yield BookFault("drivers", at, "ref", what, "give the driver another name")
    if not 0 <= driver.persistence < 1:
        what = f"{driver.persistence:f} is not from 0 to below 1"
        yield BookFault("drivers", at, "persistence", what, "write the share of a surprise that stays")
    if driver.follows:
        yield from known.driver("drivers", at, driver.follows, (), "follows")
    elif driver.share:
        what = "a share of another driver, and no driver that it follows"
        yield BookFault("drivers", at, "follows", what, "name the driver, or leave the share empty")
    missing = [year_name(year) for year in known.book.years if year not in driver.values]
    if missing:
        what = f"'{driver.ref}' has no assumption for {', '.join(missing)}"
        yield BookFault("drivers", at, "values", what, "give one for every year; 0 where it moves nothing")
    for year, value in driver.values.items():
        yield from known.year("drivers", at, year, year_name(year))
        yield from _assumption(at, driver, year_name(year), value)


def _assumption(at: int, driver: Driver, year: str, value: Assumption) -> Faults:
    if not value.low <= value.central <= value.high:
        what = f"low {value.low:f}, central {value.central:f} and high {value.high:f} are not in that order"
        yield BookFault("drivers", at, year, what, "put the low at or below the central, and the high above")
    for each in (value.low, value.central, value.high):
        yield from _rate("drivers", at, year, each, driver.kind)


def _rate(part: str, at: int, column: str, value: Decimal, kind: str) -> Faults:
    """A rate is a share a year; what is delivered is a share of the whole."""
    if kind == "delivery":
        yield from outside(part, at, column, value, 0, 1)
    elif not -1 < value < 1:
        what = f"{value:f} is {value * 100:f}% a year"
        yield BookFault(part, at, column, what, "write a rate as a share: 2% is 0.02")


def _circles(known: Known) -> Faults:
    """Drivers that follow each other in a circle, each circle named once."""
    told: set[str] = set()
    for at, driver in enumerate(known.book.drivers):
        path: list[str] = []
        ref = driver.ref
        while ref in known.drivers and ref not in path and ref not in told:
            path.append(ref)
            ref = known.drivers[ref].follows
        if ref in path:
            loop = " follows ".join(f"'{each}'" for each in (*path[path.index(ref) :], ref))
            where = next(n for n, each in enumerate(known.book.drivers) if each.ref == ref)
            do = "take one of them out of the circle: leave its follows empty"
            yield BookFault("drivers", where if driver.ref != ref else at, "follows", f"a circle: {loop}", do)
        told.update(path)


def _correlations(known: Known) -> Faults:
    rows, seen, sound = known.book.correlations, set(), True
    for at, row in enumerate(rows):
        found = list(known.driver("correlations", at, row.driver, ()))
        found += known.driver("correlations", at, row.other, (), "other")
        found += outside("correlations", at, "value", row.value, -1, 1)
        if row.driver == row.other:
            what = f"'{row.driver}' with itself"
            found.append(BookFault("correlations", at, "other", what, "name two drivers"))
        pair = frozenset((row.driver, row.other))
        if pair in seen:
            what = f"'{row.driver}' and '{row.other}' are there twice"
            found.append(BookFault("correlations", at, "other", what, "keep one row for a pair"))
        seen.add(pair)
        sound = sound and not found
        yield from found
    if sound and rows:
        yield from _impossible(known)


def _impossible(known: Known) -> Faults:
    """The first pair whose correlation cannot hold beside the others: no such things can move together."""
    rows = known.book.correlations
    refs = list(dict.fromkeys(ref for row in rows for ref in (row.driver, row.other)))
    at = {ref: n for n, ref in enumerate(refs)}
    matrix = [[1.0 if i == j else 0.0 for j in range(len(refs))] for i in range(len(refs))]
    for row in rows:
        i, j = at[row.driver], at[row.other]
        matrix[i][j] = matrix[j][i] = float(row.value)
    broken = first_impossible(matrix)
    if broken is None:
        return
    strongest = max(range(broken), key=lambda j: abs(matrix[broken][j]))
    pair = {refs[broken], refs[strongest]}
    where = next(n for n, row in enumerate(rows) if {row.driver, row.other} == pair)
    row = rows[where]
    what = (
        f"'{row.driver}' and '{row.other}' cannot go together as {row.value:f} while the other"
        " correlations are as they are"
    )
    do = "bring it nearer to 0, or say how each goes with what the other goes with"
    yield BookFault("correlations", where, "value", what, do)


def first_impossible(matrix: list[list[float]]) -> int | None:
    """The first row at which a matrix of correlations is no longer positive semi-definite (Cholesky)."""
    lower = [[0.0] * len(matrix) for _ in matrix]
    for i, row in enumerate(matrix):
        for j in range(i):
            rest = row[j] - sum(lower[i][k] * lower[j][k] for k in range(j))
            if lower[j][j] > _A_LITTLE:
                lower[i][j] = rest / lower[j][j]
            elif abs(rest) > sqrt(_A_LITTLE):
                return i
        left = row[i] - sum(each * each for each in lower[i][:i])
        if left < -_A_LITTLE:
            return i
        lower[i][i] = sqrt(max(left, 0.0)) if left > _A_LITTLE else 0.0
    return None


def _scenarios(known: Known) -> Faults:
    scenarios = known.book.scenarios
    yield from too_many("scenarios", len(scenarios), MOST_SCENARIOS)
    yield from repeats("scenarios", (each.ref for each in scenarios))
    yield from untitled("scenarios", (each.title for each in scenarios))
    for at, scenario in enumerate(scenarios):
        if scenario.ref == CENTRAL:
            what = "central is what the plan without a scenario is called"
            yield BookFault("scenarios", at, "ref", what, "give the scenario another name")
        seen: set[tuple[str, int]] = set()
        for inside, each in enumerate(scenario.overrides):
            for fault in _override(known, at, each, seen):
                yield replace(fault, inside=inside)


def _override(known: Known, at: int, each: Override, seen: set[tuple[str, int]]) -> Faults:
    yield from known.year("scenarios", at, each.year)
    kind = ""
    if each.driver not in (TAX_CORE, TAX_CARE):
        yield from known.driver("scenarios", at, each.driver, ())
        kind = known.drivers[each.driver].kind if each.driver in known.drivers else ""
    yield from _rate("scenarios", at, "value", each.value, kind)
    if (each.driver, each.year) in seen:
        what = f"'{each.driver}' is set twice for {year_name(each.year)}"
        yield BookFault("scenarios", at, "driver", what, "keep one of the values")
    seen.add((each.driver, each.year))
