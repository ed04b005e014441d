"""Quintiles of whole levels at once: `rules.quintile`, in whole numbers."""

from dataclasses import dataclass

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
from goldenthread.engine.kernel.frame import Frame
from goldenthread.engine.kernel.other import LARGEST, places_of, units_at
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.quintile import QUINTILES

_FIRST = verdict_code("1")


@dataclass(frozen=True, slots=True)
class Lists:
    """Rows that are cut into fifths together, list by list, each sorted by its units.

    `begin` and `held` say by list where it begins and how many it holds; `at` says by row of the frame where
    the row stands among all.
    """

    rows: Ints
    units: Ints
    code: Ints
    begin: Ints
    held: Ints
    at: Ints

    @staticmethod
    def of(frame: Frame, level: Ints, places: Ints, asks: Ints) -> "Lists":
        """One list for each measure, group, period and level in which one of these series has its latest."""
        keys = _keys(frame, level)
        lists = np.unique(keys[frame.last[asks]])
        code = np.minimum(np.searchsorted(lists, keys), len(lists) - 1)
        rows = np.flatnonzero((lists[code] == keys) & frame.valued & (level[frame.series] >= 0))
        series = frame.series[rows]
        units = units_at(frame, rows, series, places[series])
        order = np.lexsort((units, code[rows]))
        rows, units, code = rows[order], units[order], code[rows][order]
        begin = np.searchsorted(code, np.arange(len(lists)))
        at = np.zeros(len(frame.when), np.int64)
        at[rows] = np.arange(len(rows))
        return Lists(rows, units, code, begin, np.diff(np.append(begin, len(code))), at)

    def any(self, by_row: Bools) -> Bools:
        """By list: is it so of any of its rows?"""
        found: Bools = np.logical_or.reduceat(by_row, self.begin)
        return found


def quintiles(frame: Frame, asked: Asked) -> tuple[Answers, Bools]:
    """Which fifth of the areas of its level each series is in, and the series that only the rules can answer.

    The rows of one measure, group, period and level make one list, sorted once; each series finds its own
    place in it, and the bounds by their place.
    """
    answers, beyond = Answers.unable(frame.count, "no_comparator"), np.zeros(frame.count, bool)
    level, places = _levels(frame, asked.comparators), places_of(frame, asked.facts)
    asks = np.flatnonzero((level >= 0) & frame.valued[frame.last])
    if not len(asks):
        return answers, beyond
    lists = Lists.of(frame, level, places, asks)
    own = lists.at[frame.last[asks]]
    of = lists.code[own]
    bound = frame.bound[lists.rows]
    large = (frame.slow[frame.series[lists.rows]] & ~bound) | (np.abs(lists.units) >= LARGEST // 10)
    beyond[asks] = lists.any(large)[of] | bound[own]
    reason = np.where(lists.held[of] < QUINTILES, reason_code("too_few_points"), NO_REASON)
    reason[lists.any(bound)[of]] = reason_code("censored")
    answers.reason[asks] = reason
    good = reason == NO_REASON
    provisional = lists.any(frame.provisional[lists.rows])[of[good]]
    answers.marks[asks[good]] = provisional * mark_bit("provisional")
    _write(frame, asked, answers, asks[good], own[good], lists, places)
    return answers, beyond


def _write(
    frame: Frame,
    asked: Asked,
    answers: Answers,
    asks: Ints,
    own: Ints,
    lists: Lists,
    places: Ints,
) -> None:
    """Fifth, rank and bounds of each series that has them; `own` is its place among the sorted units."""
    units, begin, held = lists.units, lists.begin[lists.code[own]], lists.held[lists.code[own]]
    value, way = units[own], asked.ways[asks]
    cuts = [_five_times(units, begin, held, step) for step in range(QUINTILES + 1)]
    fifth = 1 + sum((5 * value > cut).astype(np.int64) for cut in cuts[1:])
    said = np.where(way > 0, QUINTILES + 1 - fifth, fifth)
    answers.verdict[asks] = _FIRST - 1 + said
    answers.reason[asks] = NO_REASON
    answers.basis[asks] = basis_bit("quintile")
    low, high = _equals(units, begin, held, own)
    answers.rank[asks] = np.where(way < 0, low - begin, begin + held - high) + 1
    answers.ranked[asks] = held
    stack, column = np.array(cuts), np.arange(len(asks))
    there = np.zeros(frame.count, bool)
    there[asks] = True
    for name, cut in (("lower", stack[fifth - 1, column]), ("upper", stack[fifth, column])):
        shown = np.zeros(frame.count, np.int64)
        shown[asks] = 2 * cut
        setattr(answers, name, Figures(shown, places + 1, there.copy(), trim=True))


def _five_times(units: Ints, begin: Ints, held: Ints, step: int) -> Ints:
    """Five times the bound that stands so many fifths of the way along each list."""
    whole, rest = np.divmod(step * (held - 1), QUINTILES)
    low = units[begin + whole]
    high = units[begin + np.minimum(whole + 1, held - 1)]
    bound: Ints = QUINTILES * low + rest * (high - low)
    return bound


def _equals(units: Ints, begin: Ints, held: Ints, own: Ints) -> tuple[Ints, Ints]:
    """Where the run of values equal to each one's own begins, and where it ends, in its list."""
    new = np.append(True, units[1:] != units[:-1])
    new[begin] = True  # two lists may end and begin with the same value
    first = np.flatnonzero(new)
    run = np.cumsum(new) - 1
    ends = np.append(first[1:], len(units))
    return first[run[own]], np.minimum(ends[run[own]], begin + held)


def _levels(frame: Frame, comparators: Comparators) -> Ints:
    """By series, the code of its area's level; -1 where nobody has said which."""
    named = [comparators.levels.get(code, "") for code in frame.places]
    codes = {name: at for at, name in enumerate(dict.fromkeys(name for name in named if name))}
    of_place = np.array([codes.get(name, -1) for name in named], np.int64)
    return of_place[frame.area]


def _keys(frame: Frame, level: Ints) -> Ints:
    """By row: measure, group, level and period as one code."""
    kind = frame.measure * len(frame.groups) + frame.group
    levels = kind * (int(level.max(initial=0)) + 2) + level + 1
    keys: Ints = levels[frame.series] * len(frame.periods.periods) + frame.when
    return keys
