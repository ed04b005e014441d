"""Writing the compact form: OBSERVATIONS into codes and whole numbers, block by block.

The texts of areas, groups and periods have to be known before the first row, because a code is a rank; the
measures come in their order, and the scale of each is found from its own rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from goldenthread.engine import segment
from goldenthread.engine.compact import (
    FIGURES,
    LEGEND,
    QUALIFIERS,
    STATUSES,
    TYPES,
    Legend,
    Texts,
    loose_beside,
)
from goldenthread.engine.compact_number import Figures, figures
from goldenthread.rules.period import read_period

ROWS_IN_GROUP = 262_144
"""One measure is read in some 5 ms, and a whole file as fast as with larger ones."""

Ints = npt.NDArray[np.int64]
SCALES = (("v",), ("num", "den"), ("lo", "hi"))


@dataclass(frozen=True, slots=True)
class Known:
    """Every text that the rows to come can say, and the columns in which any of them says something."""

    places: Texts
    groups: Texts
    periods: Texts
    columns: frozenset[str]


def in_order_of_period(texts: Iterable[str]) -> Texts:
    """Canonical texts of periods, the earliest first."""
    return tuple(sorted(set(texts), key=read_period))


def known_of(table: pa.Table) -> Known:
    """What one table of OBSERVATIONS says."""
    said = {name: segment.texts_of(table, name) for name in ("area", "group", "period", "note")}
    columns = {short for short, name in FIGURES.items() if table.column(name).null_count < table.num_rows}
    columns |= {"g"} if said["group"] - {""} else set()
    columns |= {"note"} if said["note"] - {""} else set()
    columns |= {"s"} if segment.texts_of(table, "status") - {"", "normal"} else set()
    columns |= {"q"} if segment.texts_of(table, "qualifier") - {""} else set()
    return Known(
        tuple(sorted(said["area"])),
        tuple(sorted(said["group"] | {""})),
        in_order_of_period(said["period"]),
        frozenset(columns),
    )


def write_compact(table: pa.Table, path: Path) -> None:
    """Write one table of OBSERVATIONS, in any order and each key once, as a compact file."""
    with CompactWriter(path, known_of(table)) as writer:
        writer.add(table)


@dataclass(slots=True)
class CompactWriter:
    """Writes a compact file from tables that hold whole measures, the measures in ascending order."""

    path: Path
    known: Known
    rows_in_group: int = ROWS_IN_GROUP
    _sheet: "Sheet" = field(init=False)
    _refs: list[str] = field(default_factory=list)
    _notes: dict[str, int] = field(default_factory=lambda: {"": 0})
    _scales: list[tuple[int, int, int]] = field(default_factory=list)
    _loose: list[pa.Table] = field(default_factory=list)

    def __enter__(self) -> "CompactWriter":
        columns = [name for name in TYPES if name in {"m", "a", "p", "v"} | self.known.columns]
        self._sheet = Sheet(self.path, columns, "m", self.rows_in_group)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._loose:
            with loose_beside(self.path).open("wb") as file:
                segment.write(pa.concat_tables(self._loose), file)
        self._sheet.close(self._legend())

    def add(self, table: pa.Table) -> None:
        """The rows of some more measures, all of each."""
        if not table.num_rows:
            return
        refs = sorted(segment.texts_of(table, "measure"))
        measure = segment.codes(table, "measure", refs)
        taken = {short: figures(table.column(name)) for short, name in FIGURES.items()}
        scales, misfit = scales_of(taken, measure, len(refs))
        if misfit.any():
            self._loose.append(table.filter(pa.array(misfit[measure])))
            keep = pa.array(~misfit[measure])
            return self.add(table.filter(keep))
        first = len(self._refs)
        self._refs += refs
        self._scales += [(int(row[0]), int(row[1]), int(row[2])) for row in scales]
        self._sheet.add(self._coded(table, measure, first, taken, scales))

    def _coded(
        self, table: pa.Table, measure: Ints, first: int, taken: Mapping[str, Figures], scales: Ints
    ) -> pa.Table:
        """The compact columns, in order."""
        codes = {
            "m": measure + first,
            "a": segment.codes(table, "area", self.known.places),
            "g": segment.codes(table, "group", self.known.groups),
            "p": segment.codes(table, "period", self.known.periods),
            "s": segment.codes(table, "status", STATUSES),
            "q": segment.codes(table, "qualifier", QUALIFIERS),
            "note": self._note_codes(table),
        }
        order = np.lexsort((codes["p"], codes["g"], codes["a"], codes["m"]))
        columns = {}
        for name in self._sheet.columns:
            if name in codes:
                columns[name] = pa.array(codes[name][order], TYPES[name])
                continue
            at = next(at for at, names in enumerate(SCALES) if name in names)
            units, _ = taken[name].at(scales[measure, at])
            columns[name] = pa.array(units[order], pa.int64(), mask=~taken[name].valid[order])
        return pa.table(columns)

    def _note_codes(self, table: pa.Table) -> Ints:
        said = sorted(segment.texts_of(table, "note"))
        for text in said:
            self._notes.setdefault(text, len(self._notes))
        own = segment.codes(table, "note", said)
        return np.array([self._notes[text] for text in said], dtype=np.int64)[own]

    def _legend(self) -> Legend:
        value, count, limit = zip(*self._scales, strict=True) if self._scales else ((), (), ())
        known = self.known
        return Legend(
            tuple(self._refs),
            known.places,
            known.groups,
            known.periods,
            tuple(self._notes),
            value,
            count,
            limit,
        )


@dataclass(slots=True)
class Sheet:
    """The Parquet file under a compact one: row groups that end, where they can, with a code of the lead."""

    path: Path
    columns: list[str]
    lead: str
    rows: int
    _writer: pq.ParquetWriter = field(init=False)
    _held: pa.Table = field(init=False)

    def __post_init__(self) -> None:
        schema = pa.schema([(name, TYPES[name]) for name in self.columns])
        figures = [name for name in self.columns if name in FIGURES]
        self._held = schema.empty_table()
        # Small and, of all that was measured, the quickest to read: twice as quick as zstd.
        self._writer = pq.ParquetWriter(
            self.path,
            schema,
            compression="lz4",
            use_dictionary=[name for name in self.columns if name not in figures],
            column_encoding=dict.fromkeys(figures, "DELTA_BINARY_PACKED"),
            write_statistics=["m", "a"],
        )

    def add(self, rows: pa.Table) -> None:
        """Some more rows, in the order of the file."""
        self._held = pa.concat_tables([self._held, rows])
        while self._held.num_rows >= 2 * self.rows:
            self._write(_cut(self._held.column(self.lead).to_numpy(), self.rows))

    def close(self, legend: Legend) -> None:
        """Write what is left, with the legend."""
        while self._held.num_rows > self.rows:
            self._write(_cut(self._held.column(self.lead).to_numpy(), self.rows))
        if self._held.num_rows:
            self._write(self._held.num_rows)
        self._writer.add_key_value_metadata({LEGEND: legend.written(), LEGEND + b".lead": self.lead})
        self._writer.close()

    def _write(self, rows: int) -> None:
        self._writer.write_table(self._held.slice(0, rows), row_group_size=rows)
        self._held = self._held.slice(rows)


def _cut(lead: Ints, rows: int) -> int:
    """How many rows to write: as many whole codes of the lead as fit, else as many rows as fit."""
    start = int(np.searchsorted(lead, lead[rows], side="left"))
    return start or rows


def scales_of(taken: Mapping[str, Figures], measure: Ints, count: int) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """By measure: the places that value, counts and limits need, and whether any figure does not fit."""
    scales = np.zeros((count, len(SCALES)), dtype=np.int64)
    for at, names in enumerate(SCALES):
        for name in names:
            if taken[name].valid.any():
                np.maximum.at(scales[:, at], measure, taken[name].places())
    misfit = np.zeros(count, dtype=bool)
    for at, names in enumerate(SCALES):
        for name in names:
            if taken[name].valid.any():
                _, fits = taken[name].at(scales[measure, at])
                misfit[measure[~fits]] = True
    return scales, misfit
