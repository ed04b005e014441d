"""Holds on publishing, and what is public at a moment."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from goldenthread.people.models import PublicationHold
from goldenthread.rules.publication import Allowed, Held, Hold, is_public, may_publish
from goldenthread.rules.refusal import refuse
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class HoldMade:
    """A hold, the number it has in the installation, and when it was made."""

    number: int
    made_at: datetime
    hold: Hold

    @property
    def exceptions(self) -> tuple[str, ...]:
        """What it names as exceptions, in order."""
        return tuple(sorted(self.hold.exceptions))


@dataclass(frozen=True, slots=True)
class Publicity:
    """What is public at one moment, with the holds that count then."""

    now: datetime
    body: str
    holds: tuple[HoldMade, ...]

    def shows(self, publish_at: datetime | None, subject: Subject) -> bool:
        """Whether a subject set to be published at that moment is public now.

        What was due after a hold was made, and falls within it, waits until the hold is over.
        What was public before the hold was made stays public.
        """
        if publish_at is None or not is_public(publish_at, self.now):
            return False
        made_before = [made.hold for made in self.holds if made.made_at <= publish_at]
        if not made_before:
            return True
        due, today = timezone.localdate(publish_at), timezone.localdate(self.now)
        answer = may_publish(self.body, str(subject), due, made_before)
        return isinstance(answer, Allowed) or answer.until < today


def publication_holds() -> tuple[HoldMade, ...]:
    """Every hold of the council, the one that starts last first."""
    return tuple(_hold_made(row) for row in PublicationHold.objects.select_related("council"))


def publicity(now: datetime) -> Publicity:
    """What decides whether something is public at that moment: one read for a whole page."""
    made = publication_holds()
    return Publicity(now, made[0].hold.body if made else "", made)


def publication_answer(subject: Subject, at: datetime) -> Allowed | Held:
    """Whether the council may publish the subject at that moment."""
    made = publication_holds()
    body = made[0].hold.body if made else ""
    return may_publish(body, str(subject), timezone.localdate(at), [each.hold for each in made])


def require_publishable(subject: Subject, at: datetime) -> None:
    """Raise Refused where a hold stops the council from publishing the subject at that moment."""
    answer = publication_answer(subject, at)
    if isinstance(answer, Held):
        what = f"{answer.reason}: nothing is published until {answer.until:%-d %B %Y} is over"
        do = f"choose a later moment, or have the hold name an exception: {subject}"
        raise refuse(what, do, file="publication hold")


def _hold_made(row: PublicationHold) -> HoldMade:
    hold = Hold(row.council.ref, row.starts, row.ends, row.reason, frozenset(row.exceptions))
    return HoldMade(row.pk, row.made_at, hold)
