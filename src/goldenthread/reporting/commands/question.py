"""Members' questions: asked of a Cabinet Member, drafted by an officer, answered, published if chosen."""

from datetime import datetime

from django.db import transaction

from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.organisation import portfolios
from goldenthread.people.queries.publication import require_publishable
from goldenthread.reporting.access import may_answer, may_ask, may_draft_answer, may_publish_question
from goldenthread.reporting.models import Question
from goldenthread.rules.refusal import refuse
from goldenthread.rules.subject import Subject

LONGEST = 5000
"""Letters in a question, a draft or an answer."""


@transaction.atomic
def ask_question(who: Officer, about: Subject, portfolio: str, text: str, now: datetime) -> int:
    """Put a question to the Cabinet Member for a portfolio: its number.

    Raises Refused where it says nothing, or no such portfolio is known.
    """
    require(may_ask(who), "ask a question")
    said = _said(text, "text", "write your question")
    if portfolio not in {each.ref for each in portfolios()}:
        raise refuse("no Cabinet Member answers for that", "choose a portfolio", column="portfolio")
    row = Question(
        about_kind=about.kind,
        about_ref=about.ref,
        portfolio=portfolio,
        text=said,
        asked_by=who,
        asked_at=now,
    )
    row.save()
    record(who, "ask_question", question_subject(row.pk), None, {"about": str(about), "portfolio": portfolio})
    return row.pk


@transaction.atomic
def draft_answer(who: Officer | None, number: int, draft: str, version: int) -> None:
    """Write an answer for the Cabinet Member to use or to change. Only officers read it besides."""
    require(who is None or may_draft_answer(who), "draft an answer")
    row = _unanswered(number, version)
    row.draft, row.drafted_by = _said(draft, "draft", "write what could be answered"), _name(who)
    _save(row)
    record(who, "draft_answer", question_subject(number))


@transaction.atomic
def answer_question(who: Officer | None, number: int, answer: str, version: int, now: datetime) -> None:
    """Answer a question, as the Cabinet Member for its portfolio: members read it from then on."""
    held = Question.objects.filter(pk=number).values_list("portfolio", flat=True).first()
    require(who is None or may_answer(who, held or ""), "answer this question")
    row = _unanswered(number, version)
    row.answer, row.answered_by = _said(answer, "answer", "write your answer"), _name(who)
    row.answered_at = now
    _save(row)
    record(who, "answer_question", question_subject(number), None, {"answer": row.answer})


@transaction.atomic
def publish_question(who: Officer | None, number: int, at: datetime) -> None:
    """Show a question and its answer to everyone, from a moment on. A hold on publishing counts."""
    require(who is None or may_publish_question(who), "publish an answer")
    row = Question.objects.select_for_update().filter(pk=number).first()
    if row is None or row.answered_at is None:
        raise refuse("only an answered question is published", "wait for the Cabinet Member's answer")
    if row.publish_at is not None:
        raise refuse("the question is published already", "nothing more is needed")
    require_publishable(question_subject(number), at)
    row.publish_at = at
    _save(row)
    record(who, "publish_question", question_subject(number), None, {"publish_at": at.isoformat()})


def question_subject(number: int) -> Subject:
    return Subject("question", str(number))


def _unanswered(number: int, version: int) -> Question:
    row = Question.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise refuse("there is no such question", "see the list of questions")
    if row.answered_at is not None:
        raise refuse(f"it was answered by {row.answered_by}", "what was answered stays as it is")
    if row.version != version:
        what = f"{row.drafted_by or 'somebody'} changed the draft since you opened it"
        raise refuse(what, f"read theirs, and save again what you want to keep: {row.draft}", column="draft")
    return row


def _said(text: str, column: str, do: str) -> str:
    said = text.strip()
    if not said:
        raise refuse("it says nothing", do, column=column)
    if len(said) > LONGEST:
        raise refuse(f"it is longer than {LONGEST:,} letters", "say it shorter", column=column)
    return said


def _save(row: Question) -> None:
    row.version += 1
    row.save()


def _name(who: Officer | None) -> str:
    return who.username if who else ""
