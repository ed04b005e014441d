"""Lessons, searched by their words."""

from django.db.models import Q

from goldenthread.delivery.access import may_see_risks
from goldenthread.delivery.models import Lesson
from goldenthread.delivery.risk_sheet import LessonSheet
from goldenthread.people.access import Viewer
from goldenthread.people.queries.service import ServiceTree


def lessons(
    viewer: Viewer, services: ServiceTree, words: str = "", service: str = ""
) -> tuple[LessonSheet, ...]:
    """Lessons with every word of the text in title, what happened or what was learned; the latest first.

    A service stands for itself and all beneath it. Nothing for whom lessons are not for.
    """
    if not may_see_risks(viewer):
        return ()
    rows = Lesson.objects.select_related("action")
    if service:
        rows = rows.filter(service__in={service, *services.beneath([service])})
    for word in words.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(happened__icontains=word) | Q(learned__icontains=word)
        )
    return tuple(_sheet(row, services) for row in rows)


def lesson(viewer: Viewer, ref: str, services: ServiceTree) -> LessonSheet | None:
    """One lesson, or None where there is none that the reader may see."""
    if not may_see_risks(viewer):
        return None
    row = Lesson.objects.select_related("action").filter(ref=ref).first()
    return _sheet(row, services) if row else None


def _sheet(row: Lesson, services: ServiceTree) -> LessonSheet:
    return LessonSheet(
        ref=row.ref,
        title=row.title,
        happened=row.happened,
        learned=row.learned,
        service=row.service,
        service_title=services.title(row.service),
        action=row.action.ref if row.action else "",
        action_title=row.action.title if row.action else "",
        on=row.on,
    )
