"""How many rows each measure has, and from when to when: read once for the same releases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np

from goldenthread.measures.figures import read_figures
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.rules.period import Period, read_period
from goldenthread.thread.reader import Reader

MOST_ROWS: Final = 2_000_000
"""Of more rows delivered than these nothing is counted for the list: each file says it by itself."""
_OFTEN: Final = {("Y", 1): "yearly", ("M", 3): "quarterly", ("M", 1): "monthly"}


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of one measure: its rows, its first and last day, and how often there is a figure."""

    rows: int
    begins: date | None = None
    ends: date | None = None
    often: str = ""


class _Asked:
    """What to read, told apart by the releases and the definitions that it is read from."""

    def __init__(self, reader: Reader, sheets: Iterable[MeasureSheet]) -> None:
        self.reader, self.sheets = reader, tuple(sheets)
        self.key = (
            tuple(each.ref for each in reader.sight.releases()),
            tuple((each.ref, each.gap) for each in self.sheets),
        )

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.key == other.key


def coverages(reader: Reader, sheets: Iterable[MeasureSheet]) -> Mapping[str, Coverage]:
    """By measure; empty where there are too many rows to be counted for a list."""
    if sum(each.rows for each in reader.sight.releases()) > MOST_ROWS:
        return {}
    return dict(_counted(_Asked(reader, sheets)))


@lru_cache(maxsize=4)
def _counted(asked: _Asked) -> tuple[tuple[str, Coverage], ...]:
    table = read_figures(asked.reader.sight, asked.sheets).table
    refs, periods = (
        table.column(name).unify_dictionaries().combine_chunks() for name in ("measure", "period")
    )
    if not table.num_rows:
        return ()
    names, spans = refs.dictionary.to_pylist(), [read_period(each) for each in periods.dictionary.to_pylist()]
    pairs = refs.indices.to_numpy().astype(np.int64) * len(spans) + periods.indices.to_numpy()
    found: dict[str, list[Period]] = {}
    counts: dict[str, int] = {}
    for pair, count in zip(*(each.tolist() for each in np.unique(pairs, return_counts=True)), strict=True):
        ref = names[pair // len(spans)]
        found.setdefault(ref, []).append(spans[pair % len(spans)])
        counts[ref] = counts.get(ref, 0) + count
    return tuple((ref, _coverage(counts[ref], held)) for ref, held in found.items())


def _coverage(rows: int, periods: list[Period]) -> Coverage:
    last = max(periods)
    ends = last.end - timedelta(days=1)
    return Coverage(rows, min(each.start for each in periods), ends, _OFTEN.get((last.unit, last.count), ""))
