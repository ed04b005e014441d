"""What an officer sees of each driver: its values by year, how it moves, and what hangs on it, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldenthread.finance.queries.driver import DriverShown
from goldenthread.finance.scenario_figure import rate
from goldenthread.kit.figure import DataTable
from goldenthread.kit.format import number
from goldenthread.kit.part import Row
from goldenthread.rules.budget import DRIVER_KINDS, SHAPES
from goldenthread.rules.financial_year import year_name

MOVES_NOTHING = "It moves nothing yet."
HOW_TO_JOIN = (
    "Join it: open a line and give the share that moves with it, or choose it as what moves a change, a line"
    " of funding or the tax base."
)


@dataclass(frozen=True, slots=True)
class DriverSection:
    """One driver on the page. `may_go` says whether nothing hangs on it."""

    ref: str
    title: str
    table: DataTable
    facts: tuple[Row, ...]
    may_go: bool


def drivers_shown(drivers: Sequence[DriverShown]) -> tuple[DriverSection, ...]:
    """Each driver in the order of the budget."""
    return tuple(
        DriverSection(
            each.driver.ref, each.driver.title, _table(each), tuple(_facts(each)), not each.hanging.is_used
        )
        for each in drivers
    )


def _table(shown: DriverShown) -> DataTable:
    values = sorted(shown.driver.values.items())
    rows = tuple(
        (name, *(rate(getattr(held, end)) for _, held in values))
        for name, end in (("Low", "low"), ("Central", "central"), ("High", "high"))
    )
    headings = ("Taken to be", *(year_name(year) for year, _ in values))
    return DataTable(f"{shown.driver.title}: per cent", headings, rows, tuple(range(1, len(headings))))


def _facts(shown: DriverShown) -> Iterator[Row]:
    driver = shown.driver
    yield Row("What it moves", DRIVER_KINDS[driver.kind])
    yield Row("How uncertain", SHAPES[driver.shape])
    if driver.follows:
        yield Row("Follows", f"{shown.follows}: {rate(driver.share)} of it is added")
    if driver.persistence:
        yield Row("A surprise lasts", f"{rate(driver.persistence)} of it is still there the next year")
    if shown.goes_with:
        said = (f"{title} ({number(value.normalize() + 0)})" for title, value in shown.goes_with)
        yield Row("Goes together with", "; ".join(said))
    yield Row("Source", driver.source or "No source is given")
    hanging = shown.hanging.in_words
    if not shown.hanging.is_used:
        hanging = f"{MOVES_NOTHING} {HOW_TO_JOIN}"
    yield Row("What hangs on it", f"{hanging[:1].upper()}{hanging[1:]}")
