"""Whom areas are compared with, and where limits begin anew, as an installation holds it."""

from collections.abc import Collection, Iterable
from typing import Any

from goldenthread.engine.comparator import comparators_of
from goldenthread.measures import models
from goldenthread.measures.area import known_areas
from goldenthread.rules.comparator import Comparators, SeriesKey
from goldenthread.rules.period import Period, read_period

MOST_NAMED = 500
"""Up to so many areas are asked for by name: a database takes no more in one question."""


def comparators(areas: Collection[str] | None = None) -> Comparators:
    """Whom these areas, or all, are compared with: four queries. Which model a policy may choose differently.

    Benchmarks and levels are those of every area.
    """
    named = dict(models.Measure.objects.exclude(comparator="").values_list("ref", "comparator"))
    place = _only(areas)
    return comparators_of(
        known_areas(),
        dict(models.Benchmark.objects.values_list("level", "area")),
        _groups(place),
        named,
        _rebased(place),
    )


def _only(areas: Collection[str] | None) -> dict[str, Any]:
    return {} if areas is None or len(areas) > MOST_NAMED else {"area__in": sorted(areas)}


def _groups(place: dict[str, Any]) -> dict[str, dict[str, tuple[str, ...]]]:
    """By model and area, the areas compared with, the nearest first; an empty model keeps its place."""
    names = dict(models.ComparatorModel.objects.values_list("id", "name"))
    found: dict[str, dict[str, list[str]]] = {name: {} for name in names.values()}
    rows = models.Neighbour.objects.filter(**place).order_by("model_id", "area", "rank")
    for model, area, neighbour in rows.values_list("model_id", "area", "neighbour"):
        found[names[model]].setdefault(area, []).append(neighbour)
    return {name: {area: tuple(near) for area, near in held.items()} for name, held in found.items()}


def _rebased(place: dict[str, Any]) -> dict[SeriesKey, tuple[Period, ...]]:
    rows = models.Rebase.objects.filter(**place).values_list("measure__ref", "area", "group", "period")
    found: dict[SeriesKey, list[Period]] = {}
    for ref, area, group, period in rows:
        found.setdefault((ref, area, group), []).append(read_period(period))
    return {key: tuple(sorted(periods)) for key, periods in found.items()}


def areas_beside(comparators: Comparators, areas: Iterable[str]) -> frozenset[str]:
    """The areas whose figures stand beside those of these: benchmarks, and the groups of every model."""
    own = tuple(areas)
    near = (held.get(area, ()) for held in comparators.groups.values() for area in own)
    benchmarks = (comparators.benchmark_of(area) for area in own)
    return frozenset(code for code in (*benchmarks, *(code for each in near for code in each)) if code)


def areas_alike(comparators: Comparators, areas: Iterable[str]) -> frozenset[str]:
    """The areas of the same levels as these."""
    levels = {level for area in areas if (level := comparators.levels.get(area))}
    return frozenset(code for code, level in comparators.levels.items() if level in levels)
