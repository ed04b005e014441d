"""The trail of who did what, as frozen values."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from goldenthread.people.models import TrailEntry
from goldenthread.rules.subject import Subject

KEEPER = "(keeper)"
"""In place of a username: the keeper of the site, at the machine. No username has brackets."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d$")


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which part of the trail: by whom, about what, and on which days, both included.

    `who` is a username, or KEEPER; `act`, `kind` and `ref` are whole; `what` is words that stand anywhere: in
    the ref, the act, the note, or the values before and after.
    """

    who: str = ""
    what: str = ""
    since: date | None = None
    until: date | None = None
    act: str = ""
    kind: str = ""
    ref: str = ""


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
    number: int = 0

    @property
    def act_in_words(self) -> str:
        """The act as it is read: `open_service` is "Open service"."""
        return act_in_words(self.act)

    @property
    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """What reads differently since: its name, before and after, empty where there was or is nothing."""
        return self._changed(_words)

    @property
    def values(self) -> tuple[tuple[str, str, str], ...]:
        """The same as it is kept, with days and moments as ISO 8601 has them."""
        return self._changed(_plain)

    def _changed(self, say: Callable[[Any], str]) -> tuple[tuple[str, str, str], ...]:
        before, after = _by_name(self.before), _by_name(self.after)
        names = dict.fromkeys((*before, *after))
        pairs = [(name, say(before.get(name)), say(after.get(name))) for name in names]
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


def whole_trail(wanted: TrailFilter) -> Iterator[TrailLine]:
    """Every act wanted, the latest first, read as it is asked for."""
    return (_line(entry) for entry in _entries(wanted).iterator(chunk_size=2000))


def acts_known() -> tuple[str, ...]:
    """Every kind of act that stands in the trail, in order."""
    return tuple(TrailEntry.objects.order_by("act").values_list("act", flat=True).distinct())


def kinds_known() -> tuple[str, ...]:
    """Every kind of thing that the trail is about, in order."""
    found = TrailEntry.objects.order_by("subject_kind").values_list("subject_kind", flat=True)
    return tuple(found.distinct())


def act_in_words(act: str) -> str:
    """An act as it is read: `open_service` is "Open service"."""
    return act.replace("_", " ").capitalize()


def acts_on(subject: Subject, most: int = 20) -> tuple[TrailLine, ...]:
    """The latest acts on one subject."""
    rows = TrailEntry.objects.select_related("who")
    found = rows.filter(subject_kind=subject.kind, subject_ref=subject.ref)[:most]
    return tuple(_line(entry) for entry in found)


def _entries(wanted: TrailFilter) -> QuerySet[TrailEntry]:
    rows = TrailEntry.objects.select_related("who")
    if wanted.who:
        rows = rows.filter(who=None) if wanted.who == KEEPER else rows.filter(who__username=wanted.who)
    whole = {"act": wanted.act, "subject_kind": wanted.kind, "subject_ref": wanted.ref}
    rows = rows.filter(**{column: said for column, said in whole.items() if said})
    if wanted.what:
        rows = rows.annotate(was=Cast("before", TextField()), became=Cast("after", TextField()))
        rows = rows.filter(_with_words(wanted.what))
    if wanted.since:
        rows = rows.filter(at__gte=_start_of(wanted.since))
    if wanted.until and wanted.until < date.max:
        rows = rows.filter(at__lt=_start_of(wanted.until + timedelta(days=1)))
    return rows


def _with_words(words: str) -> Q:
    """Rows in which these words stand: SQLite keeps é in JSON as an escape, PostgreSQL as it is."""
    acts = words.replace(" ", "_")
    found = Q(subject_ref__icontains=words) | Q(act__icontains=acts) | Q(note__icontains=words)
    for written in {json.dumps(words)[1:-1], json.dumps(words, ensure_ascii=False)[1:-1]}:
        found |= Q(was__icontains=written) | Q(became__icontains=written)
    return found


def _by_name(kept: Any) -> dict[str, Any]:
    if kept is None:
        return {}
    return kept if isinstance(kept, dict) else {"": kept}


def _words(kept: Any) -> str:
    """As people read it; words that only look like a day or a moment stay as they are."""
    try:
        if isinstance(kept, str) and _MOMENT.match(kept):
            return f"{timezone.localtime(datetime.fromisoformat(kept)):%-d %B %Y, %H:%M}"
        if isinstance(kept, str) and _DAY.match(kept):
            return f"{date.fromisoformat(kept):%-d %B %Y}"
    except (ValueError, OverflowError):
        pass
    return _plain(kept)


def _plain(kept: Any) -> str:
    if isinstance(kept, list):
        return "; ".join(str(each) for each in kept)
    return "" if kept is None else str(kept)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _line(entry: TrailEntry) -> TrailLine:
    who = entry.who.username if entry.who else ""
    subject = Subject(entry.subject_kind, entry.subject_ref)
    return TrailLine(entry.at, who, entry.act, subject, entry.before, entry.after, entry.note, entry.pk)
