"""Counts of people as the cells of a table, and what adds up to what."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.engine.area import AreaRegister
from goldenthread.rules.group import read_pairs
from goldenthread.rules.period import Period, read_period

_RANGE = re.compile(r"(?:\D*\b)?(\d+)(?:\s*(?:-|to|–)\s*(\d+))?(\+)?(?:\s*years?)?")
_NO_END = 10**9

Key = tuple[str, str, str]
"""Area, group and period (ISO 8601) of one cell."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many people one cell counts. `most` is the most that they can be, where everyone knows that."""

    key: Key
    count: float
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """The parts make up the total; where they do not make up all of it, `rest` is how many are left."""

    total: Key
    parts: tuple[Key, ...]
    rest: float | None = None


def sums(counts: Iterable[Count], register: AreaRegister) -> Iterator[Sum]:
    """What adds up to what among these cells: over areas, over the members of a dimension, over periods."""
    held = {each.key: each.count for each in counts}
    for total, parts, is_whole in (*_over_areas(held, register), *_over_groups(held), *_over_periods(held)):
        left = held[total] - sum(held[part] for part in parts)
        if is_whole or abs(left) < 1e-9:
            yield Sum(total, parts)
        elif left > 0:
            yield Sum(total, parts, left)


Span = tuple[date, date]
Found = tuple[Key, tuple[Key, ...], bool]


def _over_areas(held: Mapping[Key, float], register: AreaRegister) -> Iterator[Found]:
    """Each area with the nearest areas inside it that have a cell too."""
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for area, group, period in held:
        places[group, period].add(area)
    nested = _Nested(register)
    known: dict[frozenset[str], list[tuple[str, tuple[str, ...], bool]]] = {}
    for (group, period), areas in places.items():
        together = frozenset(areas)
        if together not in known:
            known[together] = list(nested.within(together))
        for whole, inside, is_whole in known[together]:
            yield (whole, group, period), tuple((each, group, period) for each in inside), is_whole


