"""Deliveries of tens of millions of rows: checked a portion at a time, then merged into one segment.

What is kept, refused and counted as a repeat is what `engine.observation` says of the same files; memory does
not grow with them. The portions wait, sorted, in a folder that is emptied afterwards.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from goldenthread.engine import segment
from goldenthread.engine.area import area_register
from goldenthread.engine.columns import OBSERVATIONS
from goldenthread.engine.layout.kind import Layout
from goldenthread.engine.layout.registry import files_in, layout_named
from goldenthread.engine.merge import Run, Samples, merged, pieces_of
from goldenthread.engine.observation import Reading, read_observations
from goldenthread.engine.observation_run import (
    ORIGIN,
    ROWS_IN_GROUP,
    Origins,
    Rulebook,
    Tally,
    later,
    settle,
    write_run,
)
from goldenthread.engine.place import File
from goldenthread.engine.portion import ROWS, SIZE, Portion, portions
from goldenthread.engine.table import Table
from goldenthread.rules.measure import Measure
from goldenthread.rules.refusal import Refused

LARGE = 64 * 2**20
"""Files of so many bytes together are read portion by portion."""

BYTES_IN_ROW = 50

MOST_RUNS = 48
"""So many runs are merged at once."""


@dataclass(frozen=True, slots=True)
class Streamed:
    """What was read: the counts and the first refusals as a Reading without rows, and the rows as a segment.

    `faults` counts every refusal, told or not. The segment is gone when `room` is.
    """

    reading: Reading
    faults: int
    segment: Path
    rows: int
    measures: frozenset[str]
    areas: frozenset[str]
    room: TemporaryDirectory[str]

    def tables(self) -> Iterator[pa.Table]:
        """The rows as OBSERVATIONS in order of their key, a piece at a time; one empty piece where none."""
        yield self.reading.table
        yield from pieces_of(File.at(self.segment))


@dataclass(frozen=True, slots=True)
class AtOnce:
    """What was read, with the rows in memory."""

    reading: Reading

    @property
    def faults(self) -> int:
        """How many refusals there are."""
        return len(self.reading.refusals)

    @property
    def rows(self) -> int:
        """How many rows were kept."""
        return int(self.reading.table.num_rows)

    def tables(self) -> Iterator[pa.Table]:
        """The rows, in the order of the files."""
        yield self.reading.table


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is in memory at once: bytes of text, rows of Parquet, rows merged, and runs."""

    text: int = SIZE
    rows: int = ROWS
    part: int = 250_000
    runs: int = MOST_RUNS


def is_large(paths: Sequence[Path], layout: str) -> bool:
    """Whether files of this layout are read portion by portion."""
    chosen = layout_named(layout)
    if not chosen.by_row:
        return False
    files = [path for path in files_in(list(paths), chosen) if path.is_file()]
    return sum(map(_text_of, files)) > LARGE


def _text_of(file: Path) -> int:
    """About how many bytes of text a file holds: a compressed table is mostly a fifth of its own."""
    size = file.stat().st_size
    if file.suffix != ".parquet":
        return size * (1 if file.suffix == ".csv" else 5)
    try:
        # Rows that say the same take no room in Parquet.
        return max(5 * size, BYTES_IN_ROW * File.at(file).rows())
    except (pa.ArrowException, OSError):
        return 5 * size


def bytes_of(paths: Sequence[Path], layout: str) -> int:
    """What `see` will be told of altogether, in steps, while the files are read: twice their bytes."""
    return 2 * sum(
        file.stat().st_size for file in files_in(list(paths), layout_named(layout)) if file.is_file()
    )


def read_any(
    paths: Sequence[Path],
    layout: str,
    *,
    areas: Container[str],
    measures: Mapping[str, Measure] | None,
    year_type: str,
    see: Callable[[int], object],
) -> Streamed | AtOnce:
    """Read files at once, or portion by portion where they are large."""
    if is_large(paths, layout):
        return read_streaming(paths, layout, areas=areas, measures=measures, year_type=year_type, see=see)
    reading = read_observations(
        paths, layout, areas=areas, measures=measures, year_type=year_type, watch=watched(see)
    )
    return AtOnce(reading)


def watched(see: Callable[[int], object]) -> Callable[[Sequence[Path]], Iterator[Path]]:
    """Files one after another, each told of when the next is asked for."""

    def watch(files: Sequence[Path]) -> Iterator[Path]:
        for file in files:
            yield file
            see(2 * file.stat().st_size if file.is_file() else 0)

    return watch


