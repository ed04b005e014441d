"""What waits for one person: returns they owe or approve, and what changed since they last looked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from goldenthread.people.access import Officer, scopes_of
from goldenthread.people.queries.service import ServiceTree
from goldenthread.reporting.models import Return, ReturnAction, ReturnFigure, ReturnNote
from goldenthread.rules.subject import Subject

MOST_NEWS = 10


@dataclass(frozen=True, slots=True)
class Duty:
    """One return that waits for the person. `left` is how many of its rows nobody has begun.

    `due` is the day that counts for them: the lead's, or the approver's. `reason` is why it was sent back.
    """

    period: str
    period_title: str
    service: str
    title: str
    state: str
    due: date
    left: int
    rows: int
    reason: str = ""
    by: str = ""

    def days_late(self, today: date) -> int:
        """By how many days it is late; nought where it is not."""
        return max(0, (today - self.due).days)


@dataclass(frozen=True, slots=True)
class News:
    """What somebody else did about a return of the person's."""

    at: datetime
    who: str
    kind: str
    text: str
    period: str
    period_title: str
    service: str
    title: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything about returns that waits for one person: late first, then by the day it is due."""

    owed: tuple[Duty, ...]
    sent_back: tuple[Duty, ...]
    to_approve: tuple[Duty, ...]
    news: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class _Ground:
    tree: ServiceTree
    left: Mapping[int, int] = field(default_factory=dict)
    rows: Mapping[int, int] = field(default_factory=dict)
    notes: Mapping[int, ReturnNote] = field(default_factory=dict)


def waiting(who: Officer, tree: ServiceTree, since: datetime | None, now: datetime) -> Waiting:
    """What waits for the person at this moment: a few reads, however many returns there are."""
    led, approved = reached(who, "service_lead", tree), reached(who, "approver", tree)
    found = [row for row in _live(led | approved) if row.service in led or row.service in approved]
    mine = [row for row in found if row.service in led and row.state in ("draft", "sent_back")]
    theirs = [
        row
        for row in found
        if row.service in approved and row.state == "submitted" and row.submitted_by != who.username
    ]
    ground = _ground(tree, [*mine, *theirs])
    today = timezone.localdate(now)
    owed = [_duty(row, ground, row.period.due) for row in mine if row.state == "draft"]
    back = [_duty(row, ground, row.period.due) for row in mine if row.state == "sent_back"]
    ready = [_duty(row, ground, row.period.approve_by) for row in theirs]
    return Waiting(
        _ordered(owed, today), _ordered(back, today), _ordered(ready, today), _news(who, found, tree, since)
    )


def reached(who: Officer, role: str, tree: ServiceTree) -> frozenset[str]:
    """The services that the person's role reaches; what it is held over, and all beneath."""
    scopes = scopes_of(who, role)
    if Subject("", "") in scopes:
        return frozenset(each.ref for each in tree)
    held = [scope.ref for scope in scopes if scope.kind == "service"]
    return tree.beneath(held) | frozenset(held)


def _live(services: Collection[str]) -> Sequence[Return]:
    """The returns of these services that are under way, or opened for late entry."""
    if not services:
        return []
    under_way = Q(period__state="open") | Q(is_unlocked=True)
    rows = Return.objects.select_related("period").filter(under_way).exclude(state="published")
    # Sifted by the caller: a person over the whole council would name every service in the question.
    return list(rows)


def _ground(tree: ServiceTree, rows: Sequence[Return]) -> _Ground:
    keys = [row.pk for row in rows]
    if not keys:
        return _Ground(tree)
    left: dict[int, int] = {}
    every: dict[int, int] = {}
    begun = ~Q(value="") | ~Q(status="") | ~Q(numerator="")
    for model, done in ((ReturnFigure, begun), (ReturnAction, ~Q(confidence=""))):
        counted = model.objects.filter(given_in__in=keys).order_by().values_list("given_in")
        for key, count, held in counted.annotate(Count("pk"), held=Count("pk", filter=done)):
            every[key] = every.get(key, 0) + count
            left[key] = left.get(key, 0) + count - held
    back = [row.pk for row in rows if row.state == "sent_back"]
    notes = ReturnNote.objects.filter(about__in=back, kind__in=("sent_back", "unlocked")) if back else ()
    return _Ground(tree, left, every, {note.about_id: note for note in reversed(list(notes))})


def _duty(row: Return, ground: _Ground, due: date) -> Duty:
    note = ground.notes.get(row.pk)
    return Duty(
        row.period.ref,
        row.period.title,
        row.service,
        ground.tree.title(row.service),
        row.state,
        due,
        ground.left.get(row.pk, 0),
        ground.rows.get(row.pk, 0),
        note.text if note else "",
        note.who if note else row.submitted_by,
    )


def _ordered(duties: Sequence[Duty], today: date) -> tuple[Duty, ...]:
    return tuple(sorted(duties, key=lambda each: (-each.days_late(today), each.due, each.title)))


def _news(
    who: Officer, returns: Sequence[Return], tree: ServiceTree, since: datetime | None
) -> tuple[News, ...]:
    """What others did about these returns since then; nothing where the person never looked."""
    if since is None or not returns:
        return ()
    held = {row.pk: row for row in returns}
    notes = ReturnNote.objects.filter(about__in=held, at__gt=since).exclude(who=who.username)
    changed = (
        ReturnFigure.objects.filter(given_in__in=held, changed_at__gt=since)
        .exclude(changed_by=who.username)
        .order_by()
        .values_list("given_in", "changed_by")
        .annotate(Count("pk"))
    )
    told = [
        _news_line(held[note.about_id], tree, note.at, note.who, note.kind, note.text)
        for note in notes[:MOST_NEWS]
    ]
    for key, by, count in changed:
        row = held[key]
        told.append(_news_line(row, tree, row.changed_at or since, by, "figures", "", count))
    return tuple(sorted(told, key=lambda each: each.at, reverse=True))[:MOST_NEWS]


def _news_line(
    row: Return, tree: ServiceTree, at: datetime, who: str, kind: str, text: str, count: int = 0
) -> News:
    period, title = row.period, tree.title(row.service)
    return News(at, who, kind, text, period.ref, period.title, row.service, title, count)
