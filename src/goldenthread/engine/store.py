"""Segments of observations on disk: immutable, named by their checksum, whole or not there at all.

A segment is one Parquet file, sorted by measure, area, period and group. Which segments there are, and since
when each was known, is a catalogue kept elsewhere: write the segment first, then commit the catalogue, and
sweep at start what no catalogue names.
"""

import os
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp

import pyarrow as pa

from goldenthread.engine import segment
from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.rules.refusal import refuse

ENDING = ".parquet"
PART = ".part"


@dataclass(frozen=True, slots=True)
class ObservationStore:
    """A folder of segments. Safe for any number of readers and writers at once."""

    folder: Path

    def write_segment(self, table: pa.Table) -> str:
        """Store a table of OBSERVATIONS and return the segment's name, the SHA-256 of its bytes.

        When this returns, the segment is on disk and stays whole through a loss of power. The same table
        gives the same name, and is stored once.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, part = mkstemp(dir=self.folder, suffix=PART)
        path = Path(part)
        try:
            with os.fdopen(handle, "wb") as file:
                segment.write(table, file)
                file.flush()
                os.fsync(file.fileno())
            name = _checksum(path)
            path.replace(self.path(name))
        finally:
            path.unlink(missing_ok=True)
        self._settle_folder()
        return name

    def path(self, name: str) -> Path:
        """Where the segment of that name is, or would be."""
        return self.folder / f"{name}{ENDING}"

    def segments(self) -> tuple[str, ...]:
        """The names of every whole segment on disk."""
        return tuple(sorted(path.stem for path in self.folder.glob(f"*{ENDING}")))

    def is_whole(self, name: str) -> bool:
        """Whether the segment is there and its bytes are the ones that were written."""
        path = self.path(name)
        return path.is_file() and _checksum(path) == name

    def read(
        self,
        segments: Sequence[str],
        *,
        measures: Collection[str] | None = None,
        areas: Collection[str] | None = None,
    ) -> pa.Table:
        """The rows of these segments, in their order, as OBSERVATIONS; of those measures and areas if given.

        Only the row groups that can hold a measure are read. Raises Refused where a segment is not there.
        """
        tables = [self._read_one(name, measures, areas) for name in segments]
        return pa.concat_tables(tables) if tables else OBSERVATIONS.empty_table()

    def sweep(self, named: Iterable[str], older_than: float = 3600.0) -> tuple[str, ...]:
        """Remove what nothing names and is older than so many seconds; returns the file names removed.

        The age keeps a segment that is being written, or is written and about to be named.
        """
        keep = {f"{name}{ENDING}" for name in named}
        latest = time.time() - older_than
        removed = []
        for path in sorted(self.folder.glob("*")):
            ours = path.name.endswith((ENDING, PART))
            if ours and path.name not in keep and _modified(path) <= latest:
                path.unlink(missing_ok=True)
                removed.append(path.name)
        if removed:
            self._settle_folder()
        return tuple(removed)

    def _read_one(
        self, name: str, measures: Collection[str] | None, areas: Collection[str] | None
    ) -> pa.Table:
        try:
            return segment.read(self.path(name), measures, areas)
        except (OSError, pa.ArrowException) as error:
            do = "restore the folder of observations from a backup"
            raise refuse("the segment cannot be read", do, file=f"{name}{ENDING}") from error

    def _settle_folder(self) -> None:
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _checksum(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(2**20):
            digest.update(block)
    return digest.hexdigest()


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
