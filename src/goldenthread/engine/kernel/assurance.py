"""Assurance for all series at once: `rules.assurance`, targets against limits in whole numbers."""

import numpy as np

from goldenthread.engine.kernel.aim import PLACES
from goldenthread.engine.kernel.answer import Answers, Bools, Ints, reason_code, verdict_code
from goldenthread.engine.kernel.asked import Asked
from goldenthread.engine.kernel.frame import Frame
from goldenthread.engine.kernel.limits import Limits
from goldenthread.engine.kernel.process import process_of
from goldenthread.rules.assurance import MEETS, MISSES, NEITHER
from goldenthread.rules.polarity import IN_RANGE

_POWERS = 10 ** np.arange(PLACES + 1)


def assurance(frame: Frame, asked: Asked) -> tuple[Answers, Bools]:
    """The answers, and the series that only the rules can answer."""
    answers = Answers.unable(frame.count, "no_target")
    beyond = np.zeros(frame.count, bool)
    if not asked.aims.any:
        return answers, beyond
    by_range: Bools = np.array([fact.polarity == IN_RANGE for fact in asked.facts], bool)[frame.measure]
    aim = np.where(by_range, asked.aims.range, asked.aims.target)
    answers.reason[(aim >= 0) & ~by_range & (asked.ways == 0)] = reason_code("no_polarity")
    asks = (aim >= 0) & (by_range | (asked.ways != 0))
    process = process_of(frame, asked)
    answers.reason[asks] = process.reason[asks]
    chosen = np.flatnonzero(asks[process.judged])
    judged = process.judged[chosen]
    if len(judged):
        limits = process.limits.of(chosen)
        answers.verdict[judged] = _against(frame, asked, limits, judged, aim[judged], by_range[judged])
        answers.marks[judged] = process.marks[judged]
        answers.lower, answers.upper = process.shown(asks)
    beyond = asks & process.beyond
    beyond[judged] |= asked.aims.table.odd[aim[judged]]
    return answers, beyond


def _against(frame: Frame, asked: Asked, limits: Limits, judged: Ints, aim: Ints, by_range: Bools) -> Ints:
    """The verdict on each judged series: what is aimed for, from `least` to `most`, against its limits."""
    table, way, decimals = asked.aims.table, asked.ways[judged], frame.decimals[judged]
    target, lower, upper = (table.figures[name][aim] for name in ("target", "lower", "upper"))
    least = np.where(by_range, lower, target)
    most = np.where(by_range, upper, target)
    has_least = np.where(by_range, table.there["lower"][aim], way > 0)
    has_most = np.where(by_range, table.there["upper"][aim], way < 0)
    low, high = limits.fraction(-1), limits.fraction(1)
    missed = has_least & (_compared(least, decimals, *high) > 0)
    missed |= has_most & (_compared(most, decimals, *low) < 0)
    met = (~has_least | (_compared(least, decimals, *low) < 0)) & (
        ~has_most | (_compared(most, decimals, *high) > 0)
    )
    words = [verdict_code(word) for word in (MISSES, MEETS, NEITHER)]
    found: Ints = np.where(missed, words[0], np.where(met, words[1], words[2]))
    return found


def _compared(aim: Ints, decimals: Ints, above: Ints, below: Ints) -> Ints:
    """1, 0 or -1: is an aim at PLACES above, at or under a limit of so many units, as a fraction?"""
    finer = _POWERS[PLACES - decimals]
    aim_whole, aim_part = np.divmod(aim, finer)
    whole, part = np.divmod(above, below)
    sign: Ints = np.where(
        aim_whole != whole, np.sign(aim_whole - whole), np.sign(aim_part * below - part * finer)
    )
    return sign
