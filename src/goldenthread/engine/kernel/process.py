"""The last stretch of every series with its natural limits: what variation and assurance both rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from goldenthread.engine.kernel.answer import NO_REASON, Bools, Figures, Ints, mark_bit, reason_code
from goldenthread.engine.kernel.asked import Asked
from goldenthread.engine.kernel.frame import Frame
from goldenthread.engine.kernel.limits import Limits, limits_of
from goldenthread.rules.comparator import SeriesKey
from goldenthread.rules.period import Period
from goldenthread.rules.process import LIMIT_PLACES


@dataclass(frozen=True, slots=True)
class Process:
    """The points, and by series where each one's begin; `judged` are the series that have limits.

    `limits` goes by judged series, `reason` and `marks` by every series: `reason` is NO_REASON where there
    are limits. `lower` and `upper` are those limits as they are shown. `beyond` are the series that only the
    rules can answer.
    """

    units: Ints
    begins: Ints
    judged: Ints
    limits: Limits
    reason: Ints
    marks: Ints
    lower: Figures
    upper: Figures
    beyond: Bools

    def shown(self, asked_of: Bools) -> tuple[Figures, Figures]:
        """The limits of some series as they are shown, the lower first, to be an answer's own."""
        lower, upper = (
            Figures(each.units, each.places, each.there & asked_of) for each in (self.lower, self.upper)
        )
        return lower, upper


def process_of(frame: Frame, asked: Asked) -> Process:
    """The process of each series; two questions with the same parameters share it."""
    given = asked.question.parameters
    key = ("process", *(given[name] for name in ("screen", "at_least", "trial_below", "season")))
    if key not in frame.worked:
        frame.worked[key] = _process(frame, asked)
    known: Process = frame.worked[key]
    return known


def _process(frame: Frame, asked: Asked) -> Process:
    given = asked.question.parameters
    rows, held, liked = points_of(frame, given["season"])
    enough = held >= given["at_least"]
    few = np.where(liked >= given["at_least"], reason_code("series_break"), reason_code("too_few_points"))
    reason = np.where(enough, NO_REASON, few)
    if not enough.all():
        rows, held = rows[np.repeat(enough, held)], held[enough]
    series = np.flatnonzero(enough)
    begins = np.cumsum(held) - held
    units = frame.units if len(rows) == len(frame.units) else frame.units[rows]
    limits = limits_of(units, begins, given["screen"])
    reason[series[~limits.there]] = reason_code("not_applicable")
    reason[series[_pooled(frame, rows, begins)]] = reason_code("not_comparable")
    marks = np.zeros(frame.count, np.int64)
    marks[series] = (held < given["trial_below"]) * mark_bit("trial_limits")
    if frame.provisional.any() and len(series):
        marks[series] |= np.logical_or.reduceat(frame.provisional[rows], begins) * mark_bit("provisional")
    has = reason[series] == NO_REASON
    judged = series[has]
    beyond = _rebased(frame, asked.comparators.rebased)
    beyond[series[~limits.fits]] = True
    if not has.all():
        begins, limits = begins[has], limits.of(np.flatnonzero(has))
    lower, upper = (_shown(frame, judged, limits.shown(way)) for way in (-1, 1))
    return Process(units, begins, judged, limits, reason, marks, lower, upper, beyond)


def points_of(frame: Frame, season: str) -> tuple[Ints, Ints, Ints]:
    """The rows of unbroken points; by series how many, and how many without breaks."""
    if season == "all":
        rows, _, held = frame.pointed
        return rows, held, frame.liked
    month = np.array([period.start.month for period in frame.periods.periods])
    same = month[frame.when] == month[frame.latest][frame.series]
    unbroken = frame.unbroken & same
    return np.flatnonzero(unbroken), frame.sums(unbroken), frame.sums(frame.like & same)


def _pooled(frame: Frame, rows: Ints, begins: Ints) -> Bools:
    """By stretch: do periods of its points share time?"""
    if not len(begins) or not frame.periods.pooled:
        return np.zeros(len(begins), bool)
    when = frame.when[rows]
    shares = np.zeros(len(rows), bool)
    shares[1:] = frame.periods.start[when[1:]] < frame.periods.end[when[:-1]]
    shares[begins] = False
    pooled: Bools = np.logical_or.reduceat(shares, begins)
    return pooled


def _rebased(frame: Frame, rebased: Mapping[SeriesKey, Sequence[Period]]) -> Bools:
    """By series: did somebody decide that its limits begin anew?"""
    found = np.zeros(frame.count, bool)
    if not rebased:
        return found
    refs, places, groups = ({text: at for at, text in enumerate(said)} for said in _named(frame))
    for (ref, place, group), periods in rebased.items():
        if periods and ref in refs and place in places and group in groups:
            found |= (
                (frame.measure == refs[ref]) & (frame.area == places[place]) & (frame.group == groups[group])
            )
    return found


def _named(frame: Frame) -> tuple[Sequence[str], ...]:
    return frame.refs, frame.places, frame.groups


def _shown(frame: Frame, judged: Ints, units: Ints) -> Figures:
    there, whole = np.zeros(frame.count, bool), np.zeros(frame.count, np.int64)
    there[judged], whole[judged] = True, units
    return Figures(whole, frame.decimals + LIMIT_PLACES, there)
