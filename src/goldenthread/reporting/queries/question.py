"""Members' questions, as far as each person may read them.

| who | reads |
|---|---|
| officers, the auditor | every question, its draft and its answer |
| the Cabinet Member who is to answer | the questions of the portfolio, with their drafts |
| other members | what they asked themselves, and what is answered |
| everyone | what is published |
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from goldenthread.delivery.queries.naming import action_titles
from goldenthread.measures.naming import measure_names
from goldenthread.measures.queries import measure_named, register
from goldenthread.people.access import Viewer, is_member, reads_everything, scopes_of
from goldenthread.people.models import User
from goldenthread.people.queries.publication import publicity
from goldenthread.reporting.access import may_read_draft
from goldenthread.reporting.models import Question, ReturnAction
from goldenthread.rules.subject import Subject


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """One question. `draft` is empty for whoever may not read it."""

    number: int
    about: Subject
    about_title: str
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
    found = list(rows)
    titles = _titles(found, viewer, now)
    return tuple(_sheet(row, viewer, titles) for row in found)


def question(number: int, viewer: Viewer, now: datetime) -> QuestionSheet | None:
    """One question, where the viewer may read it."""
    row = _readable(viewer, now).select_related("asked_by").filter(pk=number).first()
    return _sheet(row, viewer, _titles([row], viewer, now)) if row else None


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


def about_title(about: Subject, viewer: Viewer, now: datetime) -> str:
    """What a question is about, by its title where it has one that the viewer may read."""
    return _titles_of([about], viewer, now).get(about, about.ref)


def _titles(rows: Sequence[Question], viewer: Viewer, now: datetime) -> Mapping[Subject, str]:
    return _titles_of([Subject(row.about_kind, row.about_ref) for row in rows], viewer, now)


def _titles_of(subjects: Sequence[Subject], viewer: Viewer, now: datetime) -> Mapping[Subject, str]:
    """The titles of measures, actions and areas. A member is told those that are public."""
    refs = {kind: {each.ref for each in subjects if each.kind == kind} for kind in ("measure", "action")}
    if not reads_everything.test(viewer):
        refs["measure"] = {ref for ref in refs["measure"] if measure_named(ref, viewer, now)}
        told = ReturnAction.objects.filter(action__in=refs["action"], given_in__state="published")
        refs["action"] = set(told.values_list("action", flat=True))
    found = {Subject("measure", ref): name.title for ref, name in measure_names(refs["measure"]).items()}
    found |= {Subject("action", ref): title for ref, title in action_titles(refs["action"]).items()}
    areas = [each for each in subjects if each.kind == "area"]
    known = register().areas if areas else {}
    return found | {each: known[each.ref].name for each in areas if each.ref in known}


def _sheet(row: Question, viewer: Viewer, titles: Mapping[Subject, str]) -> QuestionSheet:
    reads = may_read_draft(viewer, row.portfolio)
    about = Subject(row.about_kind, row.about_ref)
    return QuestionSheet(
        row.pk,
        about,
        titles.get(about, about.ref),
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
