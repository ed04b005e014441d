"""The invented council's figures: thrown by dice, added up honestly, with the faults that real returns have.

Everything is thrown in whole numbers, so that a seed gives the same figures on every machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

from goldenthread.rules.period import Period
from goldenthread.upkeep.invented.county import COUNTY, NEIGHBOURS, County
from goldenthread.upkeep.invented.measure import COUNT, RATE, SHARE, InventedMeasure

SEASONS = (102, 97, 98, 103)

# Of twelve measures, these carry a mark in the county's figures: so many periods before the last, and what.
LOTS = 12
COUNTY_MARKS = {
    **dict.fromkeys(range(5), (0, "provisional", "Not yet checked against the final return")),
    5: (1, "estimated", "Estimated from part of the period"),
    6: (5, "break", "Counted in a new way from here on"),
    7: (2, "revised", "Corrected after audit"),
    8: (7, "missing", "Not returned"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the observations table."""

    measure: str
    area: str
    period: Period
    value: Decimal | None
    numerator: int | None = None
    denominator: int | None = None
    status: str = "normal"
    note: str = ""


def periods_of(county: County, invented: InventedMeasure) -> tuple[Period, ...]:
    """Ten years, or twelve quarters."""
    return county.years if invented.yearly else county.quarters


def level_at(invented: InventedMeasure, at: int) -> int:
    """Where the figures stand in their period number `at`, before the dice."""
    return max(1, invented.level + invented.drift * at // 100)


def invent_figures(county: County, invented: InventedMeasure) -> Iterator[Figure]:
    """Every figure of one measure: districts, the county that they add up to, and the counties around."""
    dice = county.dice(f"figures/{invented.ref}")
    offsets = [dice.randint(-12, 12) for _ in county.districts]
    usual = dice.randint(8, 30)
    last = len(periods_of(county, invented)) - 1
    for at, period in enumerate(periods_of(county, invented)):
        level = level_at(invented, at)
        parts = []
        for district, offset in zip(county.districts, offsets, strict=True):
            thrown = level * (100 + offset + dice.randint(-4, 4)) // 100
            parts.append(_counted(invented, district.population, usual, thrown, period))
        if invented.in_districts:
            for district, (numerator, denominator) in zip(county.districts, parts, strict=True):
                figure = _figure(invented, district.code, period, numerator, denominator)
                yield _with_fault(figure, dice.randint(1, 120), invented.shape)
        yield _county(
            invented, period, parts, level + dice.randint(-level // 40 - 1, level // 40 + 1), at, last
        )
        if invented.has_neighbours:
            around = level * dice.randint(95, 105) // 100
            yield replace(_plain(invented, NEIGHBOURS, period, around), note="Invented average")


def _county(
    invented: InventedMeasure, period: Period, parts: list[tuple[int, int]], thrown: int, at: int, last: int
) -> Figure:
    if invented.shape in (SHARE, RATE, COUNT):
        numerators, denominators = zip(*parts, strict=True)
        figure = _figure(invented, COUNTY, period, sum(numerators), sum(denominators))
    else:
        figure = _plain(invented, COUNTY, period, thrown)
    lot = sum(map(ord, invented.ref)) % LOTS
    before_last, status, note = COUNTY_MARKS.get(lot, (-1, "", ""))
    if last - at != before_last:
        return figure
    if status == "missing":
        return _without_value(figure, status, note)
    return replace(figure, status=status, note=note)


def _counted(
    invented: InventedMeasure, population: int, usual: int, thrown: int, period: Period
) -> tuple[int, int]:
    """Numerator and denominator in one district."""
    if invented.shape == RATE:
        return population * thrown // 100_000, population
    if invented.shape == COUNT:
        season = SEASONS[(period.start.month - 1) // 3]
        return population * thrown * season // 10_000_000 + 1, 0
    denominator = population * usual // 1000
    return denominator * min(thrown, 990) // 1000, denominator


def _figure(invented: InventedMeasure, area: str, period: Period, numerator: int, denominator: int) -> Figure:
    if invented.shape == COUNT:
        return Figure(invented.ref, area, period, Decimal(numerator))
    times = invented.measure.multiplier or Decimal(1)
    value = (times * numerator / denominator).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    return Figure(invented.ref, area, period, value, numerator, denominator)


def _plain(invented: InventedMeasure, area: str, period: Period, thrown: int) -> Figure:
    """A figure that is not counted from parts, thrown in tenths of its unit."""
    return Figure(invented.ref, area, period, Decimal(thrown) / 10)


def _with_fault(figure: Figure, dice: int, shape: str) -> Figure:
    """One row in sixty is missing or, where it counts people, suppressed."""
    if dice > 2:
        return figure
    if dice == 2 and shape == RATE:
        return _without_value(figure, "suppressed", "Too few to publish")
    return _without_value(figure, "missing", "Not returned by the district")


def _without_value(figure: Figure, status: str, note: str) -> Figure:
    return replace(figure, value=None, numerator=None, denominator=None, status=status, note=note)
