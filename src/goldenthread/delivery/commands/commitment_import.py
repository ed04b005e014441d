"""Commitments and asks from a file, all or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from goldenthread.delivery.access import may_import_commitments, may_keep_commitments
from goldenthread.delivery.commands.commitment import (
    KEEP,
    STANDING,
    WORDS,
    make_commitment,
    revise_commitment,
    update_commitment,
)
from goldenthread.delivery.commitment_file import OPTIONAL, REQUIRED, standing_of_row, words_of_row
from goldenthread.delivery.commitment_words import (
    CommitmentWords,
    Standing,
    commitment_faults,
    standing_faults,
)
from goldenthread.delivery.known import Known, known_on, ref_faults
from goldenthread.delivery.models import Commitment
from goldenthread.delivery.record_file import RecordRow, record_rows
from goldenthread.people.access import Officer, require
from goldenthread.rules.refusal import Refusal, Refused


@dataclass(frozen=True, slots=True)
class ImportedCommitments:
    """How many commitments an import made, changed and found as they were."""

    made: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    row: RecordRow
    ref: str
    words: CommitmentWords
    standing: Standing
    service_now: str | None


@transaction.atomic
def import_commitments(who: Officer | None, path: Path) -> ImportedCommitments:
    """Make the commitments of a table (.csv or .parquet), and change those whose ref is known.

    Raises Refused with every fault, row by row, and then nothing is written.
    """
    require(who is None or may_import_commitments(who), KEEP)
    known = known_on(timezone.localdate())
    held = {row.ref: row for row in Commitment.objects.select_for_update()}
    wanted = [_read(row, held) for row in record_rows(path, REQUIRED, OPTIONAL)]
    faults = tuple(_faults(who, wanted, known))
    if faults:
        raise Refused(faults)
    done = [_write(who, each, known) for each in wanted]
    return ImportedCommitments(*(done.count(word) for word in ("made", "changed", "same")))


def _read(row: RecordRow, held: dict[str, Commitment]) -> _Wanted:
    ref = row.text("ref")
    now = held.get(ref)
    words = CommitmentWords(**{name: getattr(now, name) for name in WORDS}) if now else None
    stands = Standing(**{name: getattr(now, name) for name in STANDING}) if now else None
    return _Wanted(
        row, ref, words_of_row(row, words), standing_of_row(row, stands), now.service if now else None
    )


def _faults(who: Officer | None, wanted: Iterable[_Wanted], known: Known) -> Iterable[Refusal]:
    seen: dict[str, int] = {}
    today = timezone.localdate()
    for each in wanted:
        row = each.row
        refs = ref_faults(each.ref, False) if each.service_now is None else ()
        row.take((*refs, *commitment_faults(each.words, known), *standing_faults(each.standing, today)))
        if each.ref and each.ref in seen:
            row.refuse(
                "ref", f"{each.ref!r} stands already in row {seen[each.ref]}", "keep one of the two rows"
            )
        seen.setdefault(each.ref, row.line)
        services = {each.words.service, each.words.service if each.service_now is None else each.service_now}
        if who is not None and not all(
            may_keep_commitments(who, known.services.subjects(it)) for it in services
        ):
            do = "leave the row out, or ask whoever keeps them"
            row.refuse("service", "your roles do not let you keep this service's commitments", do)
        yield from row.faults


def _write(who: Officer | None, wanted: _Wanted, known: Known) -> str:
    if wanted.service_now is None:
        make_commitment(who, wanted.words, wanted.standing, wanted.ref, known)
        return "made"
    changed = revise_commitment(who, wanted.ref, wanted.words, known=known)
    changed = update_commitment(who, wanted.ref, wanted.standing) or changed
    return "changed" if changed else "same"
