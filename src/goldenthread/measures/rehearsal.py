"""An import as a rehearsal: what it would add, change, repeat and refuse, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from goldenthread.engine.difference import Difference, Rows, difference
from goldenthread.engine.observation import Reading, read_observations
from goldenthread.measures.fault import Fault, as_said_here, gathered, unknown_measures
from goldenthread.measures.queries import register
from goldenthread.measures.reading import distinct, observations, read_delivered
from goldenthread.measures.visible import all_releases, all_sheets
from goldenthread.rules.observation import Observation
from goldenthread.rules.refusal import Refusal

SHOWN = 50
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


def rehearse(paths: Sequence[Path], layout: str, names: Sequence[str] = ()) -> Rehearsal:
    """Read files of one layout and compare them with everything that is held; nothing is written.

    `names` are what people call the files, where they are kept under other names.
    """
    measures = {sheet.ref: sheet.measure for sheet in all_sheets() if sheet.gap is None}
    reading = read_observations(paths, layout, areas=register(), measures=measures)
    called = dict(zip((path.name for path in paths), names, strict=True)) if names else {}
    refusals = tuple(_called(refusal, called) for refusal in reading.refusals)
    files = tuple(names) or tuple(path.name for path in paths)
    return rehearsed(replace(reading, refusals=refusals), layout, files)


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
