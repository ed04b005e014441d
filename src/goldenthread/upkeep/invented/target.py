"""What the invented council aims for: targets with floor standards, and expected ranges for its activity."""

from collections.abc import Iterator
from decimal import Decimal

from goldenthread.rules.measure import Target
from goldenthread.rules.period import Period
from goldenthread.upkeep.invented.county import COUNTY, County
from goldenthread.upkeep.invented.figure import invent_figures, level_at, periods_of
from goldenthread.upkeep.invented.measure import InventedMeasure

EVERY = 4
"""Quarters between one target and the next."""


def invent_targets(county: County, invented: InventedMeasure) -> Iterator[Target]:
    """A target for each year; one measure in twelve has none, as in life."""
    dice = county.dice(f"targets/{invented.ref}")
    if dice.randint(1, 12) == 1:
        return
    periods = periods_of(county, invented)
    known = {each.period: each.value for each in invent_figures(county, invented) if each.area == COUNTY}
    ambition = dice.randint(-6, 12)
    for at in range(0, len(periods), 1 if invented.yearly else EVERY):
        if invented.yearly and at < 5:
            continue
        base = known[periods[at]] or Decimal(level_at(invented, at)) / 10
        if invented.measure.is_activity:
            yield _range(invented, periods[at], base)
        else:
            yield _aim(invented, periods[at], base, ambition)


def _range(invented: InventedMeasure, period: Period, base: Decimal) -> Target:
    places = Decimal(1).scaleb(-(invented.measure.decimals or 0))
    lower, upper = ((base * share / 100).quantize(places) for share in (Decimal(92), Decimal(108)))
    return Target(invented.ref, COUNTY, period, lower=lower, upper=upper)


def _aim(invented: InventedMeasure, period: Period, base: Decimal, ambition: int) -> Target:
    """A target `ambition` per cent better than where the year began, and a floor a little worse than it."""
    up = 1 if invented.measure.polarity == "high_is_good" else -1
    most = Decimal(99) if invented.measure.unit == "%" else Decimal(10**9)
    target = min(base * (100 + up * ambition) / 100, most).quantize(Decimal("0.1"))
    floor = (target * (100 - up * 4) / 100).quantize(Decimal("0.1"))
    return Target(invented.ref, COUNTY, period, target=target, floor=floor)
