"""Risks and opportunities: raised, reworded, reviewed and closed. Each adds one to the risk's version."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.delivery.access import may_keep_risks, may_see_risks
from goldenthread.delivery.commands.ref import place
from goldenthread.delivery.commands.version import changes, described, require_unchanged
from goldenthread.delivery.known import Known, fault, known_on, ref_faults
from goldenthread.delivery.models import Risk
from goldenthread.delivery.risk_words import RiskWords, risk_faults, scale_faults
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.rules.refusal import Refused, refuse
from goldenthread.rules.subject import Subject

NAMES = tuple(RiskWords.__slots__)
KEEP = "keep risks, issues and lessons of this service"


def risk_subject(ref: str) -> Subject:
    """How the trail names a risk."""
    return Subject("risk", ref)


@transaction.atomic
def raise_risk(who: Officer | None, words: RiskWords, ref: str = "", known: Known | None = None) -> str:
    """Put a risk or an opportunity into the register; returns its ref, made where none is given.

    `known` saves reading what may be named again for each of many. Raises Refused with every fault of it.
    """
    known = known or known_on(timezone.localdate())
    require(who is None or may_keep_risks(who, known.services.subjects(words.service)), KEEP)
    taken = bool(ref) and Risk.objects.filter(ref=ref).exists()
    faults = (*ref_faults(ref, taken), *risk_faults(words, known))
    if faults:
        raise Refused(faults)
    row = Risk(ref=ref, reviewed_on=timezone.localdate(), **asdict(words))
    place(row, "risk")
    record(who, "raise_risk", risk_subject(row.ref), None, described(row, NAMES))
    return row.ref


@transaction.atomic
def revise_risk(
    who: Officer | None, ref: str, words: RiskWords, seen: int | None = None, known: Known | None = None
) -> bool:
    """Reword a risk, move it to another service or set its target; False where nothing differs.

    Likelihood and impact are not changed so: `review_risk` says why they changed.
    """
    known = known or known_on(timezone.localdate())
    row = risk_to_keep(who, ref, known.services)
    require(who is None or may_keep_risks(who, known.services.subjects(words.service)), KEEP)
    require_unchanged(risk_subject(ref), seen, row.version)
    faults = tuple(risk_faults(words, known))
    if faults:
        raise Refused(faults)
    before = described(row, NAMES)
    for name in NAMES:
        if name not in ("likelihood", "impact"):
            setattr(row, name, getattr(words, name))
    return _kept(who, "revise_risk", row, before)


@transaction.atomic
def review_risk(
    who: Officer | None, ref: str, likelihood: int, impact: int, why: str, seen: int | None = None
) -> None:
    """Say again how likely it is and how much it would matter, and why; the trail keeps what was said."""
    row = risk_to_keep(who, ref, services(timezone.localdate()))
    require_unchanged(risk_subject(ref), seen, row.version)
    _require_open(row)
    faults = [*scale_faults("likelihood", likelihood), *scale_faults("impact", impact)]
    if not why.strip():
        faults.append(
            fault("why", "the review has no reason", "say what you looked at, and what is different")
        )
    if faults:
        raise Refused(faults)
    before = described(row, ("likelihood", "impact"))
    row.likelihood, row.impact, row.reviewed_on = likelihood, impact, timezone.localdate()
    row.version += 1
    row.save()
    after = described(row, ("likelihood", "impact"))
    record(who, "review_risk", risk_subject(ref), before, after, why.strip())


@transaction.atomic
def close_risk(who: Officer | None, ref: str, why: str, seen: int | None = None) -> None:
    """Take a risk off the open register, with the reason. It and its history can still be read."""
    row = risk_to_keep(who, ref, services(timezone.localdate()))
    require_unchanged(risk_subject(ref), seen, row.version)
    _require_open(row)
    if not why.strip():
        raise refuse(
            "a risk is not closed without a reason", "say why it no longer needs watching", column="why"
        )
    if len(why.strip()) > 300:
        raise refuse("the reason is too long", "shorten it to 300 characters", column="why")
    before = described(row, ("state", "closed_why"))
    row.state, row.closed_why = "closed", why.strip()
    _kept(who, "close_risk", row, before)


def risk_to_keep(who: Officer | None, ref: str, tree: ServiceTree) -> Risk:
    """The risk, held until the transaction ends, where the person may keep it.

    Raises NotAllowed for anybody else, and Refused where there is no such risk.
    """
    require(who is None or may_see_risks(who), "see risks")
    row = Risk.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise refuse(f"there is no risk {ref!r}", "look in the register of risks", column="ref")
    require(who is None or may_keep_risks(who, tree.subjects(row.service)), KEEP)
    return row


def next_version(row: Risk) -> None:
    """Count one more act on the risk."""
    row.version += 1
    row.save(update_fields=["version"])


def _kept(who: Officer | None, act: str, row: Risk, before: dict[str, Any]) -> bool:
    was, now = changes(before, described(row, before))
    if not now:
        return False
    row.version += 1
    row.save()
    record(who, act, risk_subject(row.ref), was, now)
    return True


def _require_open(row: Risk) -> None:
    if row.state != "open":
        raise refuse("this risk is closed", f"it was closed because: {row.closed_why}")
