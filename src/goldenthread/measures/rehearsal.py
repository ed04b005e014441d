"""An import as a rehearsal: what it would add, change, repeat and refuse, before anything is written."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa

from goldenthread.engine.difference import Difference, Rows, difference
from goldenthread.engine.difference_stream import Part, differences
from goldenthread.engine.observation import Reading, read_observations
from goldenthread.engine.observation_stream import Streamed, is_large, read_streaming
from goldenthread.measures.fault import Fault, as_said_here, gathered, unknown_measures
from goldenthread.measures.queries import register
from goldenthread.measures.reading import (
    as_released,
    distinct,
    observation_store,
    observations,
    read_delivered,
)
from goldenthread.measures.visible import all_releases, all_sheets
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import Observation
from goldenthread.rules.refusal import Refusal

SHOWN = 50
See = Callable[[int], object]
BESIDES = ("status", "qualifier", "numerator", "denominator", "lower", "upper", "note")


@dataclass(frozen=True, slots=True)
class Change:
    """A row that would take the place of another."""

    old: Observation
    new: Observation

    @property
    def besides(self) -> str:
        """What would change besides the value: each column with what it was and would be."""
        names = [name for name in BESIDES if getattr(self.old, name) != getattr(self.new, name)]
        told = (f"{name} {_said(self.old, name)} to {_said(self.new, name)}" for name in names)
        return "; ".join(told)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What an import would do. The counts are of rows; of each sort the first 50 are shown.

    `unread` counts files that could not be read at all, and `newest` names the newest release that it was
    compared with, so that it can be told whether anything came in since.
    """

    files: tuple[str, ...]
    layout: str
    table: pa.Table
    added: int
    changed: int
    same: int
    refused: int
    repeats: int
    unread: int
    first_added: tuple[Observation, ...]
    first_changed: tuple[Change, ...]
    first_same: tuple[Observation, ...]
    refusals: tuple[Refusal, ...]
    newest: str
    prepared: Streamed | None = None
    """Where a large delivery waits, instead of in `table`."""

    @property
    def fault_count(self) -> int:
        """How many refusals there are, told or not."""
        return self.prepared.faults if self.prepared else len(self.refusals)

    @property
    def does_something(self) -> bool:
        return bool(self.added or self.changed)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The refusals, those that say the same together, the commonest first."""
        return gathered(self.refusals)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The measures it names that nobody has defined."""
        return unknown_measures(self.refusals)

    @property
    def added_rest(self) -> str:
        """What follows the count of added rows where not all of them are shown."""
        return _rest(self.added)

    @property
    def same_rest(self) -> str:
        """The same for the rows that are held already."""
        return _rest(self.same)

    @property
    def fingerprint(self) -> str:
        """Differs where the same files would now do something else."""
        return f"{self.newest}:{self.added}:{self.changed}:{self.same}:{self.refused}"


def _said(observation: Observation, name: str) -> str:
    said = getattr(observation, name)
    return "none" if said in (None, "") else str(said)


def _rest(count: int) -> str:
    return f", the first {SHOWN} of them" if count > SHOWN else ""


def rehearse(
    paths: Sequence[Path], layout: str, names: Sequence[str] = (), see: See = lambda _bytes: None
) -> Rehearsal:
    """Read files of one layout and compare them with everything that is held; nothing is written.

    `names` are what people call the files, where they are kept under other names. `see` is told how far the
    reading of large files has come (`engine.observation_stream.bytes_of`).
    """
    measures = {sheet.ref: sheet.measure for sheet in all_sheets() if sheet.gap is None}
    if is_large(paths, layout):
        return _rehearsed_large(paths, layout, tuple(names), measures, see)
    reading = read_observations(paths, layout, areas=register(), measures=measures)
    reading, files = _as_called(reading, paths, names)
    return rehearsed(reading, layout, files)


