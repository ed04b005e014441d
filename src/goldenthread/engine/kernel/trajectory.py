"""Trajectories for all series at once: `rules.trajectory`. The linear way is exact, in 64-bit integers.

Values and targets are compared at PLACES. A baseline that a target states and nobody observed, and what would
not fit, is left to the rules.
"""

from datetime import date
from fractions import Fraction
from math import lcm
from typing import Final

import numpy as np

from goldenthread.engine.kernel.aim import PLACES
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
from goldenthread.engine.kernel.frame import Frame
from goldenthread.engine.kernel.growth import grown
from goldenthread.engine.kernel.outcome import few
from goldenthread.engine.kernel.season import Yearly
from goldenthread.engine.kernel.target import at_places
from goldenthread.engine.kernel.way import ACHIEVED, BEHIND, OFF_TRACK, ON_TRACK, WRONG, Paced, Ways
from goldenthread.rules.baseline import moment_of
from goldenthread.rules.open_sdg import BASE_YEAR
from goldenthread.rules.trajectory import BOUNDS, NEEDED_PLACES, VERDICTS

LARGEST: Final = 2**61
DAY: Final = lcm(28, 29, 30, 31)
"""A month in the parts in which every day of every month is whole."""

CODES: Final = np.array([verdict_code(each) for each in VERDICTS], np.int8)
_TENS: Final = 10 ** np.arange(PLACES + NEEDED_PLACES + 1)


def trajectory(frame: Frame, asked: Asked) -> tuple[Answers, Bools]:
    """The answers, and the series that only the rules can answer."""
    answers = Answers.unable(frame.count, "no_target")
    beyond = np.zeros(frame.count, bool)
    aims = asked.aims
    if not aims.any:
        return answers, beyond
    aim = np.where(aims.after >= 0, aims.after, aims.target)
    answers.reason[(aim >= 0) & (asked.ways == 0)] = reason_code("no_polarity")
    some = np.flatnonzero((aim >= 0) & (asked.ways != 0))
    if len(some):
        growth = asked.question.parameters["method"] == "growth"
        beyond[some] = _answered(frame, asked, answers, some, aim[some], growth)
    return answers, beyond


def _answered(frame: Frame, asked: Asked, answers: Answers, some: Ints, aimed: Ints, growth: bool) -> Bools:
    """Fill in the answers of these series; which of them only the rules can answer."""
    year = asked.question.parameters.get("base_year", BASE_YEAR if growth else None)
    yearly = Yearly(frame, year)
    ways, unfit = _ways(frame, asked, some, aimed, yearly)
    paced = grown(frame, asked, ways) if growth else linear(frame, asked, ways)
    known = (paced.word >= 0) & (ways.base >= 0)
    answers.verdict[some] = np.where(paced.word >= 0, CODES[paced.word], 0)
    answers.reason[some] = np.where(paced.word >= 0, NO_REASON, paced.reason)
    answers.base[some] = np.where(known, ways.base, -1)
    answers.basis[some] = (paced.word >= 0) * (basis_bit("growth") if growth else 0)
    provisional = frame.provisional[frame.last[some]] | (known & frame.provisional[ways.base])
    answers.marks[some] = (provisional & (paced.word >= 0)) * mark_bit("provisional")
    answers.change = _of_series(frame, some, frame.decimals[some], known)
    answers.change.units[some] = frame.units[frame.last[some]] - frame.units[ways.base]
    met = paced.word == ACHIEVED
    places = np.where(met, PLACES, frame.decimals[some] + NEEDED_PLACES)
    limit = np.where(met, ways.aim, paced.needed)
    answers.lower, answers.upper = (
        _of_series(frame, some, places, (paced.word >= 0) & (ways.good == good)) for good in (1, -1)
    )
    answers.lower.units[some] = answers.upper.units[some] = limit
    return unfit | paced.unfit


def _of_series(frame: Frame, some: Ints, places: Ints, there: Bools) -> Figures:
    figures = Figures(
        np.zeros(frame.count, np.int64),
        frame.decimals.astype(np.int64),
        np.zeros(frame.count, bool),
        trim=True,
    )
    figures.places[some], figures.there[some] = places, there
    return figures


