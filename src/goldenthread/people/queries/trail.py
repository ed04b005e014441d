"""The trail of who did what, as frozen values."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.people.models import TrailEntry
from goldenthread.rules.subject import Subject

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d$")


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
