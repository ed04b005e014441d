"""Refusals of a rehearsal as an officer works through them: the same fault once, with where it is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from goldenthread.engine.catalogue import read_catalogue, shipped_catalogues
from goldenthread.rules.measure import Measure
from goldenthread.rules.refusal import Refusal

PLACES = 5
UNKNOWN_MEASURE = re.compile(r"'(.+)' is not among the measures")

# What the readers of files advise is meant for files alone; an installation has other ways.
HERE = {
    "use a ref of the measures table, or add the measure to it": (
        "define the measure, or correct its name in the file"
    ),
    "use the area's GSS or ITL code, or declare it as a composite and pass it with --areas": (
        "use the area's code, such as E10000016, or ask an administrator to declare the area"
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, where it first is, and in how many places."""

    file: str
    column: str
    what: str
    do: str
    rows: tuple[int, ...]
    count: int

    @property
    def place(self) -> str:
        """`figures.csv, column value, rows 2, 3, 4, 5, 6 and 10 more`."""
        column = f"column {self.column}" if self.column else ""
        more = self.count - len(self.rows)
        rest = f" and {more:,} more" if self.rows and more else ""
        rows = f"row{'s' if self.count > 1 else ''} {', '.join(map(str, self.rows))}{rest}"
        return ", ".join(part for part in (self.file, column, rows if self.rows else "") if part)


def as_said_here(refusal: Refusal) -> Refusal:
    """The refusal with what to do about it in an installation."""
    return replace(refusal, do=HERE.get(refusal.do, refusal.do))


def gathered(refusals: Iterable[Refusal]) -> tuple[Fault, ...]:
    """Refusals that say the same of the same column, together; the commonest first."""
    rows: dict[tuple[str, str, str, str], list[int]] = {}
    counts: dict[tuple[str, str, str, str], int] = {}
    for each in refusals:
        key = (each.file, each.column or "", each.what, each.do)
        counts[key] = counts.get(key, 0) + 1
        first = rows.setdefault(key, [])
        if each.row is not None and each.row not in first and len(first) < PLACES:
            first.append(each.row)
    found = [Fault(*key, tuple(rows[key]), count) for key, count in counts.items()]
    return tuple(sorted(found, key=lambda fault: -fault.count))


def unknown_measures(refusals: Iterable[Refusal]) -> tuple[str, ...]:
    """The measures that a delivery names and nobody has defined, in the order met."""
    found = (UNKNOWN_MEASURE.fullmatch(each.what) for each in refusals)
    return tuple(dict.fromkeys(match[1] for match in found if match))


def proposed(refs: Sequence[str]) -> dict[str, tuple[Measure, str]]:
    """What shipped catalogues propose for these measures: each with the reason for its polarity."""
    wanted = frozenset(refs)
    if not wanted:
        return {}
    catalogues = (read_catalogue(name) for name in shipped_catalogues())
    return {
        ref: (measure, catalogue.polarity_reasons.get(ref, ""))
        for catalogue in catalogues
        for ref, measure in catalogue.measures.items()
        if ref in wanted
    }
