"""When something may be made public: the moment set for it, and holds on all publishing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Hold:
    """A stop to a body's publishing, such as a pre-election period.

    Both days are held. `exceptions` are the subjects that may still be published, by name.
    """

    body: str
    first_day: date
    last_day: date
    reason: str
    exceptions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Allowed:
    """It may be published today; `exception_to` is the reason of the hold that names it, if one does."""

    exception_to: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """It may not be published yet: why, and the last day on which that is so."""

    reason: str
    until: date


def is_public(publish_at: datetime | None, now: datetime) -> bool:
    """Whether what is set to be published at that moment is public now: from the moment itself on.

    Nothing is public until someone sets a moment. Both moments carry their time zone, or neither does;
    comparing one with the other raises TypeError.
    """
    return publish_at is not None and publish_at <= now


def may_publish(body: str, subject: str, today: date, holds: Sequence[Hold]) -> Allowed | Held:
    """Whether the body may publish the subject today.

    Of several holds in force that do not name the subject, the one that lasts longest answers.
    """
    in_force = [hold for hold in holds if hold.body == body and hold.first_day <= today <= hold.last_day]
    stopping = [hold for hold in in_force if subject not in hold.exceptions]
    if stopping:
        longest = max(stopping, key=lambda hold: hold.last_day)
        return Held(longest.reason, longest.last_day)
    return Allowed(in_force[0].reason if in_force else "")
