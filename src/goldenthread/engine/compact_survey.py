"""What a compact file has to know before its first row: every text, and the places that figures need.

Codes are ranks and scales go by measure, so all rows are looked at once before any is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldenthread.engine import segment
from goldenthread.engine.compact import FIGURES, Compact, Legend, Texts
from goldenthread.engine.compact_number import LARGEST, figures
from goldenthread.rules.period import read_period

Ints = npt.NDArray[np.int64]
SCALES = (("v",), ("num", "den"), ("lo", "hi"))
SAYING = {"g": "group", "s": "status", "q": "qualifier", "note": "note"}
NOTHING = {"s": {"", "normal"}}


@dataclass(frozen=True, slots=True)
class Known:
    """The legend without notes and measures that do not fit, and the columns that say something."""

    legend: Legend
    columns: frozenset[str]


@dataclass(slots=True)
class Survey:
    """Gathers what tables of OBSERVATIONS say; a text that is replaced later does no harm."""

    _places: set[str] = field(default_factory=set)
    _groups: set[str] = field(default_factory=lambda: {""})
    _periods: set[str] = field(default_factory=set)
    _columns: set[str] = field(default_factory=set)
    _scales: dict[str, Ints] = field(default_factory=dict)
    _sizes: dict[str, npt.NDArray[np.float64]] = field(default_factory=dict)

    def see(self, table: pa.Table) -> None:
        """Take note of some more rows."""
        self._places |= segment.texts_of(table, "area")
        self._groups |= segment.texts_of(table, "group")
        self._periods |= segment.texts_of(table, "period")
        for short, name in SAYING.items():
            if segment.texts_of(table, name) - NOTHING.get(short, {""}):
                self._columns.add(short)
        refs = sorted(segment.texts_of(table, "measure"))
        measure = segment.codes(table, "measure", refs)
        scales = np.zeros((len(refs), len(SCALES)), dtype=np.int64)
        sizes = np.zeros((len(refs), len(SCALES)))
        for at, names in enumerate(SCALES):
            for name in names:
                self._see_figures(table, name, measure, scales[:, at], sizes[:, at])
        for at, ref in enumerate(refs):
            self._scales[ref] = np.maximum(self._scales.get(ref, 0), scales[at])
            self._sizes[ref] = np.maximum(self._sizes.get(ref, 0.0), sizes[at])

    def _see_figures(
        self, table: pa.Table, name: str, measure: Ints, scales: Ints, sizes: npt.NDArray[np.float64]
    ) -> None:
        column = table.column(FIGURES[name])
        if column.null_count == table.num_rows:
            return
        self._columns.add(name)
        taken = figures(column)
        np.maximum.at(scales, measure, taken.places())
        np.maximum.at(sizes, measure, np.where(taken.fits, np.abs(taken.whole) + 1.0, np.inf))

    def see_compact(self, compact: Compact) -> None:
        """Take note of everything in a compact file, but for what is kept beside it."""
        legend = compact.legend
        self._places |= set(legend.places)
        self._groups |= set(legend.groups)
        self._periods |= set(legend.periods)
        self._columns |= set(compact.columns) - {"m", "a", "p", "v"}
        scales = np.array([legend.value_scale, legend.count_scale, legend.limit_scale], dtype=np.int64).T
        sizes = np.zeros(scales.shape)
        for block in compact.blocks(columns=tuple(FIGURES)):
            measure = block.column("m").to_numpy()
            for at, names in enumerate(SCALES):
                for name in set(names) & set(block.schema.names):
                    units = block.column(name).fill_null(0).to_numpy(zero_copy_only=False)
                    np.maximum.at(sizes[:, at], measure, np.abs(units) + 1.0)
        for at, ref in enumerate(legend.refs):
            self._scales[ref] = np.maximum(self._scales.get(ref, 0), scales[at])
            self._sizes[ref] = np.maximum(self._sizes.get(ref, 0.0), sizes[at] / 10.0 ** scales[at])

    def known(self) -> Known:
        """Everything seen so far, in order."""
        refs = [ref for ref in sorted(self._scales) if self._fits(ref)]
        by_scale = np.array([self._scales[ref] for ref in refs], dtype=np.int64).reshape(-1, len(SCALES)).T
        value, count, limit = (tuple(each.tolist()) for each in by_scale)
        legend = Legend(
            tuple(refs),
            tuple(sorted(self._places)),
            tuple(sorted(self._groups)),
            in_order_of_period(self._periods),
            ("",),
            value,
            count,
            limit,
        )
        return Known(legend, frozenset(self._columns))

    def _fits(self, ref: str) -> bool:
        return bool((self._sizes[ref] * 10.0 ** self._scales[ref] < LARGEST).all())


def in_order_of_period(texts: Iterable[str]) -> Texts:
    """Canonical texts of periods, the earliest first."""
    return tuple(sorted(set(texts), key=read_period))
