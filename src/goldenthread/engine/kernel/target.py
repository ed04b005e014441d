"""Targets and expected ranges for all series at once: `rules.target` and `rules.expected_range`, exact.

Values, targets and floors are compared at PLACES, tolerances at FINER more. What would not fit 64 bits there,
and a tolerance round a range, is left to the rules.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from goldenthread.engine.kernel.aim import PLACES
from goldenthread.engine.kernel.answer import (
    NO_REASON,
    Answers,
    Bools,
    Figures,
    Ints,
    mark_bit,
    reason_code,
    verdict_code,
)
from goldenthread.engine.kernel.asked import Asked
from goldenthread.engine.kernel.frame import Frame
from goldenthread.rules.measure import Measure, Tolerance, read_tolerance
from goldenthread.rules.polarity import IN_RANGE

FINER: Final = 4
LARGEST: Final = 2**62
_POWERS: Final = 10 ** np.arange(PLACES + FINER + 1)


def target(frame: Frame, asked: Asked) -> tuple[Answers, Bools]:
    """Green, amber or red by the target in force and its floor standard or the measure's tolerance."""
    answers = Answers.unable(frame.count, "no_target")
    if not asked.aims.any:
        return answers, np.zeros(frame.count, bool)
    if asked.question.parameters.get("method", "value") != "value":
        return answers, np.ones(frame.count, bool)
    in_range: Bools = np.array([measure.polarity == IN_RANGE for measure in asked.facts])[frame.measure]
    beyond: Bools = in_range & (asked.aims.range >= 0)
    aim = np.where(in_range, -1, asked.aims.target)
    answers.reason[(aim >= 0) & (asked.ways == 0)] = reason_code("no_polarity")
    chosen = np.flatnonzero((aim >= 0) & (asked.ways != 0))
    if len(chosen):
        beyond[chosen] = _coloured(frame, asked, answers, chosen, aim[chosen])
    return answers, beyond


def _coloured(frame: Frame, asked: Asked, answers: Answers, chosen: Ints, aim: Ints) -> Bools:
    """Fill in the answers of these series; which of them only the rules can answer."""
    table, way = asked.aims.table, asked.ways[chosen]
    value, fits = at_places(frame, chosen, PLACES + FINER)
    most, fitting = _finer(table.figures["target"][aim])
    floor, floored = _finer(table.figures["floor"][aim])
    amount, share, allowed = (each[frame.measure[chosen]] for each in _tolerances(asked.facts))
    around = amount + share * np.abs(table.figures["target"][aim])
    has_floor = table.there["floor"][aim]
    least = np.where(has_floor, floor, most - way * around)
    met, nearly = (value - most) * way >= 0, (value - least) * way >= 0
    colour = np.where(
        met, verdict_code("green"), np.where(nearly, verdict_code("amber"), verdict_code("red"))
    )
    answers.verdict[chosen] = colour
    answers.reason[chosen] = NO_REASON
    answers.marks[chosen] = frame.provisional[frame.last[chosen]] * mark_bit("provisional")
    answers.lower = _shown(frame, chosen, np.minimum(most, least))
    answers.upper = _shown(frame, chosen, np.maximum(most, least))
    unfit: Bools = table.odd[aim] | ~fits | ~fitting
    unfit |= np.where(has_floor, ~floored, ~allowed)
    return unfit


def expected_range(frame: Frame, asked: Asked) -> tuple[Answers, Bools]:
    """Within, above or below the range in force; both ends are within."""
    answers = Answers.unable(frame.count, "no_target")
    beyond = np.zeros(frame.count, bool)
    if not asked.aims.any:
        return answers, beyond
    aim = asked.aims.range
    chosen = np.flatnonzero(aim >= 0)
    if not len(chosen):
        return answers, beyond
    table, aim = asked.aims.table, aim[chosen]
    value, fits = at_places(frame, chosen, PLACES)
    has_lower, has_upper = table.there["lower"][aim], table.there["upper"][aim]
    lower, upper = table.figures["lower"][aim], table.figures["upper"][aim]
    under, over = has_lower & (value < lower), has_upper & (value > upper)
    where = np.where(
        over, verdict_code("above"), np.where(under, verdict_code("below"), verdict_code("within"))
    )
    answers.verdict[chosen] = where
    answers.reason[chosen] = NO_REASON
    answers.marks[chosen] = frame.provisional[frame.last[chosen]] * mark_bit("provisional")
    answers.lower = _shown(frame, chosen, lower, PLACES, has_lower)
    answers.upper = _shown(frame, chosen, upper, PLACES, has_upper)
    # A range the wrong way round has values on both sides of it: the rules say what that is.
    beyond[chosen] = ~fits | table.odd[aim] | (has_lower & has_upper & (lower > upper))
    return answers, beyond


def at_places(frame: Frame, chosen: Ints, places: int) -> tuple[Ints, Bools]:
    """The latest values of series at so many places, and which of them fit."""
    units = frame.units[frame.last[chosen]]
    by = _POWERS[places - frame.decimals[chosen]]
    fits: Bools = np.abs(units) < LARGEST // by
    return np.where(fits, units, 0) * by, fits


def _finer(units: Ints) -> tuple[Ints, Bools]:
    fits: Bools = np.abs(units) < LARGEST // 10**FINER // 4
    return np.where(fits, units, 0) * 10**FINER, fits


def _tolerances(facts: Sequence[Measure]) -> tuple[Ints, Ints, Bools]:
    """By measure: an amount at the finer places, a share in ten-thousandths, and whether both are whole."""
    read = [read_tolerance(measure.tolerance) or Tolerance(0, True) for measure in facts]  # type: ignore[arg-type]
    amounts = [0 if each.is_share else each.amount * 10 ** (PLACES + FINER) for each in read]
    shares = [each.amount * 10**FINER if each.is_share else 0 for each in read]
    whole = [
        amount == int(amount) and share == int(share) and amount < LARGEST // 8 and share <= 10**FINER
        for amount, share in zip(amounts, shares, strict=True)
    ]
    return (
        np.array([int(each) if good else 0 for each, good in zip(amounts, whole, strict=True)], np.int64),
        np.array([int(each) if good else 0 for each, good in zip(shares, whole, strict=True)], np.int64),
        np.array(whole, bool),
    )


def _shown(
    frame: Frame, chosen: Ints, units: Ints, places: int = PLACES + FINER, there: Bools | None = None
) -> Figures:
    figures = Figures(
        np.zeros(frame.count, np.int64), np.full(frame.count, places), np.zeros(frame.count, bool)
    )
    figures.units[chosen] = units
    figures.there[chosen] = True if there is None else there
    figures.trim = True
    return figures
