"""What the desk counts: one pass over a quarter's figures and actions, and one over the quarter before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q

from goldenthread.kit.format import count_of
from goldenthread.reporting.models import ReturnAction, ReturnFigure

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
    missing: int = 0
    low: int = 0
    odd: int = 0

    @property
    def figures_said(self) -> str:
        return f"{self.figures_in} of {self.figures}"

    @property
    def actions_said(self) -> str:
        return f"{self.actions_in} of {self.actions}"


@dataclass(frozen=True, slots=True)
class Change:
    """Against the quarter before: figures that differ, verdicts better and worse, confidences changed."""

    figures: int = 0
    better: int = 0
    worse: int = 0
    confidences: int = 0

    def __str__(self) -> str:
        told = (
            f"{self.worse} worse" if self.worse else "",
            f"{self.better} better" if self.better else "",
            f"{count_of(self.figures, 'other figure')}" if self.figures else "",
            f"{count_of(self.confidences, 'other confidence')}" if self.confidences else "",
        )
        return ", ".join(filter(None, told))


FigureRow = tuple[int, str, str, str, str, str]
"""The return's key, measure, area, value, status and verdict."""


def figures_of(period: int) -> list[FigureRow]:
    """Every figure of a period, as little of it as is counted and compared: one read."""
    rows = ReturnFigure.objects.filter(given_in__period=period).order_by()
    return list(rows.values_list("given_in_id", "measure", "area", "value", "status", "verdict"))


def counted(
    period: int, figures: Iterable[FigureRow], odd: Mapping[int, int], low: Collection[str]
) -> Mapping[int, Counts]:
    """The counts of every return, by its key; `odd` are those counted already, `low` the low confidences."""
    held: dict[int, list[int]] = defaultdict(lambda: [0] * 8)
    for given_in, _, _, value, status, verdict in figures:
        said = held[given_in]
        said[0] += 1
        said[1] += bool(value) or status in NO_VALUE
        said[4] += verdict == "red"
        said[5] += status in NO_VALUE
    for given_in, every, told, unsure in _actions(period, low):
        held[given_in][2:4] = every, told
        held[given_in][6] = unsure
    for key, count in odd.items():
        held[key][7] = count
    return {key: Counts(*said) for key, said in held.items()}


def _actions(period: int, low: Collection[str]) -> Iterable[tuple[int, int, int, int]]:
    """By return: how many actions it has, how many have a confidence, and of how many it is low."""
    rows = ReturnAction.objects.filter(given_in__period=period).order_by().values_list("given_in_id")
    told, unsure = ~Q(confidence=""), Q(confidence__in=list(low))
    return rows.annotate(Count("id"), told=Count("id", filter=told), unsure=Count("id", filter=unsure))


def changes(period: int, before: int | None, figures: Iterable[FigureRow]) -> Mapping[int, Change]:
    """What changed in every return since the quarter before: two reads. What is not in is not compared."""
    if before is None:
        return {}
    then = {(measure, area): said for measure, area, *said in _figures_then(before)}
    held: dict[int, list[int]] = defaultdict(lambda: [0] * 4)
    for given_in, measure, area, value, _, verdict in figures:
        was = then.get((measure, area)) if value else None
        if was is not None:
            _compare(held[given_in], value, verdict, *was)
    for given_in, count in _confidences_changed(period, before):
        held[given_in][3] = count
    return {key: Change(*said) for key, said in held.items()}


def _figures_then(before: int) -> Iterable[tuple[str, str, str, str]]:
    rows = ReturnFigure.objects.filter(given_in__period=before).order_by("period")
    return rows.values_list("measure", "area", "value", "verdict")


def _confidences_changed(period: int, before: int) -> Iterable[tuple[int, int]]:
    """By return, how many of its actions had another confidence in the same service's return before."""
    same = ReturnAction.objects.filter(
        given_in__period=before, given_in__service=OuterRef("given_in__service"), action=OuterRef("action")
    )
    other = same.exclude(confidence__in=("", OuterRef("confidence")))
    rows = ReturnAction.objects.filter(Exists(other), given_in__period=period).exclude(confidence="")
    return rows.order_by().values_list("given_in_id").annotate(Count("id"))


def _compare(said: list[int], value: str, verdict: str, was: str, verdict_was: str) -> None:
    said[0] += value != was
    if verdict != verdict_was and verdict in _RANK and verdict_was in _RANK:
        said[1] += _RANK[verdict] < _RANK[verdict_was]
        said[2] += _RANK[verdict] > _RANK[verdict_was]
