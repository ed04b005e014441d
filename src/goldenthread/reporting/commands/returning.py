"""What becomes of a return: submitted, sent back with a reason, approved, opened for late entry.

Where `who` is None the keeper at the machine acts, who needs no role.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.people.access import NotAllowed, Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.reporting.access import may_approve_return, may_submit_return, may_unlock_return
from goldenthread.reporting.commands.found import (
    found_return,
    name_of,
    require_fillable,
    return_subject,
    subjects_over,
)
from goldenthread.reporting.models import Return, ReturnNote
from goldenthread.reporting.shut import is_under_way
from goldenthread.reporting.standing import RowFinding, findings_of
from goldenthread.rules.refusal import refuse

_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Submitted:
    """The return is with its approver."""


@dataclass(frozen=True, slots=True)
class NotReady:
    """What stands in the way: errors to correct, and warnings to confirm or correct."""

    findings: tuple[RowFinding, ...]


@transaction.atomic
def submit_return(who: Officer | None, period: str, service: str, now: datetime) -> Submitted | NotReady:
    """Hand a return to its approver. Errors and warnings that nobody confirmed stop it, all of them listed.

    Raises Refused where it is submitted already or locked.
    """
    require(who is None or may_submit_return(who, subjects_over(service, now)), "submit this return")
    row = found_return(period, service)
    require_fillable(row)
    findings = findings_of(list(row.figures.all()), list(row.actions.all()), timezone.localdate(now))
    if findings:
        return NotReady(findings)
    row.submitted_at, row.submitted_by = now, name_of(who)
    _move(who, row, "submitted", "submit_return", "", now)
    return Submitted()


@transaction.atomic
def send_back(who: Officer | None, period: str, service: str, reason: str, now: datetime) -> None:
    """Give a submitted return back to its lead. Raises Refused without a reason, or where there is none."""
    row = _to_approve(who, period, service, now)
    _move(who, row, "sent_back", "send_back_return", _required(reason), now)


@transaction.atomic
def approve_return(
    who: Officer | None, period: str, service: str, now: datetime, note: str = "", seen: int | None = None
) -> None:
    """Approve a submitted return; nobody approves what they submitted.

    `seen` is the version that the approver read. Raises Refused where the return has changed since, and where
    it is not submitted.
    """
    row = _to_approve(who, period, service, now)
    if seen is not None and row.version != seen:
        what = "the return has changed since you opened it"
        raise refuse(what, "read it as it is now, and approve it then", file=row.period.title)
    row.approved_at, row.approved_by = now, name_of(who)
    _move(who, row, "approved", "approve_return", note.strip()[:_LONGEST_REASON], now)


@transaction.atomic
def unlock_return(who: Officer | None, period: str, service: str, reason: str, now: datetime) -> None:
    """Open one return of a closed period for late entry. What is published is corrected, not unlocked.

    Raises Refused without a reason, and where the period is not closed or the return is published.
    """
    require(who is None or may_unlock_return(who), "open a return for late entry")
    row = found_return(period, service)
    if row.period.state not in ("closed", "published"):
        raise refuse(f"{row.period.title} is {row.period.state}", "it can be filled in without unlocking")
    if row.state == "published":
        raise refuse("the return is published", "correct its figures: both values are kept")
    row.late_reason, row.is_unlocked = _required(reason), True
    state = "sent_back" if row.state in ("submitted", "approved") else row.state
    _move(who, row, state, "unlock_return", row.late_reason, now, kind="unlocked")


def _to_approve(who: Officer | None, period: str, service: str, now: datetime) -> Return:
    """The submitted return that an approver acts on, whoever else may not."""
    subjects = subjects_over(service, now)
    require(who is None or may_approve_return(who, subjects), "approve returns of this service")
    row = found_return(period, service)
    if who is not None and not may_approve_return(who, subjects, row.submitted_by):
        raise NotAllowed("You submitted this return, so somebody else approves it or sends it back.")
    if row.state != "submitted":
        words = row.state.replace("_", " ")
        raise refuse(f"the return is {words}", "only a submitted return is approved or sent back")
    if not is_under_way(row):
        do = "ask the performance team to open the return for late entry"
        raise refuse(f"{row.period.title} is {row.period.state}", do)
    return row


def _required(reason: str) -> str:
    text = reason.strip()
    if not text:
        raise refuse("no reason is given", "say why in a sentence", column="reason")
    if len(text) > _LONGEST_REASON:
        do = f"say it in at most {_LONGEST_REASON} characters"
        raise refuse("the reason is too long", do, column="reason")
    return text


def _move(
    who: Officer | None, row: Return, state: str, act: str, note: str, now: datetime, kind: str = ""
) -> None:
    """Change a return's state, with its note and its line in the trail."""
    before, row.state, row.version = row.state, state, row.version + 1
    row.save()
    ReturnNote.objects.create(about=row, kind=kind or state, text=note, who=name_of(who), at=now)
    subject = return_subject(row.period.ref, row.service)
    record(who, act, subject, {"state": before}, {"state": state}, note)
