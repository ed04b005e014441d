"""Segments of observations: immutable, named by their checksum, whole or not there at all.

A segment is one Parquet file, sorted by measure, area, period and group. Which segments there are, and since
when each was known, is a catalogue kept elsewhere: write the segment first, then commit the catalogue, and
sweep at start what no catalogue names. The store is a local folder, or any address that fsspec knows.
"""

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from goldenthread.engine import segment
from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.place import PART, File, Place, without_secrets
from goldenthread.rules.refusal import refuse

ENDING = ".parquet"


@dataclass(frozen=True, slots=True)
class ObservationStore:
    """A folder of segments by its path or address. Safe for any number of readers and writers at once."""

    address: str | Path

    @property
    def place(self) -> Place:
        """Where the files are."""
        return Place.at(self.address)

    @property
    def folder(self) -> Path:
        """The local folder. Raises ValueError where the store is elsewhere."""
        folder = self.place.folder
        if folder is None:
            raise ValueError(f"{without_secrets(str(self.address))} is not a local folder")
        return folder

    def write_segment(self, table: pa.Table) -> str:
        """Store a table of OBSERVATIONS and return the segment's name, the SHA-256 of its bytes.

        When this returns, the segment is on disk and stays whole through a loss of power. The same table
        gives the same name, and is stored once.
        """
        with self.place.part() as part:
            with part.open("wb") as file:
                segment.write(table, file)
            return self.adopt(part)

    def adopt(self, part: Path) -> str:
        """Take in a segment that was written to a local file, which is gone then; returns its name."""
        with part.open("rb") as file:
            name = _checksum(file.read)
        self.place.keep(part, f"{name}{ENDING}")
        return name

    def file(self, name: str) -> File:
        """The file of the segment of that name, there or not."""
        return File(self.place, f"{name}{ENDING}")

    def path(self, name: str) -> Path:
        """Where the segment of that name is, or would be, in a local folder."""
        return self.folder / f"{name}{ENDING}"

    def segments(self) -> tuple[str, ...]:
        """The names of every whole segment that is there."""
        names = (name.removesuffix(ENDING) for name in self.place.names() if name.endswith(ENDING))
        return tuple(name for name in names if "." not in name)

    def is_whole(self, name: str) -> bool:
        """Whether the segment is there and its bytes are the ones that were written."""
        file = self.file(name)
        if not file.there():
            return False
        with file.open() as source:
            return _checksum(source.read) == name

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
        latest, place = time.time() - older_than, self.place
        removed = []
        for name in place.names():
            ours = name.endswith((ENDING, PART))
            if ours and name not in keep and place.modified(name) <= latest:
                place.remove(name)
                removed.append(name)
        if removed:
            place.settle()
        return tuple(removed)

    def _read_one(
        self, name: str, measures: Collection[str] | None, areas: Collection[str] | None
    ) -> pa.Table:
        try:
            return segment.read(self.file(name), measures, areas)
        except (OSError, pa.ArrowException) as error:
            do = "restore the folder of observations from a backup"
            raise refuse("the segment cannot be read", do, file=f"{name}{ENDING}") from error


def _checksum(read: Callable[[int], bytes]) -> str:
    digest = sha256()
    while block := read(2**20):
        digest.update(block)
    return digest.hexdigest()
