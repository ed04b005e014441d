"""Letters: written inside the act that calls for them, sent later by nobody's page.

A letter that cannot be sent waits longer after each failure, and is given up after a day and a half: what
went wrong stays to be read, and an officer may have it tried again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from goldenthread.people.access import Officer, may_keep_letters, require
from goldenthread.people.commands.trail import record
from goldenthread.people.models import Letter, User
from goldenthread.people.post import Post
from goldenthread.rules.refusal import refuse
from goldenthread.rules.subject import Subject

WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 120, 480, 1440))
"""How long a letter waits after its first failure, its second, and so on; after the last it is given up."""

CLAIM = timedelta(minutes=10)
"""How long one sender keeps a letter to itself, so that two never send the same one."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be: `day` is the day it is of, of which a person gets one of a kind."""

    to: str
    kind: str
    day: date
    subject: str
    body: str
    username: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """What one round of sending did."""

    sent: int = 0
    failed: int = 0


@transaction.atomic
def queue_letters(drafts: Iterable[Draft]) -> int:
    """Write letters that wait to be sent: how many. A person gets one of a kind a day, however often asked.

    Part of another act, which asks who may and writes the trail.
    """
    now = timezone.now()
    wanted = [each for each in drafts if each.to]
    known = {user.username: user for user in User.objects.filter(username__in=[d.username for d in wanted])}
    before = Letter.objects.count()
    Letter.objects.bulk_create(
        (
            Letter(
                to=each.to,
                who=known.get(each.username),
                kind=each.kind,
                day=each.day,
                subject=" ".join(each.subject.split())[:200],
                body=each.body,
                try_after=now,
            )
            for each in wanted
        ),
        ignore_conflicts=True,
    )
    return Letter.objects.count() - before


def send_letters(now: datetime, most: int = 500) -> Posted:
    """Send the letters whose time has come. Each failure is written beside its letter; none stops the others.

    Does nothing where no mail server is set. Not for a page: it waits for the mail server.
    """
    if not settings.EMAIL_HOST:
        return Posted()
    sent = failed = 0
    with Post() as post:
        for letter in _due(now, most):
            fault = post.send(letter.to, letter.subject, letter.body)
            _note(letter, now, fault)
            sent, failed = sent + (not fault), failed + bool(fault)
    return Posted(sent, failed)


@transaction.atomic
def try_letter_again(who: Officer | None, number: int, now: datetime) -> None:
    """Have a letter that failed or was given up sent with the next round."""
    require(who is None or may_keep_letters(who), "have letters sent again")
    letter = Letter.objects.select_for_update().filter(pk=number, sent_at=None).first()
    if letter is None:
        raise refuse(
            "there is no such letter waiting", "see which letters have not been sent", file="letters"
        )
    letter.attempts, letter.given_up_at, letter.try_after = 0, None, now
    letter.save(update_fields=["attempts", "given_up_at", "try_after"])
    record(who, "try_letter_again", Subject("letter", str(number)), None, {"kind": letter.kind})


def _due(now: datetime, most: int) -> Iterator[Letter]:
    """Each letter whose time has come, once this sender has it to itself."""
    waiting = Letter.objects.filter(sent_at=None, given_up_at=None, try_after__lte=now).order_by(
        "try_after", "id"
    )
    for number, try_after in list(waiting.values_list("pk", "try_after")[:most]):
        mine = Letter.objects.filter(pk=number, sent_at=None, try_after=try_after)
        if mine.update(try_after=now + CLAIM):
            yield Letter.objects.get(pk=number)


def _note(letter: Letter, now: datetime, fault: str) -> None:
    row = Letter.objects.filter(pk=letter.pk)
    if not fault:
        row.update(sent_at=now, last_fault="", attempts=F("attempts") + 1)
    elif letter.attempts < len(WAITS):
        row.update(attempts=F("attempts") + 1, last_fault=fault[:300], try_after=now + WAITS[letter.attempts])
    else:
        row.update(attempts=F("attempts") + 1, last_fault=fault[:300], given_up_at=now)
