"""Signals at every point of many stretches at once: `rules.signal`, the same flags."""

from dataclasses import dataclass

import numpy as np

from goldenthread.engine.kernel.answer import Bools, Ints
from goldenthread.engine.kernel.limits import Limits
from goldenthread.rules.signal import LONG, OUTSIDE_LIMITS, RUN, SHIFT, SIGNALS, TWO_OF_THREE


@dataclass(frozen=True, slots=True)
class Signals:
    """By point: the rules that flag it, as bits of SIGNALS, and where the first of them points."""

    rules: Ints
    way: Ints


def signals(units: Ints, begins: Ints, limits: Limits) -> Signals:
    """The signal at each point of stretches that have limits, each from its place in `begins`."""
    stretch = np.repeat(np.arange(len(begins)), limits.count)
    ours = limits.of(stretch)
    away = ours.away(units)
    side = np.sign(away)
    first = np.zeros(len(units), bool)
    first[begins] = True
    step = np.zeros(len(units), np.int64)
    step[1:] = np.sign(units[1:] - units[:-1])
    step[begins] = 0
    outside = ours.outside(away)
    rising = _ways_of_runs(step, first)
    flags = {
        OUTSIDE_LIMITS: outside,
        RUN: rising != 0,
        TWO_OF_THREE: _two_of_three(ours.near(away), side, stretch),
        SHIFT: (_lengths(side, first) >= LONG) & (side != 0),
    }
    rules = np.zeros(len(units), np.int64)
    for at, name in enumerate(SIGNALS):
        rules |= flags[name].astype(np.int64) << at
    way = np.where(rules == 0, 0, np.where(flags[RUN] & ~outside, rising, side))
    return Signals(rules, way)


def _lengths(signs: Ints, first: Bools) -> Ints:
    """At each place: how many in a row, its own among them, have its sign, within one stretch."""
    new = first.copy()
    new[1:] |= signs[1:] != signs[:-1]
    at = np.flatnonzero(new)
    lengths = np.diff(at, append=len(signs))
    return np.repeat(lengths, lengths)


def _ways_of_runs(step: Ints, first: Bools) -> Ints:
    """At each point: the way of the run that it is in, of the later one where it is in two; 0 in none."""
    before = np.where(_lengths(step, first) >= LONG - 1, step, 0)
    after = np.zeros_like(before)
    after[:-1] = np.where(first[1:], 0, before[1:])
    return np.where(after != 0, after, before)


def _two_of_three(near: Bools, side: Ints, stretch: Ints) -> Bools:
    """Is the point near a limit, among three in a row on one side of the mean of which two or more are?"""
    if len(near) < 3:
        return np.zeros(len(near), bool)
    count = near[:-2].astype(np.int64) + near[1:-1] + near[2:]
    together = (stretch[:-2] == stretch[2:]) & (np.abs(side[:-2] + side[1:-1] + side[2:]) == 3)
    found = together & (count >= 2)
    among = np.zeros(len(near), bool)
    for at in range(3):
        among[at : len(found) + at] |= found
    flagged: Bools = among & near
    return flagged