class _Nested:
    """Which areas lie in which, looked up often."""

    def __init__(self, register: AreaRegister) -> None:
        self.register = register
        self.children: dict[str, list[str]] = defaultdict(list)
        self.least: dict[str, frozenset[str]] = {}
        for code, up in register.parents.items():
            self.children[up].append(code)

    def within(self, areas: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        """Of each area: the nearest of the others inside it, and whether they are all of it."""
        above = {up for area in areas for up in self._above(area)}
        for area in sorted(areas):
            inside, is_whole = self._cover(area, areas, above)
            if inside:
                yield area, tuple(sorted(inside)), is_whole
            yield from self._over_composites(area, areas, tuple(sorted(inside)))

    def _over_composites(
        self, area: str, areas: frozenset[str], inside: tuple[str, ...]
    ) -> Iterator[tuple[str, tuple[str, ...], bool]]:
        """The area with each composite in it and the largest areas that make up what is left."""
        whole = self._least(area)
        for composite in sorted(each for each in areas - {area} if self._members(each)):
            left = whole - self._least(composite)
            if len(left) + len(self._least(composite)) != len(whole):
                continue
            parts = [composite]
            for each in sorted(areas - {area, composite}, key=lambda each: (-len(self._least(each)), each)):
                if self._least(each) <= left:
                    parts.append(each)
                    left -= self._least(each)
            if tuple(sorted(parts)) != inside:
                yield area, tuple(sorted(parts)), not left

    def _members(self, area: str) -> tuple[str, ...]:
        known = self.register.get(area)
        return known.members if known else ()

    def _least(self, area: str) -> frozenset[str]:
        """The smallest areas that make up this one: itself where none lies in it."""
        if area not in self.least:
            inside = self._members(area) or tuple(self.children.get(area, ()))
            self.least[area] = frozenset({area})
            if inside:
                self.least[area] = frozenset().union(*(self._least(each) for each in inside))
        return self.least[area]

    def _above(self, area: str) -> Iterator[str]:
        """The areas that it lies in, itself first."""
        seen: set[str] = set()
        while area and area not in seen:
            seen.add(area)
            yield area
            area = self.register.parents.get(area, "")

    def _cover(self, area: str, areas: frozenset[str], above: set[str]) -> tuple[set[str], bool]:
        known = self.register.get(area)
        inside = known.members if known and known.members else self.children.get(area, ())
        found: set[str] = set()
        is_whole = bool(inside)
        for each in inside:
            if each in areas:
                found.add(each)
            elif each in above:
                more, all_of_it = self._cover(each, areas, above)
                found |= more
                is_whole = is_whole and all_of_it
            else:
                is_whole = False
        return found, is_whole


def _over_groups(held: Mapping[Key, float]) -> Iterator[Found]:
    """Everyone, or a group, with the members of one more dimension."""
    found: dict[tuple[Key, str], list[Key]] = defaultdict(list)
    for area, group, period in held:
        pairs = read_pairs(group)
        for at, (dimension, _) in enumerate(pairs):
            rest = ";".join(f"{d}={m}" for d, m in (*pairs[:at], *pairs[at + 1 :]))
            total = (area, rest, period)
            if total in held:
                found[total, dimension].append((area, group, period))
    for (total, _), parts in found.items():
        yield from _over_members(total, sorted(parts))


def _over_members(total: Key, parts: list[Key]) -> Iterator[Found]:
    """A total with the members of one dimension. A range that lies in another, as ages do, stands beneath."""
    ranges = {part: span for part in parts if (span := _range_of(part[1])) is not None}
    for whole, (first, last) in ranges.items():
        inside = tuple(
            part for part, (low, high) in ranges.items() if part != whole and first <= low and high <= last
        )
        if inside:
            yield whole, _outermost(inside, ranges), _tiles((first, last), inside, ranges)
    yield total, _outermost(tuple(parts), ranges), False


def _range_of(group: str) -> tuple[int, int] | None:
    """The range of numbers that a member names, such as `age=5-17` and `age=65+`; None where it is none."""
    found = [_RANGE.fullmatch(member) for _, member in read_pairs(group)]
    spans = [each for each in found if each]
    if len(spans) != 1:
        return None
    first = int(spans[0][1])
    return first, _NO_END if spans[0][3] else int(spans[0][2] or first)


def _outermost(parts: tuple[Key, ...], ranges: Mapping[Key, tuple[int, int]]) -> tuple[Key, ...]:
    """The parts that lie in no other; of ranges that overlap, the first and those that follow upon it."""
    kept: list[Key] = []
    end = -1
    for part in sorted((each for each in parts if each in ranges), key=lambda each: _widest(ranges[each])):
        if ranges[part][0] > end:
            kept.append(part)
            end = ranges[part][1]
    return tuple(sorted([*kept, *(each for each in parts if each not in ranges)]))


def _widest(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _tiles(whole: tuple[int, int], parts: tuple[Key, ...], ranges: Mapping[Key, tuple[int, int]]) -> bool:
    """Whether ranges make up a whole one without a gap."""
    at = whole[0]
    for low, high in sorted(ranges[part] for part in _outermost(parts, ranges)):
        if low != at:
            return False
        at = high + 1
    return at == whole[1] + 1


def _over_periods(held: Mapping[Key, float]) -> Iterator[Found]:
    """Each period with the shorter ones, all of one length, that follow upon each other through it."""
    series: dict[tuple[str, str], list[Period]] = defaultdict(list)
    read = {period: read_period(period) for _, _, period in held}
    for area, group, period in held:
        if read[period].unit:
            series[area, group].append(read[period])
    known: dict[tuple[Period, ...], list[tuple[Period, tuple[Period, ...]]]] = {}
    for (area, group), periods in series.items():
        together = tuple(sorted(periods))
        if together not in known:
            known[together] = list(_tiled(together))
        for whole, parts in known[together]:
            yield (area, group, str(whole)), tuple((area, group, str(each)) for each in parts), True


def _tiled(periods: tuple[Period, ...]) -> Iterator[tuple[Period, tuple[Period, ...]]]:
    lengths = sorted({(period.unit, period.count) for period in periods})
    starting = {(period.unit, period.count, period.start): period for period in periods}
    spans = {(period.start, period.end): period for period in periods}
    for whole in periods:
        yield from _halved(whole, spans)
        for unit, count in lengths:
            parts: list[Period] = []
            at = whole.start
            while at < whole.end and (step := starting.get((unit, count, at))) is not None and step != whole:
                parts.append(step)
                at = step.end
            if parts and at == whole.end:
                yield whole, tuple(parts)


def _halved(whole: Period, spans: Mapping[Span, Period]) -> Iterator[tuple[Period, tuple[Period, ...]]]:
    """A period with two of unlike length that make it up: a year, nine months and three."""
    for (start, end), first in spans.items():
        last = spans.get((end, whole.end))
        if start == whole.start and last and (first.unit, first.count) != (last.unit, last.count):
            yield whole, (first, last)
