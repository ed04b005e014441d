"""Issues: what has gone wrong, perhaps a risk that came true, and how it was settled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from goldenthread.delivery.access import may_keep_risks, may_see_risks
from goldenthread.delivery.commands.ref import place
from goldenthread.delivery.commands.risk import KEEP
from goldenthread.delivery.commands.version import described, require_unchanged
from goldenthread.delivery.known import Known, fault, known_on, owner_faults, service_faults, text_faults
from goldenthread.delivery.models import Action, Issue, Risk
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.service import services
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.subject import Subject

WORDS = ("title", "description", "service", "owner", "due")


@dataclass(frozen=True, slots=True)
class IssueWords:
    """What has gone wrong, who settles it and by when; `risk` and `action` are refs, or empty."""

    title: str
    service: str
    description: str = ""
    owner: str = ""
    due: date | None = None
    risk: str = ""
    action: str = ""


def issue_subject(ref: str) -> Subject:
    """How the trail names an issue."""
    return Subject("issue", ref)


@transaction.atomic
def raise_issue(who: Officer | None, words: IssueWords) -> str:
    """Write down an issue; returns its ref. A risk that came true stays open until somebody closes it."""
    known = known_on(timezone.localdate())
    require(who is None or may_keep_risks(who, known.services.subjects(words.service)), KEEP)
    risk = Risk.objects.filter(ref=words.risk).first() if words.risk else None
    action = Action.objects.filter(ref=words.action).first() if words.action else None
    faults = (*_faults(words, known), *_origin_faults(words, risk, action))
    if faults:
        raise Refused(faults)
    said = {name: getattr(words, name) for name in WORDS}
    row = Issue(**said, risk=risk, action=action, raised_on=timezone.localdate())
    place(row, "issue")
    after = described(row, WORDS)
    record(
        who,
        "raise_issue",
        issue_subject(row.ref),
        None,
        {**after, "risk": words.risk, "action": words.action},
    )
    return row.ref


@transaction.atomic
def settle_issue(
    who: Officer | None, ref: str, how: str, on: date | None = None, seen: int | None = None
) -> None:
    """Say how an issue was settled, and on which day: today where none is given."""
    require(who is None or may_see_risks(who), "see issues")
    row = Issue.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise refuse(f"there is no issue {ref!r}", "look in the list of issues", column="ref")
    subjects = services(timezone.localdate()).subjects(row.service)
    require(who is None or may_keep_risks(who, subjects), KEEP)
    require_unchanged(issue_subject(ref), seen, row.version)
    day = on or timezone.localdate()
    if row.settled_on is not None:
        raise refuse(f"it was settled on {row.settled_on:%-d %B %Y}", "raise a new issue if it has come back")
    if not how.strip():
        raise refuse("it does not say how it was settled", "say what was done", column="how")
    if not row.raised_on <= day <= timezone.localdate():
        what = f"{day:%-d %B %Y} is before it was raised, or in the future"
        raise refuse(what, "give the day on which it was settled", column="on")
    before = described(row, ("settled_on", "settled_how"))
    row.settled_on, row.settled_how = day, how.strip()
    row.version += 1
    row.save()
    record(who, "settle_issue", issue_subject(ref), before, described(row, before))


def _origin_faults(words: IssueWords, risk: Risk | None, action: Action | None) -> Iterator[Refusal]:
    """A risk or an action that is named and is not there."""
    if words.risk and risk is None:
        yield fault("risk", f"there is no risk {words.risk!r}", "choose one from the register, or none")
    if words.action and action is None:
        yield fault("action", f"there is no action {words.action!r}", "give an action's ref, or none")


def _faults(words: IssueWords, known: Known) -> list[Refusal]:
    faults = [*text_faults({"title": (words.title, 300)}), *service_faults(known, words.service)]
    if not words.title.strip():
        faults.append(fault("title", "it has no title", "say in a few words what has gone wrong"))
    return [*faults, *owner_faults(known, words.owner)]
