"""Two policies set against each other, as a page and as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.kit.download import CSV_TYPE, csv_text
from goldenthread.thread import against_page
from goldenthread.thread.against_page import AgainstPage
from goldenthread.thread.reader import reader_of


@require_safe
def against(request: HttpRequest, ref: str, other: str) -> HttpResponse:
    """What would flip in an area; and, of a measure that is chosen, in every period of its past."""
    return render(request, "thread/against.html", {"page": _page(request, ref, other)})


@require_safe
def against_table(request: HttpRequest, ref: str, other: str) -> HttpResponse:
    """Every answer that flips, as CSV; of a measure that is chosen, its past by both."""
    page = _page(request, ref, other)
    headings, rows = against_page.past_table(page) if page.chosen else against_page.table(page)
    answer = HttpResponse(csv_text(headings, rows), content_type=CSV_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{ref}-against-{other}.csv"'
    return answer


def _page(request: HttpRequest, ref: str, other: str) -> AgainstPage:
    asked = request.GET.get("area", ""), request.GET.get("measure", "")
    page = against_page.read(ref, other, *asked, reader_of(request))
    if page is None:
        raise Http404("no two such policies that ask the same")
    return page
