"""What is asked of a return before it is submitted: of each figure and of each action.

Errors stop. Warnings ask, and are gone once the officer has confirmed their code.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.rules.entered import Entered, read_entered
from goldenthread.rules.figure import number
from goldenthread.rules.figure_said import (
    WITHOUT_VALUE,
    Asked,
    Said,
    is_below_floor,
    value_of,
    verdict_of,
)
from goldenthread.rules.figure_sense import disagreement, out_of_range, too_large, unusual
from goldenthread.rules.finding import Finding, error
from goldenthread.rules.measure import Measure
from goldenthread.rules.observation import STATUSES
from goldenthread.rules.quarter import QuarterPolicy
from goldenthread.rules.usual import Usual, usual

__all__ = [
    "ActionSaid", "Asked", "Finding", "Said", "Usual",
    "check_action", "check_figure", "usual", "value_of", "verdict_of",
]  # fmt: skip


def check_figure(said: Said, asked: Asked, policy: QuarterPolicy, today: date) -> tuple[Finding, ...]:
    """Everything that is to be said about one figure, errors before warnings; empty where it is in order.

    `today` is the day that a management action's date must lie after.
    """
    found = (*_status(said), *_figures(said, asked), *_red(said, asked, today))
    open_still = [each for each in found if each.is_error or each.code not in said.confirmed]
    return tuple(sorted(open_still, key=lambda each: not each.is_error))


def _status(said: Said) -> Iterator[Finding]:
    """Is the status known, and does it go with the figure or its absence?"""
    status = said.says_status
    if status not in STATUSES:
        yield error("unknown_status", "status", f"'{status}' is not a status", f"Use {', '.join(STATUSES)}")
    elif status in WITHOUT_VALUE:
        if not said.has_no_figure:
            what = f"There is a figure, and the status is {status}"
            yield error("figure_though_missing", "value", what, "Clear the figure, or change the status")
        if not said.comment.strip():
            what = f"The figure is {status} and nothing says why"
            yield error("missing_without_comment", "comment", what, "Say why there is no figure")
    elif said.has_no_figure:
        what = "There is no figure"
        yield error("value_missing", "value", what, "Give it, or choose the status missing and say why")


def _figures(said: Said, asked: Asked) -> Iterator[Finding]:
    """Can the numbers be read, and do they make sense together?"""
    value = read_entered(said.value, "value")
    numerator = read_entered(said.numerator, "numerator")
    denominator = read_entered(said.denominator, "denominator")
    wrong = [each.wrong for each in (value, numerator, denominator) if each.wrong]
    if said.says_status not in WITHOUT_VALUE:
        numbers = value.number, numerator.number, denominator.number
        wrong += _parts(numerator, denominator, asked)
        wrong += out_of_range(*numbers, asked.measure)
        wrong += disagreement(*numbers, asked.measure)
        wrong += too_large(value_of(said, asked))
    yield from wrong
    if not wrong:  # what is wrong already is not asked about as well
        yield from unusual(value.number, value_of(said, asked), asked, said.says_status)


def _parts(numerator: Entered, denominator: Entered, asked: Asked) -> Iterator[Finding]:
    """Numerator and denominator come together, and a share is no more than its whole."""
    if numerator.wrong or denominator.wrong:
        return
    over, under = numerator.number, denominator.number
    if over is None and under is not None:
        do = "Give the numerator, or clear the denominator"
        yield error("numerator_missing", "numerator", "There is a denominator and no numerator", do)
    elif over is not None and under is None:
        do = "Give the denominator, or clear the numerator"
        yield error("denominator_missing", "denominator", "There is a numerator and no denominator", do)
    elif under == 0:
        do = "Correct it; where there were no cases, clear both and choose the status missing"
        yield error("denominator_zero", "denominator", "The denominator is zero", do)
    elif over is not None and under is not None:
        yield from _share(over, under, asked.measure)


def _share(over: Decimal, under: Decimal, measure: Measure) -> Iterator[Finding]:
    if measure.statistic == "proportion" and over > under > 0:
        what = f"The numerator {number(over)} is more than the denominator {number(under)}"
        do = "Correct them: this measure is a share of a whole"
        yield error("numerator_over_denominator", "numerator", what, do)


def _red(said: Said, asked: Asked, today: date) -> Iterator[Finding]:
    """What a red figure needs: a comment, and below the floor standard somebody who acts by a day."""
    if verdict_of(said, asked) != "red":
        return
    if not said.comment.strip():
        yield error("red_without_comment", "comment", "The figure is red and nothing says why", "Say why")
    if not is_below_floor(said, asked):
        return
    below = "The figure fails its floor standard"
    if not said.management_action.strip():
        what, do = f"{below} and no action is named", "Say what management does about it"
        yield error("red_without_action", "management_action", what, do)
    if not said.management_owner.strip():
        what, do = f"{below} and nobody owns the action", "Name who does it"
        yield error("red_without_owner", "management_owner", what, do)
    if said.management_due is None:
        what, do = f"{below} and the action has no date", "Give the day by which it is done"
        yield error("red_without_due", "management_due", what, do)
    elif said.management_due <= today:
        what, do = "The action's date is not in the future", "Give a day after today"
        yield error("red_due_past", "management_due", what, do)


@dataclass(frozen=True, slots=True)
class ActionSaid:
    """What was entered for one action: a confidence and a sentence, and more where it is needed."""

    confidence: str = ""
    sentence: str = ""
    forecast: date | None = None
    help_wanted: str = ""
    risk: str = ""


def check_action(said: ActionSaid, due: date | None, policy: QuarterPolicy) -> tuple[Finding, ...]:
    """Everything that stops one action's return; empty where it is in order. There are no warnings."""
    return (*_confidence(said, due, policy), *_sentence(said))


def _confidence(said: ActionSaid, due: date | None, policy: QuarterPolicy) -> Iterator[Finding]:
    chosen = policy.confidence(said.confidence.strip())
    words = ", ".join(each.word for each in policy.confidences)
    if not said.confidence.strip():
        yield error("confidence_missing", "confidence", "No confidence is chosen", f"Choose one of {words}")
    elif chosen is None:
        what = f"'{said.confidence}' is not on the council's scale"
        yield error("unknown_confidence", "confidence", what, f"Choose one of {words}")
    elif chosen.is_low and said.forecast is None and not (said.help_wanted.strip() or said.risk.strip()):
        what = f"The confidence is {chosen.word.lower()} and nothing says what it needs"
        do = "Give the day now expected, the help wanted or the risk"
        yield error("low_without_forecast_or_help", "forecast", what, do)
    elif not chosen.is_low and due is not None and said.forecast is not None and said.forecast > due:
        what = f"The day now expected is after the due date, and the confidence is {chosen.word.lower()}"
        yield error("late_but_confident", "confidence", what, "Correct the day, or lower the confidence")


def _sentence(said: ActionSaid) -> Iterator[Finding]:
    if not said.sentence.strip():
        what, do = "Nothing says how the action stands", "Write one sentence"
        yield error("sentence_missing", "sentence", what, do)
