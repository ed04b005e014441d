"""Trajectories by growth for all series at once: `rules.open_sdg`, the same products in the same order."""

from datetime import date

import numpy as np

from goldenthread.engine.kernel.aim import PLACES
from goldenthread.engine.kernel.answer import Bools, Ints, reason_code
from goldenthread.engine.kernel.asked import Asked
from goldenthread.engine.kernel.frame import Floats, Frame
from goldenthread.engine.kernel.way import ACHIEVED, BEHIND, OFF_TRACK, ON_TRACK, WRONG, Paced, Ways
from goldenthread.rules.number import MOST_PLACES
from goldenthread.rules.open_sdg import NEARLY_ZERO, TIE
from goldenthread.rules.trajectory import BOUNDS, NEEDED_PLACES

EXACT = 2**53
LARGEST = 9e18
_TENS = np.array([10.0**places for places in range(MOST_PLACES + NEEDED_PLACES + 1)])


def grown(frame: Frame, asked: Asked, ways: Ways) -> Paced:
    """By the same share every year, as Open SDG measures it."""
    value, aim, start = (each / _TENS[PLACES] for each in (ways.value, ways.aim, ways.start))
    unfit: Bools = np.maximum(np.maximum(np.abs(ways.value), np.abs(ways.aim)), np.abs(ways.start)) >= EXACT
    years = np.array([period.start.year for period in frame.periods.periods])
    base, now = years[frame.when[ways.base]], years[frame.latest[ways.some]]
    days, code = np.unique(asked.aims.table.start[ways.aimed], return_inverse=True)
    then = np.array([date.fromordinal(day).year for day in days.tolist()])[code]
    aim, first = (np.where(each == 0, NEARLY_ZERO, each) for each in (aim, start))
    with np.errstate(all="ignore"):
        seen = _growth(first, value, now - base)
        needed = np.abs(_growth(first, aim, then - base))
        pace = seen * (ways.good * np.where(start < 0, -1, 1)) / needed
        way = first * (aim / first) ** ((now - base) / (then - base))
    late = (now - base >= 1) & (then - base > 0)
    there = (ways.base >= 0) & late & ~np.isnan(seen) & ~np.isnan(needed)
    word = np.full(len(pace), WRONG)
    for at, name in zip((OFF_TRACK, BEHIND, ON_TRACK), BOUNDS[::-1], strict=True):
        word[pace >= float(asked.question.parameters[name]) - TIE] = at
    reason = np.where(late, reason_code("not_comparable"), reason_code("no_earlier_period"))
    reason = np.where(ways.base < 0, ways.why, reason)
    word = np.where((value - aim) * ways.good >= 0, ACHIEVED, np.where(there, word, -1))
    shown = way * _TENS[frame.decimals[ways.some] + NEEDED_PLACES]
    shows = np.abs(shown) < LARGEST
    units: Ints = np.rint(np.where(shows, shown, 0.0)).astype(np.int64)
    return Paced(word, reason, units, unfit | ((word > ACHIEVED) & ~shows))


def _growth(first: Floats, last: Floats, years: Ints) -> Floats:
    """Growth a year, as a share; NaN across a change of sign."""
    ratio = last / first
    grown: Floats = np.where(ratio < 0, np.nan, ratio) ** (1 / years) - 1
    return grown
