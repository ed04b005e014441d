"""Variation for all series at once: `rules.variation`, only for the latest point of each.

A run, a shift or two of three that flags the latest point ends with it, so its last seven points tell all.
"""

import numpy as np

from goldenthread.engine.kernel.answer import (
    Answers,
    Bools,
    Ints,
    basis_bit,
    verdict_code,
)
from goldenthread.engine.kernel.asked import Asked
from goldenthread.engine.kernel.frame import Frame
from goldenthread.engine.kernel.process import Process, process_of
from goldenthread.rules.signal import LONG, SIGNALS

_BETTER = np.array([verdict_code(v) for v in ("special_concern", "common_cause", "special_improvement")])
_MORE = np.array([verdict_code(v) for v in ("special_low", "common_cause", "special_high")])
_BITS = np.array([*(basis_bit(signal) for signal in SIGNALS), 0])


def variation(frame: Frame, asked: Asked) -> tuple[Answers, Bools]:
    """The answers, and the series that only the rules can answer."""
    process = process_of(frame, asked)
    answers = Answers.unable(frame.count, "too_few_points")
    answers.reason = process.reason.copy()
    judged = process.judged
    if len(judged):
        signal, sign = latest_signal(process)
        way = asked.ways[judged]
        answers.verdict[judged] = np.where(way == 0, _MORE[sign + 1], _BETTER[sign * way + 1])
        answers.basis[judged] = _BITS[signal]
        answers.marks[judged] = process.marks[judged]
        answers.lower, answers.upper = process.shown(np.ones(frame.count, bool))
    return answers, process.beyond


def latest_signal(process: Process) -> tuple[Ints, Ints]:
    """By judged series: the place in SIGNALS of the first that flags its latest point, and its way."""
    limits = process.limits
    count = limits.count
    back = np.arange(LONG, 0, -1)[:, None]
    # Shorter series look back into another's points: `long` says not to count those.
    last = process.units[np.maximum(process.begins + count - back, 0)]
    long = count >= LONG
    side = np.sign(count * last - limits.total)
    step = np.sign(last[1:] - last[:-1])
    away = [limits.away(each) for each in last[-3:]]
    near = [limits.near(each) for each in away]
    outside = limits.outside(away[-1])
    run = long & (np.abs(step.sum(axis=0)) == LONG - 1)
    shift = long & (np.abs(side.sum(axis=0)) == LONG)
    two = near[2] & (near[0] | near[1]) & (np.abs(side[-3:].sum(axis=0)) == 3)
    signal = np.select([outside, run, two, shift], range(len(SIGNALS)), len(SIGNALS))
    way = np.where(signal == SIGNALS.index("run"), step[-1], side[-1])
    return signal, np.where(signal == len(SIGNALS), 0, way)
