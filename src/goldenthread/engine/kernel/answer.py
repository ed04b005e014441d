"""Answers of one question for many series at once: arrays with one entry for each series."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from goldenthread.rules.verdict import BASES, CANNOT_JUDGE, MARKS, REASONS

Ints = npt.NDArray[np.signedinteger[Any]]
Bools = npt.NDArray[np.bool_]

VERDICTS: Final = (
    CANNOT_JUDGE,
    "improving",
    "maintaining",
    "not_improving",
    "increasing",
    "unchanged",
    "decreasing",
    "worsening",
    "no_clear_trend",
    "rising",
    "falling",
    "green",
    "amber",
    "red",
    "within",
    "above",
    "below",
    "increasing_better",
    "increasing_worse",
    "decreasing_better",
    "decreasing_worse",
    "no_significant_change",
    "higher",
    "lower",
    "not_significant",
    "special_improvement",
    "special_concern",
    "special_high",
    "special_low",
    "common_cause",
    "consistently_meets",
    "consistently_misses",
    "hit_or_miss",
    "better",
    "similar",
    "worse",
    "much_better",
    "much_worse",
    "1",
    "2",
    "3",
    "4",
    "5",
    "achieved",
    "on_track",
    "behind",
    "off_track",
    "wrong_direction",
)
NO_REASON: Final = len(REASONS)
REASON_TEXTS: Final = (*REASONS, "")


def verdict_code(verdict: str) -> int:
    return VERDICTS.index(verdict)


def reason_code(reason: str) -> int:
    return REASON_TEXTS.index(reason)


def mark_bit(mark: str) -> int:
    return 1 << MARKS.index(mark)


def basis_bit(basis: str) -> int:
    return 1 << BASES.index(basis)


@dataclass(slots=True)
class Figures:
    """Exact decimals by series: integers of 10**-places, and whether each is there.

    With `trim` they are shown without trailing zeros beyond the series' own decimals.
    """

    units: Ints
    places: Ints
    there: Bools
    trim: bool = False

    @staticmethod
    def none(count: int) -> "Figures":
        nothing = np.zeros(count, np.int64)
        return Figures(nothing, nothing, np.zeros(count, bool))


@dataclass(slots=True)
class Answers:
    """The answers to one question, by series.

    Codes into VERDICTS and REASON_TEXTS, marks and basis as bits of MARKS and BASES, the row that each base
    is (-1: none), and the rank among so many ranked (0: none).
    """

    verdict: Ints
    reason: Ints
    marks: Ints
    base: Ints
    change: Figures
    lower: Figures
    upper: Figures
    basis: Ints
    rank: Ints
    ranked: Ints
    base_value: Figures | None = None
    """The bases' values where they are not their rows': a group's, which has the latest period and no row."""

    @staticmethod
    def unable(count: int, reason: str) -> "Answers":
        """No answer for any series, all for one reason."""
        return Answers(
            verdict=np.zeros(count, np.int8),
            reason=np.full(count, reason_code(reason), np.int8),
            marks=np.zeros(count, np.int16),
            base=np.full(count, -1),
            change=Figures.none(count),
            lower=Figures.none(count),
            upper=Figures.none(count),
            basis=np.zeros(count, np.int32),
            rank=np.zeros(count, np.int16),
            ranked=np.zeros(count, np.int16),
        )

    def stop(self, at: Ints, reason: Ints | int) -> None:
        """Of these series, where something stands in the way of every question, say only that."""
        self.verdict[at] = verdict_code(CANNOT_JUDGE)
        self.reason[at] = reason
        self.base[at] = -1
        for codes in (self.marks, self.basis, self.rank, self.ranked):
            codes[at] = 0
        for figures in (self.change, self.lower, self.upper, self.base_value):
            if figures is not None:
                figures.there[at] = False
