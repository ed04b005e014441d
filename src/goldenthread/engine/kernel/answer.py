"""Answers of one question for many series at once: arrays with one entry for each series."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from goldenthread.rules.verdict import CANNOT_JUDGE, MARKS, REASONS

Ints = npt.NDArray[np.int64]
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


@dataclass(slots=True)
class Figures:
    """Exact decimals: integers of 10**-places, and whether each is there."""

    units: Ints
    places: Ints
    there: Bools

    @staticmethod
    def none(count: int) -> "Figures":
        return Figures(np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, bool))


@dataclass(slots=True)
class Answers:
    """Codes into VERDICTS and REASON_TEXTS, marks as bits of MARKS, and the row that each base is (-1:
    none)."""

    verdict: Ints
    reason: Ints
    marks: Ints
    base: Ints
    change: Figures
    lower: Figures
    upper: Figures

    @staticmethod
    def unable(count: int, reason: str) -> "Answers":
        """No answer for any series, all for one reason."""
        return Answers(
            np.zeros(count, np.int64),
            np.full(count, reason_code(reason)),
            np.zeros(count, np.int64),
            np.full(count, -1),
            Figures.none(count),
            Figures.none(count),
            Figures.none(count),
        )

    def stop(self, where: Bools, reason: Ints) -> None:
        """Where something stands in the way of every question, say only that."""
        self.verdict[where] = verdict_code(CANNOT_JUDGE)
        self.reason[where] = reason[where]
        self.marks[where] = 0
        self.base[where] = -1
        for figures in (self.change, self.lower, self.upper):
            figures.there[where] = False
