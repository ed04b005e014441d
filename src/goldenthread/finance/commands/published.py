"""Recording what papers published of money, as they published it."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django.db import transaction

from goldenthread.finance.access import may_keep_budget
from goldenthread.finance.models import PublishedSum
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.rules.published_sum import QUALIFIERS, SUM_KINDS, PublishedSumFacts
from goldenthread.rules.refusal import Refusal, Refused
from goldenthread.rules.subject import Subject


@transaction.atomic
def record_sums(who: Officer | None, sums: Sequence[PublishedSumFacts]) -> None:
    """Record sums or correct them, known by their refs, in that order. Raises Refused with what cannot be so.

    Recording the same again changes nothing and is not told in the trail.
    """
    require(who is None or may_keep_budget(who), "record published sums")
    faults = [fault for each in sums for fault in _faults(each)]
    if faults:
        raise Refused(faults)
    before = {row.ref: row for row in PublishedSum.objects.all()}
    changed = [
        each.ref
        for position, each in enumerate(sums)
        if each.ref not in before or _differs(before[each.ref], each, position)
    ]
    for position, each in enumerate(sums):
        PublishedSum.objects.update_or_create(ref=each.ref, defaults=_held(each) | {"position": position})
    if changed:
        record(who, "record_sums", Subject("published_sums", "all"), {}, {"sums": changed})


def _held(said: PublishedSumFacts) -> dict[str, Any]:
    return {each.name: getattr(said, each.name) for each in fields(said) if each.name != "ref"}


def _differs(row: PublishedSum, said: PublishedSumFacts, position: int) -> bool:
    return row.position != position or any(getattr(row, name) != value for name, value in _held(said).items())


def _faults(said: PublishedSumFacts) -> list[Refusal]:
    known = ", ".join(SUM_KINDS)
    found = (
        (not said.ref or not said.title, "ref", "a sum has no ref or no title", "give it both"),
        (said.kind not in SUM_KINDS, "kind", f"{said.kind!r} is no kind of sum", f"write one of {known}"),
        (
            said.qualifier not in QUALIFIERS,
            "qualifier",
            f"{said.qualifier!r} is no such word",
            "write about, under, over, or leave it empty",
        ),
        (said.lower > said.upper, "upper", "the range ends below where it begins", "change the two about"),
        (not said.paper, "paper", f"{said.title} names no paper", "say which paper published it"),
        (bool(said.item) and not said.plan, "item", "an item is named without its plan", "name the plan"),
    )
    return [Refusal("", None, column, what, do) for wrong, column, what, do in found if wrong]
