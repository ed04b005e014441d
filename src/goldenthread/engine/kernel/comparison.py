"""Comparisons with benchmarks and groups for all series at once: `rules.comparison`, the same sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from goldenthread.engine.kernel.answer import (
    NO_REASON,
    Answers,
    Bools,
    Figures,
    Ints,
    basis_bit,
    mark_bit,
    reason_code,
    verdict_code,
)
from goldenthread.engine.kernel.asked import Asked
from goldenthread.engine.kernel.frame import Floats, Frame
from goldenthread.engine.kernel.group import group
from goldenthread.engine.kernel.interval import METHODS, TENS, Limits, intervals, latest_intervals
from goldenthread.engine.kernel.other import Other, benchmark, units_at
from goldenthread.engine.kernel.quintile import quintiles
from goldenthread.rules.compared import LIMIT_PLACES, OUTER_CONFIDENCE, TIE, multiplier_of
from goldenthread.rules.comparison import word
from goldenthread.rules.control_limit import z_of
from goldenthread.rules.measure import Measure
from goldenthread.rules.polarity import HIGH_IS_GOOD, LOW_IS_GOOD, NO_JUDGEMENT

LARGEST_LIMIT: Final = 9e18
_WAYS: Final = (LOW_IS_GOOD, NO_JUDGEMENT, HIGH_IS_GOOD)
_VERDICTS: Final = np.array(
    [
        [[verdict_code(word(side, way, far=far)) for far in (False, True)] for side in (-1, 0, 1)]
        for way in _WAYS
    ],
    np.int8,
)
"""By way, side and whether it is far."""

_METHOD_BITS: Final = np.array([0, *(basis_bit(method) for method in METHODS[1:])], np.int64)


@dataclass(frozen=True, slots=True)
class Standing:
    """By tested series: the side, whether far beyond, the limits tested, basis bits, is there an answer."""

    side: Ints
    far: Bools
    lower: Floats
    upper: Floats
    basis: Ints
    there: Bools


def comparison(frame: Frame, asked: Asked) -> tuple[Answers, Bools]:
    """The answers, and the series that only the rules can answer."""
    answers, beyond = _compared(frame, asked)
    plain = np.array([measure.statistic == "count" for measure in asked.facts])[frame.measure]
    if plain.any():
        answers.stop(np.flatnonzero(plain), reason_code("not_comparable"))
    return answers, beyond & ~plain


def _compared(frame: Frame, asked: Asked) -> tuple[Answers, Bools]:
    """The same, whatever the measures are."""
    method, near = asked.question.parameters["method"], asked.question.name == "neighbours"
    if method == "quintiles" and not near:
        return quintiles(frame, asked)
    if method in ("quintiles", "spc_rate") or (method == "overlap" and near):
        return Answers.unable(frame.count, "no_comparator"), np.ones(frame.count, bool)
    other = group(frame, asked) if near else benchmark(frame, asked)
    answers = Answers.unable(frame.count, "no_interval")
    answers.reason = np.where(other.reason == NO_REASON, answers.reason, other.reason)
    tested = np.flatnonzero((other.reason == NO_REASON) & ~other.beyond & frame.valued[frame.last])
    stands = _standing(frame, asked, other, tested)
    return answers, other.beyond | _answered(frame, asked, answers, other, tested, stands)


def _answered(
    frame: Frame, asked: Asked, answers: Answers, other: Other, tested: Ints, stands: Standing
) -> Bools:
    """Write where the series stand into the answers; which have limits too large for them."""
    there, judged = stands.there, tested[stands.there]
    way = asked.ways[judged] + 1
    answers.verdict[judged] = _VERDICTS[way, stands.side[there] + 1, stands.far[there].astype(np.int64)]
    answers.reason[judged] = NO_REASON
    answers.basis[judged] = stands.basis[there] | other.basis[judged]
    provisional = frame.provisional[frame.last[judged]] | other.provisional[judged]
    answers.marks[judged] = provisional * mark_bit("provisional")
    for ranks, found in ((answers.rank, other.rank), (answers.ranked, other.ranked)):
        ranks[tested] = found[tested]
    answers.base[tested] = other.row[tested]
    has_base, has_change = np.zeros(frame.count, bool), np.zeros(frame.count, bool)
    has_base[tested], has_change[judged] = True, True
    answers.base_value = Figures(other.units, other.places, has_base, trim=True)
    change = units_at(frame, frame.last, frame.every, other.places) - other.units
    answers.change = Figures(change, other.places, has_change, trim=True)
    beyond = np.zeros(frame.count, bool)
    answers.lower, answers.upper = (
        _limits(frame, tested, limit, has_change, beyond) for limit in (stands.lower, stands.upper)
    )
    return beyond


def _limits(frame: Frame, tested: Ints, limits: Floats, there: Bools, beyond: Bools) -> Figures:
    places = frame.decimals + LIMIT_PLACES
    scaled = np.rint(limits * TENS[places[tested]])
    size = np.abs(scaled)
    beyond[tested[size >= LARGEST_LIMIT]] = True
    units = np.zeros(frame.count, np.int64)
    units[tested] = np.where(size < LARGEST_LIMIT, scaled, 0)  # a number that is missing is neither
    return Figures(units, places, there.copy())


def _standing(frame: Frame, asked: Asked, other: Other, tested: Ints) -> Standing:
    given = asked.question.parameters
    rows, confidence = frame.last[tested], given["confidence"]
    point = other.units[tested] / TENS[other.places[tested]]
    if given["method"] == "spc_proportion":
        return _around(frame, asked.facts, rows, point, confidence)
    inner = latest_intervals(frame, asked.facts, confidence).take(tested)
    if given["method"] == "overlap":
        theirs = intervals(frame, asked.facts, other.row[tested], confidence)
        return _overlapping(inner, theirs)
    side = _side(inner.lower, inner.upper, point)
    basis = _METHOD_BITS[inner.method]
    if given["method"] == "interval":
        return Standing(side, np.zeros(len(rows), bool), inner.lower, inner.upper, basis, inner.there)
    outer = latest_intervals(frame, asked.facts, OUTER_CONFIDENCE).take(tested)
    far = (side != 0) & (_side(outer.lower, outer.upper, point) == side)
    there = inner.there & ((side == 0) | outer.there)
    return Standing(side, far, inner.lower, inner.upper, basis, there)


def _overlapping(ours: Limits, theirs: Limits) -> Standing:
    side = _above(ours.lower, theirs.upper).astype(np.int64) - _above(theirs.lower, ours.upper)
    basis = _METHOD_BITS[ours.method] | basis_bit("overlap")
    near = np.zeros(len(side), bool)
    return Standing(side, near, ours.lower, ours.upper, basis, ours.there & theirs.there)


def _around(frame: Frame, facts: Sequence[Measure], rows: Ints, point: Floats, confidence: float) -> Standing:
    """Wilson's limits at the comparator's proportion: `rules.control_limit.proportion_limits`."""
    series = frame.series[rows]
    times = np.array([float(multiplier_of(each) or np.nan) for each in facts])[frame.measure[series]]
    n = np.full(len(rows), np.nan) if frame.denominator is None else frame.denominator[rows]
    k = z_of(confidence)
    with np.errstate(all="ignore"):
        share = point / times
        there = (n > 0) & (share >= 0) & (share <= 1)
        expected = n * share
        middle, reach = 2 * expected + k * k, k * np.sqrt(k * k + 4 * expected * (1 - share))
        under = 2 * (n + k * k)
        lower, upper = times * (middle - reach) / under, times * (middle + reach) / under
    value = frame.units[rows] / TENS[frame.decimals[series]]
    side = -_side(lower, upper, value)
    basis = np.full(len(rows), basis_bit("wilson"))
    return Standing(side, np.zeros(len(rows), bool), lower, upper, basis, there)


def _side(lower: Floats, upper: Floats, point: Floats) -> Ints:
    """1 where both limits are above the point, -1 where both are below it, else 0."""
    side: Ints = _above(lower, point).astype(np.int64) - _above(point, upper)
    return side


def _above(this: Floats, that: Floats) -> Bools:
    """Which numbers are above others by more than rounding could make it; never where one is missing."""
    with np.errstate(all="ignore"):
        size = np.maximum(1.0, np.maximum(np.abs(this), np.abs(that)))
        above: Bools = this - that > TIE * size
    return above
