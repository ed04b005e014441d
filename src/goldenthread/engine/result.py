"""Verdicts kept on disk, each measure's with the key of what they were made from.

What is kept is judged again only where its key has changed: by a release, a definition, a target, a policy or
a comparator. Verdicts stand in runs, Parquet files in the form of the long table; an index says which run
holds each measure. A run is written whole before the index names it, and the index is replaced in one step.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goldenthread.engine.kernel.long import LONG

INDEX = "index.json"
MOST_RUNS = 16
"""With more runs than this, what they hold is written together."""

Judge = Callable[[Collection[str]], Iterable[pa.Table]]
"""The LONG tables of some measures, in any number of pieces."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many measures were judged again, how many were kept as they were, and how many are gone."""

    judged: int
    kept: int
    gone: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a measure's verdicts are, and what they were made from."""

    key: str
    run: str


def made_from(*parts: object) -> str:
    """The key of what verdicts were made from; the parts must print themselves whole."""
    digest = sha256()
    for part in parts:
        digest.update(repr(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class ResultStore:
    """A folder of verdicts under one policy. One writer at a time; readers see the last whole state."""

    folder: Path

    def refresh(self, keys: Mapping[str, str], judge: Judge) -> Refreshed:
        """Bring the verdicts of these measures up to their keys, and forget all other measures."""
        self.folder.mkdir(parents=True, exist_ok=True)
        held = self.index()
        changed = sorted(ref for ref, key in keys.items() if ref not in held or held[ref].key != key)
        gone = [ref for ref in held if ref not in keys]
        kept = {ref: each for ref, each in held.items() if ref in keys}
        if changed:
            run = self._write(judge(changed))
            kept |= {ref: Kept(keys[ref], run) for ref in changed}
        if changed or gone:
            self._settle(kept)
        return Refreshed(len(changed), len(keys) - len(changed), len(gone))

    def read(self, measures: Collection[str] | None = None, areas: Collection[str] | None = None) -> pa.Table:
        """The verdicts kept, of these measures and areas, None meaning all."""
        held = self.index()
        wanted = [ref for ref in held if measures is None or ref in measures]
        by_run: dict[str, list[str]] = {}
        for ref in wanted:
            by_run.setdefault(held[ref].run, []).append(ref)
        tables = [self._read(run, refs, areas) for run, refs in sorted(by_run.items())]
        return pa.concat_tables([LONG.empty_table(), *tables])

    def index(self) -> dict[str, Kept]:
        """By measure: the run that holds it, and its key."""
        path = self.folder / INDEX
        if not path.exists():
            return {}
        said = json.loads(path.read_text(encoding="utf-8"))
        return {ref: Kept(*pair) for ref, pair in said.items()}

    def _read(self, run: str, refs: Collection[str], areas: Collection[str] | None) -> pa.Table:
        """The rows of a run; a run may hold older verdicts of measures that another run holds now."""
        chosen = pc.field("measure").isin(pa.array(sorted(refs), pa.string()))
        if areas is not None:
            chosen &= pc.field("area").isin(pa.array(sorted(areas), pa.string()))
        return pq.read_table(self.folder / run, filters=chosen).cast(LONG)

    def _write(self, tables: Iterable[pa.Table]) -> str:
        name = f"{uuid4().hex}.parquet"
        part = self.folder / f".{name}"
        with pq.ParquetWriter(part, LONG, compression="lz4") as writer:
            for table in tables:
                writer.write_table(table, row_group_size=max(1, table.num_rows))
        part.replace(self.folder / name)
        return name

    def _settle(self, kept: dict[str, Kept]) -> None:
        """Name what is kept; where that is in many runs, in one."""
        runs = {each.run for each in kept.values()}
        if len(runs) > MOST_RUNS:
            by_run = {run: [ref for ref, each in kept.items() if each.run == run] for run in sorted(runs)}
            together = self._write(self._read(run, refs, None) for run, refs in by_run.items())
            kept = {ref: Kept(each.key, together) for ref, each in kept.items()}
            runs = {together}
        part = self.folder / f".{INDEX}"
        said = {ref: [each.key, each.run] for ref, each in sorted(kept.items())}
        part.write_text(json.dumps(said), encoding="utf-8")
        part.replace(self.folder / INDEX)
        for path in self.folder.glob("*.parquet"):
            if path.name not in runs:
                path.unlink(missing_ok=True)
