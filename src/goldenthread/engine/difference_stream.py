"""What a large delivery would change in what is held, a range of measures and areas at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from goldenthread.engine import compaction
from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.difference import Difference, difference
from goldenthread.engine.merge import Run, Samples, pieces_of, pieces_of_compact
from goldenthread.engine.place import File
from goldenthread.engine.release import Release, in_order
from goldenthread.engine.segment import latest
from goldenthread.engine.store import ObservationStore

KEYS = ("measure", "area")


@dataclass(frozen=True, slots=True)
class Part:
    """What is held and what is delivered of some measures and areas, and how they differ."""

    held: pa.Table
    delivered: pa.Table
    difference: Difference


def differences(
    store: ObservationStore, releases: Sequence[Release], delivered: Path, measures: frozenset[str]
) -> Iterator[Part]:
    """Compare a sorted segment with what is known from these releases; `measures` are those delivered."""
    samples, runs = Samples(), []
    known = in_order(releases)
    held = compaction.found(store, [release.segment for release in known])
    files = [
        store.file(each.segment) for each in known[held.releases if held else 0 :] if each.holds(measures)
    ]
    if held is not None:
        compact = held.by_measure
        samples.see_compact(compact)
        runs.append(Run(pieces_of_compact(compact, measures)))
        files = [*([compact.loose] if compact.loose else []), *files]
    for file in [*files, File.at(delivered)]:
        for piece in pieces_of(file, columns=KEYS, measures=measures):
            samples.see(piece)
    runs += [Run(pieces_of(file, measures=measures)) for file in files]
    incoming = Run(pieces_of(File.at(delivered)))
    for bound in samples.bounds():
        before = [OBSERVATIONS.empty_table(), *(table for run in runs for table in run.until(bound))]
        after = pa.concat_tables([OBSERVATIONS.empty_table(), *incoming.until(bound)])
        if after.num_rows:
            old = latest(pa.concat_tables(before))
            yield Part(old, after, difference(old, after))
