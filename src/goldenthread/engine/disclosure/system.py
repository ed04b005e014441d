"""All that has been published of a measure and is about to be, as one system of equations.

A cell that keeps its count from one edition to the next is one unknown; a cell that is revised becomes
another. What was published in plain is known for good, whatever is withheld later.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldenthread.engine.area import AreaRegister
from goldenthread.engine.disclosure.count import Count, Key, sums


@dataclass(frozen=True, slots=True)
class Edition:
    """The cells that were shown at one time, and those of them that were withheld."""

    counts: tuple[Count, ...]
    withheld: frozenset[Key]


@dataclass(frozen=True, slots=True)
class System:
    """Unknowns by number: what each is in truth, the most that it can be, and what adds up to nought.

    `equations` hold pairs of unknown and sign. `known` were published in plain; `hidden` were withheld before
    and are not known; `rests` are what is left of totals, which nobody publishes. `now` numbers the cells of
    the coming edition.
    """

    counts: tuple[float, ...]
    most: tuple[float | None, ...]
    equations: tuple[tuple[tuple[int, int], ...], ...]
    known: frozenset[int]
    hidden: frozenset[int]
    rests: frozenset[int]
    now: dict[Key, int]


class _Numbered:
    """Gives a number to each cell and count that has none yet."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[Key, float], int] = {}
        self.counts: list[float] = []
        self.most: list[float | None] = []

    def number(self, each: Count) -> int:
        at = self.numbers.setdefault((each.key, each.count), len(self.counts))
        if at == len(self.counts):
            self.add(each.count, each.most)
        elif each.most is not None:
            self.most[at] = each.most
        return at

    def add(self, count: float, most: float | None = None) -> int:
        self.counts.append(count)
        self.most.append(most)
        return len(self.counts) - 1


def system_of(before: Sequence[Edition], now: Iterable[Count], register: AreaRegister) -> System:
    """The system of earlier editions, the oldest first, and of the cells that are about to be published."""
    numbered = _Numbered()
    coming = tuple(now)
    equations: dict[tuple[tuple[int, int], ...], None] = {}
    rests: dict[tuple[tuple[int, int], ...], int] = {}
    for counts in (*(each.counts for each in before), coming):
        names = {each.key: numbered.number(each) for each in counts}
        for found in sums(counts, register):
            signed = ((names[found.total], -1), *((names[part], 1) for part in found.parts))
            if found.rest is None:
                equations[signed] = None
            elif signed not in rests:
                rests[signed] = numbered.add(found.rest)
                equations[(*signed, (rests[signed], 1))] = None
    published = {
        numbered.number(each) for edition in before for each in edition.counts
        if each.key not in edition.withheld
    }  # fmt: skip
    withheld = {
        numbered.number(each) for edition in before for each in edition.counts if each.key in edition.withheld
    }
    return System(
        tuple(numbered.counts),
        tuple(numbered.most),
        tuple(equations),
        frozenset(published),
        frozenset(withheld - published),
        frozenset(rests.values()),
        {each.key: numbered.number(each) for each in coming},
    )
