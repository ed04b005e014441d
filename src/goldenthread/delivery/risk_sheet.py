"""Risks, issues and lessons as their readers see them: frozen values, with no table beneath them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.delivery.risk_words import KINDS, LEVELS, SCALE
from goldenthread.rules.quarter import QuarterPolicy, RiskLevel
from goldenthread.rules.risk import level, score


@dataclass(frozen=True, slots=True)
class Rating:
    """A likelihood and an impact, what they come to, and the policy's words for all three."""

    likelihood: int
    impact: int
    likelihood_word: str
    impact_word: str
    score: int
    level: RiskLevel

    def __str__(self) -> str:
        return f"{self.score} {self.level.word.lower()}"


@dataclass(frozen=True, slots=True)
class RiskActionSheet:
    """What is done about a risk. `number` names it among the risk's actions."""

    number: int
    title: str
    owner: str
    due: date | None
    done_on: date | None

    def is_late(self, today: date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.done_on is None and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class RiskSheet:
    """A risk or an opportunity, how it is rated now and where its target is."""

    ref: str
    kind: str
    title: str
    cause: str
    event: str
    effect: str
    rating: Rating
    target: Rating | None
    target_by: date | None
    service: str
    service_title: str
    owner: str
    level: str
    state: str
    closed_why: str
    reviewed_on: date | None
    version: int
    actions: tuple[RiskActionSheet, ...]
    items: tuple[tuple[str, str], ...]

    @property
    def kind_in_words(self) -> str:
        return KINDS.get(self.kind, self.kind)

    @property
    def level_in_words(self) -> str:
        return LEVELS.get(self.level, self.level)

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def mark(self) -> str:
        """The mark that paints its rating; none for an opportunity, of which more is better."""
        return self.rating.level.mark if self.kind == "risk" else ""

    @property
    def sentence(self) -> str:
        """Cause, event and effect in one sentence, of what there is of them."""
        lead = f"Because {_inside(self.cause)}, " if self.cause else ""
        event = _inside(self.event) if lead else self.event.strip().rstrip(".")
        told = f"{lead}{event or _inside(self.title)}"
        effect = f"; then {_inside(self.effect)}" if self.effect else ""
        return f"{told}{effect}." if self.cause or self.event or self.effect else ""


@dataclass(frozen=True, slots=True)
class RatedThen:
    """How a risk was rated at one time, by whom and why."""

    at: datetime
    who: str
    rating: Rating
    why: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the matrix with the risks that stand there."""

    rating: Rating
    risks: tuple[RiskSheet, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One likelihood, the likeliest row first, with a cell for each impact."""

    likelihood: int
    word: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Likelihood down, impact across; `impacts` are the headings, each with its number and word."""

    impacts: tuple[tuple[int, str], ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class IssueSheet:
    """Something that has gone wrong; `risk` and `action` are refs, empty where it came from neither."""

    ref: str
    title: str
    description: str
    service: str
    service_title: str
    owner: str
    action: str
    action_title: str
    risk: str
    risk_title: str
    raised_on: date
    due: date | None
    settled_on: date | None
    settled_how: str
    version: int

    @property
    def is_open(self) -> bool:
        return self.settled_on is None

    def is_late(self, today: date) -> bool:
        """Whether it should be settled by now and is not."""
        return self.is_open and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class LessonSheet:
    """What was learned from what happened; `action` is the ref of the action it came from, or empty."""

    ref: str
    title: str
    happened: str
    learned: str
    service: str
    service_title: str
    action: str
    action_title: str
    on: date


def rating(likelihood: int, impact: int, policy: QuarterPolicy) -> Rating:
    """What a likelihood and an impact come to by the council's policy."""
    come_to = score(likelihood, impact)
    words = _word(policy.likelihoods, likelihood), _word(policy.impacts, impact)
    return Rating(likelihood, impact, *words, come_to, level(come_to, policy))


def matrix(risks: Iterable[RiskSheet], policy: QuarterPolicy) -> Matrix:
    """The risks, each in its cell, by ref as given."""
    placed: dict[tuple[int, int], list[RiskSheet]] = {}
    for risk in risks:
        placed.setdefault((risk.rating.likelihood, risk.rating.impact), []).append(risk)
    rows = tuple(
        MatrixRow(
            likelihood,
            _word(policy.likelihoods, likelihood),
            tuple(
                Cell(rating(likelihood, impact, policy), tuple(placed.get((likelihood, impact), ())))
                for impact in SCALE
            ),
        )
        for likelihood in reversed(SCALE)
    )
    return Matrix(tuple((impact, _word(policy.impacts, impact)) for impact in SCALE), rows)


def _word(words: tuple[str, ...], number: int) -> str:
    return words[number - 1] if 0 < number <= len(words) else str(number)


def _inside(text: str) -> str:
    """A sentence as a part of another: no full stop, and no capital that only its beginning gave it."""
    said = text.strip().rstrip(".")
    first = said.split(" ", 1)[0]
    return said if first[1:] != first[1:].lower() or not said else f"{said[0].lower()}{said[1:]}"