def _as_called(
    reading: Reading, paths: Sequence[Path], names: Sequence[str]
) -> tuple[Reading, tuple[str, ...]]:
    """The reading with its refusals under the names that people call the files by, and those names."""
    called = dict(zip((path.name for path in paths), names, strict=True)) if names else {}
    refusals = tuple(_called(refusal, called) for refusal in reading.refusals)
    return replace(reading, refusals=refusals), tuple(names) or tuple(path.name for path in paths)


def _rehearsed_large(
    paths: Sequence[Path], layout: str, names: tuple[str, ...], measures: Mapping[str, Measure], see: See
) -> Rehearsal:
    """The rehearsal of files that are read a portion at a time and compared a part at a time."""
    store, releases = observation_store(), all_releases()
    folder = store.place.folder
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    streamed = read_streaming(paths, layout, areas=register(), measures=measures, see=see, within=folder)
    reading, files = _as_called(streamed.reading, paths, names)
    told = _Told()
    for part in differences(store, as_released(releases), streamed.segment, streamed.measures):
        told.take(part)
    return Rehearsal(
        files=files,
        layout=layout,
        table=reading.table,
        added=told.counts["added"],
        changed=told.counts["changed"],
        same=told.counts["same"],
        refused=reading.refused,
        repeats=reading.repeats,
        unread=reading.unread,
        first_added=tuple(told.added),
        first_changed=tuple(told.changed),
        first_same=tuple(told.same),
        refusals=reading.refusals,
        newest=releases[-1].ref if releases else "",
        prepared=streamed,
    )


@dataclass(slots=True)
class _Told:
    """How many rows there are of each sort, and the first of them, as they are shown."""

    counts: Counter[str] = field(default_factory=Counter)
    added: list[Observation] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: list[Observation] = field(default_factory=list)

    def take(self, part: Part) -> None:
        """Those of one more part."""
        found = part.difference
        self.counts.update(added=len(found.added), changed=len(found.changed), same=len(found.same))
        if len(self.added) < SHOWN:
            self.added += _first(part.delivered, found.added)[: SHOWN - len(self.added)]
        if len(self.same) < SHOWN:
            self.same += _first(part.delivered, found.same)[: SHOWN - len(self.same)]
        if len(self.changed) < SHOWN:
            self.changed += _changes(part.held, part.delivered, found)[: SHOWN - len(self.changed)]


def _called(refusal: Refusal, names: Mapping[str, str]) -> Refusal:
    """The refusal with the name that people call the file by; a workbook's sheet follows in brackets."""
    kept, bracket, sheet = refusal.file.partition("[")
    return as_said_here(replace(refusal, file=names.get(kept, kept) + bracket + sheet))


def rehearsed(reading: Reading, layout: str, files: tuple[str, ...]) -> Rehearsal:
    """The rehearsal of what was already read."""
    releases = all_releases()
    held = read_delivered(releases, distinct(reading.table, "measure"))
    found = difference(held, reading.table)
    return Rehearsal(
        files=files,
        layout=layout,
        table=reading.table,
        added=len(found.added),
        changed=len(found.changed),
        same=len(found.same),
        refused=reading.refused,
        repeats=reading.repeats,
        unread=reading.unread,
        first_added=_first(reading.table, found.added),
        first_changed=_changes(held, reading.table, found),
        first_same=_first(reading.table, found.same),
        refusals=reading.refusals,
        newest=releases[-1].ref if releases else "",
    )


def _first(table: pa.Table, rows: Rows) -> tuple[Observation, ...]:
    return observations(table.take(pa.array(rows[:SHOWN], pa.int64())))


def _changes(held: pa.Table, delivered: pa.Table, found: Difference) -> tuple[Change, ...]:
    def keyed(table: pa.Table, rows: Rows) -> dict[tuple[str, ...], Observation]:
        first = _first(table, rows)
        return {(each.measure, each.area, str(each.period), each.group): each for each in first}

    old, new = keyed(held, found.replaced), keyed(delivered, found.changed)
    return tuple(Change(old[key], new[key]) for key in new)
