"""Writing the compact form: OBSERVATIONS into codes and whole numbers, piece by piece."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldenthread.engine import segment
from goldenthread.engine.compact import FIGURES, QUALIFIERS, STATUSES, TYPES, loose_beside
from goldenthread.engine.compact_number import figures
from goldenthread.engine.compact_sheet import Sheet
from goldenthread.engine.compact_survey import Known, Survey

ROWS_IN_GROUP = 262_144
"""One measure is read in some 5 ms, and a whole file as fast as with larger ones."""

Ints = npt.NDArray[np.int64]


def write_compact(table: pa.Table, path: Path) -> None:
    """Write one table of OBSERVATIONS, in any order and each key once, as a compact file."""
    survey = Survey()
    survey.see(table)
    with CompactWriter(path, survey) as writer:
        writer.add(table.take(pa.array(segment.key_order(table))))


@dataclass(slots=True)
class CompactWriter:
    """Writes a compact file from pieces of OBSERVATIONS in order of measure and area; no area is in two.

    The survey has seen every row that is to come.
    """

    path: Path
    survey: Survey
    rows_in_group: int = ROWS_IN_GROUP
    _known: Known = field(init=False)
    _sheet: Sheet = field(init=False)
    _notes: dict[str, int] = field(default_factory=lambda: {"": 0})
    _loose: segment.SegmentWriter | None = None

    def __enter__(self) -> "CompactWriter":
        self._known = self.survey.known()
        columns = [name for name in TYPES if name in {"m", "a", "p", "v"} | self._known.columns]
        self._sheet = Sheet(self.path, columns, "m", self.rows_in_group)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loose is not None:
            self._loose.close()
        self._sheet.close(replace(self._known.legend, notes=tuple(self._notes)), self._loose is not None)

    def add(self, table: pa.Table) -> None:
        """Some more rows, in any order among themselves."""
        measure = segment.codes(table, "measure", self._known.legend.refs, absent=-1)
        loose = measure < 0
        if loose.any():
            if self._loose is None:
                self._loose = segment.SegmentWriter(self.path.with_name(loose_beside(self.path.name)))
            self._loose.add(table.filter(pa.array(loose)))
            table, measure = table.filter(pa.array(~loose)), measure[~loose]
        if table.num_rows:
            self._sheet.add(self._coded(table, measure))

    def _coded(self, table: pa.Table, measure: Ints) -> pa.Table:
        """The compact columns, in order."""
        legend = self._known.legend
        codes = {
            "m": measure,
            "a": segment.codes(table, "area", legend.places),
            "g": segment.codes(table, "group", legend.groups),
            "p": segment.codes(table, "period", legend.periods),
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
            taken = figures(table.column(FIGURES[name]))
            units, _ = taken.at(legend.scale(name)[measure])
            columns[name] = pa.array(units[order], pa.int64(), mask=~taken.valid[order])
        return pa.table(columns)

    def _note_codes(self, table: pa.Table) -> Ints:
        said = sorted(segment.texts_of(table, "note"))
        for text in said:
            self._notes.setdefault(text, len(self._notes))
        own = segment.codes(table, "note", said)
        return np.array([self._notes[text] for text in said], dtype=np.int64)[own]
