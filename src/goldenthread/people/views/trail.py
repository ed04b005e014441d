"""The trail: who did what, when, to what, from which value to which; as a page and as a file."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from goldenthread.kit.download import CSV_TYPE, Value, csv_lines
from goldenthread.people.access import may_see_trail, require
from goldenthread.people.door import officers_only
from goldenthread.people.forms.trail import TrailForm
from goldenthread.people.queries.trail import TrailFilter, TrailLine, trail, whole_trail
from goldenthread.rules.refusal import refuse

HEADINGS = ("act_number", "at", "who", "act", "kind", "ref", "changed", "from", "to", "note")


@officers_only
@require_GET
def trail_page(request: HttpRequest) -> HttpResponse:
    """Who did what, when: filtered by what stands in the address."""
    require(may_see_trail(request.user), "see the trail")
    form = TrailForm(request.GET or None)
    if form.is_bound and not form.is_valid():
        return render(request, "people/trail.html", {"form": form})
    found = trail(form.wanted(), request.GET.get("page", "1"))
    page = Paginator(range(found.count), found.per_page).get_page(found.number)
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {"form": form, "trail": found, "page": page, "asked": asked.urlencode()}
    return render(request, "people/trail.html", context)


@officers_only
@require_GET
def trail_file(request: HttpRequest) -> StreamingHttpResponse:
    """The part of the trail that stands in the address, as CSV: one row for each value that changed."""
    require(may_see_trail(request.user), "see the trail")
    form = TrailForm(request.GET or None)
    if form.is_bound and not form.is_valid():
        raise refuse("the search is not one that can be made", "go back and correct it")
    name = f"trail-{timezone.localdate():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        csv_lines(HEADINGS, _rows(form.wanted())),
        content_type=CSV_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _rows(wanted: TrailFilter) -> Iterator[tuple[Value, ...]]:
    for line in whole_trail(wanted):
        for changed, was, now in line.values or (("", "", ""),):
            yield (*_about(line), changed, was, now, line.note)


def _about(line: TrailLine) -> tuple[Value, ...]:
    at = timezone.localtime(line.at).isoformat(timespec="seconds")
    return (
        line.number,
        at,
        line.who or "the keeper of this site",
        line.act,
        line.subject.kind,
        line.subject.ref,
    )
