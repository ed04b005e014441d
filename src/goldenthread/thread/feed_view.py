"""What people follow by RSS: what is public, whoever asks."""

from dataclasses import replace

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page, require_safe

from goldenthread.kit.feed import rss
from goldenthread.measures import queries
from goldenthread.measures.visible import sight
from goldenthread.plan import queries as plan_queries
from goldenthread.thread import news
from goldenthread.thread.reader import Reader, reader_of


def public_reader_of(request: HttpRequest) -> Reader:
    """The public's reading: a programme that follows keeps what it reads."""
    reader, public = reader_of(request), AnonymousUser()
    return replace(reader, viewer=public, sight=sight(public, reader.now))


@conditional_page
@require_safe
def measure(request: HttpRequest, slug: str) -> HttpResponse:
    reader = public_reader_of(request)
    sheet = next(iter(reader.sight.told(slug=slug)), None)
    if sheet is None:
        raise Http404("no such measure")
    return rss(news.measure_news(sheet, reader))


@conditional_page
@require_safe
def item(request: HttpRequest, plan: str, item: str) -> HttpResponse:
    reader = public_reader_of(request)
    view = plan_queries.item(plan, item, reader.viewer, reader.now)
    if view is None:
        raise Http404("no such item in the plan")
    return rss(news.item_news(view, reader))


@conditional_page
@require_safe
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    reader = public_reader_of(request)
    view = plan_queries.plan_document(plan, reader.viewer, reader.now)
    if view is None:
        raise Http404("no such plan")
    return rss(news.plan_news(view, reader))


@conditional_page
@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.register().get(code)
    if found is None:
        raise Http404("no such area")
    return rss(news.area_news(found, public_reader_of(request)))
