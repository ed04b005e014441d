"""The council, its officers, its holds on publishing, and the trail, as frozen values."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.people.models import Council, FailedSignIn, PublicationHold, TrailEntry, User
from goldenthread.rules.publication import Allowed, Held, Hold, is_public, may_publish
from goldenthread.rules.refusal import refuse
from goldenthread.rules.subject import Subject

SIGN_IN_ATTEMPTS = 5
SIGN_IN_ATTEMPTS_FROM_ONE_ADDRESS = 30
SIGN_IN_WAIT = timedelta(minutes=15)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d$")


@dataclass(frozen=True, slots=True)
class CouncilFacts:
    """The body that an installation serves."""

    ref: str
    title: str
    vision: str
    area: str
    policy: str
    plan: str
    accent: str


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in, or could once."""

    username: str
    roles: tuple[str, ...]
    is_open: bool


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


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which part of the trail: by whom, about what, and on which days, both included."""

    who: str = ""
    what: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One act. `who` is empty where the installation's keeper acted at the machine."""

    at: datetime
    who: str
    act: str
    subject: Subject
    before: Any
    after: Any
    note: str

    @property
    def act_in_words(self) -> str:
        return self.act.replace("_", " ").capitalize()

    @property
    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """What reads differently since: its name, before and after, empty where there was or is nothing."""
        before, after = _by_name(self.before), _by_name(self.after)
        names = dict.fromkeys((*before, *after))
        pairs = [(name, _words(before.get(name)), _words(after.get(name))) for name in names]
        return tuple((name.replace("_", " "), was, now) for name, was, now in pairs if was != now)


@dataclass(frozen=True, slots=True)
class TrailPage:
    """One page of the trail, the latest act first. `count` is of all the acts wanted."""

    lines: tuple[TrailLine, ...]
    number: int
    per_page: int
    count: int


def council() -> CouncilFacts | None:
    """The council this installation serves, or None before it is set up."""
    row = Council.objects.order_by("id").first()
    if row is None:
        return None
    return CouncilFacts(row.ref, row.title, row.vision, row.area, row.policy, row.plan, row.accent)


def officer_named(username: str) -> User:
    """The officer of that name, such as one who acts at the command line.

    Raises Refused where there is none who may sign in.
    """
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        what = f"there is no officer named {username!r}"
        raise refuse(what, "give the username of an officer of this council", file="--as")
    return user


def accounts() -> tuple[Account, ...]:
    """Everyone who has an account, in order, with the roles given to them."""
    rows = User.objects.order_by("username").prefetch_related("roles_held")
    return tuple(
        Account(row.username, tuple(sorted(held.role for held in row.roles_held.all())), row.is_active)
        for row in rows
    )


def usernames() -> tuple[str, ...]:
    """Everyone who has an account, in order."""
    return tuple(User.objects.order_by("username").values_list("username", flat=True))


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


def trail(wanted: TrailFilter, page: int | str = 1, per_page: int = 50) -> TrailPage:
    """One page of the acts wanted; a page beyond the last is the last, and what is no number the first."""
    pages = Paginator(_entries(wanted), per_page)
    shown = pages.get_page(page)
    lines = tuple(_line(entry) for entry in shown.object_list)
    return TrailPage(lines, shown.number, per_page, pages.count)


def acts_on(subject: Subject, most: int = 20) -> tuple[TrailLine, ...]:
    """The latest acts on one subject."""
    rows = TrailEntry.objects.select_related("who")
    found = rows.filter(subject_kind=subject.kind, subject_ref=subject.ref)[:most]
    return tuple(_line(entry) for entry in found)


def _entries(wanted: TrailFilter) -> QuerySet[TrailEntry]:
    rows = TrailEntry.objects.select_related("who")
    if wanted.who:
        rows = rows.filter(who__username=wanted.who)
    if wanted.what:
        rows = rows.filter(subject_ref__icontains=wanted.what) | rows.filter(act__icontains=wanted.what)
    if wanted.since:
        rows = rows.filter(at__gte=_start_of(wanted.since))
    if wanted.until and wanted.until < date.max:
        rows = rows.filter(at__lt=_start_of(wanted.until + timedelta(days=1)))
    return rows


def _by_name(kept: Any) -> dict[str, Any]:
    if kept is None:
        return {}
    return kept if isinstance(kept, dict) else {"": kept}


def _words(kept: Any) -> str:
    if isinstance(kept, list):
        return "; ".join(str(each) for each in kept)
    if isinstance(kept, str) and _MOMENT.match(kept):
        return f"{timezone.localtime(datetime.fromisoformat(kept)):%-d %B %Y, %H:%M}"
    return "" if kept is None else str(kept)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _line(entry: TrailEntry) -> TrailLine:
    who = entry.who.username if entry.who else ""
    subject = Subject(entry.subject_kind, entry.subject_ref)
    return TrailLine(entry.at, who, entry.act, subject, entry.before, entry.after, entry.note)


def _hold_made(row: PublicationHold) -> HoldMade:
    hold = Hold(row.council.ref, row.starts, row.ends, row.reason, frozenset(row.exceptions))
    return HoldMade(row.pk, row.made_at, hold)


def is_locked_out(username: str, address: str, now: datetime) -> bool:
    """Whether this name, or many names, failed too often from this address in the last quarter of an hour."""
    tried = FailedSignIn.objects.filter(address=address[:45], at__gt=now - SIGN_IN_WAIT)
    if tried.count() >= SIGN_IN_ATTEMPTS_FROM_ONE_ADDRESS:
        return True
    return tried.filter(username=username.casefold()[:150]).count() >= SIGN_IN_ATTEMPTS
