"""Officers' pages about lessons."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.delivery.access import may_keep_risks, may_see_risks
from goldenthread.delivery.commands.lesson import write_lesson
from goldenthread.delivery.forms.choice import service_choices
from goldenthread.delivery.forms.issue import LessonForm, LessonListForm
from goldenthread.delivery.queries.lesson import lesson, lessons
from goldenthread.delivery.views.answer import is_done
from goldenthread.people.access import Officer, require
from goldenthread.people.door import officer_of, officers_only, sent
from goldenthread.people.queries.service import ServiceTree, services

PER_PAGE = 30


@officers_only
@require_GET
def lesson_list(request: HttpRequest) -> HttpResponse:
    """Lessons, searched by what stands in the address."""
    officer, tree = _reader(request)
    form = LessonListForm(request.GET or None, services=service_choices(tree, officer))
    said = form.cleaned_data if form.is_valid() else {}
    found = lessons(officer, tree, said.get("words", ""), said.get("service", ""))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page", "1"))
    may_write = bool(service_choices(tree, officer, may_keep_risks))
    context = {"form": form, "page": page, "count": len(found), "may_write": may_write}
    return render(request, "delivery/lessons.html", context)


@officers_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down a lesson; `?action=` names the action that it came from."""
    officer, tree = _reader(request)
    mine = service_choices(tree, officer, may_keep_risks)
    require(bool(mine), "write lessons for any service")
    form = LessonForm(sent(request), services=mine, initial={"action": request.GET.get("action", "")})
    made: list[str] = []
    if is_done(form, lambda: made.append(write_lesson(officer, form.words()))):
        messages.success(request, "The lesson is written down.")
        return redirect("officer-lesson", made[0])
    return render(request, "delivery/lesson_form.html", {"form": form, "title": "Write a lesson"})


@officers_only
@require_GET
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """One lesson."""
    officer, tree = _reader(request)
    sheet = lesson(officer, ref, tree)
    if sheet is None:
        raise Http404("no such lesson")
    return render(request, "delivery/lesson.html", {"sheet": sheet})


def _reader(request: HttpRequest) -> tuple[Officer, ServiceTree]:
    officer = officer_of(request)
    require(may_see_risks(officer), "see lessons")
    return officer, services(timezone.localdate())
