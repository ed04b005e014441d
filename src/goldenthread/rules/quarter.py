"""What a council decides about its quarter: words of confidence, what is a jump, reminders, risk words.

It is dated data with a source. `quarter_reading` makes it from a mapping; `engine/quarter.py` reads the YAML.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from goldenthread.rules.tongue import say


@dataclass(frozen=True, slots=True)
class Confidence:
    """One word of the scale on which an action's delivery is judged.

    `mark` is green, amber or red: the mark that paints it. Where `is_low`, the return asks for more.
    """

    code: str
    word: str
    meaning: str
    is_low: bool
    mark: str


@dataclass(frozen=True, slots=True)
class JumpRule:
    """How far from its usual course a figure may be before the return asks.

    The limit is `times` the mean of the changes between the last `window` points, of which there must be
    `at_least` so many. `season` is how much smaller changes on the year before must be, as a share of the
    changes on the period before, for the series to be compared with the same time of the year.
    """

    window: int
    at_least: int
    times: Decimal
    season: Decimal


@dataclass(frozen=True, slots=True)
class RiskLevel:
    """A band of the risk matrix, from its least score up to the next band."""

    word: str
    least_score: int
    mark: str


@dataclass(frozen=True, slots=True)
class QuarterPolicy:
    """What one body decided, from one day. Reminders are in days before and after a return is due.

    `likelihoods` and `impacts` are words from the least (1) to the most; `risk_levels` rise from score 1.
    """

    ref: str
    title: str
    source: str
    since: date | None
    confidences: tuple[Confidence, ...]
    jump: JumpRule
    stale_after_days: int
    remind_before: tuple[int, ...]
    remind_after: tuple[int, ...]
    likelihoods: tuple[str, ...]
    impacts: tuple[str, ...]
    risk_levels: tuple[RiskLevel, ...]

    def confidence(self, code: str) -> Confidence | None:
        """The word of that code, if the scale has it."""
        return next((each for each in self.confidences if each.code == code), None)

    def told(self) -> "QuarterPolicy":
        """The same, with its words in the reader's language."""
        scale = (replace(each, word=say(each.word), meaning=say(each.meaning)) for each in self.confidences)
        levels = (replace(each, word=say(each.word)) for each in self.risk_levels)
        return replace(self, confidences=tuple(scale), risk_levels=tuple(levels))
