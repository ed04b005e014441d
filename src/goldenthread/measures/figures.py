"""Figures of measures whose sheets are read already: read once for a page, and asked many times."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.measures.judging import Key, Verdicts, judged
from goldenthread.measures.reading import Names, distinct, last_rows, observations, only, plain, read_table
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.measures.visible import Sight
from goldenthread.rules.measure import Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy


@dataclass(frozen=True, slots=True)
class Figures:
    """OBSERVATIONS of these measures in these areas; `areas` None means every area."""

    sheets: tuple[MeasureSheet, ...]
    areas: frozenset[str] | None
    table: pa.Table

    def within(self, areas: Iterable[str]) -> "Figures":
        """Those of some of the areas."""
        places = frozenset(areas)
        kept = pc.is_in(plain(self.table, "area"), pa.array(sorted(places), pa.string()))
        return replace(self, areas=places, table=self.table.filter(kept))

    def areas_held(self) -> Names:
        """The codes of the areas that have any row."""
        return distinct(self.table, "area")

    def groups_held(self) -> Names:
        """The groups that have any row, everyone (empty) first."""
        return distinct(self.table, "group")

    def series(self) -> dict[Key, tuple[Observation, ...]]:
        """Every series, by measure, area and group, each in the order of its periods."""
        found: dict[Key, list[Observation]] = {}
        for each in observations(self.table):
            found.setdefault((each.measure, each.area, each.group), []).append(each)
        return {key: tuple(points) for key, points in found.items()}

    def one(self, group: str) -> tuple[Observation, ...]:
        """The series of one group, where these are of one measure in one area; empty where it has no row."""
        return observations(only(self.table, group=group))

    def latest(self) -> dict[Key, Observation]:
        """The last row of every series, by measure, area and group."""
        rows = observations(last_rows(self.table))
        return {(each.measure, each.area, each.group): each for each in rows}

    def verdicts(self, policy: Policy, targets: Sequence[Target], as_of: date) -> Verdicts:
        """What the policy says of every series, question by question. Targets of others are passed over."""
        measures = {sheet.ref: sheet.measure for sheet in self.sheets}
        ours = tuple(
            each
            for each in targets
            if each.measure in measures and (self.areas is None or each.area in self.areas)
        )
        return judged(self.table, measures, ours, policy, as_of)


def read_figures(
    seen: Sight,
    sheets: Iterable[MeasureSheet],
    areas: Iterable[str] | None = None,
    as_known_on: date | None = None,
) -> Figures:
    """One read of the store: nothing of a measure or a release that the viewer may not read."""
    chosen = tuple(sheets)
    places = None if areas is None else frozenset(areas)
    return Figures(chosen, places, read_table(seen.releases(as_known_on), chosen, places))
