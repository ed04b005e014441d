"""The council's own colour, as a stylesheet: a page may carry no style of its own."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from goldenthread.people.queries.council import council


@cache_control(max_age=300, public=True)
def theme(request: HttpRequest) -> HttpResponse:
    facts = council()
    text = f":root{{--gt-accent:{facts.accent}}}\n" if facts else "\n"
    return HttpResponse(text, content_type="text/css; charset=utf-8")
