"""The first page of everyone who holds a role: what waits for them, then everything they may do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from goldenthread.people.access import reads_everything
from goldenthread.people.door import known_only, person_of
from goldenthread.people.queries.service import services
from goldenthread.people.queries.task import tasks_of
from goldenthread.reporting.commands.looking import note_look
from goldenthread.reporting.queries.home import waiting
from goldenthread.reporting.views.home_section import SECTIONS, Asked
from goldenthread.reporting.views.home_task import quarter_tasks


@known_only
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the person, section by section; a section without anything in it is left out."""
    who, now = person_of(request), timezone.now()
    since, today = note_look(who, now), timezone.localdate(now)
    tree = services(today)
    asked = Asked(who, tree, waiting(who, tree, since, now), now, today)
    parts = [found for make in SECTIONS if (found := make(asked)) is not None]
    tasks = (*quarter_tasks(who), *(tasks_of(who) if reads_everything.test(who) else ()))
    return render(
        request,
        "reporting/home.html",
        {"parts": parts, "news": asked.waiting.news, "since": since, "tasks": tasks},
    )
