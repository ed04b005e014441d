"""Members' pages: by portfolio, by committee, by district, each with a way to ask."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from goldenthread.measures.queries import register
from goldenthread.people.access import require
from goldenthread.people.door import known_only, person_of
from goldenthread.people.queries.council import council
from goldenthread.reporting.access import may_ask, may_read_member_pages
from goldenthread.reporting.queries.member import MemberView, committee_view, member_start, portfolio_view


@known_only
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Where a member begins."""
    person = person_of(request)
    require(may_read_member_pages(person), "read the members' pages")
    found, areas, facts = member_start(person, timezone.now()), register(), council()
    inside = areas.children(facts.area) if facts else ()
    context = {
        "start": found,
        "own_areas": [areas.areas[code] for code in found.own_areas if code in areas.areas],
        "areas": [area for area in inside if area.code not in found.own_areas],
        "titles": {each.ref: each.title for each in (*found.own, *found.portfolios)},
        "may_ask": may_ask(person),
    }
    return render(request, "reporting/members.html", context)


@known_only
@require_GET
def portfolio(request: HttpRequest, ref: str) -> HttpResponse:
    """One portfolio's latest quarter."""
    person = person_of(request)
    require(may_read_member_pages(person), "read the members' pages")
    return _page(request, portfolio_view(ref, person, timezone.now()), ref)


@known_only
@require_GET
def committee(request: HttpRequest, ref: str) -> HttpResponse:
    """The latest quarter of what a committee looks at."""
    person = person_of(request)
    require(may_read_member_pages(person), "read the members' pages")
    return _page(request, committee_view(ref, person, timezone.now()), "")


def _page(request: HttpRequest, view: MemberView | None, portfolio: str) -> HttpResponse:
    if view is None:
        raise Http404("nothing of that name")
    titles = {each.ref: each.title for each in view.portfolios}
    asks = portfolio or next(iter(titles), "")
    context = {"view": view, "titles": titles, "asks": asks, "may_ask": may_ask(person_of(request))}
    return render(request, "reporting/member.html", context)
