"""Members' questions, as far as each person may read them.

| who | reads |
|---|---|
| officers, the auditor | every question, its draft and its answer |
| the Cabinet Member who is to answer | the questions of the portfolio, with their drafts |
| other members | what they asked themselves, and what is answered |
| everyone | what is published |
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from goldenthread.people.access import Viewer, is_member, reads_everything, scopes_of
from goldenthread.people.models import User
from goldenthread.people.queries.publication import publicity
from goldenthread.reporting.access import may_read_draft
from goldenthread.reporting.models import Question
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """One question. `draft` is empty for whoever may not read it."""

    number: int
    about: Subject
    portfolio: str
    text: str
    asked_by: str
    asked_at: datetime
    draft: str
    drafted_by: str
    answer: str
    answered_by: str
    answered_at: datetime | None
    publish_at: datetime | None
    version: int

    @property
    def standing(self) -> str:
        if self.publish_at:
            return "Published"
        if self.answered_at:
            return "Answered"
        return "Draft answer ready" if self.draft else "Waiting for an answer"


def questions(
    viewer: Viewer, now: datetime, *, portfolio: str = "", about: Subject | None = None, waiting: bool = False
) -> tuple[QuestionSheet, ...]:
    """The questions the viewer may read, the latest first; with `waiting` only those without an answer."""
    rows = _readable(viewer, now).select_related("asked_by")
    if portfolio:
        rows = rows.filter(portfolio=portfolio)
    if about is not None:
        rows = rows.filter(about_kind=about.kind, about_ref=about.ref)
    if waiting:
        rows = rows.filter(answered_at=None)
    return tuple(_sheet(row, viewer) for row in rows)


def question(number: int, viewer: Viewer, now: datetime) -> QuestionSheet | None:
    """One question, where the viewer may read it."""
    row = _readable(viewer, now).select_related("asked_by").filter(pk=number).first()
    return _sheet(row, viewer) if row else None


def _readable(viewer: Viewer, now: datetime) -> QuerySet[Question]:
    rows = Question.objects.all()
    if reads_everything.test(viewer):
        return rows
    public = publicity(now)
    due = rows.filter(publish_at__lte=now).values_list("pk", "publish_at")
    shown = [pk for pk, at in due if public.shows(at, Subject("question", str(pk)))]
    readable = Q(pk__in=shown)
    if isinstance(viewer, User) and is_member.test(viewer):
        mine = [scope.ref for scope in scopes_of(viewer, "cabinet_member")]
        readable |= Q(answered_at__isnull=False) | Q(asked_by=viewer) | Q(portfolio__in=mine)
    return rows.filter(readable)


def _sheet(row: Question, viewer: Viewer) -> QuestionSheet:
    reads = may_read_draft(viewer, row.portfolio)
    return QuestionSheet(
        row.pk,
        Subject(row.about_kind, row.about_ref),
        row.portfolio,
        row.text,
        row.asked_by.username,
        row.asked_at,
        row.draft if reads else "",
        row.drafted_by if reads else "",
        row.answer,
        row.answered_by,
        row.answered_at,
        row.publish_at,
        row.version,
    )
