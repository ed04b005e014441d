"""Whoever knows all that is published and can add and take away: how closely they can narrow each count.

The check stands apart from the choice of cells: it takes what is withheld as given, and asks of each withheld
cell the least and the most that it can be.
"""

from collections.abc import Collection

import numpy as np

from goldenthread.engine.disclosure.policy import SmallNumbers
from goldenthread.engine.disclosure.programme import Programme
from goldenthread.engine.disclosure.system import System

FAR = 1e9
NEARLY = 1e-6


class Attack:
    """What somebody can work out of a system where these unknowns are withheld and all others published."""

    def __init__(self, system: System, withheld: Collection[int]) -> None:
        self.system = system
        self.numbers = sorted({*withheld, *system.rests} - system.known)
        self.counts = np.array([system.counts[at] for at in self.numbers])
        said = [system.most[at] for at in self.numbers]
        most = np.array([FAR if each is None else each for each in said])
        touched = set(self.numbers)
        equations = [each for each in system.equations if any(at in touched for at, _ in each)]
        cost = np.zeros(len(self.numbers))
        self.programme = Programme(
            self.numbers, equations, self.counts, np.maximum(most - self.counts, 0), cost
        )

    def interval(self, number: int) -> tuple[float, float]:
        """The least and the most that a withheld count can be."""
        count = self.system.counts[number]
        at = self.programme.place.get(number)
        if at is None:
            return count, count
        ends = []
        for way in (-1.0, 1.0):
            pull = np.zeros(len(self.numbers))
            pull[at] = way
            move = self.programme.stretched(pull)
            ends.append(0.0 if move is None else float(move[at]))
        return count + ends[0], count + ends[1]

    def is_closer_than(self, number: int, interval: float) -> bool:
        """Whether they can narrow the count to less than this; a count that cannot be as much is let off."""
        least, greatest = self.interval(number)
        most = self.system.most[number]
        return greatest - least < (interval if most is None else min(interval, most)) - NEARLY


def too_close(system: System, withheld: Collection[int], policy: SmallNumbers) -> tuple[int, ...]:
    """The withheld unknowns that can be narrowed to less than the policy's interval."""
    attack = Attack(system, withheld)
    return tuple(each for each in sorted(withheld) if attack.is_closer_than(each, policy.interval))
