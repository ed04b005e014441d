"""Whom each series is compared with, as codes: the series of its benchmark, and those of its group."""

from collections.abc import Mapping, Sequence

import numpy as np

from goldenthread.engine.kernel.answer import Ints
from goldenthread.engine.kernel.frame import DENSE, Frame
from goldenthread.rules.comparator import Comparators


def benchmark_series(frame: Frame, comparators: Comparators) -> Ints:
    """By series: the series of the same measure and group in the benchmark area, -1 where there is none."""
    codes = {code: at for at, code in enumerate(frame.places)}
    of_place = np.array([codes.get(comparators.benchmark_of(code), -1) for code in frame.places], np.int64)
    kind = _kind(frame)
    found = np.full(frame.count, -1)
    for place in np.unique(of_place[of_place >= 0]).tolist():
        there = np.flatnonzero(frame.area == place)
        at = np.full(len(frame.refs) * len(frame.groups), -1)
        at[kind[there]] = there
        found = np.where((of_place == place)[frame.area], at[kind], found)
    return found


def neighbour_series(frame: Frame, comparators: Comparators) -> Ints:
    """The series of each one's neighbours, the nearest first: a line for each rank, -1 where there is none.

    The areas are those of the model that the measure takes.
    """
    models = [comparators.models.get(ref) or comparators.model for ref in frame.refs]
    near = {model: _near(frame.places, comparators.groups.get(model, {})) for model in dict.fromkeys(models)}
    ranks = max((len(each) for each in near.values()), default=0)
    places = np.full((ranks, frame.count), -1)
    for model, of_place in near.items():
        takes = np.flatnonzero(np.array([each == model for each in models])[frame.measure])
        places[: len(of_place), takes] = of_place[:, frame.area[takes]]
    return _series_at(frame, places)


def _near(places: Sequence[str], groups: Mapping[str, Sequence[str]]) -> Ints:
    """The places compared with, by rank and place; -1 where there is none."""
    codes = {code: at for at, code in enumerate(places)}
    ranks = max((len(groups.get(code, ())) for code in places), default=0)
    near = np.full((ranks, len(places)), -1)
    for at, code in enumerate(places):
        group = groups.get(code, ())
        near[: len(group), at] = [codes.get(each, -1) for each in group]
    return near


def _kind(frame: Frame) -> Ints:
    """By series: measure and group as one code."""
    kind: Ints = frame.measure * len(frame.groups) + frame.group
    return kind


def _series_at(frame: Frame, places: Ints) -> Ints:
    """For lines of places by series, the series of that place and of the same measure and group."""
    width = len(frame.places)
    keys = _kind(frame) * width + frame.area
    wanted = _kind(frame) * width + places
    cells = len(frame.refs) * len(frame.groups) * width
    if cells <= DENSE * frame.count + 1000:
        at = np.full(cells, -1)
        at[keys] = frame.every
        return np.where(places >= 0, at[np.maximum(wanted, 0)], -1)
    order = np.argsort(keys)
    near = order[np.minimum(np.searchsorted(keys[order], wanted), frame.count - 1)]
    return np.where((places >= 0) & (keys[near] == wanted), near, -1)


def rows_beside(frame: Frame, series: Ints) -> Ints:
    """The valued rows of these series in the latest period of each that asks; -1 where there is none."""
    latest = np.broadcast_to(frame.latest, series.shape)
    wanted = np.where(series >= 0, latest, -1)
    rows = frame.row_at(np.maximum(series, 0).ravel(), wanted.ravel()).reshape(series.shape)
    return np.where((rows >= 0) & frame.valued[rows], rows, -1)
