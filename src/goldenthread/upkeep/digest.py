"""The daily letter: what waits for each person, and only on a day that gives a reason to write.

A day gives a reason where something is new since the last letter, or where it is one of the days before or
after a due day on which the council's quarter policy reminds. Somebody who owes nothing hears nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from goldenthread.delivery.queries.commitment import commitments
from goldenthread.engine.quarter import read_quarter_policy
from goldenthread.kit.format import count_of, day
from goldenthread.people.access import Officer, is_cabinet_member, is_partner, scopes_of
from goldenthread.people.commands.letter import Draft, queue_letters
from goldenthread.people.queries.account import digest_readers
from goldenthread.people.queries.council import council
from goldenthread.people.queries.letter import last_letter_day
from goldenthread.people.queries.service import ServiceTree, services
from goldenthread.reporting.queries.home import Duty, waiting
from goldenthread.reporting.queries.period import opened_since
from goldenthread.reporting.queries.question import questions
from goldenthread.rules.quarter import QuarterPolicy
from goldenthread.rules.reminding import is_reminder_day

KIND = "digest"
MORNING = time(7)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits. `is_news` where it is new since the last letter; `due` is None without a date."""

    heading: str
    text: str
    address: str
    due: date | None
    is_news: bool


@dataclass(frozen=True, slots=True)
class Day:
    """What is the same for everybody on one day."""

    now: datetime
    today: date
    tree: ServiceTree
    policy: QuarterPolicy
    last: Mapping[str, datetime]

    def asks_for(self, line: Line) -> bool:
        """Whether this line alone is a reason to write today."""
        before, after = self.policy.remind_before, self.policy.remind_after
        return line.is_news or (line.due is not None and is_reminder_day(line.due, self.today, before, after))


@transaction.atomic
def write_digests(now: datetime) -> int:
    """Write today's letters: how many. Called again on the same day it writes nobody a second one."""
    today = timezone.localdate(now)
    reading = Day(now, today, services(today), read_quarter_policy(), last_letter_day(KIND))
    return queue_letters(draft for who in digest_readers() if (draft := _draft(who, reading)) is not None)


def is_time(now: datetime, written_on: date | None) -> bool:
    """Whether the day's letters are to be written: once a working day, from seven in the morning."""
    here = timezone.localtime(now)
    return here.weekday() < 5 and here.time() >= MORNING and written_on != here.date()


def _draft(who: Officer, reading: Day) -> Draft | None:
    lines = tuple(_lines(who, reading))
    if not any(reading.asks_for(line) for line in lines):
        return None
    facts = council()
    late = sum(1 for line in lines if line.due is not None and line.due < reading.today)
    subject = f"{count_of(len(lines), 'thing')} for you{f', {late} late' if late else ''}"
    if facts is not None:
        subject = f"{facts.title}: {subject}"
    return Draft(who.email, KIND, reading.today, subject, _body(lines), who.username)


def _lines(who: Officer, reading: Day) -> Iterator[Line]:
    last = reading.last.get(who.username)
    found = waiting(who, reading.tree, last, reading.now)
    fresh = opened_since(last)
    told = {(each.period, each.service) for each in found.news if each.kind != "figures"}
    for heading, duties in (
        ("Sent back to you", found.sent_back),
        ("What you owe", found.owed),
        ("For you to approve", found.to_approve),
    ):
        for duty in duties:
            is_news = last is None or duty.period in fresh or (duty.period, duty.service) in told
            yield _duty(heading, duty, reading.today, is_news)
    yield from _promised(who, reading)
    yield from _asked(who, reading, last)


def _duty(heading: str, duty: Duty, today: date, is_news: bool) -> Line:
    late = duty.days_late(today)
    when = f"{count_of(late, 'day')} late" if late else f"by {day(duty.due)}"
    why = f". {duty.by} wrote: {duty.reason}" if duty.reason else ""
    address = reverse("return", args=[duty.period, duty.service])
    return Line(heading, f"{duty.title}, {duty.period_title}: {when}{why}", address, duty.due, is_news)


def _promised(who: Officer, reading: Day) -> Iterator[Line]:
    """A partner's commitments that have a day; one without is no reason to write."""
    if not is_partner.test(who):
        return
    for each in commitments(who, reading.tree, reading.today, reading.now):
        if each.words.due is not None:
            text = f"{each.title}: by {day(each.words.due)}"
            yield Line(
                "Your commitments", text, reverse("commitment", args=[each.ref]), each.words.due, False
            )


def _asked(who: Officer, reading: Day, last: datetime | None) -> Iterator[Line]:
    """Questions that wait for a Cabinet Member's answer."""
    if not is_cabinet_member.test(who):
        return
    mine = {scope.ref for scope in scopes_of(who, "cabinet_member")}
    for each in questions(who, reading.now, waiting=True):
        if each.portfolio in mine:
            is_news = last is None or each.asked_at > last
            address = reverse("question", args=[each.number])
            yield Line("Questions for you to answer", each.text[:200], address, None, is_news)


def _body(lines: Iterable[Line]) -> str:
    said: list[str] = []
    heading = ""
    for line in lines:
        if line.heading != heading:
            said += ["", line.heading, ""]
            heading = line.heading
        said += [f"- {line.text}", f"  {settings.ADDRESS}{line.address}"]
    own = f"{settings.ADDRESS}{reverse('own-page')}"
    said += ["", f"You get one letter a day at most, and none when you owe nothing. Stop them at {own}"]
    return "\n".join(said).strip() + "\n"
