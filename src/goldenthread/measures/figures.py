"""Figures of measures whose sheets are read already: read once for a page, and asked many times."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.disclosure.mask import NOTHING, Mask
from goldenthread.measures.comparators import areas_alike, areas_beside, comparators
from goldenthread.measures.judging import ALONE, Around, Key, Verdicts, judged
from goldenthread.measures.own_policy import by_policy, compares, looks_at_levels
from goldenthread.measures.protection_mask import mask_for
from goldenthread.measures.reading import Names, distinct, last_rows, observations, only, plain, read_table
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.measures.visible import ReleaseSheet, Sight
from goldenthread.rules.measure import Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Figures:
    """OBSERVATIONS of these measures in these areas; `areas` None means every area.

    They come from these releases, from which the areas that they are compared with can be read too; `mask` is
    what the viewer is not shown of them.
    """

    sheets: tuple[MeasureSheet, ...]
    areas: frozenset[str] | None
    table: pa.Table
    releases: tuple[ReleaseSheet, ...] = ()
    mask: Mask = NOTHING

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
        """What the policy says of every series, question by question. Targets of others are passed over.

        A measure that has its own policy is judged by that.
        """
        found: dict[Key, tuple[Verdict, ...]] = {}
        for judging, sheets in by_policy(self.sheets, policy):
            found |= self._of(sheets)._judged(judging, targets, as_of)
        return found

    def aimed(self, targets: Iterable[Target]) -> tuple[Target, ...]:
        """The targets; where a measure is protected without what their baselines were, which may be small."""
        return tuple(
            replace(each, baseline=None) if each.measure in self.mask.hidden else each for each in targets
        )

    def _of(self, sheets: tuple[MeasureSheet, ...]) -> "Figures":
        """Those of some of the measures."""
        if len(sheets) == len(self.sheets):
            return self
        refs = pa.array([sheet.ref for sheet in sheets], pa.string())
        table = self.table.filter(pc.is_in(plain(self.table, "measure"), refs))
        return replace(self, sheets=sheets, table=table)

    def _judged(self, policy: Policy, targets: Sequence[Target], as_of: date) -> Verdicts:
        measures = {sheet.ref: sheet.measure for sheet in self.sheets}
        ours = tuple(
            each
            for each in self.aimed(targets)
            if each.measure in measures and (self.areas is None or each.area in self.areas)
        )
        around = self.around(policy) if compares(policy) else ALONE
        return judged(self.table, measures, ours, policy, as_of, around)

    def around(self, policy: Policy) -> Around:
        """Whom these areas are compared with under the policy, with the rows of those areas."""
        beside = comparators(self.areas)
        if self.areas is None:
            return Around(beside)
        wider = self.areas | areas_beside(beside, self.areas)
        if looks_at_levels(policy):
            wider |= areas_alike(beside, self.areas)
        if wider == self.areas:
            return Around(beside)
        return Around(beside, read_table(self.releases, self.sheets, wider, self.mask))


def read_figures(
    seen: Sight,
    sheets: Iterable[MeasureSheet],
    areas: Iterable[str] | None = None,
    as_known_on: date | None = None,
) -> Figures:
    """One read of the store: nothing of a measure or a release that the viewer may not read."""
    chosen = tuple(sheets)
    places = None if areas is None else frozenset(areas)
    releases = seen.releases(as_known_on)
    mask = mask_for(seen, chosen, releases)
    return Figures(chosen, places, read_table(releases, chosen, places, mask), releases, mask)