def read_streaming(
    paths: Sequence[Path],
    layout: str = "plain",
    *,
    areas: Container[str] | None = None,
    measures: Mapping[str, Measure] | None = None,
    year_type: str = "",
    see: Callable[[int], object] = lambda _bytes: None,
    within: Path | None = None,
    sizes: Sizes | None = None,
) -> Streamed:
    """Read and check files of one layout as `read_observations` does, in bounded memory.

    Unfinished work is done in a folder `within` the one given. Raises Refused where the layout is unknown.
    """
    chosen, sizes = layout_named(layout), sizes or Sizes()
    files = files_in(list(paths), chosen)
    room = TemporaryDirectory(dir=within, suffix=".part", ignore_cleanup_errors=True)
    work = _Work(chosen, Rulebook(area_register() if areas is None else areas, measures, year_type), sizes)
    work.room, work.see = Path(room.name), see
    unread = sum(not work.read_file(file) for file in files)
    path = Path(room.name) / "segment"
    repeats, held, places = work.merge(path)
    tally = work.tally
    table = OBSERVATIONS.empty_table()
    reading = Reading(table, tuple(tally.refusals), tally.refused, repeats, tally.rows, unread, len(files))
    return Streamed(reading, tally.faults, path, work.kept, held, places, room)


class _Work:
    """The runs written so far, and what became of their rows."""

    room: Path
    see: Callable[[int], object]

    def __init__(self, layout: Layout, rules: Rulebook, sizes: Sizes) -> None:
        self.layout, self.rules, self.sizes = layout, rules, sizes
        self.origins, self.tally = Origins(), Tally()
        self.runs: list[Path] = []
        self.written = self.kept = self.bytes = 0

    def read_file(self, file: Path) -> bool:
        """Check a file and set down its runs; one that cannot be read to its end leaves none."""
        own, runs = Tally(), []
        folder = self.room / "portion"
        folder.mkdir(exist_ok=True)
        try:
            for portion in portions(file, folder, self.sizes.text, self.sizes.rows):
                tables = self._read(portion)
                runs.append(self._next_run())
                write_run(tables, portion.before, self.rules, self.origins, runs[-1], own)
                self.see(portion.bytes)
                self.bytes += portion.bytes
        except Refused as refused:
            for run in runs:
                run.unlink()
            self.tally.refuse(list(refused.refusals), 0)
            return False
        self.tally.add(own)
        self.runs += runs
        return True

    def _read(self, portion: Portion) -> list[Table]:
        try:
            return self.layout.read(portion.path, self._kind_of_year)
        except Refused as refused:
            raise Refused(later(each, portion.before) for each in refused.refusals) from refused

    def merge(self, path: Path) -> tuple[int, frozenset[str], frozenset[str]]:
        """Merge the runs into one segment: how many repeats there were, its measures and its areas."""
        while len(self.runs) > self.sizes.runs:
            self._merge_some()
        repeats = 0
        held: set[str] = set()
        places: set[str] = set()
        writer = segment.SegmentWriter(path)
        rows = max(1, self.tally.rows)
        for part in self._merged(self.runs):
            table, again, refusals = settle(part, self.origins)
            repeats += again
            self.tally.refuse(refusals, len(refusals))
            held |= segment.texts_of(table, "measure")
            places |= segment.texts_of(table, "area")
            writer.add(table)
            self.see(self.bytes * part.num_rows // rows)
        writer.close()
        self.kept = writer.rows
        return repeats, frozenset(held), frozenset(places)

    def _merge_some(self) -> None:
        """Make one run of the first ones: the rows of a key stay in the order of delivery."""
        first, rest = self.runs[: self.sizes.runs], self.runs[self.sizes.runs :]
        path = self._next_run()
        writer = segment.SegmentWriter(path, ORIGIN, ROWS_IN_GROUP, "lz4")
        for part in self._merged(first):
            writer.add(part)
        writer.close()
        self.runs = [path, *rest]

    def _merged(self, paths: list[Path]) -> Iterator[pa.Table]:
        samples = Samples(self.sizes.part)
        for path in paths:
            for piece in pieces_of(File.at(path), ROWS_IN_GROUP, columns=["measure", "area"]):
                samples.see(piece)
        yield from merged([Run(pieces_of(File.at(path), ROWS_IN_GROUP)) for path in paths], samples.bounds())
        for path in paths:
            path.unlink()

    def _next_run(self) -> Path:
        self.written += 1
        return self.room / f"{self.written}.run"

    def _kind_of_year(self, measure: str) -> str:
        known = self.rules.measures
        return known[measure].year_type if known and measure in known else self.rules.year_type
