"""Comparators: whom an area is compared with, and where a series' limits begin anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goldenthread.rules.case import ALONE, Beside
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import Period

SeriesKey = tuple[str, str, str]
"""Measure, area and group."""


@dataclass(frozen=True, slots=True)
class Comparators:
    """Whom areas are compared with.

    `benchmarks` gives the benchmark area by level; the level "" stands for every level that is not named.
    `levels` is each area's level. `groups` gives, by model and area, the areas compared with, the nearest
    first; `models` gives, by measure, which model is its own (a measure without one takes `model`).
    `rebased` are decisions to begin a series' limits anew.
    """

    benchmarks: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)
    model: str = ""
    rebased: Mapping[SeriesKey, Sequence[Period]] = field(default_factory=dict)

    def benchmark_of(self, area: str) -> str:
        """The code of the area's benchmark; empty where it has none or is its own."""
        found = self.benchmarks.get(self.levels.get(area, ""), self.benchmarks.get("", ""))
        return "" if found == area else found

    def neighbours_of(self, measure: str, area: str) -> Sequence[str]:
        """The areas that this area is compared with for a measure, the nearest first, never itself."""
        model = self.models.get(measure) or self.model
        return self.groups.get(model, {}).get(area, ())

    def beside(self, key: SeriesKey, period: Period | None, rows: Mapping[str, Observation]) -> Beside:
        """What stands beside a series whose latest period is `period`.

        `rows` are those of its measure and group in that period, by area, its own among them.
        """
        measure, area, _ = key
        rebased = tuple(sorted(self.rebased.get(key, ())))
        if period is None:
            return ALONE
        near = self.neighbours_of(measure, area)
        level = self.levels.get(area)
        return Beside(
            benchmark=rows.get(self.benchmark_of(area)),
            neighbours=tuple(rows[each] for each in near if each in rows),
            expected=len(near),
            level=tuple(row for code, row in rows.items() if level and self.levels.get(code) == level),
            rebased=rebased,
        )


NOBODY = Comparators()
