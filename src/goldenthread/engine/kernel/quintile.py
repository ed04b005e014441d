"""Quintiles of whole levels at once: `rules.quintile`, in whole numbers."""

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


def quintiles(frame: Frame, asked: Asked) -> tuple[Answers, Bools]:
    """Which fifth of the areas of its level each series is in, and the series that only the rules can answer.

    The rows of one measure, group, period and level make one list, sorted once; each series finds its own
    place in it, and the bounds by their place.
    """
    answers = Answers.unable(frame.count, "no_comparator")
    level = _levels(frame, asked.comparators)
    asks = np.flatnonzero((level >= 0) & frame.valued[frame.last])
    if not len(asks):
        return answers, np.zeros(frame.count, bool)
    keys = _keys(frame, level)
    lists = np.unique(keys[frame.last[asks]])
    code = np.minimum(np.searchsorted(lists, keys), len(lists) - 1)
    rows = np.flatnonzero((lists[code] == keys) & frame.valued & (level[frame.series] >= 0))
    places = places_of(frame, asked.facts)
    units = units_at(frame, rows, places[frame.series[rows]])
    order = np.lexsort((units, code[rows]))
    rows, units, code = rows[order], units[order], code[rows][order]
    begin = np.searchsorted(code, np.arange(len(lists)))
    held = np.diff(np.append(begin, len(code)))
    at = np.zeros(len(frame.when), np.int64)
    at[rows] = np.arange(len(rows))

    def some(by_row: Bools) -> Ints:
        counted: Ints = np.add.reduceat(by_row, begin, dtype=np.int64)
        return counted

    own = at[frame.last[asks]]
    of = code[own]
    bound, large = some(frame.bound[rows]), some(frame.slow[frame.series[rows]] & ~frame.bound[rows])
    large += some(np.abs(units) >= LARGEST // 10)
    beyond = np.zeros(frame.count, bool)
    beyond[asks] = (large[of] > 0) | frame.bound[rows[own]]
    reason = np.where(held[of] < QUINTILES, reason_code("too_few_points"), NO_REASON)
    reason[bound[of] > 0] = reason_code("censored")
    answers.reason[asks] = reason
    good = reason == NO_REASON
    asks, own, of = asks[good], own[good], of[good]
    provisional = some(frame.provisional[rows])[of] > 0
    answers.marks[asks] = provisional * mark_bit("provisional")
    _write(frame, asked, answers, asks, own, (units, begin[of], held[of]), places)
    return answers, beyond


def _write(
    frame: Frame,
    asked: Asked,
    answers: Answers,
    asks: Ints,
    own: Ints,
    lists: tuple[Ints, Ints, Ints],
    places: Ints,
) -> None:
    """Fifth, rank and bounds of each series that has them; `own` is its place among the sorted units."""
    units, begin, held = lists
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
    new[begin] = True
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
