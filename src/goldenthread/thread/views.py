"""Each page: read its facts, hand them to its template."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.plan import queries as plan_queries
from goldenthread.plan.queries import PlanView
from goldenthread.thread import (
    area_page,
    asks_page,
    home_page,
    item_page,
    measure_areas_page,
    measure_page,
    outline,
    plan_page,
    policy_page,
    question_page,
    scorecard_page,
    search_page,
)
from goldenthread.thread.reader import Reader, reader_of


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "thread/home.html", {"page": home_page.read(reader_of(request))})


def plans(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    return render(request, "thread/plans.html", {"plans": plan_queries.plans(reader.viewer, reader.now)})


def plan(request: HttpRequest, plan: str) -> HttpResponse:
    reader = reader_of(request)
    page = plan_page.read(plan_or_404(reader, plan), reader)
    return render(request, "thread/plan.html", {"page": page})


def plan_tree(request: HttpRequest, plan: str) -> HttpResponse:
    view = plan_or_404(reader_of(request), plan)
    return render(
        request, "thread/plan_tree.html", {"plan": view, "branches": outline.tree(view.document.items)}
    )


def direction_of_travel(request: HttpRequest, plan: str) -> HttpResponse:
    reader = reader_of(request)
    page = plan_page.read_direction(plan_or_404(reader, plan), reader)
    if page is None:
        raise Http404("nothing in this plan has a direction of travel")
    return render(request, "thread/direction_of_travel.html", {"page": page})


def succession(request: HttpRequest, plan: str) -> HttpResponse:
    view = plan_or_404(reader_of(request), plan)
    return render(request, "thread/succession.html", {"plan": view})


def item(request: HttpRequest, plan: str, item: str) -> HttpResponse:
    reader = reader_of(request)
    view = plan_queries.item(plan, item, reader.viewer, reader.now)
    if view is None:
        raise Http404("no such item in the plan")
    return render(request, "thread/item.html", {"page": item_page.read(view, reader)})


def measures(request: HttpRequest) -> HttpResponse:
    return render(request, "thread/measures.html", {"page": scorecard_page.all_measures(reader_of(request))})


def measure(request: HttpRequest, slug: str) -> HttpResponse:
    asked = measure_page.Asked(request.GET.get("area", ""), request.GET.get("group", ""))
    page = measure_page.read(slug, asked, reader_of(request))
    if page is None:
        raise Http404("no such measure")
    return render(request, "thread/measure.html", {"page": page})


def measure_question(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    asked = measure_page.Asked(request.GET.get("area", ""), request.GET.get("group", ""))
    page = question_page.read(slug, question, asked, request.GET.get("policy", ""), reader_of(request))
    if page is None:
        raise Http404("no policy asks this of this measure")
    return render(request, "thread/measure_question.html", {"page": page})


def measure_areas(request: HttpRequest, slug: str) -> HttpResponse:
    page = measure_areas_page.read(slug, request.GET.get("area", ""), reader_of(request))
    if page is None:
        raise Http404("no such measure")
    return render(request, "thread/measure_areas.html", {"page": page})


def areas(request: HttpRequest) -> HttpResponse:
    return render(request, "thread/areas.html", {"page": area_page.list_areas(reader_of(request))})


def area(request: HttpRequest, code: str) -> HttpResponse:
    page = area_page.read(code, reader_of(request))
    if page is None:
        raise Http404("no such area")
    return render(request, "thread/area.html", {"page": page})


def asks(request: HttpRequest) -> HttpResponse:
    page = asks_page.read(request.GET.get("state", ""), reader_of(request))
    return render(request, "thread/asks.html", {"page": page})


def scorecard(request: HttpRequest) -> HttpResponse:
    page = scorecard_page.read(request.GET.get("area", ""), request.GET.get("policy", ""), reader_of(request))
    return render(request, "thread/scorecard.html", {"page": page})


def policies(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    return render(request, "thread/policies.html", {"page": policy_page.list_policies(reader)})


def policy(request: HttpRequest, ref: str) -> HttpResponse:
    page = policy_page.read(ref, reader_of(request))
    if page is None:
        raise Http404("no such policy")
    return render(request, "thread/policy.html", {"page": page})


def search(request: HttpRequest) -> HttpResponse:
    page = search_page.read(request.GET.get("q", "")[:200], reader_of(request))
    return render(request, "thread/search.html", {"page": page})


def reading(request: HttpRequest) -> HttpResponse:
    return render(request, "thread/reading.html", {"page": policy_page.how_to_read(reader_of(request))})


def plan_or_404(reader: Reader, ref: str) -> PlanView:
    view = plan_queries.plan_document(ref, reader.viewer, reader.now)
    if view is None:
        raise Http404("no such plan")
    return view
