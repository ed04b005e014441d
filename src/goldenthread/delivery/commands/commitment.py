"""Commitments and asks: made, reworded, kept up to date by both sides, and published."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.delivery.access import (
    may_keep_commitments,
    may_publish_commitments,
    may_update_commitments,
)
from goldenthread.delivery.commands.ref import place
from goldenthread.delivery.commands.version import changes, described, require_unchanged
from goldenthread.delivery.commitment_words import (
    CommitmentWords,
    Standing,
    commitment_faults,
    standing_faults,
)
from goldenthread.delivery.known import Known, known_on, ref_faults
from goldenthread.delivery.models import Commitment
from goldenthread.people.access import Officer, reads_everything, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.publication import require_publishable
from goldenthread.people.queries.service import services
from goldenthread.rules.refusal import Refused, refuse
from goldenthread.rules.subject import Subject

WORDS = tuple(CommitmentWords.__slots__)
STANDING = tuple(Standing.__slots__)
KEEP = "keep commitments of this service"
UPDATE = "update this commitment"


def commitment_subject(ref: str) -> Subject:
    """How the trail and a hold on publishing name a commitment."""
    return Subject("commitment", ref)


@transaction.atomic
def make_commitment(
    who: Officer | None,
    words: CommitmentWords,
    standing: Standing | None = None,
    ref: str = "",
    known: Known | None = None,
) -> str:
    """Write down what was promised or asked, open unless `standing` says otherwise; returns its ref."""
    today = timezone.localdate()
    known = known or known_on(today)
    require(who is None or may_keep_commitments(who, known.services.subjects(words.service)), KEEP)
    stands = standing or Standing()
    taken = bool(ref) and Commitment.objects.filter(ref=ref).exists()
    faults = (*ref_faults(ref, taken), *commitment_faults(words, known), *standing_faults(stands, today))
    if faults:
        raise Refused(faults)
    row = Commitment(ref=ref, **asdict(words), **asdict(stands))
    place(row, "ask" if words.kind == "ask" else "commitment")
    record(who, "make_commitment", commitment_subject(row.ref), None, described(row, (*WORDS, *STANDING)))
    return row.ref


@transaction.atomic
def revise_commitment(
    who: Officer | None,
    ref: str,
    words: CommitmentWords,
    seen: int | None = None,
    known: Known | None = None,
) -> bool:
    """Reword a commitment, or correct whose it is; False where nothing differs. Partners may not."""
    known = known or known_on(timezone.localdate())
    row = _found(who, ref, lambda user, row: may_keep_commitments(user, known.services.subjects(row.service)))
    require(who is None or may_keep_commitments(who, known.services.subjects(words.service)), KEEP)
    require_unchanged(commitment_subject(ref), seen, row.version)
    faults = tuple(commitment_faults(words, known))
    if faults:
        raise Refused(faults)
    return _change(who, "revise_commitment", row, asdict(words))


@transaction.atomic
def update_commitment(who: Officer | None, ref: str, standing: Standing, seen: int | None = None) -> bool:
    """Say how a commitment stands: state, last contact, next step and a note; False where nothing differs.

    Its partner may do so too. `seen` is the version that was read: Refused where somebody changed it since.
    """
    today = timezone.localdate()
    tree = services(today)
    row = _found(
        who, ref, lambda user, row: may_update_commitments(user, row.partner, tree.subjects(row.service))
    )
    require_unchanged(commitment_subject(ref), seen, row.version)
    faults = tuple(standing_faults(standing, today))
    if faults:
        raise Refused(faults)
    return _change(who, "update_commitment", row, asdict(standing))


@transaction.atomic
def publish_commitment(who: Officer | None, ref: str, at: datetime | None = None) -> None:
    """Make a commitment public from a moment on; one that has passed, or none, is now.

    The public reads what was promised or asked, with whom, its state and the last contact; no note, no step.
    """
    row = _found(who, ref, lambda user, _: may_publish_commitments(user))
    now = timezone.now()
    if row.publish_at is not None and row.publish_at <= now:
        raise refuse("it is published already", "what is public stays public", column="day")
    moment = max(at or now, now)
    require_publishable(commitment_subject(ref), moment)
    before = described(row, ("publish_at",))
    row.publish_at = moment
    row.version += 1
    row.save()
    record(who, "publish_commitment", commitment_subject(ref), before, described(row, before))


def _found(who: Officer | None, ref: str, may: Callable[[Officer, Commitment], bool]) -> Commitment:
    """The commitment, held until the transaction ends. A partner never learns which others there are."""
    row = Commitment.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        require(who is None or reads_everything.test(who), UPDATE)
        raise refuse(f"there is no commitment {ref!r}", "look in the list of commitments", column="ref")
    require(who is None or may(who, row), UPDATE)
    return row


def _change(who: Officer | None, act: str, row: Commitment, wanted: dict[str, object]) -> bool:
    before = described(row, wanted)
    for name, value in wanted.items():
        setattr(row, name, value)
    was, now = changes(before, described(row, wanted))
    if not now:
        return False
    row.version += 1
    row.save()
    record(who, act, commitment_subject(row.ref), was, now)
    return True
