"""Points in stretches that share limits, many series at once: `rules.process.split`."""

from dataclasses import dataclass

import numpy as np

from goldenthread.engine.kernel.answer import NO_REASON, Bools, Ints, reason_code
from goldenthread.engine.kernel.frame import Frame


@dataclass(frozen=True, slots=True)
class Stretches:
    """`rows` are the frame's rows of the points, stretch by stretch; the others go by stretch.

    `reason` is NO_REASON where the stretch can have limits, if its points vary.
    """

    rows: Ints
    begins: Ints
    count: Ints
    reason: Ints


def stretches(frame: Frame, chosen: Bools, breaks: Ints, rebased: Ints, at_least: int) -> Stretches:
    """The stretches of chosen series. `breaks` and `rebased` are the rows at which stretches begin."""
    rows = np.flatnonzero(frame.valued & chosen[frame.series])
    if not len(rows):
        return Stretches(rows, rows, rows, rows)
    duration = frame.periods.duration[frame.when]
    if frame.many_durations:
        rows = rows[np.lexsort((duration[rows], frame.series[rows]))]
    decided, cut = (_counted(frame, places)[rows] for places in (rebased, np.append(breaks, rebased)))
    line = _new(frame.series[rows]) | _new(duration[rows])
    decision = line | _new(decided)
    begins = np.flatnonzero(line | _new(cut))
    count = np.diff(begins, append=len(rows))
    without_breaks = np.bincount(np.cumsum(decision) - 1)[np.cumsum(decision)[begins] - 1]
    few = np.where(without_breaks >= at_least, reason_code("series_break"), reason_code("too_few_points"))
    pooled = np.logical_or.reduceat(_overlaps(frame, rows, begins), begins)
    unfit = np.where(pooled, reason_code("not_comparable"), NO_REASON)
    return Stretches(rows, begins, count, np.where(count < at_least, few, unfit))


def _counted(frame: Frame, places: Ints) -> Ints:
    """By row: how many of the places stand at it or before it."""
    at = np.zeros(len(frame.when), np.int64)
    np.add.at(at, places, 1)
    return np.cumsum(at)


def _new(codes: Ints) -> Bools:
    """Which differ from the one before; the first does."""
    new = np.ones(len(codes), bool)
    new[1:] = codes[1:] != codes[:-1]
    return new


def _overlaps(frame: Frame, rows: Ints, begins: Ints) -> Bools:
    """Does the point's period begin before that of the point before it has ended?"""
    when = frame.when[rows]
    overlaps = np.zeros(len(rows), bool)
    overlaps[1:] = frame.periods.start[when[1:]] < frame.periods.end[when[:-1]]
    overlaps[begins] = False
    return overlaps
