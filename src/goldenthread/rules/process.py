"""A process: the points of a series, in stretches that share limits, with the signals in each.

A stretch ends where the next begins: at a break, and at a period from which somebody decided, on the record,
that limits begin anew. Nothing else begins limits anew.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Final

from goldenthread.rules.case import Case
from goldenthread.rules.limits import Limits, limits_of
from goldenthread.rules.number import unscaled
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period
from goldenthread.rules.policy import Question
from goldenthread.rules.series import Series
from goldenthread.rules.signal import Signal, signals

LIMIT_PLACES: Final = 4
"""Limits are shown to so many places more than the measure's decimals."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Points that share limits. Where they can have none, `limits` is None and `reason` says why."""

    rows: tuple[Observation, ...]
    units: tuple[int, ...]
    decimals: int
    limits: Limits | None
    signals: tuple[Signal, ...]
    reason: str
    marks: tuple[str, ...]

    def shown(self, limit: Fraction) -> Decimal:
        """A mean or limit in units as the decimal that people read, rounded half-even."""
        return unscaled(round(limit * 10**LIMIT_PLACES), self.decimals + LIMIT_PLACES)


def stretches(case: Case, question: Question) -> tuple[Stretch, ...]:
    """Every stretch of the series, in order; the last judges the latest point. The latest has a value."""
    return split(case.series, points(case.series, question), case.beside.rebased, question)


def split(
    series: Series, rows: Sequence[Observation], rebased: Sequence[Period], question: Question
) -> tuple[Stretch, ...]:
    """Points of a series, all with values and of one length of period, in their stretches.

    Too few points are put down to a break where there would be enough without it.
    """
    anew = sorted(rebased)
    cuts = sorted([*anew, *(row.period for row in series.rows if row.status == "break")])
    parts = [tuple(part) for _, part in groupby(rows, lambda row: bisect_right(cuts, row.period))]
    decided = [bisect_right(anew, part[0].period) for part in parts]
    without_breaks: Counter[int] = Counter()
    for part, decision in zip(parts, decided, strict=True):
        without_breaks[decision] += len(part)
    found = []
    for part, decision in zip(parts, decided, strict=True):
        enough = without_breaks[decision] >= question.parameters["at_least"]
        found.append(_stretch(series, question, part, "series_break" if enough else "too_few_points"))
    return tuple(found)


def points(series: Series, question: Question) -> tuple[Observation, ...]:
    """The rows with a value, of the latest's length of period and, where asked, of its season alone."""
    valued = (row for row in series.like_latest() if not row.silence)
    if question.parameters["season"] == "all":
        return tuple(valued)
    month = series.latest.period.start.month
    return tuple(row for row in valued if row.period.start.month == month)


def _stretch(series: Series, question: Question, rows: tuple[Observation, ...], few: str) -> Stretch:
    units = tuple(series.units(row) for row in rows)
    reason = few if len(rows) < question.parameters["at_least"] else _unfit(rows)
    limits = None if reason else limits_of(units, screen=question.parameters["screen"])
    found = signals(units, limits) if limits else (Signal(),) * len(rows)
    reason = reason or ("" if limits else "not_applicable")
    marks = _marks(rows, question.parameters["trial_below"]) if limits else ()
    return Stretch(rows, units, series.decimals, limits, found, reason, marks)


def _unfit(rows: Sequence[Observation]) -> str:
    """Why these points can have no limits; empty where they can."""
    if any(row.is_censored for row in rows):
        return "censored"
    return "not_comparable" if overlap([row.period for row in rows]) else ""


def overlap(periods: Sequence[Period]) -> bool:
    """Do pooled periods, in order, share time? Then their moving ranges say too little of chance."""
    return any(later.start < earlier.end for earlier, later in pairwise(periods))


def _marks(rows: Sequence[Observation], trial_below: int) -> tuple[str, ...]:
    provisional = ("provisional",) if any(row.status == "provisional" for row in rows) else ()
    return provisional + (("trial_limits",) if len(rows) < trial_below else ())
