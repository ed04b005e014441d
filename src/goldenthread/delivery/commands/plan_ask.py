"""Commitments made from what a plan says of its partners and asks of Government."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from goldenthread.delivery.access import may_take_commitments
from goldenthread.delivery.commands.commitment import make_commitment
from goldenthread.delivery.commitment_words import CommitmentWords
from goldenthread.delivery.known import known_on
from goldenthread.delivery.models import Commitment
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.organisation import name_partner
from goldenthread.people.queries.organisation import partners
from goldenthread.plan.queries import latest_document
from goldenthread.rules.plan import PlanDocument, PlanItem
from goldenthread.rules.refusal import Refusal, refuse

KINDS = {"ask": "ask", "collaboration": "to_partner"}
"""The kinds of plan item that commitments are made from, and the kind that each makes."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The commitments made and partners added, by ref, and the items left out with the reason."""

    made: tuple[str, ...]
    added: tuple[str, ...]
    left_out: tuple[Refusal, ...]


@transaction.atomic
def take_asks_from_plan(who: Officer | None, plan: str, add_partners: bool = False) -> Taken:
    """Make commitments from the asks and collaborations of a plan that have none yet.

    An ask is of its lead, a collaboration with its partners, one commitment with each. Nobody is guessed: an
    item that names nobody is left out, and so is one that names somebody unknown, unless `add_partners` adds
    them.
    """
    require(who is None or may_take_commitments(who), "take commitments from a plan")
    document = latest_document(plan)
    if document is None:
        raise refuse(f"there is no plan {plan!r}", "give the ref of a plan", column="plan")
    items = _without_any(document)
    added = tuple(_add_unknown(who, items)) if add_partners else ()
    found = {each.title.casefold(): each.ref for each in partners()} | {
        each.ref: each.ref for each in partners()
    }
    known = known_on(timezone.localdate())
    made: list[str] = []
    left_out: list[Refusal] = []
    for item in items:
        faults = tuple(_faults(plan, item, found))
        left_out += faults
        if not faults:
            refs = dict.fromkeys(found[name.casefold()] for name in named_of(item))
            made += [make_commitment(who, _words(plan, item, ref), known=known) for ref in refs]
    return Taken(tuple(made), added, tuple(left_out))


def named_of(item: PlanItem) -> tuple[str, ...]:
    """Whom an item names as its counterparty: of an ask its lead, of a collaboration its partners."""
    lead = (item.lead,) if item.lead else ()
    return (lead or item.partners) if item.kind == "ask" else (item.partners or lead)


def _without_any(document: PlanDocument) -> list[PlanItem]:
    taken = set(Commitment.objects.filter(plan=document.ref).values_list("item", flat=True))
    return [item for item in document.items if item.kind in KINDS and item.ref not in taken]


def _faults(plan: str, item: PlanItem, found: Mapping[str, str]) -> Iterator[Refusal]:
    place = f"{plan}/{item.ref}"
    if not named_of(item):
        do = "name them in the plan, or make the commitment by hand"
        yield Refusal(place, None, None, "it names nobody that it is asked of or shared with", do)
    for name in named_of(item):
        if name.casefold() not in found:
            yield Refusal(
                place, None, None, f"there is no partner named {name!r}", "add the partner, then try again"
            )


def _add_unknown(who: Officer | None, items: list[PlanItem]) -> Iterator[str]:
    """Add whoever the items name and nobody knows; whoever is asked something is a part of Government."""
    known = {each.title.casefold() for each in partners()} | {each.ref for each in partners()}
    asked = {name.casefold() for item in items if item.kind == "ask" for name in named_of(item)}
    for name in dict.fromkeys(name for item in items for name in named_of(item)):
        if name.casefold() not in known:
            ref = _free(name, known)
            known |= {ref, name.casefold()}
            name_partner(who, ref, name, "government" if name.casefold() in asked else "partner")
            yield ref


def _free(name: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:90] or "partner"
    return (
        stem if stem not in taken else next(ref for n in range(2, 99) if (ref := f"{stem}-{n}") not in taken)
    )


def _words(plan: str, item: PlanItem, partner: str) -> CommitmentWords:
    return CommitmentWords(KINDS[item.kind], partner, item.title, item.description, plan, item.ref)
