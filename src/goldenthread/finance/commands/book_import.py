"""Budget books from files: rehearsed, then brought in whole or not at all, always as a draft.

Where `who` is None the keeper at the machine acts, who needs no role.
"""

from dataclasses import asdict, dataclass, replace
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.engine.budget.book_file import FiledBook, file_book_of
from goldenthread.finance.access import may_keep_budget
from goldenthread.finance.book_rehearsal import BookRehearsal, as_draft, rehearsal_of, seen_of
from goldenthread.finance.commands.version import KEEP, begin_budget, draft_to_keep, replace_budget
from goldenthread.finance.models import BudgetVersion, UploadedBook
from goldenthread.finance.queries.from_outturn import OUTTURN
from goldenthread.finance.version_ref import TAKEN, free_ref
from goldenthread.people.access import Officer, require
from goldenthread.people.queries.service import services
from goldenthread.rules.refusal import Refusal, Refused, refuse


@dataclass(frozen=True, slots=True)
class UploadedRehearsal:
    """What an uploaded book would do, as found when it was handed over."""

    number: int
    name: str
    rehearsal: BookRehearsal
    is_stale: bool
    """Whether the draft that it would take the place of has changed since, or is gone."""


@transaction.atomic
def import_book(
    who: Officer | None, filed: FiledBook, into: str = "", seen: str = "", *, strict: bool = True
) -> str:
    """Bring a book in as a new draft, or in place of the draft `into`; returns the draft's ref.

    `strict` holds the book to the state that its file gives it, not only to what a draft may be.
    Raises Refused with every fault of the file, and where a draft changed since the rehearsal marked `seen`.
    """
    require(who is None or may_keep_budget(who), KEEP)
    draft = draft_to_keep(who, into) if into else None
    rehearsal = rehearsal_of(filed, services(timezone.localdate()), draft, strict=strict)
    if rehearsal.refused:
        wrong = [Refusal(**each) for each in rehearsal.refusals]
        raise Refused(wrong, rehearsal.refused)
    book = as_draft(filed.book, into)
    if seen and seen != seen_of(book, draft):
        raise refuse("the draft has changed since you looked", "upload the file again, and look at it anew")
    if draft is None:
        return begin_budget(who, book)
    if rehearsal.seen:
        replace_budget(who, into, book, "import_budget")
    return into


@transaction.atomic
def hand_over_book(who: Officer, name: str, content: bytes, into: str = "", ref: str = "") -> int:
    """Keep a file with what it would do, in place of any the officer handed over before; returns its number.

    A new draft takes `ref`; without it the file's own, or where a budget has that, a free one like it.
    Raises Refused where it cannot be read at all, and then keeps nothing.
    """
    require(may_keep_budget(who), KEEP)
    draft = draft_to_keep(who, into) if into else None
    filed = _under(file_book_of(name, content), ref) if draft is None else file_book_of(name, content)
    rehearsal = rehearsal_of(filed, services(timezone.localdate()), draft, strict=False)
    UploadedBook.objects.filter(who=who).exclude(into=OUTTURN).delete()
    kept = UploadedBook.objects.create(
        who=who,
        name=PurePath(name).name[-200:],
        content=content,
        into=into,
        rehearsed={**asdict(rehearsal), "version": draft.version if draft is not None else 0},
    )
    return kept.pk


def uploaded_book(who: Officer, number: int) -> UploadedRehearsal | None:
    """What the officer's uploaded book would do, or None where there is no such upload."""
    held = UploadedBook.objects.defer("content").filter(who=who, pk=number).first()
    if held is None or not held.rehearsed:
        return None
    said: dict[str, Any] = dict(held.rehearsed)
    version = said.pop("version")
    draft = BudgetVersion.objects.filter(ref=held.into).first() if held.into else None
    stale = bool(held.into) and (draft is None or draft.frozen_at is not None or draft.version != version)
    return UploadedRehearsal(number, held.name, BookRehearsal(**said), stale)


@transaction.atomic
def accept_book(who: Officer, number: int, seen: str) -> str:
    """Bring the uploaded book in as it was rehearsed; returns the draft's ref.

    Raises Refused where the file is no longer kept, or it would do something else by now.
    """
    require(may_keep_budget(who), KEEP)
    held = UploadedBook.objects.select_for_update().filter(who=who, pk=number).first()
    if held is None or held.into == OUTTURN:
        raise refuse("the uploaded file is no longer kept", "upload it again")
    filed = file_book_of(held.name, bytes(held.content))
    filed = filed if held.into else _under(filed, held.rehearsed["ref"])
    ref = import_book(who, filed, held.into, seen or "none", strict=False)
    held.delete()
    return ref


def _under(filed: FiledBook, ref: str) -> FiledBook:
    """The book under that ref, else under its own; a word that is a page stays, to be refused at its cell."""
    own = filed.book.ref
    wanted = ref or (own if own in TAKEN else free_ref(own))
    return replace(filed, book=replace(filed.book, ref=wanted))
