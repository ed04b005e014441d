"""Many releases as one compact file, named by what it was made from: vintages are kept without copying.

A compaction stands for the first so many releases of a list. Whoever wants those and some later ones reads it
and them; whoever wants fewer, or others, reads the releases. So it can be made at any time, and lost. The
rows stand in it twice: by measure, and by area.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from goldenthread.engine import segment
from goldenthread.engine.compact import Compact, loose_beside
from goldenthread.engine.compact_area import write_by_area
from goldenthread.engine.compact_survey import Survey
from goldenthread.engine.compact_write import CompactWriter
from goldenthread.engine.kept_tables import KeptTables
from goldenthread.engine.merge import Run, Samples, merged, pieces_of, pieces_of_compact
from goldenthread.engine.place import File
from goldenthread.engine.segment import FEW
from goldenthread.engine.store import ENDING, ObservationStore

FORM = "compact 1"
BY_MEASURE, BY_AREA, LOOSE = ".measure", ".area", ".loose"

See = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Compaction:
    """A compaction in a store, and how many releases it stands for."""

    store: ObservationStore
    name: str
    releases: int

    @property
    def by_measure(self) -> Compact:
        """Its rows by measure: what is judged."""
        return Compact.open(self.store.file(self.name + BY_MEASURE))

    @property
    def by_area(self) -> Compact:
        """Its rows by area, for all measures of a few areas."""
        return Compact.open(self.store.file(self.name + BY_AREA))

    def read(self, measures: Collection[str] | None, areas: Collection[str] | None) -> pa.Table:
        """OBSERVATIONS of these measures and areas, None meaning all."""
        if areas is not None and (measures is None or len(measures) > FEW):
            return segment.only(_rows_of_areas(self.by_area.file, frozenset(areas)), "measure", measures)
        return self.by_measure.one(measures, areas)


_KEPT = KeptTables()


def _rows_of_areas(file: File, areas: frozenset[str]) -> pa.Table:
    """Every measure's rows in some areas, kept for the next page about them: the file never changes."""
    return _KEPT.of((file, areas), lambda: Compact.open(file).one(None, areas))


def names_of(segments: Iterable[str]) -> tuple[str, ...]:
    """What the compaction of the first release is called, of the first two, and so on."""
    names, digest = [], FORM
    for name in segments:
        digest = sha256(f"{digest}\n{name}".encode()).hexdigest()
        names.append(digest)
    return tuple(names)


def found(store: ObservationStore, segments: Sequence[str]) -> Compaction | None:
    """The compaction that stands for the most of these releases from the first on, where there is any."""
    if not segments:
        return None
    there = set(store.place.names())
    names = names_of(segments)
    for at in range(len(names) - 1, -1, -1):
        if f"{names[at]}{BY_MEASURE}{ENDING}" in there:
            return Compaction(store, names[at], at + 1)
    return None


def in_use(store: ObservationStore, *lists: Sequence[str]) -> frozenset[str]:
    """What must not be swept: the files of the compaction that each list of releases is read from."""
    held = (found(store, segments) for segments in lists)
    return frozenset(each.name + part for each in held if each for part in (BY_MEASURE, BY_AREA, LOOSE))


def compact(store: ObservationStore, segments: Sequence[str], see: See | None = None) -> Compaction:
    """Compact releases, the earliest first: a later one wins key by key. `see` is told of rows done.

    Nothing is there until all of it is. Memory does not grow with the number of rows.
    """
    held = found(store, segments)
    if held is not None and held.releases == len(segments):
        return held
    name = names_of(segments)[-1]
    rest = [store.file(each) for each in segments[held.releases if held else 0 :]]
    with store.place.room() as room:
        path = room / f"{name}{BY_MEASURE}{ENDING}"
        _write(path, held.by_measure if held else None, rest, see)
        write_by_area(Compact.open(path), room / f"{name}{BY_AREA}{ENDING}", see)
        # The copy by measure is what a compaction is known by, so it comes last.
        for made in (room / loose_beside(path.name), room / f"{name}{BY_AREA}{ENDING}", path):
            if made.exists():
                store.place.keep(made, made.name)
    return Compaction(store, name, len(segments))


def _write(path: Path, base: Compact | None, rest: Sequence[File], see: See | None) -> None:
    survey, samples, runs = Survey(), Samples(), []
    if base is not None:
        survey.see_compact(base)
        samples.see_compact(base)
        runs.append(Run(pieces_of_compact(base)))
    for file in ([base.loose] if base and base.loose else []) + list(rest):
        for piece in pieces_of(file, see=see):
            survey.see(piece)
            samples.see(piece)
        runs.append(Run(pieces_of(file)))
    with CompactWriter(path, survey) as writer:
        for part in merged(runs, samples.bounds()):
            writer.add(segment.latest(part))
            if see is not None:
                see(part.num_rows)