def _stated(frame: Frame, asked: Asked, some: Ints, aimed: Ints) -> tuple[Ints, Bools]:
    """The row of each stated baseline that was observed as it is stated, else -1; and which are stated."""
    table = asked.aims.table
    if not table.rows:
        return np.full(len(some), -1), np.zeros(len(some), bool)
    distinct, code = np.unique(aimed, return_inverse=True)
    periods = [table.rows[at].baseline_period for at in distinct.tolist()]
    stated = np.array([period is not None for period in periods])[code]
    if not stated.any():
        return np.full(len(some), -1), stated
    rank_of = {period: rank for rank, period in enumerate(frame.periods.periods)}
    rank = np.array([-1 if period is None else rank_of.get(period, -1) for period in periods])[code]
    row = frame.row_at(some, rank)
    same = frame.units[row] * _TENS[PLACES - frame.decimals[some]] == table.figures["baseline"][aimed]
    good = (row >= np.maximum(frame.last_break[some], 0)) & (rank < frame.latest[some])
    good &= frame.valued[row] & ~frame.provisional[row] & (same | ~table.there["baseline"][aimed])
    if frame.qualifier is not None:
        good &= frame.qualifier[row] == 0
    return np.where(good, row, -1), stated


def _ways(frame: Frame, asked: Asked, some: Ints, aimed: Ints, yearly: Yearly) -> tuple[Ways, Bools]:
    """The ways, and which of them do not fit."""
    table = asked.aims.table
    value, fits = at_places(frame, some, PLACES)
    aim = table.figures["target"][aimed]
    own, stated = _stated(frame, asked, some, aimed)
    base = np.where(stated, own, np.where(yearly.held[some] >= 2, yearly.first[some], -1))
    start = frame.units[base] * _TENS[PLACES - frame.decimals[some]]
    large = (np.abs(aim) >= LARGEST) | (np.abs(frame.units[base]) >= LARGEST // _TENS[PLACES])
    why = np.where(yearly.liked[some] >= 2, reason_code("series_break"), reason_code("no_earlier_period"))
    unfit = ~fits | table.odd[aimed] | large | yearly.odd[some] | (stated & (own < 0))
    return Ways(some, aimed, asked.ways[some], value, aim, base, start, why), unfit


def linear(frame: Frame, asked: Asked, ways: Ways) -> Paced:
    """By the same amount every year, exactly."""
    gone, whole = _time(frame, asked, ways)
    timed = (gone > 0) & (whole > 0)
    gone, whole = np.where(timed, np.minimum(gone, whole), 1), np.where(timed, whole, 1)
    far, needed = ((each - ways.start) * ways.good for each in (ways.value, ways.aim))
    bounds = [Fraction(asked.question.parameters[name]) for name in BOUNDS]
    by = lcm(*(bound.denominator for bound in bounds))
    most = max(by, *(abs(int(bound * by)) for bound in bounds))
    finer = _TENS[np.maximum(frame.decimals[ways.some] - 2, 0)]
    size = np.maximum(np.maximum(np.abs(far), np.abs(needed)), np.abs(ways.start))
    fits = size < LARGEST // (2 * whole * np.maximum(most, finer))
    far, needed, start = (np.where(fits, each, 0) for each in (far, needed, ways.start))
    word = np.full(len(far), WRONG)
    for at, bound in zip((OFF_TRACK, BEHIND, ON_TRACK), bounds[::-1], strict=True):
        word[far * whole * by >= int(bound * by) * needed * gone] = at
    word[needed <= 0] = WRONG
    due = frame.periods.end[frame.latest[ways.some]] >= asked.aims.table.end[ways.aimed]
    word[due & (word == ON_TRACK)] = BEHIND
    reason = np.where(ways.base < 0, ways.why, reason_code("no_earlier_period"))
    word = np.where(ways.achieved, ACHIEVED, np.where((ways.base >= 0) & timed, word, -1))
    way = start * whole + needed * ways.good * gone
    return Paced(word, reason, _rounded(way, whole, frame.decimals[ways.some]), ~fits)


def _rounded(way: Ints, whole: Ints, decimals: Ints) -> Ints:
    """`way / whole` at PLACES, rounded half-even to NEEDED_PLACES more than the decimals."""
    spare = decimals + NEEDED_PLACES - PLACES
    upper, lower = way * _TENS[np.maximum(spare, 0)], whole * _TENS[np.maximum(-spare, 0)]
    units, rest = np.divmod(upper, lower)
    more = (2 * rest > lower) | ((2 * rest == lower) & (units % 2 == 1))
    rounded: Ints = units + more
    return rounded


def _time(frame: Frame, asked: Asked, ways: Ways) -> tuple[Ints, Ints]:
    """From the start of each way: how long to now, and to the target's end, in whole parts of a month."""
    ends = asked.aims.table.end[ways.aimed]
    days, code = few(ends)
    then = np.array([_parts(date.fromordinal(day)) for day in days.tolist()], np.int64)[code]
    by_rank = np.array([_parts(period.end) for period in frame.periods.periods], np.int64)
    start = by_rank[frame.when[ways.base]]
    gone, whole = by_rank[frame.latest[ways.some]] - start, then - start
    common = np.maximum(np.gcd(gone, whole), 1)
    return gone // common, whole // common


def _parts(day: date) -> int:
    return int(moment_of(day) * DAY)
