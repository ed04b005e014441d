"""Members' questions: a list, one on its own page, and what each person may do with it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.people.access import Officer, require
from goldenthread.people.door import known_only, person_of, say_refusals, sent
from goldenthread.people.queries.organisation import portfolios
from goldenthread.reporting.access import may_answer, may_ask, may_draft_answer, may_publish_question
from goldenthread.reporting.commands.question import (
    answer_question,
    ask_question,
    draft_answer,
    publish_question,
)
from goldenthread.reporting.forms.question import AnswerForm, AskForm, DraftForm
from goldenthread.reporting.queries.question import QuestionSheet, about_title, question, questions
from goldenthread.rules.refusal import Refused
from goldenthread.rules.subject import Subject

ABOUT = ("measure", "action", "service", "period", "item", "area", "portfolio")


@known_only
@require_GET
def questions_page(request: HttpRequest) -> HttpResponse:
    """The questions the person may read: those that wait first."""
    person, now = person_of(request), timezone.now()
    found = questions(person, now, portfolio=request.GET.get("portfolio", ""))
    context = {
        "waiting": [each for each in found if each.answered_at is None],
        "answered": [each for each in found if each.answered_at is not None],
        "titles": _titles(),
        "may_ask": may_ask(person),
    }
    return render(request, "reporting/questions.html", context)


@known_only
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask about what the address names: `?about=measure&ref=…`."""
    person, now = person_of(request), timezone.now()
    require(may_ask(person), "ask a question")
    about = Subject(request.GET.get("about", ""), request.GET.get("ref", "")[:300])
    if about.kind not in ABOUT:
        about = Subject("council", "")
    form = AskForm(
        sent(request), portfolios=portfolios(), initial={"portfolio": request.GET.get("portfolio")}
    )
    if form.is_valid():
        try:
            number = ask_question(
                person, about, form.cleaned_data["portfolio"], form.cleaned_data["text"], now
            )
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "Your question has gone to the Cabinet Member.")
            return redirect("question", number)
    context = {"form": form, "about": about, "about_title": about_title(about, person, now)}
    return render(request, "reporting/ask.html", context, status=422 if form.errors else 200)


@known_only
@require_GET
def question_page(request: HttpRequest, number: int) -> HttpResponse:
    """One question with its draft and answer, as far as the person may read them."""
    return _page(request, number)


@known_only
@require_POST
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Save a draft answer."""
    form, person = DraftForm(request.POST), person_of(request)
    if form.is_valid():
        try:
            draft_answer(person, number, **form.cleaned_data)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "The draft is saved. The Cabinet Member can use it or change it.")
            return redirect("question", number)
    return _page(request, number, draft_form=form)


@known_only
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Answer, as the Cabinet Member."""
    form, person = AnswerForm(request.POST), person_of(request)
    if form.is_valid():
        try:
            answer_question(person, number, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "Your answer is given. Members can read it now.")
            return redirect("question", number)
    return _page(request, number, answer_form=form)


@known_only
@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Publish a question with its answer."""
    publish_question(person_of(request), number, timezone.now())
    messages.success(request, "The question and its answer are published.")
    return redirect("question", number)


def _page(request: HttpRequest, number: int, **forms: Any) -> HttpResponse:
    person = person_of(request)
    sheet = question(number, person, timezone.now())
    if sheet is None:
        raise Http404("no such question")
    context = _forms(person, sheet) | forms | {"question": sheet, "titles": _titles()}
    failed = any(form.errors for form in forms.values())
    return render(request, "reporting/question.html", context, status=422 if failed else 200)


def _forms(person: Officer, sheet: QuestionSheet) -> dict[str, Any]:
    """The forms that the person may fill in, as things stand."""
    if sheet.answered_at is not None:
        return {"may_publish": may_publish_question(person) and sheet.publish_at is None}
    shown: dict[str, Any] = {}
    if may_draft_answer(person):
        shown["draft_form"] = DraftForm(initial={"draft": sheet.draft, "version": sheet.version})
    if may_answer(person, sheet.portfolio):
        shown["answer_form"] = AnswerForm(initial={"answer": sheet.draft, "version": sheet.version})
    return shown


def _titles() -> dict[str, str]:
    return {each.ref: each.title for each in portfolios()}
