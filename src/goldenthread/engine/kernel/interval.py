"""Confidence intervals for many figures at once: `rules.interval`, the same sums in the same order."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from goldenthread.engine.kernel.answer import Bools, Ints
from goldenthread.engine.kernel.frame import Floats, Frame
from goldenthread.rules.counts import COUNTED, SLACK, TIE, counts_itself, multipliers
from goldenthread.rules.interval import FEW, PUBLISHED_AT, exact
from goldenthread.rules.measure import Measure
from goldenthread.rules.normal import critical_z
from goldenthread.rules.number import MOST_PLACES

METHODS: Final = ("", "published", "wilson", "byar", "exact")
"""What a method's code stands for; 0 is no interval."""

PUBLISHED, WILSON, BYAR, EXACT = range(1, len(METHODS))

TENS: Final = np.array([float(10**places) for places in range(2 * MOST_PLACES)])
_HALVES: Final = 0.5 / TENS * (1 + SLACK)
"""By decimals: half a unit of the last place, and what floating point may add to it."""

_WHOLE_TENS: Final = 10 ** np.arange(MOST_PLACES + 1)


@dataclass(frozen=True, slots=True)
class Counts:
    """The value is `count / of * multiplier`, where the counts are there and give it."""

    count: Floats
    of: Floats
    multiplier: Floats
    share: Bools
    there: Bools

    def take(self, at: Ints) -> "Counts":
        """The counts at these places, all of them where they are all."""
        if len(at) == len(self.count):
            return self
        return Counts(self.count[at], self.of[at], self.multiplier[at], self.share[at], self.there[at])


@dataclass(frozen=True, slots=True)
class Limits:
    """Lower and upper limits in the measure's unit, NaN where there are none, and METHODS codes."""

    lower: Floats
    upper: Floats
    method: npt.NDArray[np.int8]

    @property
    def there(self) -> Bools:
        found: Bools = self.method > 0
        return found

    def take(self, at: Ints) -> "Limits":
        """The limits at these places, all of them where they are all."""
        if len(at) == len(self.method):
            return self
        return Limits(self.lower[at], self.upper[at], self.method[at])


@dataclass(frozen=True, slots=True)
class Values:
    """Judged values: units of 10**-decimals, their counts as delivered, and the code of each one's measure.

    `numerator` and `denominator` are NaN where there is none; None where no value has one.
    """

    units: Ints
    decimals: Ints
    valued: Bools
    numerator: Floats | None
    denominator: Floats | None
    measure: Ints

    @property
    def value(self) -> Floats:
        values: Floats = self.units / TENS[self.decimals]
        return values


def values_at(frame: Frame, rows: Ints) -> Values:
    """The judged values of rows of a frame. Where only a bound is known there is no value to count."""
    series = frame.series[rows]
    return Values(
        frame.units[rows],
        frame.decimals[series],
        frame.valued[rows] & ~frame.bound[rows],
        None if frame.numerator is None else frame.numerator[rows],
        None if frame.denominator is None else frame.denominator[rows],
        frame.measure[series],
    )


def intervals(frame: Frame, facts: Sequence[Measure], rows: Ints, confidence: float) -> Limits:
    """The interval of each of these rows: from its counts, else as published at 95%, else none."""
    values = values_at(frame, rows)
    return _intervals(frame, facts, rows, values, counts_behind(values, facts), confidence)


def latest_intervals(frame: Frame, facts: Sequence[Measure], confidence: float) -> Limits:
    """By series: the interval of its latest figure, worked out once for every question that asks."""
    found: Limits | None = frame.worked.get(("latest intervals", confidence))
    if found is None:
        found = _intervals(frame, facts, frame.last, *_latest(frame, facts), confidence)
        frame.worked["latest intervals", confidence] = found
    return found


def latest_counts(frame: Frame, facts: Sequence[Measure]) -> Counts:
    """By series: the counts behind its latest figure, worked out once for every question that asks."""
    return _latest(frame, facts)[1]


def _latest(frame: Frame, facts: Sequence[Measure]) -> tuple[Values, Counts]:
    if "latest" not in frame.worked:
        values = values_at(frame, frame.last)
        frame.worked["latest"] = values, counts_behind(values, facts)
    known: tuple[Values, Counts] = frame.worked["latest"]
    return known


def _intervals(
    frame: Frame, facts: Sequence[Measure], rows: Ints, values: Values, counts: Counts, confidence: float
) -> Limits:
    made = limits_of_counts(counts, confidence)
    if confidence != PUBLISHED_AT or frame.lower is None or frame.upper is None:
        return made
    return or_published(made, frame.lower[rows], frame.upper[rows], values, facts)


def or_published(
    made: Limits, lower: Floats, upper: Floats, values: Values, facts: Sequence[Measure]
) -> Limits:
    """The limits that came with the figures, where none were made from counts."""
    takes = ~made.there & values.valued
    if takes.any():
        takes &= around(lower, upper, values, facts)
    return Limits(
        np.where(takes, lower, made.lower),
        np.where(takes, upper, made.upper),
        np.where(takes, np.int8(PUBLISHED), made.method),
    )


def around(lower: Floats, upper: Floats, values: Values, facts: Sequence[Measure]) -> Bools:
    """Are both limits there, in their order and around their value, to half a unit of its last place?"""
    value, ordered = values.value, lower <= upper
    with np.errstate(all="ignore"):
        away = np.maximum(lower - value, value - upper)
        if (away[ordered] <= 0).all():
            return ordered
        return _to_the_last_place(away - TIE * np.abs(value), values, facts, ordered)


