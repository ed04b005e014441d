"""Rates made comparable between areas whose people differ in age, from counts and people by age band.

Direct: Dobson and others, Statistics in Medicine 1991, on Byar's limits. Indirect: observed over expected,
with the limits of a Poisson count. The handbook's page is `docs/methods/interval.md`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from goldenthread.rules.interval import FEW, byar, poisson, poisson_method

EUROPEAN_2013: Final = (
    5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000,
    7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000,
)  # fmt: skip
"""The European Standard Population 2013 in 19 bands, 0 to 4, 5 to 9 and so on to 90 and over: 100,000."""

Repeats = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Standardised:
    """A standardised rate or ratio with its limits, None where none are given.

    `method` is `dobson`, `byar` or `exact`; empty where there are too few events to publish a rate at all,
    and then `value` is None.
    """

    value: float | None
    lower: float | None
    upper: float | None
    method: str


@dataclass(frozen=True, slots=True)
class Band:
    """One age band: its events (None counts as none), its people, and its weight.

    `people_with` says, where one person can have several events, how many people had 1, 2, 3 and so on.
    """

    count: float | None
    people: float
    weight: float
    people_with: Repeats = field(default_factory=dict)

    @property
    def events(self) -> float:
        if self.people_with:
            return math.fsum(times * people for times, people in self.people_with.items())
        return self.count or 0.0

    @property
    def spread(self) -> float:
        """The variance of the events: each person's own number of them, squared."""
        if self.people_with:
            return math.fsum(times * times * people for times, people in self.people_with.items())
        return self.count or 0.0


def european_bands(counts: Sequence[float | None], people: Sequence[float]) -> tuple[Band, ...]:
    """The 19 age bands under the European Standard Population 2013. Raises ValueError for another number."""
    return tuple(
        Band(count, of, weight) for count, of, weight in zip(counts, people, EUROPEAN_2013, strict=True)
    )


def directly_standardised(bands: Sequence[Band], multiplier: float, confidence: float) -> Standardised:
    """The weighted rate and Dobson's limits; under 10 events there is neither.

    Raises ValueError for events or weights below zero, no people in a band, or no weights.
    """
    weights = math.fsum(band.weight for band in bands)
    if weights <= 0 or any(band.people <= 0 or band.events < 0 or band.weight < 0 for band in bands):
        raise ValueError("each band needs people, a weight and events that are not below zero")
    events = math.fsum(band.events for band in bands)
    if events < FEW:
        return Standardised(None, None, None, "")
    rate = math.fsum(band.weight * band.events / band.people for band in bands) / weights
    variance = math.fsum(band.weight**2 * band.spread / band.people**2 for band in bands) / weights**2
    limits = byar(events, confidence)
    if limits is None:
        return Standardised(rate * multiplier, None, None, "dobson")
    stretch = math.sqrt(variance / events)
    lower, upper = (rate + stretch * (limit - events) for limit in limits)
    return Standardised(rate * multiplier, lower * multiplier, upper * multiplier, "dobson")


def expected_events(
    people: Sequence[float | None],
    reference_counts: Sequence[float | None],
    reference_people: Sequence[float],
) -> float:
    """The events there would be at the reference rates; an empty cell counts as none."""
    return math.fsum(
        (own or 0.0) * (count or 0.0) / of
        for own, count, of in zip(people, reference_counts, reference_people, strict=True)
    )


def indirectly_standardised(
    observed: float, expected: float, multiplier: float, confidence: float
) -> Standardised:
    """Observed over expected, times the multiplier: 1 or 100 for a ratio, the reference rate for a rate.

    Raises ValueError where nothing is expected or the observed count is below zero.
    """
    if expected <= 0:
        raise ValueError("the expected count must be above zero")
    limits = poisson(observed, confidence)
    lower, upper = (None, None) if limits is None else (each / expected * multiplier for each in limits)
    return Standardised(observed / expected * multiplier, lower, upper, poisson_method(observed))


def reference_rate(counts: Sequence[float | None], people: Sequence[float], multiplier: float) -> float:
    """The reference population's own crude rate, by which a ratio becomes an indirectly standardised rate."""
    return math.fsum(count or 0.0 for count in counts) / math.fsum(people) * multiplier
