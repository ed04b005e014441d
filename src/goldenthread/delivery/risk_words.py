"""What is said of a risk or an opportunity, and what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.delivery.known import Known, fault, owner_faults, service_faults, text_faults
from goldenthread.rules.refusal import Refusal

KINDS = {"risk": "Risk", "opportunity": "Opportunity"}
LEVELS = {"corporate": "Corporate", "directorate": "Directorate", "service": "Service"}
STATES = {"open": "Open", "closed": "Closed"}
SCALE = range(1, 6)
MOST = 5


@dataclass(frozen=True, slots=True)
class RiskWords:
    """Because of a cause, an event may happen, which would have an effect; likelihood and impact 1 to 5.

    The target is where likelihood and impact should stand by a day, once its actions are done.
    """

    title: str
    service: str
    likelihood: int
    impact: int
    kind: str = "risk"
    cause: str = ""
    event: str = ""
    effect: str = ""
    target_likelihood: int | None = None
    target_impact: int | None = None
    target_by: date | None = None
    owner: str = ""
    level: str = "service"


def risk_faults(words: RiskWords, known: Known) -> Iterator[Refusal]:
    """Everything wrong with what is said of a risk, field by field."""
    if not words.title.strip():
        yield fault("title", "it has no title", "say in a few words what may happen")
    yield from text_faults({"title": (words.title, 300), "owner": (words.owner, 150)})
    yield from choice_faults("kind", words.kind, KINDS)
    yield from choice_faults("level", words.level, LEVELS)
    yield from scale_faults("likelihood", words.likelihood)
    yield from scale_faults("impact", words.impact)
    yield from _target_faults(words)
    yield from service_faults(known, words.service)
    yield from owner_faults(known, words.owner)


def choice_faults(column: str, said: str, choices: Mapping[str, str]) -> Iterator[Refusal]:
    """A word that is none of the choices."""
    if said not in choices:
        yield fault(column, f"{said!r} is none of its words", f"use {', '.join(choices)}")


def scale_faults(column: str, said: int) -> Iterator[Refusal]:
    """A likelihood or an impact that is not on the scale."""
    if said not in SCALE:
        yield fault(column, f"{said} is not on the scale", f"give a whole number from 1 to {MOST}")


def _target_faults(words: RiskWords) -> Iterator[Refusal]:
    likelihood, impact = words.target_likelihood, words.target_impact
    if (likelihood is None) != (impact is None):
        column = "target_likelihood" if likelihood is None else "target_impact"
        yield fault(
            column, "only half of the target is given", "give the target's likelihood and impact, or neither"
        )
    if likelihood is not None:
        yield from scale_faults("target_likelihood", likelihood)
    if impact is not None:
        yield from scale_faults("target_impact", impact)
    if words.target_by and likelihood is None and impact is None:
        yield fault(
            "target_by", "there is a day for a target that is not given", "give the target, or no day"
        )
