"""Progress as Open SDG works it out: yearly growth, with or without a target, and its score from -5 to 5.

Source: Open SDG, sdg-build, `sdg/ProgressMeasure.py` (file 139fede74b, version 2.4 and later, MIT), after the
methodology of Statistics Canada. Its words here are ours: `achieved` is its target_achieved, `on_track` its
substantial_progress, `behind` its moderate_progress, `off_track` its limited_progress and `wrong_direction`
its deterioration. Where it says not_available there is nothing here.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goldenthread.rules.polarity import HIGH_IS_GOOD

BASE_YEAR: Final = 2015
TARGET_YEAR: Final = 2030
NEARLY_ZERO: Final = 0.001
"""What stands for a target or a base value of 0, from which nothing can grow."""

WITH_TARGET: Final = (0.95, 0.6, 0.0)
WITHOUT_TARGET: Final = (0.015, 0.005, 0.0)
"""From where on progress is on track, behind, and off track."""

WORDS: Final = ("on_track", "behind", "off_track", "wrong_direction")
TIE: Final = 1e-12
_LIMIT_POWER: Final = 4.44


@dataclass(frozen=True, slots=True)
class Way:
    """One series: its base and its current year and value, which way it should go, and how far.

    `target` None means that there is only a direction. `limit` is the value beyond which nobody can go: near
    it less growth is asked for. It counts only without a target.
    """

    base_year: int
    base: float
    year: int
    value: float
    polarity: str = ""
    target: float | None = None
    target_year: int = TARGET_YEAR
    limit: float | None = None

    @property
    def direction(self) -> int:
        """1 where high is good; any other way down is better, as the source takes it."""
        return 1 if self.polarity == HIGH_IS_GOOD else -1

    @property
    def aim(self) -> float | None:
        """The target, a little above zero where it is zero."""
        return NEARLY_ZERO if self.target == 0 else self.target

    @property
    def achieved(self) -> bool:
        aim = self.aim
        return aim is not None and self.direction * (self.value - aim) >= 0

    @property
    def coefficient(self) -> float:
        """What share of the usual growth is asked for: less and less towards the limit."""
        if self.limit is None:
            return 1.0
        base, limit = abs(self.base), abs(self.limit)
        if base >= 2 * limit:
            return 1.0
        near = base if base <= limit else 2 * limit - base
        return 1.0 - float((near / limit) ** _LIMIT_POWER)


@dataclass(frozen=True, slots=True)
class Progress:
    """The pace, the word for it, and the score from -5 to 5. The pace is None where it cannot be measured."""

    pace: float | None
    word: str
    score: float


def growth(base: float, value: float, years: int) -> float | None:
    """Growth a year, as a share; None across a change of sign, where there is none."""
    start = NEARLY_ZERO if base == 0 else base
    ratio = value / start
    return None if ratio < 0 else float(ratio ** (1 / years)) - 1


def pace_of(way: Way) -> float | None:
    """Growth a year towards what is better, over the growth that the target asks for where there is one.

    None for less than a year and across a change of sign. Without end where the target asks for no growth.
    """
    if way.year - way.base_year < 1:
        return None
    seen = growth(way.base, way.value, way.year - way.base_year)
    if seen is None:
        return None
    better = seen * way.direction * (-1 if way.base < 0 else 1)
    if way.aim is None:
        return better
    years = way.target_year - way.base_year
    needed = growth(way.base, way.aim, years) if years > 0 else None
    if needed is None:
        return None
    return better / abs(needed) if needed else math.copysign(math.inf, better)


def progress(way: Way, bounds: Sequence[float] = WITH_TARGET) -> Progress | None:
    """How one series does; None where the source says that it is not available.

    `bounds` are those with a target; without one they are the source's own.
    """
    pace = pace_of(way)
    if way.achieved:
        return Progress(pace, "achieved", 5.0)
    if pace is None:
        return None
    if way.aim is not None:
        return Progress(pace, word_of(pace, bounds), score_with_target(pace))
    share = way.coefficient
    own = [bound * share for bound in WITHOUT_TARGET]
    return Progress(pace, word_of(pace, own), score_without_target(pace, share))


def word_of(pace: float, bounds: Sequence[float]) -> str:
    """The first bound that the pace reaches; exactly a bound reaches it."""
    reached = (word for word, bound in zip(WORDS, bounds, strict=False) if pace >= bound - TIE)
    return next(reached, WORDS[-1])


def score_with_target(pace: float) -> float:
    if pace >= WITH_TARGET[1]:
        return min(7.1429 * pace - 4.2857, 5.0)
    return max(4.1667 * pace - 2.5, -5.0)


def score_without_target(pace: float, share: float) -> float:
    """The score of growth alone; `share` is the coefficient of the natural limit."""
    if pace < 0:
        return max(125 * pace - 2.5, -5.0)
    if share == 0:
        return 5.0
    of_usual = pace / share
    if of_usual >= WITHOUT_TARGET[0]:
        return min(500 * of_usual - 5, 5.0)
    if of_usual >= WITHOUT_TARGET[1]:
        return 250 * of_usual - 1.25
    return 500 * of_usual - 2.5


def together(parts: Sequence[Progress]) -> tuple[float, str] | None:
    """The mean score of several series and its word; achieved only where each of them is."""
    if not parts:
        return None
    mean = sum(part.score for part in parts) / len(parts)
    if all(part.word == "achieved" for part in parts):
        return mean, "achieved"
    return mean, word_of(mean, (2.5, 0.0, -2.5))
