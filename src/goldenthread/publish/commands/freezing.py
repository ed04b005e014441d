"""Freezing an edition, and correcting what was frozen.

Every file is made and on disk before the database hears of it. Then the issue, the edition and the trail
follow in one transaction, or none of them does; files that nothing names are swept away a day later.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.publication import require_publishable
from goldenthread.publish.access import may_freeze_edition
from goldenthread.publish.bundle import keep_files
from goldenthread.publish.commands.found import found_edition
from goldenthread.publish.commands.sweeping import sweep_files
from goldenthread.publish.correction import corrections_of
from goldenthread.publish.models import FrozenIssue
from goldenthread.publish.place import keep
from goldenthread.publish.queries.draft import Draft, draft_of
from goldenthread.publish.queries.edition import edition_subject
from goldenthread.publish.queries.issue import Issue, latest_issue
from goldenthread.publish.working import working_of, write_working
from goldenthread.rules.refusal import refuse

_DO = {"frozen": "correct it, with the reason", "draft": "freeze it first"}
_LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class _Kept:
    """What stands on disk for an issue that the database does not know yet."""

    number: int
    reason: str
    at: datetime
    manifest: dict[str, str]
    working: str


def freeze_edition(
    who: Officer | None, ref: str, publish_at: datetime | None = None, *, to_the_day: bool = False
) -> int:
    """Work a draft out once and keep every form of it as issue 1; returns that number.

    `publish_at` makes it public from then on; without it, it waits to be published. With `to_the_day` it
    states the day whose knowledge it shows and no hour, so that an example loaded twice in a day is the same
    to the byte. Raises Refused where it is no draft, holds no part that is shown, or a hold on publishing is
    in force at that moment.
    """
    require(who is None or may_freeze_edition(who), "freeze an edition")
    now = timezone.now()
    draft = draft_of(ref, now)
    _require_state(draft, "draft")
    moment = max(publish_at, now) if publish_at else None
    if moment:
        require_publishable(edition_subject(ref), moment)
    if to_the_day:
        cover = replace(draft.cover, known_at=f"{draft.cover.as_of}T00:00:00+00:00")
        draft = replace(draft, cover=cover)
    _settle(who, draft, _keep(draft, 1, "", now), moment)
    sweep_files(now)
    return 1


def correct_edition(who: Officer | None, ref: str, reason: str, words_only: bool = False) -> int:
    """Freeze a numbered issue that takes the place of the one before, and says what changed and why.

    Everything is worked out anew, or with `words_only` the facts stay those of the issue before. The earlier
    issue stays readable. Returns the number. Raises Refused without a reason, where nothing would change, and
    where a hold on publishing is in force.
    """
    require(who is None or may_freeze_edition(who), "correct an edition")
    now = timezone.now()
    draft, why = draft_of(ref, now), reason.strip()
    _require_state(draft, "frozen")
    if not why or len(why) > _LONGEST_REASON:
        do = f"say in up to {_LONGEST_REASON:,} characters what was wrong"
        raise refuse("the correction has no reason, or too long a one", do, column="reason")
    if draft.edition.publish_at:
        require_publishable(edition_subject(ref), max(now, draft.edition.publish_at))
    before = latest_issue(draft.edition)
    corrected = _corrected(draft, before, why, now, words_only)
    number = before.number + 1
    _settle(who, corrected, _keep(corrected, number, why, now), None)
    sweep_files(now)
    return number


def _require_state(draft: Draft, state: str) -> None:
    """Raises Refused where the edition is not in that state."""
    held = draft.edition.state
    if held != state:
        do = _DO.get(held, "begin another edition")
        raise refuse(f"'{draft.edition.title}' is {held}", do, column="state")


def _corrected(draft: Draft, before: Issue, why: str, now: datetime, words_only: bool) -> Draft:
    """The draft as the next issue. Raises Refused where it says what the one before says."""
    known = before.document
    if words_only:
        draft = draft.made_of(before.working.composed)
        draft = replace(draft, cover=replace(draft.cover, as_of=known.as_of, known_at=known.known_at))
    after = draft.document
    said = (after.title, after.subtitle, after.chapters, after.easy)
    if said == (known.title, known.subtitle, known.chapters, known.easy):
        do = "change the words or the arrangement first, or leave it as it is"
        raise refuse("the correction would say what the edition says already", do)
    words = working_of(draft.composed, draft.chapters).words
    told: Sequence[str] = corrections_of(before, after, words, why, now)
    cover = replace(draft.cover, issue=before.number + 1, corrections=(*known.corrections, *told))
    return replace(draft, cover=cover)


def _keep(draft: Draft, number: int, reason: str, now: datetime) -> _Kept:
    """Make every file and keep it. Raises Refused where there is nothing to freeze."""
    document = draft.document
    if not document.chapters:
        raise refuse("no part of the edition is shown", "show a part of it, or write words of your own")
    working = keep(write_working(working_of(draft.composed, draft.chapters)))
    return _Kept(number, reason, now, keep_files(document), working)


@transaction.atomic
def _settle(who: Officer | None, draft: Draft, kept: _Kept, publish_at: datetime | None) -> None:
    """Write the issue down. Raises Refused where somebody changed the edition while it was being made."""
    row = found_edition(draft.edition.ref)
    if row.version != draft.edition.version or row.state != draft.edition.state:
        what = "somebody changed the edition while it was being frozen"
        raise refuse(what, "look at what they changed, then freeze again")
    FrozenIssue.objects.create(
        edition=row,
        number=kept.number,
        reason=kept.reason,
        frozen_at=kept.at,
        manifest=kept.manifest,
        working=kept.working,
    )
    before = {"state": row.state}
    row.state, row.version = "frozen", row.version + 1
    row.publish_at = publish_at or row.publish_at
    row.save(update_fields=["state", "version", "publish_at", "changed_at"])
    moment = row.publish_at.isoformat() if row.publish_at else ""
    after = {"state": "frozen", "issue": kept.number, "publish_at": moment, "manifest": kept.manifest}
    act = "freeze_edition" if kept.number == 1 else "correct_edition"
    record(who, act, edition_subject(row.ref), before, after, kept.reason)
