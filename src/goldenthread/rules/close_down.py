"""What became of a part of a plan that is over, by what is published of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

DELIVERED: Final = "delivered"
CONTINUED: Final = "continued"
STOPPED: Final = "stopped"
UNKNOWN: Final = "no_published_evidence"
OUTCOMES: Final = (DELIVERED, CONTINUED, STOPPED, UNKNOWN)

AIMS: Final = ("vision", "outcome", "supporting_outcome")
"""Kinds of part that nobody does: they are aimed at, and a direction is published for them."""
DROPPED: Final = ("refused", "withdrawn")
"""States of a promise or an ask that came to nothing."""


@dataclass(frozen=True, slots=True)
class Published:
    """All that is published of one part.

    `ends` where the record says that nothing follows it; `goes_on` where it names a later part. `actions` and
    `promises` are the states of each, `directions` those printed for it, `below` the outcomes of its parts.
    """

    kind: str
    ends: bool = False
    goes_on: bool = False
    actions: Sequence[str] = ()
    promises: Sequence[str] = ()
    directions: Sequence[str] = ()
    below: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Became:
    """One of OUTCOMES, and on what it rests: link, work, direction, below, or nothing."""

    outcome: str
    rests_on: str


def became(part: Published) -> Became:
    """The first answer that fits: what ended it, what was done, where it goes on, what was printed of it."""
    answers = (
        (part.ends, STOPPED, "link"),
        (_all_dropped(part), STOPPED, "work"),
        (_all_done(part), DELIVERED, "work"),
        (part.goes_on, CONTINUED, "link"),
        (_improved(part), DELIVERED, "direction"),
        (_all_below(part), DELIVERED, "below"),
    )
    found = ((outcome, basis) for fits, outcome, basis in answers if fits)
    return Became(*next(found, (UNKNOWN, "nothing")))


def _all_dropped(part: Published) -> bool:
    """Was there work, and is all of it stopped, refused or withdrawn?"""
    ended = [state == "stopped" for state in part.actions] + [state in DROPPED for state in part.promises]
    return bool(ended) and all(ended)


def _all_done(part: Published) -> bool:
    """Was there work, and is all of it done or met?"""
    done = [state == "done" for state in part.actions] + [state == "met" for state in part.promises]
    return bool(done) and all(done)


def _improved(part: Published) -> bool:
    """Is it an aim whose every published direction is improving?"""
    printed = [direction == "improving" for direction in part.directions]
    return part.kind in AIMS and bool(printed) and all(printed)


def _all_below(part: Published) -> bool:
    return bool(part.below) and all(outcome == DELIVERED for outcome in part.below)
