"""Which cells have to be withheld so that nobody can work out a small count from what is left.

Each small count must be able to stand higher and lower by the protection interval in all. For each one the
cheapest move of the whole table is found that does so; whatever moves with it is withheld too. Those cells
are then protected in the same way, until every withheld cell is (Fischetti and Salazar-González, 2000, solve
the same model exactly; this solves it one cell after another).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import islice
from typing import Literal

import numpy as np

from goldenthread.engine.disclosure.count import Key
from goldenthread.engine.disclosure.policy import SmallNumbers
from goldenthread.engine.disclosure.programme import NEXT_TO_NOTHING, Numbers, Programme
from goldenthread.engine.disclosure.system import System

Why = Literal["small", "to_protect", "kept_from_before"]
NEARLY = 1e-6
FAR = 1e9
LOOK_AFTER = 3
AT_ONCE = 8
"""After so many programmes it is looked which cells are protected already, where so many are not yet."""
WORTH_IT = 0.8
MANY = 2000
SHARE = 400
MOST_TOGETHER = 24
"""From so many cells one of every so many is moved at once: it is quicker, and withholds a little more."""
SPREAD = 2654435761  # a multiplier that spreads whole numbers evenly, the same each time (Knuth)


@dataclass(frozen=True, slots=True)
class Protected:
    """The cells that are withheld, each with why.

    `known` are withheld from now on, and were published in plain before. `open` can be worked out from what
    was published before, whatever else is withheld.
    """

    withheld: dict[Key, Why]
    known: tuple[Key, ...] = ()
    open: tuple[Key, ...] = ()


def protect(
    system: System,
    policy: SmallNumbers,
    withheld_before: Iterable[Key] = (),
    small_besides: Iterable[Key] = (),
) -> Protected:
    """What of the coming edition is withheld. What was withheld before stays so.

    `small_besides` are small for another reason than their count.
    """
    kept = set(withheld_before)
    small = {key for key, at in system.now.items() if policy.is_small(system.counts[at])} | set(small_besides)
    hidden = set(system.hidden).union(system.now[key] for key in (small | kept) if key in system.now)
    laid_open: set[int] = set()
    for numbers, equations in _parts(system):
        part = _Part(system, policy, numbers, equations, hidden)
        part.protect()
        hidden |= part.hidden
        laid_open |= part.open
    return Protected(
        {key: _why(key, small, kept) for key, at in system.now.items() if at in hidden},
        tuple(key for key, at in system.now.items() if at in hidden and at in system.known),
        tuple(key for key, at in system.now.items() if at in laid_open),
    )


def _why(key: Key, small: set[Key], kept: set[Key]) -> Why:
    if key in small:
        return "small"
    return "kept_from_before" if key in kept else "to_protect"


Equations = list[tuple[tuple[int, int], ...]]


def _parts(system: System) -> Iterator[tuple[list[int], Equations]]:
    """The unknowns that hang together by equations, apart from all others; what is known joins nothing."""
    leader = list(range(len(system.counts)))

    def led_by(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    moving = [[at for at, _ in equation if at not in system.known] for equation in system.equations]
    for numbers in moving:
        for at in numbers[1:]:
            leader[led_by(at)] = led_by(numbers[0])
    members: dict[int, list[int]] = defaultdict(list)
    equations: dict[int, Equations] = defaultdict(list)
    for at in range(len(system.counts)):
        if at not in system.known:
            members[led_by(at)].append(at)
    for equation, numbers in zip(system.equations, moving, strict=True):
        if numbers:
            equations[led_by(numbers[0])].append(equation)
    for first, numbers in members.items():
        yield numbers, equations[first]


class _Part:
    """One part of the system while it is being protected.

    `low` and `high` are how far each unknown stands below and above its count in some move found so far. Each
    such move touches withheld cells alone, so it is a proof that the cell cannot be narrowed further.
    """

    def __init__(
        self,
        system: System,
        policy: SmallNumbers,
        numbers: list[int],
        equations: Equations,
        hidden: Iterable[int],
    ) -> None:
        self.numbers = numbers
        self.equations = equations
        place = {number: at for at, number in enumerate(numbers)}
        self.rests = {place[each] for each in system.rests if each in place}
        self.withheld = {place[each] for each in hidden if each in place}
        self.counts = np.array([system.counts[each] for each in numbers])
        most = np.array([FAR if system.most[each] is None else system.most[each] for each in numbers])
        self.span = np.minimum(most, policy.interval)
        cost = np.log2(self.counts + 2.0)
        self.programme = Programme(numbers, equations, self.counts, np.maximum(most - self.counts, 0), cost)
        self.programme.make_free(self.withheld | self.rests, NEXT_TO_NOTHING)
        self.low, self.high = np.zeros(len(numbers)), np.zeros(len(numbers))
        self.open: set[int] = set()
        self.turn = 0
        self.tried: set[int] = set()
        self.together = 1 if len(numbers) < MANY else min(MOST_TOGETHER, len(numbers) // SHARE)

    @property
    def hidden(self) -> set[int]:
        """The numbers of what is withheld, known only once it is protected."""
        return {self.numbers[at] for at in self.withheld}

    def protect(self) -> None:
        """Withhold as much more as it takes, for the smallest first."""
        waiting = [(float(self.counts[at]), at) for at in self.withheld]
        heapify(waiting)
        since = LOOK_AFTER
        while waiting:
            if since >= LOOK_AFTER:
                self._stretch()
                since = 0
            chosen = list(islice(self._next(waiting), self.together))
            since += 1
            for new in self._protected(chosen):
                heappush(waiting, (float(self.counts[new]), new))

    def _next(self, waiting: list[tuple[float, int]]) -> Iterator[int]:
        """Of those that wait, the ones that are not protected yet."""
        while waiting:
            _, at = heappop(waiting)
            if self._lacks(at):
                yield at

    def _stretch(self) -> None:
        """Find what is protected already: pull many withheld cells this way and that, all at once."""
        while True:
            lacking = [at for at in sorted(self.withheld) if self._lacks(at)]
            if len(lacking) < AT_ONCE:
                return
            self.turn += 1
            self._pull(lacking)
            if sum(map(self._lacks, lacking)) > WORTH_IT * len(lacking):
                return

    def _pull(self, lacking: list[int]) -> None:
        ats = sorted(self.withheld | self.rests)
        pulled = {at: 1.0 if (at + 1) * SPREAD * self.turn >> 9 & 1 else -1.0 for at in lacking}
        pull = np.array([pulled.get(at, 0.0) for at in ats])
        span = self.span[ats]
        down, up = np.minimum(self.counts[ats], span), np.minimum(self.programme.up[ats], span)
        numbers = [self.numbers[at] for at in ats]
        programme = Programme(numbers, self.equations, down, up, np.zeros(len(ats)))
        for way in (pull, -pull):
            move = programme.stretched(way)
            if move is not None:
                whole = np.zeros(len(self.numbers))
                whole[ats] = move
                self._proves(whole)

    def _protected(self, ats: list[int]) -> set[int]:
        """What has to be withheld for these: moved all at once, every other one down, or else one by one.

        Those that were moved together and are not protected by it have their turn again, alone.
        """
        alone = [at for at in ats if at in self.tried]
        together = [at for at in ats if at not in self.tried] if self.together > 1 else []
        found: set[int] = set()
        if together:
            self.tried.update(together)
            ups = {at: self._up(at) for at in together[::2]}
            found |= self._moved(ups | {at: self._down(at) for at in together[1::2]})
            self._stretch()
            found.update(filter(self._lacks, together))
        for at in alone if self.together > 1 else ats:
            found |= self._protected_alone(at)
        return found

    def _below(self, at: int) -> float:
        return float(min(self.counts[at], self.span[at] / 2))

    def _protected_alone(self, at: int) -> set[int]:
        """Up by most of the interval, or down by what is still missing, or as far as it goes one way."""
        found: set[int] = set()
        for way in (self._up, self._rest_down, self._rest_up, self._down):
            if not self._lacks(at):
                return found
            found |= self._moved({at: way(at)})
        if self._lacks(at):
            self.open.add(self.numbers[at])
        return found

    def _up(self, at: int) -> float:
        return float(self.span[at] - self._below(at))

    def _rest_down(self, at: int) -> float:
        return float(self.high[at] - self.span[at])

    def _rest_up(self, at: int) -> float:
        return float(self.span[at] + self.low[at])

    def _down(self, at: int) -> float:
        return -self._below(at)

    def _lacks(self, at: int) -> bool:
        return bool(self.high[at] - self.low[at] < self.span[at] - NEARLY)

    def _moved(self, by: Mapping[int, float]) -> set[int]:
        """Move these by so much, where that can be; what moves along and was not yet withheld."""
        move = self.programme.moved(by)
        if move is None:
            return set()
        self._proves(move)
        new = {int(each) for each in np.flatnonzero(move)} - self.withheld - self.rests
        self.programme.make_free(new, NEXT_TO_NOTHING)
        self.withheld |= new
        return new

    def _proves(self, move: Numbers) -> None:
        np.minimum(self.low, move, out=self.low)
        np.maximum(self.high, move, out=self.high)
