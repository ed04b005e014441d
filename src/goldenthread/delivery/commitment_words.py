"""What is said of a commitment or an ask, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goldenthread.delivery.known import Known, fault, item_faults, owner_faults, service_faults, text_faults
from goldenthread.delivery.risk_words import choice_faults
from goldenthread.rules.refusal import Refusal
from goldenthread.rules.tongue import Words

KINDS = Words(
    {
        "to_partner": "Promised to a partner",
        "from_partner": "Promised by a partner",
        "ask": "Asked of Government",
    }
)
STATES = Words(
    {
        "open": "Open",
        "agreed": "Agreed",
        "under_way": "Under way",
        "met": "Met",
        "refused": "Refused",
        "withdrawn": "Withdrawn",
    }
)
ENDED = ("met", "refused", "withdrawn")
"""The states in which nothing further is owed."""


@dataclass(frozen=True, slots=True)
class CommitmentWords:
    """What was promised or asked, with whom, and what of a plan it serves. Partners never change these."""

    kind: str
    partner: str
    title: str
    description: str = ""
    plan: str = ""
    item: str = ""
    service: str = ""
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a commitment stands: what its partner, too, may say."""

    state: str = "open"
    last_contact: date | None = None
    next_step: str = ""
    next_step_due: date | None = None
    note: str = ""


def commitment_faults(words: CommitmentWords, known: Known) -> Iterator[Refusal]:
    """Everything wrong with what is said of a commitment, field by field."""
    if not words.title.strip():
        yield fault("title", "it has no title", "say in a sentence what was promised or asked")
    yield from text_faults({"title": (words.title, 500), "owner": (words.owner, 150)})
    yield from choice_faults("kind", words.kind, KINDS)
    if words.partner not in known.partners:
        named = f"there is no partner {words.partner!r}" if words.partner else "no partner is named"
        yield fault("partner", named, "give the ref of a partner, or add the partner first")
    if words.service:
        yield from service_faults(known, words.service)
    yield from owner_faults(known, words.owner)
    yield from item_faults(known, words.plan, words.item)


def standing_faults(standing: Standing, today: date) -> Iterator[Refusal]:
    """Everything wrong with how a commitment is said to stand."""
    yield from choice_faults("state", standing.state, STATES)
    yield from text_faults({"next_step": (standing.next_step, 300)})
    if standing.last_contact and standing.last_contact > today:
        yield fault(
            "last_contact", "the last contact is in the future", "give the day on which you last spoke"
        )
    if standing.next_step_due and not standing.next_step.strip():
        yield fault(
            "next_step",
            "there is a day for a next step that is not given",
            "say what comes next, or give no day",
        )
