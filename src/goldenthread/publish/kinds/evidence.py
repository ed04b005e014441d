"""What the measures of a report say: figures, verdicts and releases, read and judged once for all of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.area import AreaRegister
from goldenthread.measures import queries
from goldenthread.measures.comparators import areas_alike, areas_beside
from goldenthread.measures.figures import Figures, read_figures
from goldenthread.measures.judging import Around, Key, judged
from goldenthread.measures.own_policy import by_policy, policy_judging
from goldenthread.measures.reading import distinct, plain
from goldenthread.measures.sheet import MeasureSheet, refs_needed
from goldenthread.publish.kinds.year import Year, tells_of
from goldenthread.rules.comparator import Comparators
from goldenthread.rules.measure import Target
from goldenthread.rules.observation import Observation
from goldenthread.rules.period import read_period
from goldenthread.rules.policy import Policy
from goldenthread.rules.verdict import Verdict
from goldenthread.thread.judged import Judged, judged_as
from goldenthread.thread.place import ENGLAND, composites, name_of
from goldenthread.thread.reader import Reader

NOT_ASKED = "not_applicable"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Measures with their figures in the council's area, its places and England, judged by one policy.

    `figures` hold the areas that these are compared with too. `verdicts` are by measure, area and group.
    """

    reader: Reader
    policy: Policy
    as_of: date
    register: AreaRegister
    comparators: Comparators
    sheets: Mapping[str, MeasureSheet]
    figures: Figures
    targets: tuple[Target, ...]
    series: Mapping[Key, tuple[Observation, ...]]
    verdicts: Mapping[Key, tuple[Verdict, ...]]
    releases: Mapping[str, tuple[str, ...]]

    def place_of(self, sheet: MeasureSheet) -> str:
        """Where the measure is told of: the council's area, else a composite of it, else England."""
        own = (self.reader.council.area, *composites(self.register), ENGLAND)
        held = (code for code in own if self.rows(sheet, code))
        return next(held, self.reader.council.area)

    def name(self, area: str) -> str:
        """What an area is called."""
        return name_of(area, self.register)

    def rows(self, sheet: MeasureSheet, area: str, group: str = "") -> tuple[Observation, ...]:
        """One series; empty where there is no figure."""
        return self.series.get((sheet.ref, area, group), ())

    def judged(self, sheet: MeasureSheet, area: str) -> tuple[Judged, ...]:
        """The verdicts on everyone's figures in the area, the headline first, without what is not asked."""
        measure, own = sheet.measure, policy_judging(sheet, self.policy)
        held = self.verdicts.get((sheet.ref, area, ""), ())
        wanted = measure.headline or own.headline_for(measure.kind)
        asked = [each for each in held if each.reason != NOT_ASKED or each.question == wanted]
        ordered = sorted(asked, key=lambda each: each.question != wanted)
        return tuple(judged_as(each, measure, own, self.benchmark(area)) for each in ordered)

    def benchmark(self, area: str) -> str:
        """The name of the area that this one is set against."""
        code = self.comparators.benchmark_of(area)
        return self.name(code) if code else "the benchmark"

    def aims(self, sheet: MeasureSheet, area: str) -> tuple[Target, ...]:
        """The measure's targets in the area, the earliest first."""
        ours = (each for each in self.targets if each.measure == sheet.ref and each.area == area)
        return tuple(sorted(ours, key=lambda each: each.period))

    def alone(self, sheet: MeasureSheet) -> Figures:
        """The figures of one measure, in every area that was read."""
        kept = pc.equal(plain(self.figures.table, "measure"), sheet.ref)
        return replace(self.figures, sheets=(sheet,), table=self.figures.table.filter(kept))


def evidence(
    reader: Reader,
    sheets: Iterable[MeasureSheet],
    policy: Policy,
    as_of: date,
    *,
    areas: Sequence[str] | None = None,
    year: Year | None = None,
) -> Evidence:
    """One read of the store, one judgement. `year` leaves out periods that a report on it does not tell of.

    `areas` are those told of: without them the council's own, its composites, the places in it and England.
    """
    register = queries.register()
    known = {sheet.ref: sheet for sheet in sheets}
    shown = frozenset(areas if areas is not None else told_of(reader, register))
    beside = queries.comparators(shown)
    wide = shown | areas_beside(beside, shown) | areas_alike(beside, [reader.council.area])
    figures = _of_year(read_figures(reader.sight, known.values(), wide), year)
    targets = figures.aimed(queries.aims(figures.sheets))
    return Evidence(
        reader,
        policy,
        as_of,
        register,
        beside,
        known,
        figures,
        targets,
        figures.within(shown).series(),
        verdicts_of(figures, shown, policy, targets, as_of, beside),
        _releases(reader, known.values()),
    )


def told_of(reader: Reader, register: AreaRegister) -> tuple[str, ...]:
    """The areas that a report of the council tells of."""
    own = reader.council.area
    return (own, *composites(register), *(each.code for each in register.children(own)), ENGLAND)


def verdicts_of(
    figures: Figures,
    shown: Collection[str],
    policy: Policy,
    targets: Sequence[Target],
    as_of: date,
    beside: Comparators,
) -> dict[Key, tuple[Verdict, ...]]:
    """What the policy, or a measure's own, says of these areas, beside the others that the figures hold."""
    found: dict[Key, tuple[Verdict, ...]] = {}
    for judging, sheets in by_policy(figures.sheets, policy):
        refs = pa.array([sheet.ref for sheet in sheets], pa.string())
        wide = figures.table.filter(pc.is_in(plain(figures.table, "measure"), refs))
        own = replace(figures, sheets=sheets, table=wide).within(shown).table
        measures = {sheet.ref: sheet.measure for sheet in sheets}
        ours = [each for each in targets if each.measure in measures and each.area in shown]
        found |= judged(own, measures, ours, judging, as_of, Around(beside, wide))
    return found


def _of_year(figures: Figures, year: Year | None) -> Figures:
    """The figures that a report on a year tells of."""
    if year is None:
        return figures
    periods = [each for each in distinct(figures.table, "period") if tells_of(year, read_period(each))]
    kept = pc.is_in(plain(figures.table, "period"), pa.array(periods, pa.string()))
    return replace(figures, table=figures.table.filter(kept))


def _releases(reader: Reader, sheets: Iterable[MeasureSheet]) -> dict[str, tuple[str, ...]]:
    """The refs of the releases that hold each measure, the newest first."""
    every = reader.sight.releases()[::-1]
    return {
        sheet.ref: tuple(each.ref for each in every if each.measures & set(refs_needed([sheet])))
        for sheet in sheets
    }
