"""Lessons: what the council would do again, or would not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from goldenthread.delivery.access import may_keep_risks
from goldenthread.delivery.commands.ref import place
from goldenthread.delivery.commands.risk import KEEP
from goldenthread.delivery.commands.version import described
from goldenthread.delivery.known import Known, fault, known_on, service_faults, text_faults
from goldenthread.delivery.models import Action, Lesson
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.rules.refusal import Refusal, Refused
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class LessonWords:
    """What happened and what was learned; `action` is the ref of the action it came from, or empty."""

    title: str
    service: str
    happened: str
    learned: str
    action: str = ""
    on: date | None = None


def lesson_subject(ref: str) -> Subject:
    """How the trail names a lesson."""
    return Subject("lesson", ref)


@transaction.atomic
def write_lesson(who: Officer | None, words: LessonWords) -> str:
    """Write down a lesson, learned today where no day is given; returns its ref."""
    known = known_on(timezone.localdate())
    require(who is None or may_keep_risks(who, known.services.subjects(words.service)), KEEP)
    action = Action.objects.filter(ref=words.action).first() if words.action else None
    faults = tuple(_faults(words, known, action))
    if faults:
        raise Refused(faults)
    row = Lesson(
        title=words.title.strip(),
        happened=words.happened,
        learned=words.learned,
        service=words.service,
        action=action,
        on=words.on or timezone.localdate(),
    )
    place(row, "lesson")
    after = described(row, ("title", "happened", "learned", "service", "on"))
    record(who, "write_lesson", lesson_subject(row.ref), None, {**after, "action": words.action})
    return row.ref


def _faults(words: LessonWords, known: Known, action: Action | None) -> Iterator[Refusal]:
    yield from text_faults({"title": (words.title, 300)})
    yield from service_faults(known, words.service)
    for name in ("title", "happened", "learned"):
        if not getattr(words, name).strip():
            yield fault(name, "it is empty", "say it in a sentence")
    if words.action and action is None:
        yield fault("action", f"there is no action {words.action!r}", "give an action's ref, or none")
    if words.on and words.on > timezone.localdate():
        yield fault("on", "the day is in the future", "give the day on which it was learned")