def counts_behind(values: Values, facts: Sequence[Measure]) -> Counts:
    """The counts of values; not there where they are missing, impossible, or give another value."""
    kind = np.array([_kind(measure) for measure in facts], np.int8)[values.measure]
    share = kind == COUNTED.index("proportion")
    plain = kind == COUNTED.index("count")
    value = values.value
    nothing = np.full(len(value), np.nan)
    count = nothing if values.numerator is None else values.numerator
    of = nothing if values.denominator is None else values.denominator
    if plain.any():
        own = plain & np.array([counts_itself(measure) for measure in facts])[values.measure]
        count = np.where(own & np.isnan(count), value, count)
        of = np.where(plain, 1.0, of)
    there = values.valued & (kind >= 0) & (count >= 0) & (of > 0) & ~(share & (count > of))
    multiplier = _multiplier(values, facts, there, value, count, of)
    return Counts(count, of, multiplier, share, there & ~np.isnan(multiplier))


def _kind(measure: Measure) -> int:
    return COUNTED.index(measure.statistic) if measure.statistic in COUNTED else -1


def _multiplier(
    values: Values, facts: Sequence[Measure], there: Bools, value: Floats, count: Floats, of: Floats
) -> Floats:
    """What alone the ratio of the counts is to be multiplied by to give the value, else NaN."""
    choices = [multipliers(measure) for measure in facts]
    first = np.array([each[0] if each else math.nan for each in choices])[values.measure]
    with np.errstate(all="ignore"):
        ratio = count / of
        agrees = _gives(ratio * first, value, values, facts, there)
        found: Floats = np.where(agrees, first, np.nan)
        if any(len(each) > 1 for each in choices):
            second = np.array([each[1] if len(each) > 1 else math.nan for each in choices])[values.measure]
            too = _gives(ratio * second, value, values, facts, there)
            found = np.where(agrees & too, np.nan, np.where(too, second, found))
    return found


def _gives(made: Floats, value: Floats, values: Values, facts: Sequence[Measure], there: Bools) -> Bools:
    """Is the value what the counts make, to half a unit of the last place that it is written to?"""
    return _to_the_last_place(np.abs(made - value) - TIE * np.abs(value), values, facts, there)


def _to_the_last_place(away: Floats, values: Values, facts: Sequence[Measure], among: Bools) -> Bools:
    """Which of these are no further away than half a unit of the last place that the value is written to?"""
    agrees: Bools = among & (away <= _HALVES[values.decimals])
    unstated = np.array([measure.decimals is None for measure in facts])
    if not unstated.any():
        return agrees
    # A value that ends in noughts may have been delivered at fewer places: few need to be looked at.
    at = np.flatnonzero(among & ~agrees & (away <= _HALVES[0]))
    at = at[unstated[values.measure[at]]]
    units, decimals = values.units[at], values.decimals[at]
    for fewer in range(1, MOST_PLACES + 1):
        good = (decimals >= fewer) & (units % _WHOLE_TENS[fewer] == 0)
        at, units, decimals = at[good], units[good], decimals[good]
        if not len(at):
            break
        agrees[at] |= away[at] <= _HALVES[decimals - fewer]
    return agrees


def limits_of_counts(counts: Counts, confidence: float) -> Limits:
    """Wilson's limits for proportions; exact and Byar's for rates and plain counts."""
    size = len(counts.count)
    made = Limits(np.full(size, np.nan), np.full(size, np.nan), np.zeros(size, np.int8))
    shares, others = counts.there & counts.share, counts.there & ~counts.share
    with np.errstate(all="ignore"):
        if shares.all():
            lower, upper = wilson(counts.count, counts.of, confidence)
            return Limits(lower * counts.multiplier, upper * counts.multiplier, made.method + np.int8(WILSON))
        if shares.any():
            at = np.flatnonzero(shares)
            lower, upper = wilson(counts.count[at], counts.of[at], confidence)
            made.lower[at], made.upper[at] = lower * counts.multiplier[at], upper * counts.multiplier[at]
            made.method[at] = WILSON
        if others.any():
            at = np.flatnonzero(others)
            lower, upper, method = poisson(counts.count[at], confidence)
            of, multiplier = counts.of[at], counts.multiplier[at]
            made.lower[at], made.upper[at] = lower / of * multiplier, upper / of * multiplier
            made.method[at] = method
    return made


def wilson(count: Floats, of: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Wilson's limits as shares of one; the counts must be possible."""
    z = critical_z(confidence)
    if math.isinf(z):
        return np.zeros(len(count)), np.ones(len(count))
    middle = 2 * count + z * z
    reach = z * np.sqrt(z * z + 4 * count * (1 - count / of))
    both = middle + reach
    lower = 2 * count * count / (of * both)
    upper = both / (2 * (of + z * z))
    return lower, np.where(count == of, 1.0, np.minimum(upper, 1.0))


def poisson(count: Floats, confidence: float) -> tuple[Floats, Floats, npt.NDArray[np.int8]]:
    """The limits of numbers of events: exact below 10, Byar's from there; method 0 where there are none."""
    z = critical_z(confidence)
    more = count + 1
    root = 1 - 1 / (9 * count) - z / (3 * np.sqrt(count))
    above = 1 - 1 / (9 * more) + z / (3 * np.sqrt(more))
    lower, upper = count * (root * root * root), more * (above * above * above)
    method = np.where((root >= 0) & math.isfinite(z), np.int8(BYAR), np.int8(0))
    few = np.flatnonzero(count < FEW)
    if len(few):
        distinct, code = np.unique(count[few], return_inverse=True)
        limits = [exact(float(each), confidence) for each in distinct]
        known = np.array([each or (np.nan, np.nan) for each in limits])
        lower[few], upper[few] = known[code, 0], known[code, 1]
        method[few] = np.array([EXACT if each else 0 for each in limits], np.int8)[code]
    none = method == 0
    lower[none] = upper[none] = np.nan
    return lower, upper, method
