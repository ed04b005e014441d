"""What a plan could come to: draws of its drivers, each the exact plan and a difference in floating point."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goldenthread.engine.budget.draw import drawn, surprises, values
from goldenthread.engine.budget.model import Group, gaps, groups_alike, model
from goldenthread.engine.budget.roll import Outline, Plan
from goldenthread.engine.budget.swing import Swing, swings
from goldenthread.rules.budget import Book
from goldenthread.rules.money import ZERO, penny, total
from goldenthread.rules.mtfp_driver import Drivers

DRAWS: Final = 10_000
CHUNK: Final = 10_000
"""Draws that are worked at once; the answer does not hang on it."""

HALF_A_PENNY: Final = 0.005


@dataclass(frozen=True, slots=True)
class SimulatedYear:
    """A year under all draws. `gap` is the plan's own; a tenth of draws lie below `p10`, a tenth above `p90`.

    `short` is the share of draws with a gap above nothing, contingency counted as spent. `below_minimum` is
    that in which the general reserve would be below its minimum if it met the gap of this year and of those
    before, and nothing else were done; the year's contingency meets a surprise first.
    """

    year: int
    gap: Decimal
    p10: Decimal
    p50: Decimal
    p90: Decimal
    short: Decimal
    below_minimum: Decimal


@dataclass(frozen=True, slots=True)
class Simulated:
    """A plan under a scenario with its uncertainty: the same seed gives the same answer."""

    scenario: str
    draws: int
    seed: int
    years: tuple[SimulatedYear, ...]
    swings: tuple[Swing, ...]


def simulate(book: Book, scenario: str = "", draws: int = DRAWS, seed: int = 1) -> Simulated:
    """Draw the drivers of a book so often. Raises KeyError where the book has no such scenario.

    Raises Refused where the correlations of the drivers contradict each other.
    """
    return simulate_plan(Plan(book), scenario, draws, seed)


def simulate_plan(
    plan: Plan, scenario: str = "", draws: int = DRAWS, seed: int = 1, chunk: int = CHUNK
) -> Simulated:
    """The same, of a plan that is worked under more than one scenario."""
    outline = plan.outline(scenario)
    moved = differences(plan.book, scenario, draws, seed, chunk, plan.alike)
    years = tuple(_years(plan.book, outline, moved))
    return Simulated(scenario, draws, seed, years, swings(plan, scenario))


def differences(
    book: Book, scenario: str, draws: int, seed: int, chunk: int = CHUNK, alike: tuple[Group, ...] = ()
) -> NDArray[np.float64]:
    """By how many pounds each draw moves the gap of each year from the plan's own: (years, draws).

    `alike` is the book's own lines by what moves them, where they are known.
    """
    alike = alike or tuple(groups_alike(book))
    central = Drivers(book, scenario)
    of, plan = surprises(book), model(book, alike, central)
    at_centre = gaps(plan, values(book, central, of, None))
    found = np.empty((book.count, draws))
    start = 0
    for normals in drawn(of, draws, seed, chunk):
        end = start + normals.shape[2]
        for row, gap, centre in zip(
            found, gaps(plan, values(book, central, of, normals)), at_centre, strict=True
        ):
            row[start:end] = gap - centre
        start = end
    return found


def _years(book: Book, outline: Outline, moved: NDArray[np.float64]) -> Iterator[SimulatedYear]:
    """The draws of each year in a few numbers; what was taken from reserves is carried from year to year."""
    taken, contingency = np.zeros(moved.shape[1]), float(book.contingency)
    for totals, money, row in zip(outline.years, outline.funded, moved, strict=True):
        gap = float(totals.gap)
        spare = float(_above_minimum(book, money.reserves))
        # A surplus first puts back what was taken. What is over is not counted on.
        taken += row
        # The plan counts the contingency as spent: a surprise up to it needs nothing more.
        taken -= np.clip(row, 0, contingency)
        taken += gap
        np.maximum(taken, 0, out=taken)
        low, middle, high = np.quantile(row, (0.1, 0.5, 0.9))
        yield SimulatedYear(
            year=totals.year,
            gap=totals.gap,
            p10=_moved(totals.gap, low),
            p50=_moved(totals.gap, middle),
            p90=_moved(totals.gap, high),
            short=_share(row >= HALF_A_PENNY - gap),
            below_minimum=_share(taken >= spare + HALF_A_PENNY),
        )


def _above_minimum(book: Book, closing: Mapping[str, Decimal]) -> Decimal:
    """What the general reserve holds above its minimum, as the plan itself leaves it."""
    return (
        total([closing[each.ref] - each.minimum for each in book.reserves if each.kind == "general"]) + ZERO
    )


def _moved(gap: Decimal, by: float) -> Decimal:
    return gap + penny(Decimal(float(by)))


def _share(found: NDArray[np.bool_]) -> Decimal:
    return (Decimal(int(np.count_nonzero(found))) / len(found)).quantize(Decimal("0.0001"))
