"""How much of several restricted funds can be spent together on what each may pay for (a greatest flow).

Each fund flows to the places that may take it, each place takes so much. Where a fund finds its places full,
one that filled them makes room if it can go elsewhere: an augmenting path (L. R. Ford and D. R. Fulkerson,
"Maximal flow through a network", Canadian Journal of Mathematics 8, 1956).
"""

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Stuck:
    """Funds that together are more than all the places that may take them, and by how many pence."""

    funds: frozenset[str]
    over: int


def stuck_funds(
    funds: Mapping[str, int], may: Mapping[str, Collection[str]], room: Mapping[str, int]
) -> tuple[Stuck, ...]:
    """The funds that cannot be spent, those that compete for the same places together; empty where all can.

    `funds` is what each holds, in pence and not below nothing; `may` names the places that may take it;
    `room` is what each place takes. Places that `room` does not name take nothing.
    """
    free = {place: amount for place, amount in room.items() if amount > 0}
    flow: dict[str, dict[str, int]] = {place: {} for place in free}
    found: list[Stuck] = []
    for fund, amount in funds.items():
        left = amount
        while left > 0:
            path, reached = _path(fund, may, free, flow)
            if not path:
                found = _joined(found, reached | {fund}, left)
                break
            left -= _send(path, left, free, flow)
    return tuple(found)


Path = list[tuple[str, str]]
"""Steps of a fund into a place; between two steps the next fund gives up what it had in that place."""


def _path(
    start: str, may: Mapping[str, Collection[str]], free: Mapping[str, int], flow: dict[str, dict[str, int]]
) -> tuple[Path, frozenset[str]]:
    """The shortest way for a fund into a place with room, and all funds that stand in its way if none."""
    came: dict[str, tuple[str, str]] = {}
    gave: dict[str, str] = {}
    seen = {start}
    waiting = deque([start])
    while waiting:
        fund = waiting.popleft()
        for place in may[fund]:
            if place not in flow or place in came:
                continue
            came[place] = (fund, place)
            if free[place]:
                return _back(start, place, came, gave), frozenset()
            others = [each for each, amount in flow[place].items() if amount and each not in seen]
            gave.update(dict.fromkeys(others, place))
            seen.update(others)
            waiting.extend(others)
    return [], frozenset(seen)


def _back(start: str, place: str, came: Mapping[str, tuple[str, str]], gave: Mapping[str, str]) -> Path:
    """The steps that led to a place, the first one first. `gave` is the place that each fund gives up."""
    path = [came[place]]
    while path[-1][0] != start:
        path.append(came[gave[path[-1][0]]])
    return path[::-1]


def _send(path: Path, most: int, free: dict[str, int], flow: dict[str, dict[str, int]]) -> int:
    """Move as much along the path as it lets through; how much that is."""
    given_up = [(after[0], step[1]) for step, after in pairwise(path)]
    amount = min([most, free[path[-1][1]], *(flow[place][fund] for fund, place in given_up)])
    for fund, place in given_up:
        flow[place][fund] -= amount
    for fund, place in path:
        flow[place][fund] = flow[place].get(fund, 0) + amount
    free[path[-1][1]] -= amount
    return amount


def _joined(found: list[Stuck], funds: frozenset[str], over: int) -> list[Stuck]:
    """What was found before, with these funds joined to those that they share."""
    apart = [each for each in found if not each.funds & funds]
    for each in found:
        if each.funds & funds:
            funds, over = funds | each.funds, over + each.over
    return [*apart, Stuck(funds, over)]
