"""What the desk counts: one pass over a quarter's figures and actions, and one over the quarter before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import BooleanField, Case, Value, When

from goldenthread.reporting.models import ReturnAction, ReturnFigure

Key = tuple[str, str]
NO_VALUE: Final = ("missing", "suppressed")

_RANK: Final = {"green": 0, "amber": 1, "red": 2}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many figures and actions a return owes and has, and how many of them need a look.

    `odd` are figures with a warning that was confirmed; `low` are actions of low confidence.
    """

    figures: int = 0
    figures_in: int = 0
    actions: int = 0
    actions_in: int = 0
    red: int = 0
    odd: int = 0
    missing: int = 0
    low: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Against the quarter before: figures that differ, verdicts better and worse, confidences changed."""

    figures: int = 0
    better: int = 0
    worse: int = 0
    confidences: int = 0

    def __str__(self) -> str:
        told = (
            (self.worse, "worse"),
            (self.better, "better"),
            (self.figures, "figures differ"),
            (self.confidences, "confidences changed"),
        )
        return ", ".join(f"{count} {words}" for count, words in told if count)


@dataclass(frozen=True, slots=True)
class FigureNow:
    """One figure of the quarter, as little of it as is compared."""

    given_in: int
    key: Key
    value: str
    verdict: str


@dataclass(frozen=True, slots=True)
class ActionNow:
    """One action of the quarter, as little of it as is compared."""

    given_in: int
    action: str
    confidence: str


def counted(
    period: int, low: Collection[str]
) -> tuple[Mapping[int, Counts], list[FigureNow], list[ActionNow]]:
    """The counts of every return of a period, by its key, with the figures and actions counted: two reads."""
    held: dict[int, list[int]] = defaultdict(lambda: [0] * 8)
    figures = _count_figures(period, held)
    actions = _count_actions(period, low, held)
    return {key: Counts(*said) for key, said in held.items()}, figures, actions


def _count_figures(period: int, held: dict[int, list[int]]) -> list[FigureNow]:
    odd = Case(When(confirmed=[], then=Value(False)), default=Value(True), output_field=BooleanField())
    rows = ReturnFigure.objects.filter(given_in__period=period).order_by().annotate(odd=odd)
    found = []
    for given_in, measure, area, value, status, verdict, is_odd in rows.values_list(
        "given_in_id", "measure", "area", "value", "status", "verdict", "odd"
    ):
        said = held[given_in]
        is_missing = status in NO_VALUE
        said[0] += 1
        said[1] += bool(value) or is_missing
        said[4] += verdict == "red"
        said[5] += is_odd
        said[6] += is_missing
        found.append(FigureNow(given_in, (measure, area), value, verdict))
    return found


def _count_actions(period: int, low: Collection[str], held: dict[int, list[int]]) -> list[ActionNow]:
    rows = ReturnAction.objects.filter(given_in__period=period).order_by()
    found = []
    for given_in, action, confidence in rows.values_list("given_in_id", "action", "confidence"):
        said = held[given_in]
        said[2] += 1
        said[3] += bool(confidence)
        said[7] += confidence in low
        found.append(ActionNow(given_in, action, confidence))
    return found


def changes(
    before: int | None, figures: Iterable[FigureNow], actions: Iterable[ActionNow]
) -> Mapping[int, Change]:
    """What changed in every return since the quarter before: two reads. What is not in is not compared."""
    if before is None:
        return {}
    then = {(row[0], row[1]): (row[2], row[3]) for row in _figures_then(before)}
    confidences = dict(_confidences_then(before))
    held: dict[int, list[int]] = defaultdict(lambda: [0] * 4)
    for each in figures:
        if each.value and each.key in then:
            _compare(held[each.given_in], each, *then[each.key])
    for action in actions:
        was = confidences.get(action.action, "")
        held[action.given_in][3] += bool(action.confidence and was and action.confidence != was)
    return {key: Change(*said) for key, said in held.items()}


def _figures_then(before: int) -> Iterable[tuple[str, str, str, str]]:
    rows = ReturnFigure.objects.filter(given_in__period=before).order_by("period")
    return rows.values_list("measure", "area", "value", "verdict")


def _confidences_then(before: int) -> Iterable[tuple[str, str]]:
    rows = ReturnAction.objects.filter(given_in__period=before).order_by()
    return rows.values_list("action", "confidence")


def _compare(said: list[int], now: FigureNow, value: str, verdict: str) -> None:
    said[0] += now.value != value
    if now.verdict in _RANK and verdict in _RANK:
        said[1] += _RANK[now.verdict] < _RANK[verdict]
        said[2] += _RANK[now.verdict] > _RANK[verdict]
