"""Targets as columns, and which of them is in force for each series of a frame."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

import numpy as np

from goldenthread.engine.kernel.answer import Bools, Ints
from goldenthread.engine.kernel.frame import Frame
from goldenthread.engine.kernel.time import SPAN
from goldenthread.rules.measure import Target
from goldenthread.rules.number import MOST_PLACES

PLACES: Final = MOST_PLACES
LARGEST: Final = 9 * 10**12
"""A target below this is an integer of 64 bits at PLACES; one beyond, or with more places, is the rules'."""

FIGURES: Final = ("target", "floor", "lower", "upper", "baseline")


@dataclass(frozen=True)
class AimTable:
    """Targets sorted by measure, area and period: codes into `refs` and `places`, both sorted.

    `figures` holds each number in units of 10**-PLACES and `there` whether it is set; `odd` marks a target
    that has a number beyond that. `end` and `start` are days; `rows` the targets themselves where they came
    as such.
    """

    refs: tuple[str, ...]
    places: tuple[str, ...]
    measure: Ints
    area: Ints
    start: Ints
    end: Ints
    figures: Mapping[str, Ints]
    there: Mapping[str, Bools]
    odd: Bools
    rows: tuple[Target, ...] = ()

    def setting(self, *names: str) -> Ints:
        """The places of the targets that set any of these figures."""
        found: Bools = np.zeros(len(self.measure), bool)
        for name in names:
            found = found | self.there[name]
        return np.flatnonzero(found)


def aim_table(targets: Sequence[Target]) -> AimTable:
    """The columns of a list of targets."""
    rows = tuple(sorted(targets, key=lambda each: (each.measure, each.area, each.period)))
    refs = tuple(sorted({each.measure for each in rows}))
    places = tuple(sorted({each.area for each in rows}))
    ref_at, place_at = ({text: at for at, text in enumerate(texts)} for texts in (refs, places))
    units = {name: [_units(getattr(each, name)) for each in rows] for name in FIGURES}
    return AimTable(
        refs,
        places,
        np.array([ref_at[each.measure] for each in rows], np.int64),
        np.array([place_at[each.area] for each in rows], np.int64),
        np.array([each.period.start.toordinal() for each in rows], np.int64),
        np.array([each.period.end.toordinal() for each in rows], np.int64),
        {name: np.array([said or 0 for said, _ in column], np.int64) for name, column in units.items()},
        {name: np.array([said is not None for said, _ in column], bool) for name, column in units.items()},
        np.array([any(column[at][1] for column in units.values()) for at in range(len(rows))], bool),
        rows,
    )


def _units(value: Decimal | None) -> tuple[int | None, bool]:
    """The number in units, and whether it cannot be one."""
    if value is None:
        return None, False
    units = value.scaleb(PLACES)
    if abs(value) >= LARGEST or units != units.to_integral_value():
        return 0, True
    return int(units), False


@dataclass(frozen=True)
class Aims:
    """The targets in force for the series of one frame, as places in the table; -1 where there is none.

    A target is set for everyone in an area: the series of a group has none.
    """

    frame: Frame
    table: AimTable

    @cached_property
    def any(self) -> bool:
        """Has any measure of the frame a target?"""
        return bool(len(self.table.measure)) and bool((self._measures >= 0).any())

    @cached_property
    def target(self) -> Ints:
        """By series: the latest that sets a target and ends by the end of the judged period."""
        return self._in_force(self.table.setting("target"))

    @cached_property
    def range(self) -> Ints:
        """By series: the latest that sets a range."""
        return self._in_force(self.table.setting("lower", "upper"))

    @cached_property
    def aimed(self) -> Bools:
        """By series: is there any target at all, whenever dated?"""
        every = np.arange(len(self.table.measure))
        keys, wanted = self._keys(every), self._wanted
        after = np.searchsorted(keys, (wanted + 1) * SPAN) - 1
        return self._of_area(keys, after, wanted)

    @cached_property
    def after(self) -> Ints:
        """By series: the first that sets a target and ends after the judged period."""
        chosen = self.table.setting("target")
        keys, wanted = self._keys(chosen), self._wanted
        at = np.searchsorted(keys, wanted * SPAN + self._ends, side="right")
        good = (at < len(keys)) & self._of_area(keys, np.minimum(at, len(keys) - 1), wanted)
        return np.where(good, chosen[np.minimum(at, len(keys) - 1)], -1) if len(chosen) else self._none

    @property
    def _none(self) -> Ints:
        return np.full(self.frame.count, -1)

    def _in_force(self, chosen: Ints) -> Ints:
        if not len(chosen):
            return self._none
        keys, wanted = self._keys(chosen), self._wanted
        at = np.searchsorted(keys, wanted * SPAN + self._ends, side="right") - 1
        found = np.where(self._of_area(keys, at, wanted), at, -1)
        if (keys[1:] == keys[:-1]).any():
            found = self._of_the_period(keys, self.table.start[chosen], found)
        return np.where(found >= 0, chosen[found], -1)

    def _of_the_period(self, keys: Ints, start: Ints, found: Ints) -> Ints:
        """Of targets with one date, that of the judged period itself, where there is one."""
        wanted = self.frame.periods.start[self.frame.latest]
        settled = (found < 0) | (start[found] == wanted)
        for back in range(1, int(np.unique(keys, return_counts=True)[1].max())):
            at = np.maximum(found - back, 0)
            here = ~settled & (keys[at] == keys[found]) & (start[at] == wanted) & (at < found)
            found, settled = np.where(here, at, found), settled | here
        return found

    def _of_area(self, keys: Ints, at: Ints, wanted: Ints) -> Bools:
        """Is the key found that of the wanted measure and area?"""
        if not len(keys):
            return np.zeros(self.frame.count, bool)
        found: Bools = (at >= 0) & (wanted >= 0) & (keys[np.maximum(at, 0)] // SPAN == wanted)
        return found

    def _keys(self, chosen: Ints) -> Ints:
        """Measure, area and end as one number, in order: the table's own codes are in order too."""
        table = self.table
        return (table.measure[chosen] * len(table.places) + table.area[chosen]) * SPAN + table.end[chosen]

    @cached_property
    def _measures(self) -> Ints:
        at = {ref: code for code, ref in enumerate(self.table.refs)}
        return np.array([at.get(ref, -1) for ref in self.frame.refs], np.int64)

    @cached_property
    def _wanted(self) -> Ints:
        """By series: its measure and area in the table's codes; below zero where it has no target."""
        at = {place: code for code, place in enumerate(self.table.places)}
        areas = np.array([at.get(place, -1) for place in self.frame.places], np.int64)
        everyone = np.array([group == "" for group in self.frame.groups], bool)[self.frame.group]
        measure, area = self._measures[self.frame.measure], areas[self.frame.area]
        return np.where(everyone & (measure >= 0) & (area >= 0), measure * len(at) + area, -1)

    @cached_property
    def _ends(self) -> Ints:
        return self.frame.periods.end[self.frame.latest]
