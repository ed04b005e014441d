"""What officers do about the council's facts and its holds on publishing."""

import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from django.db import transaction

from goldenthread.people.access import (
    Officer,
    may_hold_publication,
    may_set_council,
    require,
)
from goldenthread.people.commands.trail import record
from goldenthread.people.models import Council, PublicationHold
from goldenthread.people.queries.council import CouncilFacts, council
from goldenthread.rules.refusal import refuse
from goldenthread.rules.subject import Subject


@transaction.atomic
def set_council(who: Officer | None, facts: CouncilFacts) -> None:
    """State the council's facts. Without `who` the keeper at the machine acts, who needs no role.

    Raises Refused where the accent is no colour that text on white can be read in.
    """
    require(who is None or may_set_council(who), "change the council's facts")
    if contrast_with_white(facts.accent) < 4.5:
        what = f"{facts.accent!r} is no colour that stands out on white paper"
        do = "give a darker one as #rrggbb, with a contrast of at least 4.5 to 1"
        raise refuse(what, do, file="council", column="accent")
    before = council()
    Council.objects.update_or_create(ref=before.ref if before else facts.ref, defaults=asdict(facts))
    record(who, "set_council", Subject("council", facts.ref), before and asdict(before), asdict(facts))


@transaction.atomic
def hold_publication(
    who: Officer | None, reason: str, starts: date, ends: date, exceptions: Iterable[str] = ()
) -> None:
    """Stop all publishing from `starts` to `ends`, both included, save for the subjects named."""
    require(who is None or may_hold_publication(who), "hold publication")
    if ends < starts:
        what = f"the hold ends on {ends}, before it starts on {starts}"
        raise refuse(what, "correct one of the two days", file="publication hold", column="ends")
    body = Council.objects.order_by("id").first()
    if body is None:
        what = "no council has been set up yet"
        raise refuse(what, "set up the council first", file="publication hold")
    named = sorted(set(exceptions))
    PublicationHold(council=body, reason=reason, starts=starts, ends=ends, exceptions=named).save()
    after = {"reason": reason, "starts": str(starts), "ends": str(ends), "exceptions": named}
    record(who, "hold_publication", Subject("council", body.ref), None, after)


@transaction.atomic
def lift_hold(who: Officer | None, number: int) -> None:
    """End a hold on publishing for good; one that is gone already stays gone."""
    require(who is None or may_hold_publication(who), "lift a hold on publication")
    hold = PublicationHold.objects.select_related("council").filter(pk=number).first()
    if hold is None:
        return
    before = {"reason": hold.reason, "starts": str(hold.starts), "ends": str(hold.ends)}
    subject = Subject("council", hold.council.ref)
    hold.delete()
    record(who, "lift_hold", subject, before)


def contrast_with_white(colour: str) -> float:
    """The WCAG 2.2 contrast ratio of `#rrggbb` on white, 1 to 21; 0 where it is no such colour."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return 0.0
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
