"""What is withheld of protected measures, taken out of OBSERVATIONS."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.engine.columns import NUMBER, NUMBER_COLUMNS, TEXT
from goldenthread.engine.disclosure.count import Key
from goldenthread.engine.disclosure.observation import WITHHELD, rounded_numbers
from goldenthread.rules.measure import Measure

_SAID = {"status": "suppressed", "qualifier": "", "note": WITHHELD}


@dataclass(frozen=True, slots=True)
class Hidden:
    """What of one measure is withheld, each row with why; None is all of it, until that is decided.

    `base` is what its published counts are rounded to, 0 for not at all.
    """

    rows: Mapping[Key, str] | None
    base: int = 0
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Mask:
    """What is withheld of each protected measure, by its ref."""

    hidden: Mapping[str, Hidden]

    def over(self, table: pa.Table) -> pa.Table:
        """The OBSERVATIONS without the figures that are withheld, the others rounded where that is policy."""
        if not self.hidden or not table.num_rows:
            return table
        refs = table.column("measure").cast(pa.string())
        protected = pc.is_in(refs, pa.array(sorted(self.hidden), pa.string()))
        ats = np.flatnonzero(protected.to_numpy(zero_copy_only=False))
        if not len(ats):
            return table
        taken = table.take(pa.array(ats))
        names = ("measure", "area", "group", "period")
        keys = list(zip(*(taken.column(name).cast(pa.string()).to_pylist() for name in names), strict=True))
        gone = np.zeros(table.num_rows, dtype=bool)
        gone[ats] = [self._hides(ref, (area, group or "", period)) for ref, area, group, period in keys]
        said = pc.or_(*(pc.is_valid(table.column(name)) for name in ("value", "numerator")))
        gone &= said.to_numpy()
        return self._rounded(_without(table, gone), ats, [key[0] for key in keys])

    def words(self, ref: str) -> str:
        """How many rows of a measure are withheld and why, in a sentence; empty where none is."""
        hidden = self.hidden.get(ref)
        if hidden is None:
            return ""
        if hidden.rows is None:
            return "All figures are withheld until it is decided which of them to protect."
        return withheld_words(list(hidden.rows.values()))

    def _hides(self, ref: str, key: Key) -> bool:
        rows = self.hidden[ref].rows
        return rows is None or key in rows

    def _rounded(self, table: pa.Table, ats: np.ndarray, refs: Sequence[str]) -> pa.Table:
        """The table with the counts of measures that are rounded."""
        if not any(hidden.base for hidden in self.hidden.values()):
            return table
        columns = {name: table.column(name).to_pylist() for name in NUMBER_COLUMNS}
        for at, ref in zip(ats.tolist(), refs, strict=True):
            hidden = self.hidden[ref]
            if hidden.base and hidden.measure is not None and columns["value"][at] is not None:
                said = {name: columns[name][at] for name in NUMBER_COLUMNS}
                for name, number in rounded_numbers(said, hidden.measure, hidden.base).items():
                    columns[name][at] = number
        for name, numbers in columns.items():
            table = table.set_column(table.schema.get_field_index(name), name, pa.array(numbers, NUMBER))
        return table


NOTHING = Mask({})


def _without(table: pa.Table, gone: np.ndarray) -> pa.Table:
    """The table with the figures of some rows taken out, and the words for that put in."""
    if not gone.any():
        return table
    chosen = pa.chunked_array([pa.array(gone)])
    for at, field in enumerate(table.schema):
        if field.name in NUMBER_COLUMNS:
            left = pc.if_else(chosen, pa.scalar(None, NUMBER), table.column(field.name))
            table = table.set_column(at, field, left)
        elif field.name in _SAID:
            texts = table.column(field.name).cast(pa.string())
            texts = pc.if_else(chosen, _SAID[field.name], texts)
            table = table.set_column(at, field, texts.dictionary_encode().cast(TEXT))
    return table


def withheld_words(rows: Collection[str]) -> str:
    """A sentence on how much is withheld and why, for whoever reads or takes away the figures."""
    if not rows:
        return ""
    figures = "figure is" if len(rows) == 1 else "figures are"
    # Whether all of them are small is never said: two small ones that make up 8 would both be known to be 4.
    why = "because few people are counted, or so that such counts cannot be worked out"
    return f"{len(rows)} {figures} withheld to protect people: {why}."
