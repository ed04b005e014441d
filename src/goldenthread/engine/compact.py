"""The compact form of what is known: whole numbers in one Parquet file, ready to be judged by the block.

Rows stand in order of measure, area, group and period (the order of periods, not of their texts), so that a
series is contiguous and a code is a rank. The columns are

    m, a, g, p     int32   codes into the legend's sorted refs, places, groups and periods
    v              int64   the value in units of 10^-value_scale of its measure
    num, den       int64   in units of 10^-count_scale
    lo, hi         int64   in units of 10^-limit_scale
    s, q           uint8   codes into STATUSES and QUALIFIERS
    note           int32   code into the legend's notes, of which the first is empty

A figure is null where there is none. A column that says nothing anywhere is left out: no `g` is everyone, no
`s` normal, no `q` and no `note` empty, no `num` null. Nothing is rounded: a measure with a figure that does
not fit 64 bits at the places it needs stands in a second file beside this one, as plain OBSERVATIONS, and is
in no block and not in the legend's refs.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goldenthread.engine import segment
from goldenthread.engine.columns import NUMBER, OBSERVATIONS, TEXT
from goldenthread.engine.compact_number import decimals
from goldenthread.engine.place import File

Texts = tuple[str, ...]
Ints = npt.NDArray[np.int64]

STATUSES = ("normal", "provisional", "revised", "estimated", "break", "missing", "suppressed")
QUALIFIERS = ("", "<", ">", "~")
LEGEND, LEAD, LOOSE = b"goldenthread.legend", b"goldenthread.lead", b"goldenthread.loose"
ROWS_IN_BLOCK = 1_000_000

CODES = {"m": pa.int32(), "a": pa.int32(), "g": pa.int32(), "p": pa.int32()}
FIGURES = {"v": "value", "num": "numerator", "den": "denominator", "lo": "lower", "hi": "upper"}
SAID = {"s": pa.uint8(), "q": pa.uint8(), "note": pa.int32()}
TYPES: dict[str, pa.DataType] = {**CODES, **dict.fromkeys(FIGURES, pa.int64()), **SAID}
SCALE_OF = {"v": "value_scale", "num": "count_scale", "den": "count_scale"}


@dataclass(frozen=True, slots=True)
class Legend:
    """What the codes of a compact file stand for. The scales go by measure, in the order of `refs`.

    `periods` are canonical ISO texts in the order of Period; refs, places and groups are sorted; notes stand
    in the order in which they were met.
    """

    refs: Texts
    places: Texts
    groups: Texts
    periods: Texts
    notes: Texts
    value_scale: tuple[int, ...]
    count_scale: tuple[int, ...]
    limit_scale: tuple[int, ...]

    def scale(self, column: str) -> Ints:
        """By measure: the decimal places that a column of figures is kept at."""
        return np.array(getattr(self, SCALE_OF.get(column, "limit_scale")), dtype=np.int64)

    def written(self) -> bytes:
        """The same as a compact file carries it."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def read(cls, written: bytes) -> "Legend":
        """What a compact file carries."""
        said = json.loads(written)
        return cls(**{field.name: tuple(said[field.name]) for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class Compact:
    """A compact file opened for reading. `lead` is the column its rows are first sorted by: m, or a."""

    file: File
    lead: str
    legend: Legend
    metadata: pq.FileMetaData
    bounds: tuple[tuple[int, int], ...]
    has_loose: bool

    @classmethod
    def open(cls, file: File | Path) -> "Compact":
        """The file, by its path where it is a local one. What is read of it is kept: it never changes."""
        return _opened(File.at(file))

    @property
    def rows(self) -> int:
        """How many rows the blocks hold together."""
        return int(self.metadata.num_rows)

    @property
    def columns(self) -> Texts:
        """The columns that the file has."""
        return tuple(self.metadata.schema.names)

    @property
    def loose(self) -> File | None:
        """The plain OBSERVATIONS of the measures whose figures do not fit, where there are any."""
        beside = replace(self.file, name=loose_beside(self.file.name))
        return beside if self.has_loose else None

    def blocks(
        self,
        rows: int = ROWS_IN_BLOCK,
        columns: Sequence[str] | None = None,
        measures: Collection[str] | None = None,
    ) -> Iterator[pa.RecordBatch]:
        """The rows in blocks of whole measures, about so many rows each; a large measure is one block.

        With `measures`, blocks that can hold none of them are passed over. `columns` are those wanted; what
        the file leaves out is left out. Buffers under a null are undefined.
        """
        wanted = [name for name in self.columns if columns is None or name in columns or name == "m"]
        with pq.ParquetFile(self.file.open(), metadata=self.metadata) as file:
            refs = _codes(self.legend.refs, measures)
            for groups in self._whole(rows):
                if not any(_can_hold(self.bounds[at], refs) for at in groups):
                    continue
                table = file.read_row_groups(groups, columns=wanted, use_threads=False)
                yield table.combine_chunks().to_batches()[0]

    def one(self, measures: Collection[str] | None, areas: Collection[str] | None = None) -> pa.Table:
        """OBSERVATIONS of these measures and areas, None meaning all, in the order of the file."""
        refs = _codes(self.legend.refs, measures)
        places = _codes(self.legend.places, areas)
        chosen = refs if self.lead == "m" else places
        groups = [at for at, bounds in enumerate(self.bounds) if _can_hold(bounds, chosen)]
        with pq.ParquetFile(self.file.open(), metadata=self.metadata) as file:
            table = file.read_row_groups(groups, use_threads=False)
        for name, codes in (("m", refs), ("a", places)):
            if codes is not None:
                table = table.filter(pc.is_in(table.column(name), value_set=pa.array(codes, pa.int32())))
        found = observations(table, self.legend)
        if self.loose is None:
            return found
        return pa.concat_tables([found, segment.read(self.loose, measures, areas)]).unify_dictionaries()

    def _whole(self, rows: int) -> Iterator[list[int]]:
        """Row groups that stand together and hold whole measures."""
        held: list[int] = []
        count = 0
        for at in range(self.metadata.num_row_groups):
            more = self.metadata.row_group(at).num_rows
            begins = not held or self.bounds[at][0] > self.bounds[held[-1]][1]
            if held and begins and count + more > rows:
                yield held
                held, count = [], 0
            held.append(at)
            count += more
        if held:
            yield held


def loose_beside(name: str) -> str:
    """The name of the file for the rows that do not fit a compact file of this name."""
    return name.split(".")[0] + ".loose.parquet"


@lru_cache(maxsize=8)
def _opened(file: File) -> Compact:
    with file.open() as source:
        metadata = pq.read_metadata(source)
    said = metadata.metadata
    lead = said.get(LEAD, b"m").decode()
    at = metadata.schema.names.index(lead)
    found = (metadata.row_group(group).column(at).statistics for group in range(metadata.num_row_groups))
    bounds = tuple((each.min, each.max) for each in found)
    return Compact(file, lead, Legend.read(said[LEGEND]), metadata, bounds, said.get(LOOSE) == b"yes")


def _codes(texts: Texts, chosen: Collection[str] | None) -> list[int] | None:
    """The codes of the texts that are chosen and known, in order; None where all are."""
    if chosen is None:
        return None
    wanted = set(chosen)
    return [code for code, text in enumerate(texts) if text in wanted]


def _can_hold(bounds: tuple[int, int], codes: list[int] | None) -> bool:
    if codes is None:
        return True
    at = int(np.searchsorted(codes, bounds[0]))
    return at < len(codes) and codes[at] <= bounds[1]


def observations(table: pa.Table, legend: Legend) -> pa.Table:
    """Compact rows as OBSERVATIONS, exactly as they were delivered."""
    measures = table.column("m").to_numpy()
    texts: Mapping[str, tuple[str, Texts]] = {
        "measure": ("m", legend.refs),
        "area": ("a", legend.places),
        "period": ("p", legend.periods),
        "group": ("g", legend.groups),
        "status": ("s", STATUSES),
        "qualifier": ("q", QUALIFIERS),
        "note": ("note", legend.notes),
    }
    kept = {name: short for short, name in FIGURES.items()}
    columns = []
    for field in OBSERVATIONS:
        if field.name in texts:
            short, known = texts[field.name]
            columns.append(_text(table, short, known))
        else:
            columns.append(_figure(table, kept[field.name], measures, legend))
    return pa.table(columns, schema=OBSERVATIONS)


def _text(table: pa.Table, name: str, texts: Texts) -> pa.Array:
    """A column of codes as text; of the texts only those in use."""
    if name not in table.column_names:
        codes = np.zeros(table.num_rows, dtype=np.int64)
    else:
        codes = table.column(name).to_numpy().astype(np.int64)
    used = np.flatnonzero(np.bincount(codes, minlength=1)) if len(codes) else codes
    place = np.zeros(len(texts) or 1, dtype=np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    said = pa.array([texts[code] for code in used.tolist()], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(place[codes]), said).cast(TEXT)


def _figure(table: pa.Table, name: str, measures: Ints, legend: Legend) -> pa.Array:
    if name not in table.column_names:
        return pa.nulls(table.num_rows, NUMBER)
    units = table.column(name).combine_chunks()
    units = pa.concat_arrays(units.chunks) if isinstance(units, pa.ChunkedArray) else units
    return decimals(units, legend.scale(name)[measures])
