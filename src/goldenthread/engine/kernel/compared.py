"""Whom each series is compared with, as codes: the series of its benchmark, and those of its group."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

import numpy as np

from goldenthread.engine.kernel.answer import Ints
from goldenthread.engine.kernel.frame import Frame
from goldenthread.rules.comparator import Comparators


def benchmark_series(frame: Frame, comparators: Comparators) -> Ints:
    """By series: the series of the same measure and group in the benchmark area, -1 where there is none."""
    of_place, kind = _benchmarks(frame.places, comparators), kind_of(frame)
    found = np.full(frame.count, -1)
    for place in np.unique(of_place[of_place >= 0]).tolist():
        there = np.flatnonzero(frame.area == place)
        at = np.full(len(frame.refs) * len(frame.groups), -1)
        at[kind[there]] = there
        found = np.where((of_place == place)[frame.area], at[kind], found)
    return found


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Whom every series is compared with, rank by rank.

    `places` gives the neighbour's place by model, rank and place, `model` the model of each series; the place
    after the last is nobody's. `at` gives the series by `base` and place, -1 where there is none.
    """

    places: Ints
    model: Ints
    area: Ints
    base: Ints
    at: Ints

    @staticmethod
    def of(frame: Frame, comparators: Comparators) -> "Neighbours":
        """Those of the models that the measures take."""
        named = [comparators.models.get(ref) or comparators.model for ref in frame.refs]
        models = list(dict.fromkeys(named))
        near = [_near(frame.places, comparators.groups.get(model, {})) for model in models]
        nobody, ranks = len(frame.places), max((len(each) for each in near), default=0)
        places = np.full((len(models), ranks, nobody), nobody)
        for at, each in enumerate(near):
            places[at, : len(each)] = each
        model = np.array([models.index(each) for each in named], np.int64)[frame.measure]
        base = kind_of(frame) * (nobody + 1)
        series = np.full(len(frame.refs) * len(frame.groups) * (nobody + 1), -1)
        series[base + frame.area] = frame.every
        return Neighbours(places, model, frame.area, base, series)

    @property
    def ranks(self) -> int:
        """How many neighbours an area has at most."""
        return int(self.places.shape[1])

    def line(self, rank: int, asks: Ints | None = None) -> Ints:
        """The neighbours of one rank of every series, or of some; -1 where there is none."""
        model, area, base = self.model, self.area, self.base
        if asks is not None:
            model, area, base = model[asks], area[asks], base[asks]
        if len(self.places) == 1:
            place = self.places[0, rank].take(area)
        else:
            place = self.places[:, rank][model, area]
        series: Ints = self.at.take(base + place)
        return series

    def lines(self, asks: Ints) -> Ints:
        """Those of every rank, of some series."""
        return np.array([self.line(rank, asks) for rank in range(self.ranks)])


Known = TypeVar("Known")


def _remembered(find: Callable[[Sequence[str], Known], Ints]) -> Callable[[Sequence[str], Known], Ints]:
    """The same, its last answers kept: every block of a nation has the same places and comparators."""
    held: deque[tuple[Sequence[str], Known, Ints]] = deque(maxlen=8)

    @wraps(find)
    def found(places: Sequence[str], known: Known) -> Ints:
        for of, by, answer in held:
            if of is places and by is known:
                return answer
        held.append((places, known, find(places, known)))
        return held[-1][2]

    return found


@_remembered
def _benchmarks(places: Sequence[str], comparators: Comparators) -> Ints:
    """By place: that of its benchmark; -1 where it has none."""
    codes = {code: at for at, code in enumerate(places)}
    return np.array([codes.get(comparators.benchmark_of(code), -1) for code in places], np.int64)


@_remembered
def _near(places: Sequence[str], groups: Mapping[str, Sequence[str]]) -> Ints:
    """The places compared with, by rank and place; the place after the last where there is none."""
    codes = {code: at for at, code in enumerate(places)}
    ranks = max((len(groups.get(code, ())) for code in places), default=0)
    near = np.full((ranks, len(places)), len(places))
    for at, code in enumerate(places):
        group = groups.get(code, ())
        near[: len(group), at] = [codes.get(each, len(places)) for each in group]
    return near


def kind_of(frame: Frame) -> Ints:
    """By series: measure and group as one code."""
    kind: Ints = frame.measure * len(frame.groups) + frame.group
    return kind


def rows_beside(frame: Frame, series: Ints, of: Ints | None = None) -> Ints:
    """The valued rows of these series in the latest period of each that asks; -1 where there is none.

    Every series asks, or those of `of`.
    """
    latest = np.broadcast_to(frame.latest if of is None else frame.latest[of], series.shape)
    wanted = np.where(series >= 0, latest, -1)
    rows = frame.row_at(np.maximum(series, 0).ravel(), wanted.ravel()).reshape(series.shape)
    return np.where((rows >= 0) & frame.valued[rows], rows, -1)
