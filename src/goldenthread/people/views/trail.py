"""The trail: who did what, when."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.people.access import may_see_trail, require
from goldenthread.people.door import officers_only
from goldenthread.people.forms.trail import TrailForm
from goldenthread.people.queries.trail import TrailFilter, trail


@officers_only
@require_GET
def trail_page(request: HttpRequest) -> HttpResponse:
    """Who did what, when: filtered by what stands in the address."""
    require(may_see_trail(request.user), "see the trail")
    form = TrailForm(request.GET or None)
    wanted = TrailFilter(**form.cleaned_data) if form.is_valid() else TrailFilter()
    found = trail(wanted, request.GET.get("page", "1"))
    page = Paginator(range(found.count), found.per_page).get_page(found.number)
    return render(request, "people/trail.html", {"form": form, "trail": found, "page": page})
